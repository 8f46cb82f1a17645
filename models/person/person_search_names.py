# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import pairwise

from odoo import api, models
from odoo.tools import SQL

from ...tools import names
from .person_index import NAME_WORDS
from .person_mixin import NAME_PARTS

# A name has at most so many words; what is longer is no name.
MAX_WORDS = 12
# Shorter texts are beginnings only: too much would sound like them.
MIN_KEY_LENGTH = 3


class CrmPersonIndex(models.Model):
    """The search box: persons by what is typed of their names."""

    _inherit = "crm.person.index"

    @api.model
    def _select_names(self, owner, text):
        """Statement that selects the bearers of a name, typed in any order.

        Each word is the beginning of a name part, as it is typed, as the Cyrillic
        keyboard layout or a transliteration has it; or it is a whole part in another
        alphabet, a former or half a double last name, a variant of the first name. Two
        words may be one part («Анна Мария», «Гасан оглы»). A letter or two alone begin
        a last or a first name.

        :return: list of one SQL, or of none when nothing in the text may be a name
        """
        words = [word for word in text.split() if self._word_forms(word)]
        if not words or len(words) > MAX_WORDS:
            return []
        if not any(map(self._is_long, words)):
            # A good part of the base: PostgreSQL knows how many, and walks them.
            tests = [self._test_beginning(word, NAME_PARTS[:2]) for word in words]
            return [self._select_tested(owner, tests)]
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        tests, looked_up = [], []
        for number, word in enumerate(words):
            if self._is_long(word):
                nearby = pairs[max(number - 1, 0) : number + 1]
                looked_up.append(self._word_query(word, nearby))
            else:
                tests.append(self._test_beginning(word, NAME_PARTS))
        query = " & ".join(looked_up)
        tests.append(SQL("%s @@ %s::tsquery", NAME_WORDS, query))
        many = self._select_tested(owner, tests)
        # Always true, and taken for never so: the index of the words is used.
        few = SQL("%s AND %s + 0 = %s", many, *[SQL.identifier(owner)] * 2)
        return self._few_or(few, many)

    @api.model
    def _select_tested(self, owner, tests):
        return SQL(
            "SELECT %(owner)s FROM crm_person_index WHERE %(tests)s"
            " AND %(owner)s IS NOT NULL",
            owner=SQL.identifier(owner),
            tests=SQL(" AND ").join(tests),
        )

    @api.model
    def _word_forms(self, word):
        """Normal forms of a word: as typed, and as the Cyrillic layouts read it."""
        forms = map(names.normalize, (word, *names.readings(word)))
        return list(dict.fromkeys(filter(None, forms)))

    @api.model
    def _is_long(self, word):
        """Whether few enough names begin with the word to look it up."""
        return max(map(len, self._word_forms(word))) >= MIN_KEY_LENGTH

    @api.model
    def _word_query(self, word, pairs):
        """Text of a tsquery: the word, or one of the pairs it is in, is there."""
        forms = self._word_forms(word)
        whole = [form for form in forms if len(form) >= MIN_KEY_LENGTH]
        keys = {names.latin_key(form) for form in whole}
        keys = keys.union(*self.env["crm.name.variant"].sudo()._codes(whole).values())
        beginnings = {*forms, names.cyrillic(word), *map(names.normalize, pairs)}
        # Normal forms and keys hold letters and blanks only, no mark of the language.
        lexemes = [f"'{form}':*" for form in sorted(beginnings - {""})]
        lexemes += [f"'{key}'" for key in sorted(keys - {""})]
        return f"({' | '.join(lexemes)})"

    @api.model
    def _test_beginning(self, word, parts):
        """SQL: one of these name parts begins with the word."""
        forms = {*self._word_forms(word), names.cyrillic(word)} - {""}
        tests = [
            SQL("%s LIKE %s", SQL.identifier(part), f"{form}%")
            for form in sorted(forms)
            for part in parts
        ]
        return SQL("(%s)", SQL(" OR ").join(tests))
