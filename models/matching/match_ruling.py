# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .rule_content import all_conditions

# Asks how many clients bear a name, beside the bits of conditions.
RARE_BIT = 1 << 62


class CrmMatchEngine(models.AbstractModel):
    """Applies rules to the mask of a pair, in SQL over the columns of a relation `f`.

    Its columns are `mask` (bits of the conditions that hold), `grp` and `other_grp`;
    later also `possible` (bits that Python may tell), `automatic` and `proposing`.
    """

    _inherit = "crm.match.engine"

    @api.model
    def _similar(self, rules):
        """dict bit -> condition, of the conditions that Python may have to tell."""
        return {
            bit: condition
            for bit, condition in all_conditions(rules).items()
            if condition.comparison == "similar"
        }

    @api.model
    def _ruled(self, facts, owner, rules, bearers=None):
        """SELECT of the pairs with the rules that decide.

        :param SQL facts: SELECT with the columns mask, grp and other_grp, and those of
            :meth:`_company_columns`
        :param SQL bearers: how many clients bear the name, where that is known
        """
        return SQL(
            """SELECT f.*, %s AS automatic, %s AS proposing FROM (%s) f OFFSET 0""",
            self._automatic(owner, rules, SQL("f.mask"), bearers),
            self._proposing(owner, rules, SQL("f.mask")),
            facts,
        )

    @api.model
    def _asked(self, owner, rules):
        """SQL: the bits to be told later; zero where no rule depends on them."""
        possible = SQL("(f.mask | f.possible)")
        return SQL(
            """CASE WHEN %s THEN f.possible | %s::int8
                WHEN f.possible <> 0 AND %s THEN f.possible ELSE 0 END""",
            self._may_be_rare(owner, rules, possible),
            RARE_BIT,
            self._differs(owner, rules, possible),
        )

    @api.model
    def _differs(self, owner, rules, mask):
        """SQL: with this mask other rules would decide."""
        return SQL(
            """(f.automatic IS DISTINCT FROM %s
                OR f.automatic IS NULL AND f.proposing IS DISTINCT FROM %s)""",
            self._automatic(owner, rules, mask),
            self._proposing(owner, rules, mask),
        )

    @api.model
    def _automatic(self, owner, rules, mask, bearers=None):
        """SQL: id of the strictest rule that links, or NULL.

        A proposing rule links with a client whose name is rare.
        """
        branches = []
        for rule in rules:
            test = self._automatic_test(rule, owner, mask, rules)
            if rule.mode == "proposing":
                if not bearers or not self._links_rare(rule, owner):
                    continue
                test = SQL("%s AND %s <= %s", test, bearers, rule.rare_name_limit)
            branches.append(SQL("WHEN %s THEN %s", test, rule.id))
        return self._case(branches)

    @api.model
    def _proposing(self, owner, rules, mask):
        """SQL: id of the strictest rule that proposes, or NULL.

        An exception makes a proposing rule of an automatic one.
        """
        branches = []
        for rule in rules:
            test = self._rule_test(rule, owner, mask, rules)
            if rule.mode == "automatic":
                exceptions = rule.exceptions_mask
                if not exceptions:
                    continue
                test = SQL("%s AND %s & %s::int8 <> 0", test, mask, exceptions)
            branches.append(SQL("WHEN %s THEN %s", test, rule.id))
        return self._case(branches)

    @api.model
    def _links_rare(self, rule, owner):
        """Whether the rule links rare names; pairs of prospects link nothing."""
        return rule.rare_name_limit and owner == "partner_id"

    @api.model
    def _may_be_rare(self, owner, rules, mask):
        """SQL: it matters how rare the name is, for no stricter rule links anyway."""
        branches = []
        for rule in rules:
            if rule.mode == "automatic":
                test = self._automatic_test(rule, owner, SQL("f.mask"), rules)
                branches.append(SQL("WHEN %s THEN FALSE", test))
            elif self._links_rare(rule, owner):
                test = self._automatic_test(rule, owner, mask, rules)
                branches.append(SQL("WHEN %s THEN TRUE", test))
        return SQL("coalesce(%s, FALSE)", self._case(branches, "bool"))

    @api.model
    def _case(self, branches, kind="int4"):
        if not branches:
            return SQL("NULL::%s", SQL.identifier(kind))
        return SQL("CASE %s END", SQL(" ").join(branches))

    @api.model
    def _automatic_test(self, rule, owner, mask, rules):
        """SQL: the rule holds, and none of its exceptions."""
        test = self._rule_test(rule, owner, mask, rules)
        if exceptions := rule.exceptions_mask:
            test = SQL("%s AND %s & %s::int8 = 0", test, mask, exceptions)
        return test

    @api.model
    def _rule_test(self, rule, owner, mask, rules):
        """SQL: the rule holds for the mask, the companies and the groups of the two.

        Of two prospects both have to be of the groups, whichever is looked at first.
        """
        required = rule.required_mask
        test = SQL("%s & %s::int8 = %s::int8", mask, required, required)
        test = SQL("%s%s", test, self._company_test(rule, rules))
        if rule.group_ids:
            groups = list(rule.group_ids)
            test = SQL("%s AND f.grp = ANY(%s)", test, groups)
            if owner == "prospect_id":
                test = SQL("%s AND f.other_grp = ANY(%s)", test, groups)
        return test
