# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, models
from odoo.fields import Command
from odoo.tools import SQL

from . import match_engine
from .attributes import KEY_PARTS
from .base_health import SIDES
from .match_candidate import KEY_MIN, KEY_STEP
from .match_key import TABLES

# The largest ones are listed; all are counted.
LISTED_BLOCKS = 200


class CrmBaseHealth(models.Model):
    """Which blocks the engine leaves out, in words: nothing is dropped silently."""

    _inherit = "crm.base.health"

    def _measure_block(self, side, number):
        """Blocks with a key in one slice, as the engine walks them.

        :param int number: of the slice
        """
        owner = SIDES[side]
        if not self.env["crm.match.engine"]._rules_for(owner):
            return
        low = KEY_MIN + number * KEY_STEP
        table = SQL.identifier(TABLES[owner])
        rows = self.env.execute_query(
            SQL(
                """SELECT signature, key, persons, sample, count(*) OVER ()
                FROM (SELECT signature, key, count(*) AS persons,
                        min(person) AS sample
                    FROM %s WHERE key BETWEEN (%s)::int8 AND (%s)::int8
                    GROUP BY key, signature HAVING count(*) > %s) big
                ORDER BY persons DESC, signature, key LIMIT %s""",
                table,
                low,
                low + KEY_STEP - 1,
                match_engine.MAX_BLOCK,
                LISTED_BLOCKS,
            )
        )
        if not rows:
            return
        self[f"{side}_block_count"] += rows[0][-1]
        samples = {}
        for signature, _key, _persons, sample, _all in rows:
            samples.setdefault(signature, []).append(sample)
        words = {}
        signatures = self.env["crm.match.signature"].browse(samples).exists()
        for signature in signatures:
            words.update(signature._values_of(owner, samples[signature.id]))
        keys = [key for _signature, key, *_rest in rows]
        others = self._count_others(side, keys)
        companies = self._companies_of(
            SQL(
                """SELECT k.key AS value, a.company_id
                FROM %s k JOIN crm_person_index a ON a.%s = k.person
                WHERE k.key = ANY(%s)""",
                table,
                SQL.identifier(owner),
                keys,
            )
        )
        parts = {signature.id: signature.parts for signature in signatures}
        self._add_lines(
            "block",
            side,
            [
                {
                    "count": persons,
                    "other_count": others.get((signature, key), 0),
                    "value": words.get((signature, key)),
                    "parts": parts.get(signature),
                    "block_key": key,
                    "block_signature": signature,
                    "company_ids": [Command.set(companies.get(key, []))],
                }
                for signature, key, persons, _sample, _all in rows
            ],
        )
        self._list_largest(side)

    def _list_largest(self, side):
        """Forget all but the largest blocks of one side."""
        self.env["crm.base.health.line"].search(
            [
                ("health_id", "=", self.id),
                ("metric", "=", "block"),
                ("side", "=", side),
            ],
            order="count desc, id",
            offset=LISTED_BLOCKS,
        ).unlink()

    @api.model
    def _count_others(self, side, keys):
        """dict (signature, key) -> number of persons on the other side."""
        [other] = (TABLES[owner] for s, owner in SIDES.items() if s != side)
        rows = self.env.execute_query(
            SQL(
                """SELECT signature, key, count(*) FROM %s
                WHERE key = ANY(%s) GROUP BY signature, key""",
                SQL.identifier(other),
                keys,
            )
        )
        return {(signature, key): count for signature, key, count in rows}


class CrmMatchSignature(models.Model):
    """From keys back to what they are made of."""

    _inherit = "crm.match.signature"

    def _values_of(self, owner, persons):
        """The values that the keys of these persons are made of.

        :param owner: `prospect_id` or `partner_id`
        :param persons: ids
        :return: dict (signature id, key) -> JSON list of texts, one for each part
        """
        self.ensure_one()
        parts = [KEY_PARTS[part] for part in self.parts.split(",")]
        laterals = [
            SQL(f" CROSS JOIN LATERAL {source}")  # pylint: disable=sql-injection
            for source, _value in parts
            if source
        ]
        values = SQL(", ").join(
            SQL(value)  # pylint: disable=sql-injection
            for _source, value in parts
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT hashtextextended(concat_ws('|', %(values)s), %(id)s),
                    ARRAY[%(values)s]::text[]
                FROM crm_person_index i%(laterals)s
                WHERE i.%(owner)s = ANY(%(persons)s)""",
                values=values,
                id=self.id,
                laterals=SQL("").join(laterals),
                owner=SQL.identifier(owner),
                persons=persons,
            )
        )
        return {
            (self.id, key): json.dumps(texts, ensure_ascii=False) for key, texts in rows
        }
