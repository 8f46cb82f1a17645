# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.scoring.call_list_criteria import FATES, LATE_FATES


class CrmCallListMake(models.TransientModel):
    """Dialog: who gets on a call list, who does not and why, before it is made."""

    _name = "crm.call.list.make"
    _inherit = ["crm.call.list.criteria"]
    _description = "Make a Call List"

    name = fields.Char(
        required=True,
        default=lambda self: self.env._(
            "Call list of %(date)s", date=fields.Date.context_today(self)
        ),
    )
    team_id = fields.Many2one(
        "crm.team", "Sales Team", help="Its members see the list and work on it too."
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", required=True, default=lambda self: self.env.user
    )
    # Who was chosen, on which list.
    client_model = fields.Selection(
        [("res.partner", "Clients"), ("crm.contactability", "Contactability")],
        required=True,
        readonly=True,
        default="res.partner",
    )
    client_domain = fields.Json(readonly=True)
    client_count = fields.Integer("Clients Chosen", compute="_compute_counts")
    count_chosen = fields.Integer("On the List", compute="_compute_counts")
    count_min_score = fields.Integer("Score too low", compute="_compute_counts")
    count_not_own = fields.Integer("Somebody else's", compute="_compute_counts")
    count_useless = fields.Integer(
        "Do not exist or reach somebody else", compute="_compute_counts"
    )
    count_opted_out = fields.Integer("Opted out", compute="_compute_counts")
    count_unscored = fields.Integer("Not scored yet", compute="_compute_counts")
    count_no_contact = fields.Integer("Have no such contact", compute="_compute_counts")
    count_same_number = fields.Integer(
        "Have the same number as another one", compute="_compute_counts"
    )
    count_same_company = fields.Integer(
        "Colleagues of another one", compute="_compute_counts"
    )
    count_beyond = fields.Integer("Beyond the number wanted", compute="_compute_counts")

    @api.depends("kind", "limit", "min_score", "ownership", "apart", "client_domain")
    def _compute_counts(self):
        for dialog in self:
            counts = dialog._count_fates(dialog._get_clients())
            for fate in FATES + LATE_FATES:
                dialog[f"count_{fate}"] = counts.get(fate, 0)
            dialog.client_count = sum(counts.values())

    def _get_clients(self):
        """Query of the clients who were chosen, as far as the user may see them."""
        domain = Domain(self.client_domain or [])
        if self.client_model == "crm.contactability":
            rows = self.env["crm.contactability"]._search(domain)
            domain = Domain("id", "in", rows.subselect("partner_id"))
        return self.env["res.partner"]._search(domain & Domain("is_client", "=", True))

    def action_make(self):
        """Make the list, and open it.

        :raise UserError: nobody would be on it
        """
        self.ensure_one()
        if not self.count_chosen:
            raise UserError(self.env._("Nobody would be on this list."))
        call_list = self.env["crm.call.list"]._make(
            self._get_clients(), self._prepare_list()
        )
        return call_list.action_view_lines()

    def _prepare_list(self):
        return {
            "name": self.name,
            "user_id": self.user_id.id,
            "team_id": self.team_id.id,
            "company_id": self.env.company.id,
            "kind": self.kind,
            "limit": self.limit,
            "min_score": self.min_score,
            "ownership": self.ownership,
            "apart": self.apart,
        }
