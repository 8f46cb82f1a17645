# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.person_file import LineFile
from ..contact.contact_point import KINDS
from .call_list_criteria import APART, OWNERSHIPS


class CrmCallList(models.Model):
    """Whom to call: one row per client, by the best number he had for it."""

    _name = "crm.call.list"
    _inherit = ["crm.call.list.criteria"]
    _description = "Call List"
    _order = "id desc"

    name = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        index=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        index="btree_not_null",
        ondelete="set null",
        help="Its members see the list and work on it too.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # How it was made: not to be changed any more.
    kind = fields.Selection(KINDS, readonly=True)
    limit = fields.Integer(readonly=True)
    min_score = fields.Integer(readonly=True)
    ownership = fields.Selection(OWNERSHIPS, readonly=True)
    apart = fields.Selection(APART, readonly=True)
    line_ids = fields.One2many("crm.call.list.line", "list_id", "Clients")
    line_count = fields.Integer("Clients to Call", compute="_compute_progress")
    called_count = fields.Integer("Called", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress", aggregator=None)

    @api.depends("line_ids.called_at")
    def _compute_progress(self):
        counts = {
            call_list: numbers
            for call_list, *numbers in self.env["crm.call.list.line"]._read_group(
                [("list_id", "in", self.ids)],
                ["list_id"],
                ["__count", "called_at:count"],
            )
        }
        for call_list in self:
            total, called = counts.get(call_list._origin, (0, 0))
            call_list.line_count = total
            call_list.called_count = called
            call_list.progress = 100 * called / total if total else 0

    @api.model
    def _make(self, clients, vals):
        """Make a list of clients.

        :param clients: query of those who come into question
        :param dict vals: name, users and criteria
        :return: the list
        """
        call_list = self.sudo().create(vals).sudo(False)
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_call_list_line
                    (list_id, partner_id, point_id, score, rank, call_count)
                SELECT %s, partner_id, point_id, score, rank, 0
                FROM (%s) fates WHERE fate = 'chosen'
                ORDER BY score DESC, partner_id""",
                call_list.id,
                call_list.sudo()._select_fates(clients),
            )
        )
        self.env.invalidate_all()
        return call_list

    def action_view_lines(self):
        """Open the clients of this list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_call_list_line_action"
        )
        return {
            **action,
            "name": self.name,
            "display_name": self.name,
            "domain": [("list_id", "=", self.id)],
            # Goes into the address of the screen, which is then good for a colleague.
            "context": {"search_default_to_call": 1, "active_id": self.id},
        }

    def action_open(self):
        """Open the properties of this list."""
        self.ensure_one()
        return self._get_records_action()

    # ------------------------------------------------------------------ export

    def action_export_csv(self):
        """Download the list for a spreadsheet or a dialler.

        :raise AccessError: the user may not export
        """
        self.ensure_one()
        self._check_may_export()
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm_prospect/call_list/{self.id}/csv",
            "target": "download",
        }

    def _check_may_export(self):
        self.check_access("read")
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(self.env._("You may not export."))

    def _export_csv(self):
        """The list as a file: UTF-8 with BOM, semicolons; nothing in it is a formula.

        :rtype: bytes
        """
        self._check_may_export()
        lines = self.env["crm.call.list.line"].search([("list_id", "=", self.id)])
        columns = lines._get_export_columns()
        self.env["crm.access.log"]._log("export", lines, ", ".join(columns))
        file = LineFile()
        file.add(
            [lines._fields[name]._description_string(self.env) for name in columns]
        )
        for line in lines:
            file.add([line._get_export_cell(name) for name in columns])
        return file.content()
