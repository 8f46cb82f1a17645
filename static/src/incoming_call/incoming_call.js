// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, onWillStart, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODELS = { client: "res.partner", prospect: "crm.prospect" };

/** The page of a call: who it is, his open applications, and what to do next. */
export class IncomingCall extends Component {
    static template = "crm_prospect.IncomingCall";
    static components = { ControlPanel };
    static props = { ...standardActionServiceProps };
    static path = "incoming-call";
    static displayName = _t("Incoming Call");

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.env.config.setDisplayName(_t("Incoming Call"));
        this.state = useState({
            number: this.givenNumber,
            answer: null,
            error: "",
            noted: new Set(),
        });
        useSetupAction({ getLocalState: () => ({ number: this.state.number }) });
        onWillStart(() => this.lookUp());
    }

    /** The router makes a number of the text, which loses its plus and its zeros. */
    get givenNumber() {
        const { number } = this.props.state || this.props.action.params || {};
        if (typeof number === "string") {
            return number;
        }
        return new URLSearchParams(browser.location.search).get("number") || "";
    }

    async lookUp() {
        const number = this.state.number.trim();
        Object.assign(this.state, { answer: null, error: "", noted: new Set() });
        if (!number) {
            return;
        }
        try {
            const call = this.orm.call("crm.prospect", "who_calls", [number]);
            this.state.answer = await this.keepLast.add(call);
            this.props.updateActionState({ number: this.state.answer.number });
        } catch (error) {
            this.state.error = this.getErrorText(error);
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            this.lookUp();
        }
    }

    // ------------------------------------------------------------------ texts

    /** The refusal of a value names the argument, which means nothing to a person. */
    getErrorText({ data }) {
        if (data?.name === "odoo.exceptions.UserError") {
            return _t("This is no phone number that can be used. Please check it.");
        }
        return data?.message || _t("The server does not answer.");
    }

    get title() {
        const { result, generic } = this.state.answer;
        if (generic) {
            return _t("Too many people share this number to say who calls.");
        }
        return {
            client: _t("A client calls"),
            prospect: _t("A prospect calls"),
            several: _t("Several people have this number"),
            none: _t("Nobody is known by this number"),
        }[result];
    }

    get hiddenText() {
        const { hidden } = this.state.answer;
        return hidden === 1
            ? _t("One person you may not see; ask a data steward.")
            : _t("%s people you may not see; ask a data steward.", hidden);
    }

    /** Whoever may be opened, with `kind`. */
    get cards() {
        const { answer } = this.state;
        const kind = answer.client ? "client" : "prospect";
        return answer[kind] ? [{ kind, ...answer[kind] }] : answer.candidates;
    }

    formatDate(date) {
        return toLocaleDateTimeString(deserializeDateTime(date));
    }

    // ------------------------------------------------------------------ actions

    openCard({ kind, id }) {
        const cards = this.cards.filter((card) => card.kind === kind);
        return this.openForm(MODELS[kind], { res_id: id }, cards);
    }

    openApplication({ id }) {
        return this.openForm("crm.lead", { res_id: id }, this.state.answer.applications);
    }

    /**
     * @param {string} model
     * @param {Object} values of the action
     * @param {Object[]} [siblings] what the pager of the card goes through
     */
    openForm(model, values, siblings) {
        const action = {
            type: "ir.actions.act_window",
            res_model: model,
            views: [[false, "form"]],
            ...values,
        };
        const resIds = siblings?.map(({ id }) => id);
        return this.action.doAction(action, { props: resIds ? { resIds } : {} });
    }

    newApplication() {
        const { client, prospect, number } = this.state.answer || this.state;
        return this.openForm("crm.lead", {
            name: _t("New Application"),
            context: {
                default_phone: number,
                default_prospect_id: prospect?.id,
                default_contact_name: (prospect || client)?.name,
            },
        });
    }

    newProspect() {
        const { number } = this.state.answer;
        const points = [[0, 0, { kind: "phone", value: number }]];
        return this.openForm("crm.prospect", {
            name: _t("New Prospect"),
            context: { default_contact_point_ids: points },
        });
    }

    /** Note the call where it belongs; never on the card of a client. */
    async noteCall(model, id) {
        // A second click notes nothing.
        this.state.noted.add(id);
        try {
            await this.orm.call(model, "message_post", [[id]], {
                body: _t("Incoming call"),
                message_type: "comment",
                subtype_xmlid: "mail.mt_note",
            });
        } catch (error) {
            this.state.noted.delete(id);
            throw error;
        }
        this.notification.add(_t("The call is noted."), { type: "success" });
    }
}

registry.category("actions").add("crm_prospect.call", IncomingCall);
