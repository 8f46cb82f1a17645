# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ...tools import NORMALIZER_VERSION
from ..person.person_index_builder import TABLES

# Persons of one step: about a second of work, so that the progress bar moves.
INDEX_BATCH = 5_000
KEYS_BATCH = 50_000
# A base with at most this share indexed is indexed for the first time.
FIRST_BUILD_SHARE = 0.1
FIRST_BUILD_SIZE = 20_000
# Signatures that the first build is about; another one may come in the meantime.
FIRST = "first"


class CrmMatchRun(models.Model):
    """The phases that make the index rows and the keys."""

    _inherit = "crm.match.run"

    # ------------------------------------------------------------------ index

    def _step_index(self, position):
        """Index the next persons without a row, or with one older than the record.

        :param position: `owner:last id`
        """
        if not position:
            self._begin_first_build()
        owner, _sep, last = (position or "partner_id:0").partition(":")
        if owner == "end":
            return self._step_index_end(int(last))
        ids = self._outdated(owner, int(last))
        half = 0.5 if owner == "prospect_id" else 0
        if ids:
            # While nothing is keyed, the keys of all are built together afterwards,
            # and everybody is matched.
            keyed = bool(self._signatures("ready"))
            self.env["crm.person.index"]._index(
                owner, ids, queue=keyed or self.kind == "index", keys=keyed
            )
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_person_index SET indexed_at = now() AT TIME ZONE 'UTC'
                    WHERE %s = ANY(%s) AND indexed_at < now() AT TIME ZONE 'UTC'""",
                    SQL.identifier(owner),
                    ids,
                )
            )
            if int(last).bit_length() < ids[-1].bit_length():
                # The planner is told each time that the table may have doubled.
                self.env.cr.execute("ANALYZE crm_person_index")
            share = self._share_of(TABLES[owner][0], ids[-1])
            return half + share / 2, f"{owner}:{ids[-1]}"
        if self.kind == "index":
            self.env["crm.match.key"]._drop_orphans(owner)
        if owner == "partner_id":
            return 0.5, "prospect_id:0"
        return 0.97, "end:0"

    def _step_index_end(self, number):
        """What is left when everybody is indexed, piece by piece.

        :param int number: of the piece: the name indexes, then the rest
        """
        index = self.env["crm.person.index"]
        if number < len(index._name_indexes()):
            index._create_name_index(number)
            return 0.97, f"end:{number + 1}"
        if number == len(index._name_indexes()):
            self.env.cr.execute("ANALYZE crm_person_index")
            return 0.98, f"end:{number + 1}"
        if not self._signatures("ready"):
            # Batch by batch nobody was counted: who comes next are the keys.
            self.env["crm.generic.value"]._radar()
        return 1, None

    def _outdated(self, owner, last):
        """Ids of the next persons after `last` whose index row is out of date."""
        table, condition, _group = TABLES[owner]
        rows = self.env.execute_query(
            SQL(
                # Both sides begin after the last one: a merge of the two would walk
                # all rows before it once more in each batch.
                """SELECT p.id FROM %(table)s p
                LEFT JOIN crm_person_index i
                    ON i.%(owner)s = p.id AND i.%(owner)s > %(last)s
                WHERE p.id > %(last)s AND %(condition)s
                    AND (i.id IS NULL OR i.normalizer_version <> %(version)s
                        OR i.indexed_at < p.write_date)
                ORDER BY p.id LIMIT %(limit)s""",
                table=SQL.identifier(table),
                owner=SQL.identifier(owner),
                condition=condition,
                last=last,
                version=NORMALIZER_VERSION,
                limit=INDEX_BATCH,
            )
        )
        return [person_id for (person_id,) in rows]

    def _begin_first_build(self):
        """Put the keys off until everybody is indexed, where hardly anybody is."""
        [(indexed, persons)] = self.env.execute_query(
            SQL(
                """SELECT (SELECT count(*) FROM crm_person_index),
                    (SELECT count(*) FROM crm_prospect WHERE active)
                        + (SELECT count(*) FROM res_partner WHERE is_client IS TRUE)"""
            )
        )
        if persons >= FIRST_BUILD_SIZE and indexed <= persons * FIRST_BUILD_SHARE:
            self._signatures("ready").write({"state": "building", "position": ""})
            self.env["crm.person.index"]._drop_name_indexes()

    # ------------------------------------------------------------------ keys

    def _signatures(self, state):
        return self.env["crm.match.signature"].search(
            [("state", "=", state)], limit=100
        )

    def _step_keys(self, position):
        """Key the next range of persons.

        :param position: of the first build; else each signature keeps its own
        """
        building = self._signatures("building")
        if not building:
            return 1, None
        if position or not self._signatures("ready"):
            return self._step_first_keys(position)
        signature = building[0]
        owner, _sep, last = (signature.position or "partner_id:0").partition(":")
        final, highest = self._range(owner, int(last) + 1)
        if final:
            self.env["crm.match.key"]._rebuild_range(
                owner, signature, int(last) + 1, final
            )
        if final and final < highest:
            signature.position = f"{owner}:{final}"
        elif owner == "partner_id":
            signature.position = "prospect_id:0"
        else:
            signature._set_ready()
        half = 0.5 if owner == "prospect_id" else 0
        return (half + (final or 0) / (highest or 1) / 2) / len(building), ""

    def _step_first_keys(self, position):
        """Key everybody by all signatures, when nobody is keyed yet.

        :param position: `owner:last id`, or `owner:indexN` when its rows are there
        """
        keys = self.env["crm.match.key"]
        signatures = self.env["crm.match.signature"]
        if not position:
            keys._begin_first()
            self._signatures("building").write({"position": FIRST})
            return 0, "partner_id:0"
        first = signatures.search([("position", "=", FIRST)], limit=100)
        owner, _sep, last = position.partition(":")
        half = 0.5 if owner == "prospect_id" else 0
        if last.startswith("index"):
            # One index a step, so that the progress bar moves.
            number = int(last.removeprefix("index"))
            if not keys._finish_first(owner, number):
                return half + 0.45, f"{owner}:index{number + 1}"
            if owner == "partner_id":
                return 0.5, "prospect_id:0"
            first._set_ready()
            return 1, ""
        final, highest = self._range(owner, int(last) + 1)
        queries = [signature._keys_query(owner) for signature in first]
        if final and queries:
            bounds = SQL("BETWEEN %s AND %s", int(last) + 1, final)
            keys._insert(owner, queries, bounds)
        if final and final < highest:
            return half + 0.4 * final / highest, f"{owner}:{final}"
        # Who came in the meantime was keyed as he came.
        return half + 0.4, f"{owner}:index0"

    def _range(self, owner, first):
        """Last id of the next persons from `first` on, and the highest of all."""
        [bounds] = self.env.execute_query(
            SQL(
                """SELECT (SELECT max(b.id) FROM (
                        SELECT %(owner)s AS id FROM crm_person_index
                        WHERE %(owner)s >= %(first)s
                        ORDER BY %(owner)s LIMIT %(limit)s) b),
                    (SELECT max(%(owner)s) FROM crm_person_index)""",
                owner=SQL.identifier(owner),
                first=first,
                limit=KEYS_BATCH,
            )
        )
        return bounds
