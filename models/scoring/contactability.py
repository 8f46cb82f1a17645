# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmContactability(models.Model):
    """How well a client can be reached; one row per client with contacts."""

    _name = "crm.contactability"
    _inherit = ["crm.client.row"]
    _description = "Contactability"
    _log_access = False
    _order = "score desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, ondelete="cascade"
    )
    score = fields.Integer(
        "Contactability", required=True, aggregator="avg", help="From 0 to 1000."
    )
    phone_point_id = fields.Many2one(
        "crm.contact.point", "Best Phone", ondelete="set null"
    )
    email_point_id = fields.Many2one(
        "crm.contact.point", "Best E-mail", ondelete="set null"
    )
    usable_count = fields.Integer("Usable Contacts", required=True)
    computed_at = fields.Datetime(required=True)
    place = fields.Integer(
        compute="_compute_place",
        search="_search_place",
        aggregator=None,
        help="One more than there were clients with better scores last night.",
    )
    percentile = fields.Float(
        compute="_compute_place",
        search="_search_percentile",
        digits=(5, 2),
        aggregator=None,
        help="Per cent of the clients that had lower scores last night.",
    )

    _partner = models.UniqueIndex("(partner_id)")
    _score = models.Index("(score DESC, id)")
    # What deleting a contact looks for.
    _phone_point = models.Index("(phone_point_id) WHERE phone_point_id IS NOT NULL")
    _email_point = models.Index("(email_point_id) WHERE email_point_id IS NOT NULL")

    # ------------------------------------------------------------------ places

    @api.depends("score", "partner_id.company_id")
    def _compute_place(self):
        """Looked up by the score of now: equals share a place at any moment."""
        rows = (
            self.env["crm.contactability.place"]
            .sudo()
            .search_fetch(
                [("score", "in", self.mapped("score"))],
                ["score", "company_id", "place", "percentile"],
            )
        )
        place_of = {(row.score, row.company_id): row for row in rows}
        for row in self:
            company = row.sudo().partner_id.company_id
            found = place_of.get((row.score, company), rows.browse())
            row.place = found.place
            row.percentile = found.percentile

    @api.model
    def _search_place(self, operator, value):
        return self._search_score("place", operator, value)

    @api.model
    def _search_percentile(self, operator, value):
        return self._search_score("percentile", operator, value)

    @api.model
    def _search_score(self, name, operator, value):
        """The scores, a thousand at most for each company, that have such a place."""
        if operator not in ("in", ">", ">=", "<", "<="):
            return NotImplemented
        scores = (
            self.env["crm.contactability.place"]
            .sudo()
            ._read_group([(name, operator, value)], ["company_id"], ["score:array_agg"])
        )
        return Domain.OR(
            Domain("score", "in", found)
            & Domain("partner_id.company_id", "=", company.id)
            for company, found in scores
        )


class CrmContactabilityPlace(models.Model):
    """Places of all possible scores, as of last night; a client's is that of his score.

    So equals share a place at any moment, and a client who changed by day has the place
    of his new score.
    """

    _name = "crm.contactability.place"
    _description = "Place by Contactability"
    _log_access = False
    _order = "score desc"
    _rec_name = "score"

    score = fields.Integer(required=True, help="From 0 to 1000.")
    company_id = fields.Many2one(
        "res.company",
        ondelete="cascade",
        help="Of the places of its clients; none: of clients of all companies.",
    )
    clients = fields.Integer(required=True, help="How many have this score.")
    place = fields.Integer(
        required=True, help="One more than there are better scores in the base."
    )
    percentile = fields.Float(
        required=True, digits=(5, 2), help="Per cent of the clients with lower scores."
    )

    _score_unique = models.UniqueIndex("(score, COALESCE(company_id, 0))")
