# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable

from odoo import api, models

from ..registration.identify import VERDICTS
from ..registration.in_time import StillTaken, locks_in_time


class CrmProspect(models.Model):
    """Other systems register people and their applications."""

    _inherit = "crm.prospect"

    @api.model
    def register(self, person, application=None):
        """Find or make the prospect of a person, match it, and take an application.

        The person is found by `source` and `ref`, else by the automatic match rules
        as far as the groups of prospects allow it; who tells neither a name nor a birth
        date nor a document, by his contacts among those who told none either. Else he
        is created. The same call twice changes nothing, but that each application
        without `ref` is a new one: a person whose own reference is not known is the one
        that a known application is of, and nothing else that is said of him is taken.
        In case of an error nothing is written.

        :param dict person: as of `load`
        :param dict application: `ref` (its number in the source: the same number is the
            same lead, which is left as it is, but that it gets the prospect when its
            own is gone), `name`, `description` (plain text), `amount` (expected revenue
            in the currency of the company), `team` (name or id of a sales team),
            `campaign`, `medium` (names, made when they are new); each may be left out
        :return: a dict, all words in the language of the user:

            - `prospect_id`: id of the prospect; null when the reference is that of a
              person of a company or group that is none of the user's
            - `created`: whether it was made by this call
            - `verdict`: `match`, `ambiguous` or `proposed` (a person has to decide),
              `none`, or `pending`: the client could not be looked for in time and will
              be in the background
            - `client`: the linked client: `{"id", "number", "name", "rule",
              "confidence" (percent), "reasons": {"for", "against"}}`; null without a
              link, and when the user may not see that client
            - `hidden`: number of clients of links and proposals that the user may not
              see
            - `lead_id`: id of the lead; null without an application, and when it is
              that of a person of a company or group that is none of the user's
            - `applications`: `{"count", "days"}`: applications of this person up to
              this one, in the companies of the user, and days since the one before, or
              null
        :rtype: dict
        :raise AccessError: the user may not register prospects
        :raise UserError: something is refused; the message is `field: reason`, with
            `application.field` for those of the application
        :raise NotInTime: others kept what is to be written, however often Odoo tried
            (status 503); the call may be made again
        """
        self._check_may_register()
        self.env["crm.access.log"]._log("register", self)
        caller = self._with_clean_context()
        with self._refusals():
            parsed = caller._parse_caller_person(person)
            taker = caller.env["crm.application.taker"].sudo()
            if application is not None:
                application = taker._parse(application, parsed.source_id)
        registrar = caller.env["crm.person.registrar"].sudo()
        lead = taker._find(application)
        vals = None
        with caller._without_waiting():
            registered = registrar._register_again(parsed, lead.prospect_id)
            prospect = caller.sudo().browse(registered.prospect_id)
            # Nothing else of it is read; else the ORM would read all of its columns.
            prospect.fetch(
                [
                    "active",
                    "company_id",
                    "group_id",
                    "match_result",
                    "match_rule_id",
                    "partner_id",
                ]
            )
            if application and not lead:
                vals = taker._prepare_application(application, parsed, prospect)
            elif lead and not lead.prospect_id:
                # Its person is gone: without a new one, each call would make another.
                lead._write_prospects({lead: prospect.id})
        seen = prospect._filtered_reach()
        if vals:
            lead = taker._make_lead(application, vals)
        return {
            "prospect_id": prospect.id,
            "created": registered.created,
            **caller._answer_match(prospect, registered.pending),
            # A known application may be that of somebody else.
            "lead_id": lead.id if lead.prospect_id._filtered_reach() else None,
            "applications": taker._count(prospect, lead),
            **({} if seen else dict.fromkeys(("prospect_id", "client", "lead_id"))),
        }

    @contextmanager
    def _without_waiting(self):
        """Have Odoo make the call again when others keep what is to be written.

        :raise StillTaken: they kept it for longer than a call may take
        """
        timeout = self.env["crm.person.registrar"].sudo()._get_timeout()
        # Afterwards there is no transaction to read words in.
        reason = self._describe_not_in_time()
        try:
            with locks_in_time(self.env.cr, timeout):
                yield
        except LockNotAvailable:
            raise StillTaken(reason) from None

    @api.model
    def _answer_match(self, prospect, pending):
        """Verdict and client of a prospect, as far as the user may see them."""
        told = self._tells_hidden()
        result = told and prospect.match_result
        matches = prospect.env["crm.match"]
        # Nothing but rejections is recorded of who has no result; who is archived may
        # have lost his without being decided on again.
        if told and (result or not prospect.active):
            domain = [
                ("prospect_id", "=", prospect.id),
                ("partner_id", "!=", False),
                ("verdict", "!=", "rejected"),
            ]
            matches = matches.search_fetch(domain, ["partner_id", "rule_id"])
        clients = matches.partner_id.with_env(self.env)
        visible = clients._filtered_access("read")
        foreign = self._get_foreign_clients(matches, clients - visible)
        clients -= foreign
        client = prospect.partner_id.with_env(self.env) & visible
        answer = None
        if client:
            pair = (prospect.id, "partner_id", client.id)
            reasons = self.env["crm.match.reasons"]._of_pairs({0: pair}).get(0, {})
            answer = self._describe_person(client, prospect.match_rule_id, reasons)
        return {
            "verdict": "none"
            if foreign and not clients
            else VERDICTS.get(result, result) or ("pending" if pending else "none"),
            "client": answer,
            "hidden": len(clients - visible),
        }

    @api.model
    def _get_foreign_clients(self, matches, hidden):
        """Hidden clients of other companies, whom no rule between companies found.

        Who belongs to all companies may be the client of one that is none of the
        caller's: he is not even counted.

        :param matches: of one prospect, as superuser
        :param hidden: those of their clients that the user may not see
        """
        reach = self.env.user._get_people_reach() if hidden else None
        if not reach:
            return hidden.browse()
        seen = {False, *self.env.user._get_seen_company_ids(reach.companies)}
        foreign = hidden.sudo().filtered(lambda c: c.company_id.id not in seen)
        crossing = matches.filtered(lambda m: m.rule_id.cross_company).partner_id
        return (foreign - crossing).with_env(self.env)
