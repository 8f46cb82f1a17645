// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onWillStart, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// Long enough to pass over a row without opening it.
const DELAY = 300;
const USELESS = ["opted_out", "not_exist", "wrong_person"];

/** Why a contact has its score: what speaks for and against it, with points. */
export class ContactScoreReasons extends Component {
    static template = "crm_prospect.ContactScoreReasons";
    static props = { load: Function, close: { type: Function, optional: true } };

    setup() {
        onWillStart(async () => {
            this.answer = await this.props.load();
        });
    }

    get sum() {
        return this.answer.reasons.reduce((sum, { points }) => sum + points, 0);
    }

    sign(points) {
        return points > 0 ? `+${points}` : String(points).replace("-", "−");
    }
}

/** Score of a contact as a bar with its figure; it explains itself when pointed at. */
export class ContactScoreField extends Component {
    static template = "crm_prospect.ContactScoreField";
    static props = { ...standardFieldProps };

    setup() {
        this.popover = usePopover(ContactScoreReasons, {
            position: "bottom-start",
            popoverClass: "o_crm_score_popover",
            // A look at the reasons takes neither the focus nor the keys.
            setActiveElement: false,
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get score() {
        return this.props.record.data[this.props.name];
    }

    get isScored() {
        return Boolean(this.props.record.data.status);
    }

    get barClass() {
        if (USELESS.includes(this.props.record.data.status)) {
            return "bg-secondary opacity-25";
        }
        return this.score >= 600 ? "bg-success" : this.score >= 300 ? "bg-warning" : "bg-danger";
    }

    get pointId() {
        const { data, resId, resModel } = this.props.record;
        return resModel === "crm.contact.point" ? resId : data.point_id.id;
    }

    /** The reasons are asked for once, and again when the contact was scored anew. */
    async loadReasons() {
        const { score, status, computed_at } = this.props.record.data;
        const version = JSON.stringify([this.pointId, score, status, computed_at]);
        if (this.version !== version) {
            const { orm } = this.env.services;
            [this.answer] = await orm.silent.call("crm.contact.point", "get_score_reasons", [
                [this.pointId],
            ]);
            this.version = version;
        }
        return this.answer;
    }

    open(target) {
        browser.clearTimeout(this.timer);
        if (!this.popover.isOpen) {
            this.popover.open(target, { load: () => this.loadReasons() });
        }
    }

    openSoon(target) {
        this.timer = browser.setTimeout(() => this.open(target), DELAY);
    }

    close() {
        browser.clearTimeout(this.timer);
        this.popover.close();
    }
}

registry.category("fields").add("crm_contact_score", {
    component: ContactScoreField,
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "status", type: "selection" },
        { name: "computed_at", type: "datetime" },
    ],
    listViewWidth: 150,
});
