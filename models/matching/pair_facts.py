# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ...tools.comparison import Names
from .similar import NAME_COLUMNS


class CrmMatchEngine(models.AbstractModel):
    """Verifies conditions on one pair, whether any rule uses them or not."""

    _inherit = "crm.match.engine"

    @api.model
    def _pair_facts(self, prospect_id, owner, other_id, conditions):
        """Whether each condition holds for a pair.

        :param int prospect_id: id of the prospect
        :param owner: whose id `other_id` is: `partner_id` or `prospect_id`
        :param int other_id: id of the client or the other prospect
        :param conditions: `crm.match.condition` records, drafts included
        :return: dict condition id -> bool; empty when a side has no index row
        """
        if not conditions:
            return {}
        plain = {condition.id: condition._get_content() for condition in conditions}
        facts = [SQL("coalesce(%s, FALSE)", c.fact()) for c in plain.values()]
        possible = [c.possible_fact() or SQL("FALSE") for c in plain.values()]
        names = [SQL.identifier(side, name) for side in "ab" for name in NAME_COLUMNS]
        rows = self.env.execute_query(
            SQL(
                """SELECT ARRAY[%(facts)s], ARRAY[%(possible)s], %(names)s
                FROM crm_person_index a, crm_person_index b
                WHERE a.prospect_id = %(prospect)s AND b.%(owner)s = %(other)s""",
                facts=SQL(", ").join(facts),
                possible=SQL(", ").join(possible),
                names=SQL(", ").join(names),
                prospect=prospect_id,
                owner=SQL.identifier(owner),
                other=other_id,
            )
        )
        if not rows:
            return {}
        [(sure, maybe, *texts)] = rows
        one, other = (
            Names(*texts[: len(NAME_COLUMNS)]),
            Names(*texts[len(NAME_COLUMNS) :]),
        )
        return {
            key: fact or bool(asked and condition.tell(one, other))
            for (key, condition), fact, asked in zip(
                plain.items(), sure, maybe, strict=True
            )
        }
