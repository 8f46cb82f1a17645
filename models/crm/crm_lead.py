# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..prospect.prospect_link import CLIENT_USERS


class CrmLead(models.Model):
    """An application: whose it is, and which client that is.

    The client of a lead is not its `partner_id`: Odoo copies e-mail and phone between
    the two, and unverified data must not reach a client card. What is told of the link
    is not stored, so that linking a prospect touches no lead.
    """

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.hidden.columns"]

    # Not checked for its company: a lead that changes company is looked at anew, and
    # Odoo's own ways of moving leads must not be refused meanwhile.
    prospect_id = fields.Many2one(
        "crm.prospect", index="btree_not_null", ondelete="set null"
    )
    client_id = fields.Many2one(
        "res.partner",
        compute="_compute_client_id",
        search="_search_client_id",
        help="The client the person is recognised as, for those who may see him.",
    )
    match_state = fields.Selection(related="prospect_id.match_state", string="Link")
    match_result = fields.Selection(
        related="prospect_id.match_result", string="Match Result", groups=CLIENT_USERS
    )
    match_rule_id = fields.Many2one(
        related="prospect_id.match_rule_id",
        string="Recognised by",
        groups=CLIENT_USERS,
    )
    application_reference_ids = fields.One2many(
        "crm.application.reference", "lead_id", "References", copy=False
    )

    @api.depends("prospect_id.partner_id")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_client_id(self):
        """Not related: Odoo shows the name of a related record to everybody."""
        clients = self.sudo().prospect_id.partner_id.with_env(self.env)
        readable = clients._filtered_access("read")
        for lead in self:
            client = lead.sudo().prospect_id.partner_id.with_env(self.env)
            lead.client_id = client & readable

    @api.model
    def _search_client_id(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator == "in" and False in value:
            # Whoever has none, or none that the user may see.
            nobody = ~Domain("client_id", "any", Domain.TRUE)
            return nobody | Domain("client_id", "in", [i for i in value if i])
        if operator == "any":
            condition = Domain(value)
        else:
            field = "id" if operator == "in" else "display_name"
            condition = Domain(field, operator, value)
        clients = self.env["res.partner"].with_context(active_test=False)
        found = clients._search(Domain("is_client", "=", True) & condition)
        linked = self.env["crm.prospect"].sudo().with_context(active_test=False)
        return Domain(
            "prospect_id", "in", linked._search([("partner_id", "in", found)])
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """The client can be grouped by: one the user may not see counts as none."""
        if field_expr != "client_id":
            return super()._field_to_sql(alias, field_expr, query)
        field = self._fields["prospect_id"]
        _prospects, prospect = field.join(self.sudo(), alias, query)
        client = SQL.identifier(prospect, "partner_id")
        if self.env.su:
            return client
        clients = self.env["res.partner"].with_context(active_test=False)
        readable = clients._search([("is_client", "=", True)]).subselect()
        return SQL("CASE WHEN %s IN %s THEN %s END", client, readable, client)
