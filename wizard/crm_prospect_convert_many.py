# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.conversion.conversion_values import APPENDED, ROWS

# Converted by one click: well within the time a request may take.
MAX_AT_ONCE = 5000
POLICIES = [("empty", "Fill in what is empty"), ("take", "Take over everything")]


class CrmProspectConvertMany(models.TransientModel):
    """Dialog: make clients of many prospects, and see who is refused and why."""

    _name = "crm.prospect.convert.many"
    _inherit = ["crm.client.dialog"]
    _description = "Make Clients of Many Prospects"

    state = fields.Selection(
        [("asking", "To Decide"), ("done", "Done")], default="asking", readonly=True
    )
    prospect_ids = fields.Many2many(
        "crm.prospect",
        "crm_prospect_convert_many_rel",
        string="Can be Converted",
        readonly=True,
        context={"active_test": False},
    )
    prospect_count = fields.Integer(compute="_compute_counts")
    linked_count = fields.Integer(compute="_compute_counts")
    new_count = fields.Integer(compute="_compute_counts")
    refused_count = fields.Integer(compute="_compute_counts")
    waiting_count = fields.Integer(compute="_compute_counts")
    max_at_once = fields.Integer(compute="_compute_counts")
    policy = fields.Selection(
        POLICIES, "On Cards of Clients", required=True, default="empty"
    )
    nameless_count = fields.Integer("Applications That Name Nobody", readonly=True)
    refusal_ids = fields.One2many(
        "crm.prospect.convert.refusal", "wizard_id", "Refused", readonly=True
    )

    @api.depends("prospect_ids", "refusal_ids.prospect_ids")
    def _compute_counts(self):
        """Counted of whom the user asked for; no card is shown here."""
        for dialog in self:
            prospects = dialog.prospect_ids
            dialog.prospect_count = len(prospects)
            dialog.linked_count = len(prospects.filtered("partner_id"))
            dialog.new_count = dialog.prospect_count - dialog.linked_count
            dialog.refused_count = sum(dialog.refusal_ids.mapped("prospect_count"))
            dialog.max_at_once = self._get_max_at_once()
            dialog.waiting_count = max(0, dialog.prospect_count - dialog.max_at_once)

    @api.model
    def _get_max_at_once(self):
        """How many prospects one click converts (hook)."""
        return MAX_AT_ONCE

    # ------------------------------------------------------------------ open

    @api.model
    def _open_for(self, prospects, nameless_count=0):
        """The action of a dialog about these prospects."""
        dialog = self.create({"nameless_count": nameless_count})
        refusals = prospects._get_conversion_refusal(with_target=True)
        dialog.prospect_ids = prospects.filtered(lambda one: one not in refusals)
        dialog._tell_refusals(refusals)
        return dialog._reopen()

    def _tell_refusals(self, refusals):
        """Group those who are refused by reason, the most frequent first.

        :param dict refusals: prospect -> text
        """
        self.ensure_one()
        groups = {}
        for prospect, text in refusals.items():
            groups.setdefault(text, []).append(prospect.id)
        lines = [
            Command.create({"reason": text, "prospect_ids": [Command.set(ids)]})
            for text, ids in sorted(groups.items(), key=lambda item: -len(item[1]))
        ]
        self.sudo().refusal_ids = [Command.clear(), *lines]

    def _reopen(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_prospect_convert_many_action"
            ),
            "res_id": self.id,
        }

    # ------------------------------------------------------------------ buttons

    def action_convert(self):
        """Convert those who can be, and say who was refused.

        :raise UserError: nobody can be converted, or it was done already
        """
        self.ensure_one()
        # One click, whatever becomes of the connection.
        self.lock_for_update()
        if self.state == "done" or not self.prospect_ids:
            raise UserError(self.env._("There is nobody left to convert here."))
        prospects = self.prospect_ids[: self._get_max_at_once()]
        refused = prospects.convert_many(self._get_choices())["refused"]
        refusals = {prospects.browse(one["id"]): one["reason"] for one in refused}
        for line in self.refusal_ids:
            refusals.update(dict.fromkeys(line.prospect_ids, line.reason))
        converted = prospects.filtered(lambda one: one not in refusals)
        self.sudo().write(
            {"state": "done", "prospect_ids": [Command.set(converted.ids)]}
        )
        self._tell_refusals(refusals)
        return self._reopen()

    def _get_choices(self):
        """What happens with values of the prospects; tags and comments are added."""
        if self.policy == "empty":
            return {}
        return {field: "take" for field in ROWS if field not in APPENDED}

    def action_view_prospects(self):
        """Open those who can be converted, or were."""
        self.ensure_one()
        return self.prospect_ids._open_as_list(
            self.env._("Converted")
            if self.state == "done"
            else self.env._("Can be Converted")
        )

    def action_view_clients(self):
        """Open the clients that the prospects have become."""
        self.ensure_one()
        clients = self.prospect_ids.partner_id._filtered_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_client_action"
            ),
            "domain": [("id", "in", clients.ids)],
            "context": {"person_tab": "individuals"},
        }


class CrmProspectConvertRefusal(models.TransientModel):
    """One reason why prospects are not converted, and whom it holds back."""

    _name = "crm.prospect.convert.refusal"
    _description = "Reason against a Conversion"
    _order = "id"

    wizard_id = fields.Many2one(
        "crm.prospect.convert.many", required=True, ondelete="cascade", index=True
    )
    reason = fields.Char(required=True, readonly=True)
    prospect_ids = fields.Many2many(
        "crm.prospect",
        "crm_prospect_convert_refusal_rel",
        readonly=True,
        context={"active_test": False},
    )
    prospect_count = fields.Integer("Prospects", compute="_compute_prospect_count")

    @api.depends("prospect_ids")
    def _compute_prospect_count(self):
        for line in self:
            line.prospect_count = len(line.prospect_ids)

    def action_view_prospects(self):
        """Open those whom this reason holds back."""
        self.ensure_one()
        return self.prospect_ids._open_as_list(self.reason)
