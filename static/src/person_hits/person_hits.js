// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { getDraft, PersonHitsSession } from "./person_hits_session";

// Long enough to go on to the next field, short enough to be seen before saving.
const DELAY = 400;
const MODELS = { client: "res.partner", prospect: "crm.prospect" };

/** Beside a new lead or prospect: people who are known already and may be meant. */
export class PersonHits extends Component {
    static template = "crm_prospect.PersonHits";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        const orm = useService("orm");
        this.state = useState({ isOpen: false });
        this.session = useState(new PersonHitsSession()).setup((draft) =>
            orm.silent.call("crm.prospect", "find_similar", [draft])
        );
        const lookUp = useDebounced((draft) => this.session.lookUp(draft), DELAY);
        // Nothing is waited for: the form must not.
        useRecordObserver((record) => void lookUp(getDraft(record)));
    }

    get isLead() {
        return this.props.record.resModel === "crm.lead";
    }

    get summary() {
        const { count } = this.session;
        return count === 1
            ? _t("One person may be known already")
            : _t("%s people may be known already", count);
    }

    get hiddenText() {
        const { hidden } = this.session.answer;
        return hidden === 1
            ? _t("One more person you may not see; ask a data steward.")
            : _t("%s more people you may not see; ask a data steward.", hidden);
    }

    /** The banner above the form names a client as soon as his prospect is chosen. */
    get isTold() {
        const { kind, prospect } = this.session.chosen;
        return kind === "client" && Boolean(prospect);
    }

    getKind({ kind, certain }) {
        if (kind === "client") {
            return certain ? _t("Known client") : _t("Possible client");
        }
        return certain ? _t("Prospect") : _t("Possible prospect");
    }

    getHref(hit) {
        return `/odoo/${MODELS[hit.kind]}/${hit.id}`;
    }

    /** A lead needs a prospect to name, or a rule that finds the client on saving. */
    canUse(hit) {
        return this.isLead ? Boolean(hit.prospect || hit.certain) : !this.env.inDialog;
    }

    async use(hit) {
        if (!this.isLead) {
            return this.openInstead(hit);
        }
        if (hit.prospect) {
            const { id, name, number } = hit.prospect;
            await this.props.record.update({
                prospect_id: { id, display_name: name || number },
            });
        }
        this.session.chosen = hit;
    }

    async takeBack() {
        if (this.session.chosen.prospect) {
            await this.props.record.update({ prospect_id: false });
        }
        this.session.chosen = null;
    }

    openInstead(hit) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Open the known person instead?"),
            body: _t("What you have typed here is not kept."),
            confirmLabel: _t("Open"),
            confirm: async () => {
                await this.props.record.discard();
                await this.action.doAction({
                    type: "ir.actions.act_window",
                    res_model: MODELS[hit.kind],
                    res_id: hit.id,
                    views: [[false, "form"]],
                });
            },
            cancel: () => {},
        });
    }
}

registry.category("view_widgets").add("crm_person_hits", { component: PersonHits });
