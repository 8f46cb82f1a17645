# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, models
from odoo.tools import SQL

from ..matching.match_engine import MAX_BLOCK
from ..matching.match_verify import Sides
from ..prospect.prospect import ONLINE_LIMIT


class CrmMatchEngine(models.AbstractModel):
    """Looks persons up who are not stored; nothing is written.

    The engine verifies them by the same statement as everybody else: only their rows
    and keys come with the question instead of from the tables.
    """

    _inherit = "crm.match.engine"

    @api.model
    def _look_up(self, rows, rules_of, reach=None):
        """Pairs of persons and stored ones that a rule holds for.

        :param rows: of :meth:`_virtual_rows` of :class:`crm.person.index.builder`
        :param rules_of: dict owner -> rules in order, whatever they say of whom to look
            among; the owner says it: `partner_id` or `prospect_id`
        :param Reach reach: whom those of no company may be
        :return: dict owner -> list of (person, other, automatic rule, proposing rule,
            evidence)
        """
        rules = [rule for rules in rules_of.values() for rule in rules]
        if not rows or not rules:
            return {owner: [] for owner in rules_of}
        persons = self._virtual_rows(rows)
        keys = SQL("keys AS MATERIALIZED (%s), ", self._virtual_keys(rules))
        ctes = SQL("%s%s", persons, keys)
        candidates = {
            owner: self._candidates_by(SQL("SELECT * FROM keys"), owner)
            for owner in rules_of
        }
        if len(rows) <= ONLINE_LIMIT:
            candidates = self._fetched(candidates, ctes)
            ctes = persons
        sides = Sides(left="rows", ctes=ctes, reach=reach)
        return {
            owner: self._verify(candidates[owner], owner, rules, sides)
            for owner, rules in rules_of.items()
        }

    @api.model
    def _look_up_each_other(self, rows, rules):
        """Pairs among the persons themselves, the earlier one first."""
        if len(rows) < 2 or not rules:
            return []
        # Of a key that too many share, only the first ones are compared with all.
        candidates = SQL(
            """WITH keys AS MATERIALIZED (%s)
            SELECT DISTINCT o.person, k.person AS other
            FROM keys k JOIN (
                SELECT *, row_number() OVER (
                    PARTITION BY key, signature ORDER BY person DESC) AS place
                FROM keys) o ON o.key = k.key AND o.signature = k.signature
            WHERE o.person > k.person AND o.place <= %s""",
            self._virtual_keys(rules),
            MAX_BLOCK,
        )
        sides = Sides("rows", "rows", self._virtual_rows(rows))
        return self._verify(candidates, "prospect_id", rules, sides)

    @api.model
    def _virtual_rows(self, rows):
        """SQL: the relation `rows` of persons who are not stored."""
        return SQL(
            """rows AS MATERIALIZED (
                SELECT * FROM jsonb_populate_recordset(
                    NULL::crm_person_index, %s::jsonb)), """,
            json.dumps(rows),
        )

    @api.model
    def _virtual_keys(self, rules):
        """SELECT (key, person, signature) of the relation `rows`, for these rules."""
        keys_of = self.env["crm.match.signature"]._keys_of
        return SQL(" UNION ALL ").join(
            keys_of(parts, number, "prospect_id")
            for number, parts in sorted({s for r in rules for s in r.signatures})
        )
