# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import person_compare

# Half of mankind has the same gender, and a city is full of namesakes.
NOT_IN_KEY = {"city", "gender", "address"}


class CrmMatchReasons(models.AbstractModel):
    """What speaks for and against a pair, in words, whatever rule found it."""

    _name = "crm.match.reasons"
    _description = "Reasons of a Match"

    @api.model
    def _of_pairs(self, pairs, virtual=None):
        """Reasons of many pairs in a constant number of queries.

        :param pairs: dict key -> (id of a prospect, owner, id of the other), where
            owner is `partner_id` or `prospect_id`: who the other is
        :param virtual: dict id -> index row, of persons who are not stored
        :return: dict key -> dict with lists of words `for`, `against` and `missing`,
            `contradicts`: those of `against` that hold the two apart, and `short`:
            a text as `+full name +birth date −passport`; a pair has none when a side
            is not compared at all (archived, not indexed yet)
        """
        if not pairs:
            return {}
        rows = self._rows(pairs.values())
        rows |= {("prospect_id", i): row for i, row in (virtual or {}).items()}
        types = (
            self.env["crm.person.document.type"].sudo().with_context(active_test=False)
        )
        types = types.search_fetch([], ["code", "label", "name"], limit=1000)
        labels = {t.code: t.label or t.name for t in types}
        reasons = {}
        for key, (prospect_id, owner, other_id) in pairs.items():
            left = rows.get(("prospect_id", prospect_id))
            right = rows.get((owner, other_id))
            if left and right:
                facts = person_compare.compare(left, right)
                reasons[key] = self._in_words(facts, owner, labels)
        return reasons

    @api.model
    def _rows(self, pairs):
        """Index rows of all persons of the pairs: (owner, id) -> dict of columns."""
        persons = {"prospect_id": set(), "partner_id": set()}
        for prospect_id, owner, other_id in pairs:
            persons["prospect_id"].add(prospect_id)
            persons[owner].add(other_id)
        rows = {}
        for owner, ids in persons.items():
            if not ids:
                continue
            query = SQL(
                # The whole row: whatever columns are compared by then.
                """SELECT %(owner)s, to_jsonb(i) FROM crm_person_index i
                WHERE %(owner)s = ANY(%(ids)s)""",
                owner=SQL.identifier("i", owner),
                ids=sorted(ids),
            )
            for person_id, row in self.env.execute_query(query):
                rows[owner, person_id] = row
        return rows

    @api.model
    def _in_words(self, facts, owner, document_labels):
        """Sort facts into words for, against and missing, and make the short key."""
        found = {"for": [], "against": [], "missing": [], "contradicts": []}
        key = []
        for fact in facts:
            label = self._label(fact, document_labels)
            words = self._words(fact, label, owner)
            if fact.outcome == "missing":
                found["missing"].append(words)
            elif fact.outcome == "differs":
                found["against"].append(words)
                if fact.contradicts:
                    found["contradicts"].append(words)
                    key.append(f"−{label}")
            elif fact.attribute != "gender":
                found["for"].append(words)
                if fact.attribute not in NOT_IN_KEY:
                    key.append(("+" if fact.outcome == "same" else "≈") + label)
        # Two types of passports are one word, and say it once.
        found = {name: list(dict.fromkeys(words)) for name, words in found.items()}
        return {**found, "short": " ".join(dict.fromkeys(key))}

    @api.model
    def _label(self, fact, document_labels):
        """Short name of what was compared: “passport”, “full name”."""
        return document_labels.get(fact.code) or self._labels()[fact.attribute]

    @api.model
    def _labels(self):
        return {
            "name": self.env._("full name"),
            "lastname": self.env._("last name"),
            "firstname": self.env._("first name"),
            "middlename": self.env._("middle name"),
            "birthdate_date": self.env._("birth date"),
            "gender": self.env._("gender"),
            "city": self.env._("city"),
            "address": self.env._("address"),
            "phone": self.env._("phone"),
            "email": self.env._("e-mail"),
            "messenger": self.env._("messenger id"),
            "document": self.env._("document"),
        }

    @api.model
    def _words(self, fact, label, owner):
        """One fact in words."""
        if fact.outcome == "missing":
            return self._words_missing(fact.how, label, owner)
        if fact.outcome == "differs":
            if fact.attribute in ("phone", "email", "messenger"):
                return self.env._("no %(attribute)s in common", attribute=label)
            return self.env._("%(attribute)s differs", attribute=label)
        if fact.how:
            return self._words_similar(fact.how, label)
        return self.env._("%(attribute)s matches", attribute=label)

    @api.model
    def _words_similar(self, how, label):
        return {
            "former": self.env._("a former %(attribute)s matches", attribute=label),
            "swapped": self.env._("last name and first name are swapped"),
            "sound": self.env._("%(attribute)s sounds alike", attribute=label),
            "latin": self.env._(
                "%(attribute)s matches in Latin letters", attribute=label
            ),
            "variant": self.env._("%(attribute)s is a known variant", attribute=label),
            "initial": self.env._("%(attribute)s: the initial fits", attribute=label),
            "typo": self.env._("%(attribute)s is similar", attribute=label),
            "close": self.env._(
                "%(attribute)s: a digit differs, or day and month are swapped",
                attribute=label,
            ),
        }[how]

    @api.model
    def _words_missing(self, side, label, owner):
        if side == "both":
            return self.env._("%(attribute)s: missing on both sides", attribute=label)
        if side == "left":
            return self.env._("%(attribute)s: the prospect has none", attribute=label)
        if owner == "partner_id":
            return self.env._("%(attribute)s: the client has none", attribute=label)
        return self.env._("%(attribute)s: the other prospect has none", attribute=label)


