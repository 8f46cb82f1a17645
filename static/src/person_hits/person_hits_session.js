// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

// A text with fewer digits is the beginning of a phone.
const PHONE_DIGITS = 7;

/** Values of a contact list or of one field, without blanks. */
const filled = (values) => values.map((value) => (value || "").trim()).filter(Boolean);

/**
 * What a form says of a new person, by model: as `crm.prospect.find_similar` takes it,
 * or null when it is settled who it is.
 */
const DRAFTS = {
    "crm.lead": (data) =>
        data.prospect_id
            ? null
            : {
                  name: data.contact_name || data.partner_name,
                  phones: filled([data.phone]),
                  emails: filled([data.email_from]),
              },
    "crm.prospect": (data) => {
        const points = data.contact_point_ids.records.map((record) => record.data);
        const valuesOf = (kind) =>
            filled(points.filter((p) => p.kind === kind).map((p) => p.value));
        return {
            lastname: data.lastname,
            firstname: data.firstname,
            middlename: data.middlename,
            gender: data.gender,
            birthdate: data.birthdate_date && data.birthdate_date.toISODate(),
            phones: valuesOf("phone"),
            emails: valuesOf("email"),
        };
    },
};

/** @returns {Object|null} what is known of the person, when it is enough to look for him */
export function getDraft(record) {
    const draft = record.isNew && DRAFTS[record.resModel](record.data);
    if (!draft) {
        return null;
    }
    const phones = draft.phones.filter(
        (phone) => phone.replace(/\D/g, "").length >= PHONE_DIGITS
    );
    const emails = draft.emails.filter((email) => email.includes("@"));
    const isNamed = draft.name || draft.lastname || draft.firstname;
    if (!isNamed || !(phones.length || emails.length || draft.birthdate)) {
        return null;
    }
    return { ...draft, phones, emails };
}

/** What is known of the person being typed, and what the user made of it. */
export class PersonHitsSession {
    /** @param {(draft: Object) => Promise<Object>} ask */
    setup(ask) {
        this.ask = ask;
        this.asked = null;
        this.answer = null;
        this.chosen = null;
        this.dismissed = false;
        return this;
    }

    get count() {
        const { hits, hidden } = this.answer || { hits: [], hidden: 0 };
        return hits.length + hidden;
    }

    get isShown() {
        return Boolean(this.chosen || (this.count && !this.dismissed));
    }

    /**
     * Ask who that is; an answer to an earlier question is dropped.
     *
     * @param {Object|null} draft
     */
    async lookUp(draft) {
        const question = JSON.stringify(draft);
        if (question === this.asked || this.dismissed) {
            return;
        }
        this.asked = question;
        let answer = null;
        try {
            answer = draft && (await this.ask(draft));
        } catch {
            // A hint that does not come is no reason to disturb who types.
        }
        if (question === this.asked) {
            this.answer = answer;
        }
    }
}
