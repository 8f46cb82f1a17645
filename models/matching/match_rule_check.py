# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .attributes import (
    KEY_PARTS,
    NAME_ATTRIBUTES,
    SHARED_ATTRIBUTES,
    covering_signatures,
)

# More candidates per person than this make a rule slow and say that what it looks up
# is shared by too many people; overridable by the parameter of the same meaning.
MAX_CANDIDATES = 500
MAX_CANDIDATES_PARAMETER = "crm_prospect.max_candidates"


class CrmMatchRule(models.Model):
    """What makes a rule usable: safe, selective, and not made useless by another."""

    _inherit = "crm.match.rule"

    def _check_usable(self):
        """Refuse rules that cannot be used.

        :return: list of the signatures, as tuples of parts, by which the rule is
            looked up, and how many candidates per person to expect
        :raise ValidationError: with the reason in words and numbers
        """
        self.ensure_one()
        positive = self.condition_ids.filtered(lambda c: not c._is_guard())
        compared = set(positive.mapped("attribute"))
        equal = positive.filtered(lambda c: c.comparison == "same")
        known = set(equal.mapped("attribute")) - SHARED_ATTRIBUTES
        # People born on one day may be proposed, but links need a name as well.
        links = self.mode == "automatic" or self.rare_name_limit
        nameless = known == {"birthdate_date"} and not compared & NAME_ATTRIBUTES
        if not known or (links and nameless):
            raise ValidationError(
                self.env._(
                    "Rule “%(rule)s” would recognise people by their name alone or by"
                    " what many share. Compare a contact, a document, or a name"
                    " together with the birth date.",
                    rule=self.name,
                )
            )
        self._check_not_implied()
        covering = self._covering()
        parameters = self.env["ir.config_parameter"].sudo()
        limit = parameters.get_param(MAX_CANDIDATES_PARAMETER, "")
        limit = int(limit) if limit.isdecimal() else MAX_CANDIDATES
        expected = self._expected_together(covering)
        if expected > limit:
            raise ValidationError(
                self.env._(
                    "Rule “%(rule)s” would compare each person with %(expected)s"
                    " clients on average; %(limit)s is the limit. Add a condition"
                    " that must be the same and that fewer people share.",
                    rule=self.name,
                    expected=f"{expected:.1f}".removesuffix(".0"),
                    limit=limit,
                )
            )
        return covering, expected

    def _covering(self):
        """Signatures, as tuples of key parts, of which a pair shares one at least."""
        self.ensure_one()
        conditions = self.condition_ids
        parts = set().union(*(condition._key_parts() for condition in conditions))
        alternatives = [c._key_alternatives() for c in conditions]
        return covering_signatures(parts, next(filter(None, alternatives), ()))

    def _check_not_implied(self):
        """Refuse a rule that never decides, because a higher one always does.

        The rule that a draft is to replace does not count.
        """
        self.ensure_one()
        higher = self.search(
            [
                ("state", "=", "active"),
                ("id", "not in", (self | self.origin_id).ids),
            ],
            limit=1000,
        ).filtered(self._is_covered_by)
        for rule in higher:
            if all(
                any(mine._implies(theirs) for mine in self.condition_ids)
                for theirs in rule.condition_ids
            ):
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s” would never decide: whoever meets it meets"
                        " the higher rule “%(higher)s” already. Move it up, or"
                        " delete it.",
                        rule=self.name,
                        higher=rule.name,
                    )
                )

    def _is_covered_by(self, rule):
        """Whether another rule stands higher and is for all that this one is for."""
        return (
            (rule.sequence, rule.id or 0) < (self.sequence, self.id or 0)
            and (rule.mode == "automatic" or self.mode == "proposing")
            # One that links rare names does more than one that only proposes.
            and (
                rule.mode == "automatic" or rule.rare_name_limit >= self.rare_name_limit
            )
            and rule.target in (self.target, "both")
            and (
                not rule.group_ids
                or (self.group_ids and self.group_ids <= rule.group_ids)
            )
        )

    def _expected_together(self, covering):
        """How many clients share a key of one of these signatures, on average."""
        return sum(map(self._expected_candidates, covering))

    def _expected_candidates(self, parts):
        """How many clients share the looked-up values with a person, on average.

        The size of the block that a person falls into, expected over the client base
        itself: the sum of squared block sizes over the number of persons.
        """
        sources = [KEY_PARTS[part] for part in parts]
        laterals = [
            SQL(f" CROSS JOIN LATERAL {source}") for source, _v in sources if source
        ]
        values = [SQL(value) for _source, value in sources]
        [(expected,)] = self.env.execute_query(
            SQL(
                """SELECT coalesce(sum(n::float * n) / sum(n), 0) FROM (
                    SELECT count(*) AS n
                    FROM crm_person_index i%(laterals)s
                    WHERE i.partner_id IS NOT NULL AND %(filled)s
                    GROUP BY %(values)s) blocks""",
                laterals=SQL("").join(laterals),
                filled=SQL(" AND ").join(SQL("%s IS NOT NULL", v) for v in values),
                values=SQL(", ").join(values),
            )
        )
        return expected
