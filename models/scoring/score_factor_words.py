# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from babel.numbers import format_decimal
from babel.units import format_unit

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from .score_factor import NUMBER_FACTORS, WORD_FACTORS

# Longest first: what is a whole number of one is told in it.
DURATIONS = [("duration-year", 365), ("duration-month", 30), ("duration-day", 1)]


class CrmContactScoreFactor(models.Model):
    """Lines in words, as the reasons of a score tell them.

    No word depends on a number: languages have up to six plural forms. Durations
    are put into words by the rules of the language.
    """

    _inherit = "crm.contact.score.factor"

    words = fields.Char("In Words", compute="_compute_words")

    @api.depends("factor", "value", "bound_from", "bound_to")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            line.words = line._words()

    @api.depends("words")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.words

    def _words(self):
        """This line as a piece of a sentence, in the language of the user."""
        self.ensure_one()
        if self.factor in WORD_FACTORS:
            return self._words_of_value()
        if not self.bound_from and not self.bound_to:
            return ""
        unit = NUMBER_FACTORS[self.factor]
        if unit == "days":
            return self._words_of_duration()
        if unit == "times":
            return self._words_of_outcome()
        if self.factor == "holders" and (self.bound_from, self.bound_to) == (1, 2):
            return self.env._("Nobody else has it")
        numbers = self._range()
        labels = {
            "sources": self.env._("Sources that confirm it: %(range)s", range=numbers),
            "source_weight": self.env._(
                "Weight of its best source: %(range)s", range=numbers
            ),
            "holders": self.env._("People who have it: %(range)s", range=numbers),
        }
        return labels[self.factor]

    def _words_of_value(self):
        return {
            ("base", "any"): self.env._("To begin with"),
            ("usage", "personal"): self.env._("Personal contact"),
            ("usage", "work"): self.env._("Contact at work"),
            ("usage", "home"): self.env._("Contact at home"),
            ("kind", "mobile"): self.env._("Mobile phone"),
            ("kind", "fixed"): self.env._("Landline"),
            ("kind", "toll_free"): self.env._("Toll-free number"),
            ("kind", "voip"): self.env._("Internet phone (VoIP)"),
            ("kind", "other"): self.env._("Phone of another kind"),
            ("kind", "email"): self.env._("E-mail"),
            ("kind", "messenger"): self.env._("Messenger"),
            ("number_exists", "yes"): self.env._("Exists by the numbering plan"),
            ("number_exists", "no"): self.env._("Does not exist by the numbering plan"),
            ("number_exists", "unknown"): self.env._(
                "Not known whether the number exists"
            ),
            ("domain_class", "public"): self.env._("Mailbox of a public provider"),
            ("domain_class", "corporate"): self.env._("Mailbox of an organization"),
            ("domain_class", "disposable"): self.env._("Disposable mailbox"),
            ("role_address", "yes"): self.env._("Address of an office, not a person"),
            ("unusable", "yes"): self.env._("Cannot be used"),
        }.get((self.factor, self.value), "")

    def _words_of_duration(self):
        since, until = map(self._duration, (self.bound_from, self.bound_to))
        if since and until:
            template = {
                "age": self.env._("Known for %(since)s to %(until)s"),
                "confirmed": self.env._("Last confirmed %(since)s to %(until)s ago"),
                "communicated": self.env._("Last contact %(since)s to %(until)s ago"),
            }
        elif until:
            template = {
                "age": self.env._("Known for less than %(until)s"),
                "confirmed": self.env._("Confirmed less than %(until)s ago"),
                "communicated": self.env._("Last contact less than %(until)s ago"),
            }
        else:
            template = {
                "age": self.env._("Known for %(since)s or longer"),
                "confirmed": self.env._("Last confirmed %(since)s ago or earlier"),
                "communicated": self.env._("Last contact %(since)s ago or earlier"),
            }
        return template[self.factor] % {"since": since, "until": until}

    def _words_of_outcome(self):
        words = {
            "reached": self.env._("Answered lately"),
            "no_answer": self.env._("Did not answer lately"),
            "busy": self.env._("Was busy lately"),
            "wrong_person": self.env._("Somebody else answered lately"),
            "not_in_service": self.env._("Was not in service lately"),
            "bounced": self.env._("E-mail came back lately"),
            "opened": self.env._("Opened an e-mail lately"),
            "clicked": self.env._("Clicked a link lately"),
            "replied": self.env._("Replied lately"),
        }[self.factor]
        # One that is recent enough does.
        if self.bound_from <= 1 and self.bound_from and not self.bound_to:
            return words
        return self.env._(
            "%(outcome)s (times: %(range)s)", outcome=words, range=self._range()
        )

    def _range(self):
        """Both ends in words; whole numbers with the last that belongs to it."""
        since, until = self.bound_from, self.bound_to
        counted = NUMBER_FACTORS[self.factor] != "times"
        if until and counted and until - since <= 1:
            return self._number(since)
        if since and until:
            return self.env._(
                "%(since)s to %(until)s",
                since=self._number(since),
                until=self._number(until - 1 if counted else until),
            )
        if until:
            return self.env._("less than %(until)s", until=self._number(until))
        return self.env._("%(since)s or more", since=self._number(since))

    def _number(self, number):
        return format_decimal(number, format="#,##0.##", locale=self._locale())

    def _duration(self, days):
        """Days as 1 year, 6 months or 45 days."""
        if not days:
            return ""
        unit, length = next(u for u in DURATIONS if days % u[1] == 0 or u[1] == 1)
        return format_unit(days / length, unit, locale=self._locale())

    def _locale(self):
        return babel_locale_parse(get_lang(self.env).code)
