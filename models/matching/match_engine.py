# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..prospect.prospect import ONLINE_LIMIT
from .match_key import TABLES

# A key shared by more people than this says nothing about one of them; such blocks
# are left out and counted, since their pairs would grow with the square.
MAX_BLOCK = 200
# Prospects decided together: few enough for the memory and for short transactions.
BATCH = 20_000


class CrmMatchEngine(models.AbstractModel):
    """Finds pairs by shared keys and verifies every condition on the index rows.

    The same statement verifies for the full pass, the incremental one and a single
    person; only where the candidates come from differs.
    """

    _name = "crm.match.engine"
    _description = "Match Engine"

    # ------------------------------------------------------------------ entries

    @api.model
    def _match_prospects(self, ids):
        """Find, decide and record the matches of these prospects, now."""
        if not ids:
            return
        changed = self.env["crm.person.index"].sudo()._flush(queue=False)
        queue = self.env["crm.match.queue"].sudo()
        for owner, persons in changed.items():
            now = set(ids) if owner == "prospect_id" else set()
            queue._add(owner, [person for person in persons if person not in now])
            # Looked at again by the next run: a client made by somebody else at this
            # very moment is not to be seen before.
            queue._add(owner, [p for p in persons if p in now], checked=True)
        engine = self.sudo()
        for start in range(0, len(ids), BATCH):
            engine._match_batch(sorted(ids)[start : start + BATCH])

    @api.model
    def _match_batch(self, ids, run=None):
        """Match a batch of prospects whose index rows are up to date.

        :param ids: sorted ids of prospects
        :param run: the run that does it, if any
        :return: `collections.Counter` of what was found
        """
        apply = self.env["crm.match.apply"]
        rules = self.env["crm.match.rule"]._usable_content()
        candidates = self._candidates_of(ids, "partner_id")
        few = not run and len(ids) <= ONLINE_LIMIT
        if run:
            which = SQL("= ANY(%s)", ids)
            found = self._match_clients_in_bulk(which, candidates, run=run)
        else:
            hits = self._find_clients(candidates, rules, few)
            found = apply._apply_clients(ids, hits)
        candidates = self._candidates_of(ids, "prospect_id")
        pairs = self._find_prospects(candidates, rules, few)
        found.update(apply._apply_prospects(ids, pairs, run))
        return found

    @api.model
    def _match_range(self, ids, run):
        """Match prospects by the candidate pairs that the full pass has collected.

        :param ids: sorted ids of all prospects between the first and the last one
            that have candidates or matches
        """
        candidates = self.env["crm.match.candidate"]
        bounds = ids[0], ids[-1]
        # Their candidates were collected too early; the next incremental run does them.
        changed = self.env["crm.match.queue"]._unseen(run, *bounds)
        found = self._match_clients_in_bulk(
            SQL("BETWEEN %s AND %s", *bounds),
            candidates._pairs(*bounds, "partner_id"),
            changed,
            run,
        )
        ids = [prospect for prospect in ids if prospect not in changed]
        pairs = self._find_prospects(candidates._pairs(*bounds, "prospect_id"))
        pairs = {pair: hit for pair, hit in pairs.items() if pair[0] not in changed}
        # Each pair was collected once, by its smaller id.
        apply = self.env["crm.match.apply"]
        found.update(apply._apply_prospects(ids, pairs, run, both_sides=False))
        return found

    # ------------------------------------------------------------------ candidates

    @api.model
    def _candidates_of(self, ids, owner):
        """SELECT (person, other) of those sharing a key with these prospects."""
        keys = SQL(
            "SELECT * FROM crm_match_key_prospect WHERE person = ANY(%s)", list(ids)
        )
        return self._candidates_by(keys, owner)

    @api.model
    def _candidates_by(self, keys, owner):
        """SELECT (person, other) of those sharing one of these keys.

        Each key is probed for one person more than a block may have.

        :param SQL keys: SELECT (key, person, signature)
        """
        others = SQL()
        if owner == "prospect_id":
            # A stored prospect shares his keys with himself.
            others = SQL("AND block.person <> k.person")
        return SQL(
            """SELECT DISTINCT k.person, block.person AS other
            FROM (%(keys)s) k
            CROSS JOIN LATERAL (
                SELECT array_agg(probe.person) AS persons FROM (
                    SELECT o.person FROM %(table)s o
                    WHERE o.key = k.key AND o.signature = k.signature
                    LIMIT %(limit)s) probe) keyed
            CROSS JOIN LATERAL unnest(keyed.persons) AS block(person)
            WHERE cardinality(keyed.persons) <= %(max_block)s %(others)s""",
            keys=keys,
            table=SQL.identifier(TABLES[owner]),
            limit=MAX_BLOCK + 1,
            max_block=MAX_BLOCK,
            others=others,
        )

    @api.model
    def _prospects_near(self, partner_ids):
        """Ids of the prospects that share a key or a machine match with clients."""
        query = SQL(
            """SELECT p.person
            FROM crm_match_key_client c
            JOIN crm_match_key_prospect p
                ON p.key = c.key AND p.signature = c.signature
            WHERE c.person = ANY(%(ids)s)
            UNION
            SELECT prospect_id FROM crm_match
            WHERE partner_id = ANY(%(ids)s) AND verdict IN ('proposed', 'automatic')
            ORDER BY 1""",
            ids=list(partner_ids),
        )
        with self._one_by_one():
            return [prospect_id for (prospect_id,) in self.env.execute_query(query)]
