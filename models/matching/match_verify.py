# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL, ormcache

from ...tools.comparison import Names
from .decide import Hit
from .match_company import Reach
from .match_ruling import RARE_BIT
from .rule_content import all_conditions
from .similar import NAME_COLUMNS

# The first columns of a pair that a rule holds for, or may hold for. `asked` are the
# bits of similar texts that Python has to tell, and RARE_BIT where it matters how many
# clients bear the name.
HIT_COLUMNS = (
    "person",
    "other",
    "automatic",
    "proposing",
    "mask",
    "asked",
    "grp",
    "other_grp",
)


class Sides(NamedTuple):
    """Where the index rows of the two sides of a pair are.

    :param left: relation of the persons, by `prospect_id`
    :param right: relation of the others
    :param SQL ctes: what stands before the first common table expression of a
        statement, for relations that are no tables
    :param Reach reach: whom persons who are not stored may be
    """

    left: str = "crm_person_index"
    right: str = "crm_person_index"
    ctes: SQL = SQL()
    reach: Reach | None = None


STORED = Sides()


class CrmMatchEngine(models.AbstractModel):
    """Verifies candidate pairs: every condition of every rule, on the index rows.

    PostgreSQL computes a mask of the conditions that hold and applies the rules to
    it. Texts are compared by Python, for the pairs only whose rule depends on it.
    """

    _inherit = "crm.match.engine"

    @api.model
    def _find_clients(self, candidates, rules=None, few=False):
        """Pairs of prospects and clients that a rule holds for.

        :param SQL candidates: SELECT (person, other)
        :param rules: :class:`rule_content.Rule` in order; by default those in use
        :param few: whether it pays to look first if there are any candidates
        :return: dict prospect id -> list of :class:`decide.Hit`
        """
        hits = {}
        for prospect, *hit in self._find(candidates, "partner_id", rules, few):
            hits.setdefault(prospect, []).append(Hit(*hit))
        return hits

    @api.model
    def _find_prospects(self, candidates, rules=None, few=False):
        """Pairs of prospects that a rule holds for, the smaller id first.

        :param rules: rules in order; by default those in use
        :param few: as of :meth:`_find_clients`
        :return: dict (smaller id, greater id) -> :class:`decide.Hit`
        """
        pairs = {}
        for prospect, *hit in self._find(candidates, "prospect_id", rules, few):
            hit = Hit(*hit)
            pair = (min(prospect, hit.other), max(prospect, hit.other))
            pairs[pair] = hit._replace(other=pair[1])
        return pairs

    @api.model
    def _find(self, candidates, owner, rules=None, few=False):
        """Rows (person, other, automatic rule, proposing rule, evidence)."""
        rules = self._rules_for(owner, rules)
        if few and rules:
            candidates = self._fetched({owner: candidates})[owner]
        return self._verify(candidates, owner, rules)

    @api.model
    def _fetched(self, candidates, ctes=None):
        """Candidates as lists of ids: none has to be verified where there is none.

        To plan the statement that verifies takes PostgreSQL four times as long as to
        look for candidates: whoever shares no key with anybody goes without it.

        :param candidates: dict owner -> SELECT (person, other)
        :param SQL ctes: as of :class:`Sides`
        :return: the same of the ids that were found; an empty SQL for none
        """
        query = SQL(" UNION ALL ").join(
            SQL("SELECT %s, pair.* FROM (%s) AS pair(person, other)", owner, select)
            for owner, select in candidates.items()
        )
        found = {owner: [] for owner in candidates}
        for owner, *pair in self._fetch(
            SQL("WITH %sfound AS (%s) SELECT * FROM found", ctes or SQL(), query)
        ):
            found[owner].append(pair)
        return {
            owner: SQL(
                "SELECT * FROM unnest(%s::int[], %s::int[]) AS pair(person, other)",
                *map(list, zip(*pairs, strict=True)),
            )
            if pairs
            else SQL()
            for owner, pairs in found.items()
        }

    @api.model
    def _verify(self, candidates, owner, rules, sides=STORED):
        """Rows of :meth:`_find`, by these rules and of persons stored or not."""
        if not (rules and candidates):
            return []
        rows = self._fetch(self._hits_query(candidates, owner, rules, sides))
        asked = [row for row in rows if row[5]]
        hits = [row[:5] for row in rows if not row[5]]
        if asked:
            hits += self._fetch(
                SQL(
                    """SELECT person, other, automatic, proposing, mask FROM (%s) told
                    WHERE automatic IS NOT NULL OR proposing IS NOT NULL""",
                    self._told_query(asked, owner, rules, sides),
                )
            )
        return hits

    @api.model
    def _fetch(self, query):
        """Rows of a query that may hold values of people: it is not logged."""
        self.env.cr.execute(query, log_exceptions=False)
        return self.env.cr.fetchall()

    @api.model
    def _rules_for(self, owner, rules=None):
        """Those rules that look among clients or among other prospects.

        :param rules: rules in order; by default those in use
        """
        targets = {"partner_id": "client", "prospect_id": "prospect"}
        if rules is None:
            rules = self.env["crm.match.rule"]._usable_content()
        return tuple(rule for rule in rules if rule.target in (targets[owner], "both"))

    # ------------------------------------------------------------------ statements

    @api.model
    def _hits_query(self, candidates, owner, rules, sides=STORED):
        """SELECT of the pairs that a rule holds for, or may hold for.

        Its columns are those of :data:`HIT_COLUMNS`, and the names of both for pairs
        that Python has to tell about.

        :param SQL candidates: SELECT (person, other)
        :param owner: whom the others are: `partner_id` or `prospect_id`
        :param rules: rules that look among them, in order
        :param sides: :class:`Sides`
        """
        text = self._hits_text(owner, rules, sides.left, sides.right, sides.reach)
        return SQL("WITH %scandidates AS (%s) %s", sides.ctes, candidates, text)

    @api.model
    @ormcache("owner", "rules", "left", "right", "reach")
    def _hits_text(self, owner, rules, left, right, reach):
        """SQL of :meth:`_hits_query` over the relation `candidates`.

        One person on-line costs less than putting this together.
        """
        names = [(s, c, f"{s}_{c}") for s in "ab" for c in NAME_COLUMNS]
        return SQL(
            """SELECT %(columns)s, %(asked_names)s FROM (
                SELECT f.*, %(asked)s AS asked FROM (%(ruled)s) f OFFSET 0) f
            WHERE f.automatic IS NOT NULL OR f.proposing IS NOT NULL OR f.asked <> 0""",
            columns=SQL(", ").join(SQL.identifier("f", name) for name in HIT_COLUMNS),
            asked_names=SQL(", ").join(
                SQL(
                    "CASE WHEN f.asked <> 0 THEN %s END AS %s",
                    SQL.identifier("f", alias),
                    SQL.identifier(alias),
                )
                for _side, _column, alias in names
            ),
            asked=self._asked(owner, rules),
            ruled=self._ruled(
                self._facts_query(owner, rules, names, left, right, reach),
                owner,
                rules,
            ),
        )

    @api.model
    def _facts_query(self, owner, rules, names, left, right, reach=None):
        """SELECT of the candidate pairs with what holds for them.

        :param names: list of (row alias, column, alias) of more columns
        :param left: relation of the rows of the persons
        :param right: relation of the rows of the others
        :param Reach reach: see :class:`Sides`
        """
        similar = self._similar(rules).items()
        return SQL(
            # OFFSET 0 keeps a column from being computed once for each of its uses. No
            # LATERAL: PostgreSQL would keep it to one process.
            """SELECT c.person, c.other, a.group_id AS grp, b.group_id AS other_grp,
                %(mask)s AS mask, %(possible)s AS possible, %(names)s%(companies)s
            FROM candidates c
            JOIN %(left)s a ON a.prospect_id = c.person
            JOIN %(right)s b ON b.%(owner)s = c.other
            WHERE %(may_meet)s %(different)s
            OFFSET 0""",
            left=SQL.identifier(left),
            right=SQL.identifier(right),
            owner=SQL.identifier(owner),
            may_meet=self._may_meet(rules, reach),
            companies=self._company_columns(rules, reach),
            different=SQL("AND c.person <> c.other" if owner == "prospect_id" else ""),
            mask=self._mask(
                {bit: c.fact() for bit, c in all_conditions(rules).items()}
            ),
            possible=self._mask(
                {
                    bit: SQL(
                        "CASE WHEN %s THEN FALSE ELSE %s END",
                        condition.fact(),
                        condition.possible_fact(),
                    )
                    for bit, condition in similar
                }
            ),
            names=SQL(", ").join(
                SQL("%s AS %s", SQL.identifier(side, column), SQL.identifier(alias))
                for side, column, alias in names
            ),
        )

    @api.model
    def _mask(self, facts):
        """SQL: the bits of the conditions that hold.

        :param facts: dict bit -> SQL condition
        """
        bits = [
            SQL("(coalesce(%s, FALSE)::int::int8 << %s)", fact, bit)
            for bit, fact in sorted(facts.items())
        ]
        return SQL("(%s)", SQL(" | ").join(bits)) if bits else SQL("0::int8")

    # ------------------------------------------------------------------ told later

    @api.model
    def _tell(self, rows, rules):
        """The bits of similar texts, for rows of :meth:`_hits_query`.

        :return: list of masks, one for each row
        """
        similar = self._similar(rules)
        first, second = len(HIT_COLUMNS), len(HIT_COLUMNS) + len(NAME_COLUMNS)
        told = []
        for row in rows:
            one, other = Names(*row[first:second]), Names(*row[second:])
            asked = row[5]
            bits = 0
            for bit, condition in similar.items():
                if asked >> bit & 1 and condition.tell(one, other):
                    bits |= 1 << bit
            told.append(bits)
        return told

    @api.model
    def _told_query(self, rows, owner, rules, sides=STORED):
        """SELECT (person, other, mask, automatic, proposing) of asked pairs, decided.

        :param rows: of :meth:`_hits_query`
        :param sides: :class:`Sides`
        """
        person, other, _automatic, _proposing, mask, asked, *groups = map(
            list, zip(*(row[: len(HIT_COLUMNS)] for row in rows), strict=True)
        )
        told = self._tell(rows, rules)
        facts = SQL(
            # Of either name, should they differ; a blank one is not rare.
            """SELECT t.*, CASE WHEN t.is_rare_asked
                    AND a.lastname IS NOT NULL AND a.firstname IS NOT NULL
                    AND b.lastname IS NOT NULL AND b.firstname IS NOT NULL
                THEN (SELECT count(*) FROM (
                    SELECT FROM crm_person_index i
                    WHERE i.partner_id IS NOT NULL
                        AND i.lastname IN (a.lastname, b.lastname)
                        AND i.firstname IN (a.firstname, b.firstname)
                        AND (i.middlename IN (a.middlename, b.middlename)
                            OR i.middlename IS NULL OR a.middlename IS NULL
                            OR b.middlename IS NULL)
                    LIMIT %(limit)s) bearer) END AS bearers%(companies)s
            FROM unnest(%(columns)s)
                AS t(person, other, mask, grp, other_grp, is_rare_asked)
            JOIN %(left)s a ON a.prospect_id = t.person
            JOIN %(right)s b ON b.%(owner)s = t.other OFFSET 0""",
            columns=SQL(
                "%s::int[], %s::int[], %s::int8[], %s::int[], %s::int[], %s::bool[]",
                person,
                other,
                [bits | more for bits, more in zip(mask, told, strict=True)],
                *groups,
                [bool(bits & RARE_BIT) for bits in asked],
            ),
            left=SQL.identifier(sides.left),
            right=SQL.identifier(sides.right),
            owner=SQL.identifier(owner),
            limit=max(rule.rare_name_limit for rule in rules) + 1,
            companies=self._company_columns(rules, sides.reach),
        )
        text = self._told_text(owner, rules)
        return SQL("WITH %sfacts AS (%s) %s", sides.ctes, facts, text)

    @api.model
    @ormcache("owner", "rules")
    def _told_text(self, owner, rules):
        """SQL of :meth:`_told_query` over the relation `facts`."""
        return self._ruled(SQL("SELECT * FROM facts"), owner, rules, SQL("f.bearers"))
