# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..person.person_owned import OWNERS


class CrmContactPoint(models.Model):
    """Scores beside the contacts, and the best contact of a person first."""

    _inherit = "crm.contact.point"
    # Lists of everybody's contacts tell an order of their own: this one has no index.
    # Who is not scored yet has his phones first.
    _order = "rank, kind desc, id"

    score_ids = fields.One2many("crm.contact.score", "point_id", "Scores")
    score = fields.Integer(related="score_ids.score", aggregator="avg")
    rank = fields.Integer(related="score_ids.rank", aggregator=None)
    kind_rank = fields.Integer(related="score_ids.kind_rank", aggregator=None)
    status = fields.Selection(related="score_ids.status")
    computed_at = fields.Datetime(related="score_ids.computed_at", string="Scored on")
    share_ids = fields.One2many("crm.contact.share", "point_id", "Shared")
    is_owner = fields.Boolean(
        "Belongs to this Person",
        compute="_compute_share",
        search="_search_is_owner",
        help="Mainly, as of last night.",
    )
    owner_count = fields.Integer(
        "People Who Have It",
        compute="_compute_share",
        search="_search_owner_count",
        aggregator=None,
    )

    @api.depends("share_ids.is_owner", "share_ids.holders")
    def _compute_share(self):
        """A contact that nobody else has belongs to its person."""
        for point in self:
            share = point.sudo().share_ids[:1]
            point.is_owner = share.is_owner if share else True
            point.owner_count = share.holders if share else 1

    @api.model
    def _search_is_owner(self, operator, value):
        if operator != "in":
            return NotImplemented
        others = fields.Domain("share_ids.is_owner", "=", False)
        others &= fields.Domain("share_ids", "!=", False)
        wanted = {bool(element) for element in value}
        if wanted == {True, False}:
            return fields.Domain.TRUE
        return others if wanted == {False} else ~others

    @api.model
    def _search_owner_count(self, operator, value):
        if operator not in ("in", ">", ">=", "<", "<="):
            return NotImplemented
        shared = fields.Domain("share_ids.holders", operator, value)
        one = {
            "in": lambda: 1 in value,
            ">": lambda: 1 > value,
            ">=": lambda: 1 >= value,
            "<": lambda: 1 < value,
            "<=": lambda: 1 <= value,
        }[operator]()
        return shared | fields.Domain("share_ids", "=", False) if one else shared

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "rank":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        score = query.left_join(alias, "id", "crm_contact_score", "point_id", "score")
        rank = SQL.identifier(score, "rank")
        # Groups of contacts come in this order, too.
        query._order_groupby.append(rank)
        return SQL("%s %s %s", rank, direction, nulls)

    # ------------------------------------------------------------------ at once

    def _touch_owners(self):
        """Who changes contacts by hand sees the new scores at once."""
        scorer = self.env["crm.contact.scorer"]
        for owner in OWNERS:
            ids = self.sudo()[owner].ids
            scorer._meet(owner, ids)
            scorer._touch(owner, ids)
        return super()._touch_owners()
