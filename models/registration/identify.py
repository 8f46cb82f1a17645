# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from psycopg2.errors import QueryCanceled

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..matching.decide import decide
from ..prospect.person_parser import KEYS, PersonError
from .in_time import NotInTime, in_time

MAX_LIMIT = 100
# What a decision is called in an answer.
VERDICTS = {"linked": "match", "converted": "match"}


class CrmProspect(models.Model):
    """Other systems ask who a person is."""

    _inherit = "crm.prospect"

    @api.model
    @api.readonly
    def identify(self, person, limit=5):
        """Say which client and which prospects a person may be. Nothing is written.

        :param dict person: as of `load`; `source` may be left out
        :param int limit: clients and prospects described at most, from 1 to 100
        :return: a dict, all words in the language of the user:

            - `verdict`: `match` (one client, sure enough to be linked), `ambiguous`
              (rules hit several clients), `proposed` (a person has to look) or `none`
            - `client`: of a match, the client: `{"id", "number", "name", "rule",
              "confidence" (percent), "reasons": {"for", "against"} (lists of words)}`;
              null otherwise, and when the user may not see that client
            - `candidates`: list of all clients that fit, described like `client`,
              best first
            - `prospects`: list of the prospects that fit, described in the same way
            - `hidden`: number of clients and prospects that fit and that the user may
              not see
        :rtype: dict
        :raise AccessError: the user may not register prospects
        :raise UserError: the person or the limit is refused; the message is
            `field: reason`
        :raise NotInTime: nobody could be looked for in time (status 503); the call may
            be made again
        """
        self._check_may_register()
        self.env["crm.access.log"]._log("identify", self)
        caller = self._with_clean_context()
        with self._refusals():
            parsed = caller._parse_caller_person(person, with_source=False)
            caller._check_limit(limit)
        registrar = caller.env["crm.person.registrar"].sudo()
        try:
            with in_time(self.env.cr, registrar._get_deadline()):
                return caller._identify(parsed, limit)
        except QueryCanceled:
            raise NotInTime(caller._describe_not_in_time()) from None

    @api.model
    def _identify(self, parsed, limit):
        """The answer of :meth:`identify`."""
        registrar = self.env["crm.person.registrar"].sudo()
        row, found = registrar._look_up_row(parsed)
        found = self._without_untold(found)
        decision = decide(found.client_hits, {})
        clients = self._describe_hits(row, "partner_id", found.client_hits)
        prospects = self._describe_hits(row, "prospect_id", found.prospect_hits)
        fitting = [c for c in clients if c["id"] == decision.client]
        hits = len(found.client_hits) + len(found.prospect_hits)
        return {
            "verdict": VERDICTS.get(decision.state, decision.state),
            "client": fitting[0] if fitting else None,
            "candidates": clients[:limit],
            "prospects": prospects[:limit],
            "hidden": hits - len(clients) - len(prospects),
        }

    # ------------------------------------------------------------------ the caller

    @api.model
    def _check_may_register(self):
        if not self.env.user.has_group("crm_prospect.group_prospect_own"):
            raise AccessError(
                self.env._("Only users of prospects may identify and register people.")
            )

    @api.model
    def _with_clean_context(self):
        """This model in the user's language; other defaults of the call are ignored.

        What is written for a caller is written as the superuser: no value of the
        context may get in.
        """
        context = {
            "lang": self.env.lang or self.env["res.users"].context_get()["lang"],
            "allowed_company_ids": self.env.companies.ids,
        }
        return self.with_env(self.env(context=context))

    @contextmanager
    def _refusals(self):
        """Turn what a parser refuses into the error of the call."""
        try:
            yield
        except PersonError as error:
            raise UserError(
                self.env._(
                    "%(field)s: %(reason)s", field=error.field, reason=error.reason
                )
            ) from None

    @api.model
    def _parse_caller_person(self, person, with_source=True):
        parser = self.env["crm.person.parser"].sudo()
        return parser._parser(KEYS, with_source)(person)

    @api.model
    def _check_limit(self, limit):
        if type(limit) is not int or not 0 < limit <= MAX_LIMIT:
            raise PersonError(
                "limit",
                self.env._("a number from 1 to %(limit)s is expected", limit=MAX_LIMIT),
            )

    @api.model
    def _describe_not_in_time(self):
        return self.env._("This could not be done in time. Please try again.")

    # ------------------------------------------------------------------ the answer

    @api.model
    def _without_untold(self, found):
        """What was looked up, without clients that the user must not learn of."""
        return found if self._tells_hidden() else found._replace(client_hits=[])

    @api.model
    def _describe_hits(self, row, owner, hits):
        """Describe those whom the user may see, best first.

        :param row: index row of the person asked about
        :param owner: whose ids the hits hold: `partner_id` or `prospect_id`
        :param hits: list of :class:`decide.Hit`
        """
        model = "res.partner" if owner == "partner_id" else "crm.prospect"
        people = self.env[model].browse([hit.other for hit in hits])
        visible = people._filtered_access("read")
        rules = self.env["crm.match.rule"].sudo().browse({hit.rule for hit in hits})
        strictness = {rule.id: (rule.sequence, rule.id) for rule in rules}
        shown = sorted(
            (hit for hit in hits if hit.other in visible._ids),
            key=lambda hit: (not hit.automatic, strictness[hit.rule], hit.other),
        )
        me = row["prospect_id"]
        reasons = self.env["crm.match.reasons"]._of_pairs(
            {hit.other: (me, owner, hit.other) for hit in shown}, {me: row}
        )
        return [
            self._describe_person(
                visible.browse(hit.other),
                rules.browse(hit.rule),
                reasons.get(hit.other, {}),
            )
            for hit in shown
        ]

    @api.model
    def _describe_person(self, person, rule, reasons):
        """A client or prospect in an answer: who he is, by which rule, and why.

        :param person: a client or prospect that the user may see
        :param rule: the rule that holds; empty when a person decided
        :param reasons: as of :meth:`crm.match.reasons._of_pairs`
        """
        number = "client_number" if person._name == "res.partner" else "number"
        return {
            "id": person.id,
            "number": person[number],
            "name": person.name or "",
            "rule": rule.name if rule else None,
            "confidence": rule.confidence if rule else None,
            "reasons": {side: reasons.get(side, []) for side in ("for", "against")},
        }
