# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("ready", "Can be Converted"), ("refused", "Not yet"), ("done", "Converted")]


class CrmProspect(models.Model):
    """Whether a prospect can become a client now, and the dialog that does it."""

    _inherit = "crm.prospect"

    conversion_state = fields.Selection(STATES, compute="_compute_conversion_state")
    conversion_refusal = fields.Char(
        "Why Not", compute="_compute_conversion_state", help="Why it cannot be now."
    )

    @api.depends(
        "conversion_date", "partner_id", "lead_ids.stage_id", "lead_ids.active"
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_conversion_state(self):
        refusals = self._origin._get_conversion_refusal()
        for prospect in self:
            refusal = refusals.get(prospect._origin, False)
            prospect.conversion_refusal = refusal
            if prospect.conversion_date:
                prospect.conversion_state = "done"
            elif prospect._origin:
                prospect.conversion_state = "refused" if refusal else "ready"
            else:
                prospect.conversion_state = False

    def action_open_conversion(self):
        """Open the dialog that makes a client of this prospect.

        :raise UserError: it cannot be converted now; the text says why
        """
        self.ensure_one()
        self.check_access("read")
        if refusal := self._get_conversion_refusal().get(self):
            raise UserError(refusal)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_prospect_convert_action"
            ),
            "context": {
                "default_prospect_id": self.id,
                "dialog_size": "extra-large",
            },
        }

    def action_open_mass_conversion(self):
        """Open the dialog that makes clients of these prospects."""
        self.check_access("read")
        return self.env["crm.prospect.convert.many"]._open_for(self)

    def _open_as_list(self, title):
        """The action of a list of these prospects."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_prospect_action"
        )
        # The path would lead to all of them.
        action.pop("path", None)
        return {
            **action,
            "name": title,
            "domain": [("id", "in", self.ids)],
            "context": {"active_test": False},
        }


class CrmLead(models.Model):
    """The same from an application: of its person."""

    _inherit = "crm.lead"

    conversion_state = fields.Selection(STATES, compute="_compute_conversion_state")
    conversion_refusal = fields.Char("Why Not", compute="_compute_conversion_state")

    @api.depends("prospect_id.conversion_date", "stage_id", "team_id", "active")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_conversion_state(self):
        readable = self.prospect_id._filtered_access("read")
        for lead in self:
            prospect = lead.prospect_id & readable
            lead.conversion_state = prospect.conversion_state
            lead.conversion_refusal = prospect.conversion_refusal

    def action_open_conversion(self):
        """Open the dialog that makes a client of the person of this application.

        :raise UserError: it names nobody, or he cannot be converted now
        """
        self.ensure_one()
        self.check_access("read")
        if not self.prospect_id:
            raise UserError(self.env._("This application names nobody."))
        return self.prospect_id.action_open_conversion()

    def action_open_mass_conversion(self):
        """Open the dialog that makes clients of the people of these applications.

        Whom the user may not see counts as named by nobody.
        """
        self.check_access("read")
        people = self.prospect_id._filtered_access("read")
        nameless = self.filtered(lambda lead: lead.prospect_id not in people)
        return self.env["crm.prospect.convert.many"]._open_for(people, len(nameless))
