# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import datetime, timedelta

from odoo import api, models
from odoo.tools import SQL

from .contact_event import VALUE_OUTCOMES
from .contact_event_parser import Told

_logger = logging.getLogger(__name__)

BATCH = 5000
# A transaction that began before the last one was read may end after it.
OVERLAP = timedelta(hours=1)
CURSOR = "crm_prospect.collected.%s"
NEVER = datetime(1970, 1, 1)
# Failures that are the address's own fault.
BAD_EMAIL = ("mail_bounce", "mail_email_invalid")
BAD_NUMBER = ("sms_invalid_destination", "sms_number_format")


class CrmContactEvent(models.Model):
    """Outcomes that Odoo's mailing apps keep, if they are installed.

    They are read in the order in which they changed; what was read once and has not
    changed is stored already, so that reading it again does nothing.
    """

    _inherit = "crm.contact.event"

    @api.model
    def _cron_collect_mailings(self):
        """Take over what changed in the mailing apps since the last time."""
        for model, collect in (
            ("mailing.trace", self._collect_traces),
            ("mailing.subscription", self._collect_subscriptions),
        ):
            if model in self.env and not self._collect(model, collect):
                return

    @api.model
    def _collect(self, model, collect):
        """Read a model to its end, batch by batch.

        :param collect: function (date and id after which is read) -> rows read, each
            beginning with id and write date, and the events in them
        :return: whether the end was reached in the time of a cron
        """
        position = self._get_position(model)
        while True:
            rows, told = collect(position)
            if not rows:
                return True
            result = self._record(told)
            _logger.info(
                "%s: %s rows read, %s outcomes stored",
                model,
                len(rows),
                result["recorded"],
            )
            position = (rows[-1][1], rows[-1][0])
            self.env["ir.config_parameter"].sudo().set_param(
                CURSOR % model, position[0].isoformat()
            )
            if not self.env["ir.cron"]._commit_progress(len(rows)):
                return False

    @api.model
    def _get_position(self, model):
        stored = self.env["ir.config_parameter"].sudo().get_param(CURSOR % model)
        return (datetime.fromisoformat(stored) - OVERLAP if stored else NEVER, 0)

    # ------------------------------------------------------------------ traces

    @api.model
    def _collect_traces(self, position):
        """Outcomes of mailings, by e-mail and SMS, that changed after a position."""
        traces = self.env["mailing.trace"]
        self.env.flush_all()
        has_sms = "sms_number" in traces._fields
        number = SQL("t.sms_number") if has_sms else SQL("NULL")
        self.env.cr.execute(
            SQL(
                """SELECT t.id, t.write_date, t.trace_type, t.model, t.res_id,
                    t.trace_status, t.failure_type,
                    coalesce(t.sent_datetime, t.create_date),
                    t.open_datetime, t.links_click_datetime, t.reply_datetime,
                    t.campaign_id, held.*
                FROM (SELECT * FROM mailing_trace t
                    WHERE (t.write_date, t.id) > (%(date)s, %(id)s)
                        AND t.is_test_trace IS NOT TRUE
                        AND (t.trace_status IN ('open', 'reply', 'bounce')
                            OR t.links_click_datetime IS NOT NULL
                            OR t.failure_type = ANY(%(bad)s))
                    ORDER BY t.write_date, t.id LIMIT %(limit)s) t
                LEFT JOIN LATERAL (%(email)s UNION ALL %(phone)s) held ON TRUE
                ORDER BY t.write_date, t.id""",
                date=position[0],
                id=position[1],
                bad=[*BAD_EMAIL, *BAD_NUMBER],
                limit=BATCH,
                email=self._holders_sql(
                    "email",
                    SQL("email_normalized"),
                    SQL("CASE t.trace_type WHEN 'mail' THEN t.email END"),
                ),
                phone=self._holders_sql(
                    "phone",
                    SQL("match_key"),
                    SQL("CASE t.trace_type WHEN 'sms' THEN %s::text END", number),
                ),
            ),
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        persons = self._get_mailed_persons(rows)
        told = []
        for row in rows:
            (_id, _changed, trace_type, model, res_id, *facts, campaign) = row[:12]
            kind, match_key, *holder = row[12:]
            owner, person = persons.get((model, res_id)) or self._only_one(*holder)
            channel = "sms" if trace_type == "sms" else "email"
            for outcome, date in self._get_outcomes(channel, *facts):
                if outcome in VALUE_OUTCOMES:
                    whose = (None, None)
                elif owner:
                    whose = (owner, person)
                else:
                    # Of several who have this address nobody knows who it was.
                    continue
                if match_key:
                    event = (kind, match_key, *whose, outcome, date, channel, campaign)
                    told.append(Told(*event))
        return rows, told

    @api.model
    def _holders_sql(self, kind, column, value):
        """Who has the address of a trace: kind, key, persons, a client, a prospect.

        Fifty contacts are enough to see that it is nobody's alone.
        """
        return SQL(
            """SELECT kind, match_key, count(DISTINCT person) AS persons,
                max(partner_id) AS partner_id, min(prospect_id) AS prospect_id
            FROM (SELECT v.kind, v.match_key, v.partner_id, v.prospect_id,
                    coalesce(v.partner_id, p.partner_id, -v.prospect_id) AS person
                FROM crm_contact_point v
                LEFT JOIN crm_prospect p ON p.id = v.prospect_id
                WHERE v.kind = %s AND v.%s = %s LIMIT 50) few
            GROUP BY kind, match_key""",
            kind,
            column,
            value,
        )

    @api.model
    def _only_one(self, persons, partner, prospect):
        """(owner, id) of who alone has an address, or two blanks."""
        if persons != 1:
            return None, None
        return ("partner_id", partner) if partner else ("prospect_id", prospect)

    @api.model
    def _get_mailed_persons(self, rows):
        """Persons of the records that were mailed, where these are people.

        :param rows: rows of :meth:`_collect_traces`
        :return: dict (model, id) -> (owner, id)
        """
        owners = {"crm.prospect": "prospect_id", "res.partner": "partner_id"}
        return {
            (model, res_id): (owners[model], res_id)
            for _id, _date, _type, model, res_id, *_rest in rows
            if model in owners
        }

    @api.model
    def _get_outcomes(self, channel, status, failure, sent, opened, clicked, replied):
        """Outcomes of one trace: (outcome, date)."""
        if channel == "email" and (status == "bounce" or failure in BAD_EMAIL):
            yield "bounced", sent
        if channel == "sms" and failure in BAD_NUMBER:
            yield "not_in_service", sent
        for outcome, date in (
            ("opened", opened),
            ("clicked", clicked),
            ("replied", replied),
        ):
            if date:
                yield outcome, date.replace(microsecond=0)

    # ------------------------------------------------------------------ opting out

    @api.model
    def _collect_subscriptions(self, position):
        """Who left all mailing lists that he was on, after a position.

        Who left one of several goes on getting the others.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT s.id, s.write_date, v.match_key,
                    coalesce(s.opt_out_datetime, s.write_date)
                FROM (SELECT * FROM mailing_subscription s
                    WHERE (s.write_date, s.id) > (%(date)s, %(id)s) AND s.opt_out
                    ORDER BY s.write_date, s.id LIMIT %(limit)s) s
                JOIN mailing_contact c ON c.id = s.contact_id
                LEFT JOIN LATERAL (SELECT v.match_key FROM crm_contact_point v
                    WHERE v.email_normalized = c.email_normalized AND v.kind = 'email'
                        AND NOT EXISTS (SELECT FROM mailing_subscription other
                            WHERE other.contact_id = c.id
                                AND other.opt_out IS NOT TRUE)
                    LIMIT 1) v ON TRUE
                ORDER BY s.write_date, s.id""",
                date=position[0],
                id=position[1],
                limit=BATCH,
            ),
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        return rows, [
            Told("email", key, None, None, "opted_out", date.replace(microsecond=0))
            for _id, _changed, key, date in rows
            if key
        ]
