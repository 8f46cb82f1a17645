# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .match import LINKING


class CrmProspect(models.Model):
    """The matches of a prospect on its form, whichever side of the pair it is."""

    _inherit = "crm.prospect"

    pair_ids = fields.Many2many(
        "crm.match", string="All Matches", compute="_compute_pair_ids"
    )
    match_count = fields.Integer(compute="_compute_pair_ids")
    link_reasons_for = fields.Char("Speaks for It", compute="_compute_link_reasons")
    link_reasons_against = fields.Char(
        "Speaks against It", compute="_compute_link_reasons"
    )
    linked_client_count = fields.Integer(compute="_compute_linked_client_count")
    linked_prospect_count = fields.Integer(compute="_compute_linked_prospect_count")

    def _get_pairs(self, *domain):
        """All matches of these prospects, as the first or as the second of a pair."""
        return self.env["crm.match"].search(
            [
                "|",
                ("prospect_id", "in", self.ids),
                ("other_prospect_id", "in", self.ids),
                *domain,
            ],
            order="verdict, id desc",
        )

    @api.depends("match_ids")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_pair_ids(self):
        """Shown are those that the user may see; those with clients whom he may not
        see are counted.
        """
        pairs = self._get_pairs()
        first = pairs.grouped("prospect_id")
        second = pairs.grouped("other_prospect_id")
        nothing = pairs.browse()
        hidden = self._count_hidden_pairs(pairs)
        for prospect in self:
            origin = prospect._origin
            found = first.get(origin, nothing) | second.get(origin, nothing)
            prospect.pair_ids = found
            prospect.match_count = len(found) + hidden.get(origin, 0)

    def _count_hidden_pairs(self, seen):
        """dict prospect -> number of pairs with clients whom the user may not see.

        :param seen: the pairs that he may see
        """
        if not self._tells_hidden():
            return {}
        pairs = self.env["crm.match"].sudo()
        counts = pairs._read_group(
            [
                ("prospect_id", "in", self.ids),
                ("partner_id", "!=", False),
                ("id", "not in", seen.ids),
            ],
            ["prospect_id"],
            ["__count"],
        )
        return {prospect.sudo(False): count for prospect, count in counts}

    @api.depends("partner_id", "match_ids.verdict")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_link_reasons(self):
        links = self.sudo().match_ids.filtered(
            lambda m: m.partner_id and m.partner_id == m.prospect_id.partner_id
        )
        links = links.sudo(False)._filtered_access("read")
        found = {link.prospect_id: link for link in links}
        for prospect in self:
            link = found.get(prospect._origin, links.browse())
            prospect.link_reasons_for = link.reasons_for
            prospect.link_reasons_against = link.reasons_against

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_linked_client_count(self):
        for prospect in self:
            prospect.linked_client_count = len(prospect._get_told_clients())

    @api.depends("partner_id", "match_ids.verdict")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_linked_prospect_count(self):
        linked = self._get_linked_prospects()
        for prospect in self:
            prospect.linked_prospect_count = len(linked.get(prospect._origin.id, ()))

    def _get_linked_prospects(self):
        """Other prospects that are the same person, as far as it is known.

        :return: dict prospect id -> set of ids: of those whose pair with it a rule
            linked or a person confirmed, and of those linked with the same client
        """
        linked = {}
        for pair in self._get_pairs(
            ("other_prospect_id", "!=", False), ("verdict", "in", LINKING)
        ):
            one, two = pair.prospect_id.id, pair.other_prospect_id.id
            linked.setdefault(one, set()).add(two)
            linked.setdefault(two, set()).add(one)
        of_client = self._get_prospects_of_clients()
        for prospect in self:
            same = of_client.get(prospect.sudo().partner_id.id, ())
            linked.setdefault(prospect._origin.id, set()).update(same)
            linked[prospect._origin.id].discard(prospect._origin.id)
        return linked

    def _get_prospects_of_clients(self):
        """dict id of a client of these prospects -> ids of his readable prospects."""
        of_client = Domain("partner_id", "in", self._get_told_clients().ids)
        readable = self._search(self._without_field_access(of_client))
        groups = self.sudo()._read_group(
            [("id", "in", readable)], ["partner_id"], ["id:array_agg"]
        )
        return {client.id: ids for client, ids in groups}

    # ------------------------------------------------------------------ actions

    def action_view_matches(self):
        """Open the pairs found for this prospect, whatever their verdict."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_action"
        )
        return {**action, "domain": [("id", "in", self.pair_ids.ids)], "context": {}}

    def action_view_linked_prospects(self):
        """Open the other prospects that are the same person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_prospect_action"
        )
        linked = self._get_linked_prospects()[self.id]
        return {**action, "domain": [("id", "in", sorted(linked))], "context": {}}

    def action_explain(self):
        """Open the dialog that says why, for the client or the best proposal."""
        self.ensure_one()
        other = self.client_id
        if not other:
            best = self.pair_ids.filtered(lambda m: m.verdict == "proposed").sorted(
                lambda m: (-m.confidence, m.id)
            )[:1]
            best = best.with_context(match_of=self.id)
            other = best.partner_id or best.counterpart_id
        return self._open_explanation(other)

    def _open_explanation(self, other):
        """The action of the dialog, about this prospect and a client or a prospect.

        :param other: a client, a prospect, or an empty record: it is chosen there
        """
        self.ensure_one()
        client = other._name == "res.partner"
        field = "default_partner_id" if client else "default_other_prospect_id"
        context = {
            "default_prospect_id": self.id,
            field: other.id,
            "dialog_size": "extra-large",
        }
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_match_explain_action"
            ),
            "context": context,
        }
