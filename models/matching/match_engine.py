# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .decide import Hit
from .match_key import TABLES

# A key shared by more people than this says nothing about one of them; such blocks
# are left out and counted, since their pairs would grow with the square.
MAX_BLOCK = 200
# Prospects decided together: few enough for the memory and for short transactions.
BATCH = 20_000


class CrmMatchEngine(models.AbstractModel):
    """Finds pairs by shared keys and verifies every condition on the index rows.

    The same statement serves the full pass, the incremental one and a single person;
    only where the candidates come from differs.
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
        hits = self._find_clients(self._candidates_of(ids, "partner_id"))
        found = apply._apply_clients(ids, hits, run)
        pairs = self._find_prospects(self._candidates_of(ids, "prospect_id"))
        found.update(apply._apply_prospects(ids, pairs, run))
        return found

    @api.model
    def _match_range(self, ids, run):
        """Match prospects by the candidate pairs that the full pass has collected.

        :param ids: sorted ids of all prospects between the first and the last one
            that have candidates or matches
        """
        apply = self.env["crm.match.apply"]
        candidates = self.env["crm.match.candidate"]
        bounds = ids[0], ids[-1]
        # Their candidates were collected too early; the next incremental run does them.
        changed = self.env["crm.match.queue"]._unseen(run, *bounds)
        ids = [prospect for prospect in ids if prospect not in changed]
        hits = self._find_clients(candidates._pairs(*bounds, "partner_id"))
        hits = {p: found for p, found in hits.items() if p not in changed}
        found = apply._apply_clients(ids, hits, run)
        pairs = self._find_prospects(candidates._pairs(*bounds, "prospect_id"))
        pairs = {pair: hit for pair, hit in pairs.items() if pair[0] not in changed}
        # Each pair was collected once, by its smaller id.
        found.update(apply._apply_prospects(ids, pairs, run, both_sides=False))
        return found

    # ------------------------------------------------------------------ candidates

    @api.model
    def _candidates_of(self, ids, owner):
        """SELECT (person, other) of those sharing a key with these prospects.

        Each key is probed for one person more than a block may have.
        """
        return SQL(
            """SELECT DISTINCT k.person, block.person AS other
            FROM crm_match_key_prospect k
            CROSS JOIN LATERAL (
                SELECT array_agg(probe.person) AS persons FROM (
                    SELECT o.person FROM %(table)s o
                    WHERE o.key = k.key AND o.signature = k.signature
                    LIMIT %(limit)s) probe) keyed
            CROSS JOIN LATERAL unnest(keyed.persons) AS block(person)
            WHERE k.person = ANY(%(ids)s)
                AND cardinality(keyed.persons) <= %(max_block)s""",
            table=SQL.identifier(TABLES[owner]),
            limit=MAX_BLOCK + 1,
            max_block=MAX_BLOCK,
            ids=list(ids),
        )

    @api.model
    def _prospects_near(self, partner_ids):
        """Ids of the prospects that share a key or a machine match with clients."""
        return [
            prospect_id
            for (prospect_id,) in self.env.execute_query(
                SQL(
                    """SELECT p.person
                    FROM crm_match_key_client c
                    JOIN crm_match_key_prospect p
                        ON p.key = c.key AND p.signature = c.signature
                    WHERE c.person = ANY(%(ids)s)
                    UNION
                    SELECT prospect_id FROM crm_match
                    WHERE partner_id = ANY(%(ids)s)
                        AND verdict IN ('proposed', 'automatic')
                    ORDER BY 1""",
                    ids=list(partner_ids),
                )
            )
        ]

    # ------------------------------------------------------------------ verify

    @api.model
    def _find_clients(self, candidates):
        """Pairs of prospects and clients that a rule holds for.

        :param SQL candidates: SELECT (person, other)
        :return: dict prospect id -> list of :class:`decide.Hit`
        """
        hits = {}
        for prospect, *hit in self._find(candidates, "partner_id"):
            hits.setdefault(prospect, []).append(Hit(*hit))
        return hits

    @api.model
    def _find_prospects(self, candidates):
        """Pairs of prospects that a rule holds for, the smaller id first.

        :return: dict (smaller id, greater id) -> :class:`decide.Hit`
        """
        pairs = {}
        for prospect, *hit in self._find(candidates, "prospect_id"):
            hit = Hit(*hit)
            pair = (min(prospect, hit.other), max(prospect, hit.other))
            pairs[pair] = hit._replace(other=pair[1])
        return pairs

    @api.model
    def _find(self, candidates, owner):
        query = self._hits_query(candidates, owner)
        return self.env.execute_query(query) if query else []

    @api.model
    def _rules_for(self, owner):
        """Usable rules that look among clients or among other prospects."""
        targets = {"partner_id": "client", "prospect_id": "prospect"}
        return (
            self.env["crm.match.rule"]
            ._usable()
            .filtered(lambda rule: rule.target in (targets[owner], "both"))
        )

    @api.model
    def _hits_query(self, candidates, owner):
        """SELECT (person, other, automatic rule, proposing rule, evidence).

        :param SQL candidates: SELECT (person, other)
        :param owner: whom the others are: `partner_id` or `prospect_id`
        :return: SQL, or None when there is no rule
        """
        rules = self._rules_for(owner)
        if not rules:
            return None
        facts = {c.bit: c._fact() for c in rules.condition_ids}
        mask = SQL(" | ").join(
            SQL("(coalesce(%s, FALSE)::int::int8 << %s)", fact, bit)
            for bit, fact in sorted(facts.items())
        )
        different = SQL("AND c.person <> c.other") if owner == "prospect_id" else SQL()
        automatic = rules.filtered(lambda rule: rule.mode == "automatic")
        return SQL(
            # OFFSET 0 keeps the mask from being computed once per rule.
            """SELECT person, other, automatic, proposing, mask FROM (
                SELECT person, other, mask, %(automatic)s AS automatic,
                    %(proposing)s AS proposing
                FROM (
                    SELECT c.person, c.other, a.group_id AS grp,
                        b.group_id AS other_grp, %(mask)s AS mask,
                        b.lastname, b.firstname, b.middlename
                    FROM (%(candidates)s) c
                    JOIN crm_person_index a ON a.prospect_id = c.person
                    JOIN crm_person_index b ON b.%(owner)s = c.other
                    WHERE (a.company_id IS NULL OR b.company_id IS NULL
                        OR a.company_id = b.company_id) %(different)s
                    OFFSET 0) facts
            ) decided
            WHERE automatic IS NOT NULL OR proposing IS NOT NULL""",
            candidates=candidates,
            owner=SQL.identifier(owner),
            different=different,
            mask=mask,
            # A rare name links with clients; pairs of prospects link nothing.
            automatic=self._case(
                owner, automatic, rules - automatic if owner == "partner_id" else ()
            ),
            proposing=self._case(owner, rules - automatic),
        )

    @api.model
    def _case(self, owner, rules, rare_rules=()):
        """SQL: id of the first rule that the mask meets, or NULL.

        :param rare_rules: proposing rules, which are automatic where the name is rare
        """
        branches = [
            SQL("WHEN %s THEN %s", self._rule_test(rule, owner), rule.id)
            for rule in rules
        ] + [
            SQL(
                "WHEN %s AND %s THEN %s",
                self._rule_test(rule, owner),
                self._rare_test(rule.rare_name_limit),
                rule.id,
            )
            for rule in rare_rules
            if rule.rare_name_limit
        ]
        if not branches:
            return SQL("NULL::int")
        return SQL("CASE %s END", SQL(" ").join(branches))

    @api.model
    def _rule_test(self, rule, owner):
        """SQL: the rule holds for the mask and the groups of the prospects.

        Of two prospects both have to be of the groups, whichever is looked at first.
        """
        required = sum({1 << condition.bit for condition in rule.condition_ids})
        test = SQL("mask & %s::int8 = %s::int8", required, required)
        if rule.group_ids:
            groups = rule.group_ids.ids
            test = SQL("%s AND grp = ANY(%s)", test, groups)
            if owner == "prospect_id":
                test = SQL("%s AND other_grp = ANY(%s)", test, groups)
        return test

    @api.model
    def _rare_test(self, limit):
        """SQL: at most `limit` clients bear the name of the other person."""
        return SQL(
            """(SELECT count(*) FROM (
                SELECT FROM crm_person_index r
                WHERE r.partner_id IS NOT NULL AND r.lastname = facts.lastname
                    AND r.firstname = facts.firstname
                    AND (r.middlename = facts.middlename
                        OR r.middlename IS NULL OR facts.middlename IS NULL)
                LIMIT %s) bearers) <= %s""",
            limit + 1,
            limit,
        )
