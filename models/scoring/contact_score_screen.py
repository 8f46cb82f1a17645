# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .score_band import ScoreBand


class CrmContactScore(models.Model):
    """The list of all contacts, and the distribution of their scores.

    It is of the scores and not of the contacts: status, score and rank are columns of
    this narrow table, so that millions are filtered and counted without a join.
    """

    _inherit = "crm.contact.score"

    # One join instead of a sub-query of millions of contacts; the rules of this model
    # are those of the contacts.
    point_id = fields.Many2one(bypass_search_access=True)
    kind = fields.Selection(related="point_id.kind")
    value = fields.Char("Phone or E-mail", related="point_id.value")
    usage = fields.Selection(related="point_id.usage")
    status_label = fields.Char("Use", related="point_id.status_label")
    person = fields.Char(compute="_compute_person")
    is_of_client = fields.Boolean(
        "Of a Client",
        compute="_compute_is_of_client",
        search="_search_is_of_client",
    )
    owner_count = fields.Integer(
        "People Who Have It", related="point_id.owner_count", aggregator=None
    )
    belongs_to = fields.Char(related="point_id.belongs_to", compute_sudo=False)
    number_exists = fields.Selection(related="point_id.number_exists")
    operator = fields.Char(related="point_id.operator")
    region = fields.Char(related="point_id.region")
    domain_class = fields.Selection(related="point_id.domain_class")
    last_confirmed = fields.Date(related="point_id.last_confirmed")
    band = ScoreBand("Band")
    is_shared = fields.Boolean(
        "Shared", compute="_compute_is_shared", search="_search_is_shared"
    )
    has_outcomes = fields.Boolean(
        compute="_compute_has_outcomes", search="_search_has_outcomes"
    )

    # ------------------------------------------------------------------ computes

    @api.depends("point_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_person(self):
        """The name of the person, for those who may read it."""
        hidden = self.env._("Somebody you may not see")
        people = {
            owner: self.point_id[owner]._filtered_access("read")
            for owner in ("partner_id", "prospect_id")
        }
        for line in self:
            point = line.point_id
            person = (point.partner_id & people["partner_id"]) or (
                point.prospect_id & people["prospect_id"]
            )
            line.person = person.display_name or hidden

    @api.depends("point_id.partner_id")
    def _compute_is_of_client(self):
        for line in self:
            line.is_of_client = bool(line.point_id.partner_id)

    @api.model
    def _search_is_of_client(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("point_id.partner_id", "!=", False)

    @api.depends("point_id.share_ids")
    def _compute_is_shared(self):
        for line in self:
            line.is_shared = bool(line.point_id.sudo().share_ids)

    @api.model
    def _search_is_shared(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_by_sql(
            "EXISTS (SELECT FROM crm_contact_share o WHERE o.point_id = %s.point_id)"
        )

    @api.depends("point_id")
    def _compute_has_outcomes(self):
        with_outcomes = self.search(
            [("id", "in", self.ids), ("has_outcomes", "=", True)]
        )
        for line in self:
            line.has_outcomes = line in with_outcomes

    @api.model
    def _search_has_outcomes(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_by_sql(
            """EXISTS (SELECT FROM crm_contact_point c
            JOIN crm_contact_event e ON e.match_key = c.match_key AND e.kind = c.kind
            WHERE c.id = %s.point_id)"""
        )

    @api.model
    def _search_by_sql(self, condition):
        """A domain of an SQL condition in which %s is the table of this model."""
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(condition, SQL.identifier(alias))
        )

    # ------------------------------------------------------------------ actions

    def action_open_person(self):
        """Open the card of the person who has this contact.

        :raise AccessError: the user may not see the person
        """
        self.ensure_one()
        person = self.point_id.partner_id or self.point_id.prospect_id
        person.check_access("read")
        return person.get_formview_action()