class CrmMatch(models.Model):
    """Reasons beside every confidence."""

    _inherit = "crm.match"

    reasons_for = fields.Char("Speaks for It", compute="_compute_reasons")
    reasons_against = fields.Char("Speaks against It", compute="_compute_reasons")
    reasons_missing = fields.Char("Missing", compute="_compute_reasons")
    key_text = fields.Char(
        "In Short",
        compute="_compute_reasons",
        help="+ is the same, ≈ is similar, − holds the two apart.",
    )

    @api.depends("prospect_id", "partner_id", "other_prospect_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_reasons(self):
        reasons = self._get_reasons()
        for match in self:
            found = reasons.get(match.id, {})
            match.reasons_for = ", ".join(found.get("for", ()))
            match.reasons_against = ", ".join(found.get("against", ()))
            match.reasons_missing = ", ".join(found.get("missing", ()))
            match.key_text = found.get("short", "")

    def _get_reasons(self):
        """What speaks for and against these pairs, in the language of the user.

        A constant number of queries, however many pairs. Nothing is said of pairs
        whose sides the user may not see both.

        :return: dict match id -> dict of lists of words `for`, `against`, `missing`
            and `contradicts` (the part of `against` that holds the two apart), and
            the text `short`; a pair with a side that is not compared has empty ones
        """
        prospects = self.prospect_id | self.other_prospect_id
        seen = {
            "prospect_id": set(prospects._filtered_access("read").ids),
            "partner_id": set(self.partner_id._filtered_access("read").ids),
        }
        pairs = {match.id: match._pair() for match in self}
        pairs = {
            key: (prospect_id, owner, other_id)
            for key, (prospect_id, owner, other_id) in pairs.items()
            if prospect_id in seen["prospect_id"] and other_id in seen[owner]
        }
        reasons = self.env["crm.match.reasons"]._of_pairs(pairs)
        nothing = {"for": [], "against": [], "missing": [], "contradicts": []}
        return {
            match.id: reasons.get(match.id, {**nothing, "short": ""}) for match in self
        }

    def _pair(self):
        """(id of the prospect, owner, id of the other), as :meth:`_of_pairs` takes."""
        self.ensure_one()
        if self.partner_id:
            return self.prospect_id.id, "partner_id", self.partner_id.id
        return self.prospect_id.id, "prospect_id", self.other_prospect_id.id
