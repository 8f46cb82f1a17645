# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Letters an address gets at most, and in how many days. No limit: 0.
LIMIT = "crm_prospect.mailing_limit"
LIMIT_DAYS = "crm_prospect.mailing_limit_days"
DEFAULT_DAYS = 30


class CrmMailingRecipient(models.Model):
    """Who gets the letter: asked for the draft, and again when it is sent."""

    _inherit = "crm.mailing.recipient"

    @api.model
    def _decide(self, condition):
        """Decide who of some recipients gets the letter, by one statement.

        :param SQL condition: on the rows of recipients that got none yet
        """
        self.env["crm.contact.scorer"].sudo()._flush()
        self.env.flush_all()
        tests = SQL(" ").join(
            SQL("WHEN %s THEN %s", test, reason)
            for reason, test in self._get_tests().items()
        )
        # Of those with one mailbox the first who could get the letter gets it.
        self.env.cr.execute(
            SQL(
                """WITH tested AS MATERIALIZED (
                    SELECT r.id, r.mailing_id, r.match_key, r.state,
                        coalesce(r.reason, CASE %(tests)s END) AS reason
                    FROM (SELECT * FROM crm_mailing_recipient WHERE %(rows)s) r
                    LEFT JOIN crm_lead l ON l.id = r.lead_id)
                UPDATE crm_mailing_recipient r SET reason = f.reason,
                    state = CASE WHEN f.reason IS NULL THEN 'waiting'
                        ELSE 'left_out' END
                FROM (
                    SELECT id, state, coalesce(reason, CASE WHEN row_number() OVER (
                        PARTITION BY mailing_id, match_key, reason IS NULL ORDER BY id
                        ) > 1 THEN 'duplicate' END) AS reason
                    FROM tested) f
                WHERE r.id = f.id
                    AND (f.reason IS NOT NULL OR r.state = 'left_out')""",
                tests=tests,
                rows=condition,
            ),
            log_exceptions=False,
        )
        self.invalidate_model()

    @api.model
    def _get_tests(self):
        """dict reason -> SQL on the recipient `r` and his application `l`, in order."""
        return {
            "opted_out": SQL(
                """EXISTS (SELECT FROM mail_blacklist b
                    WHERE b.active AND b.email = r.email_normalized)
                OR EXISTS (SELECT FROM crm_contact_point v
                    JOIN mail_blacklist b ON b.email = v.email_normalized AND b.active
                    WHERE v.match_key = r.match_key AND v.kind = 'email')"""
            ),
            "bounced": SQL(
                """l.message_bounce > 0 AND l.email_normalized = r.email_normalized
                OR (SELECT bool_and(s.status = 'not_exist') FROM crm_contact_point v
                    JOIN crm_contact_score s ON s.point_id = v.id
                    WHERE v.match_key = r.match_key AND v.kind = 'email')"""
            ),
            "wrong_person": SQL(
                """EXISTS (SELECT FROM crm_contact_point v
                    JOIN crm_contact_score s ON s.point_id = v.id
                    WHERE v.prospect_id = r.prospect_id AND v.match_key = r.match_key
                        AND v.kind = 'email' AND s.status = 'wrong_person')"""
            ),
            "generic": SQL(
                """EXISTS (SELECT FROM crm_generic_value g WHERE g.kind = 'email'
                    AND g.value = r.match_key AND g.state <> 'exempt')"""
            ),
            "limit": self._get_limit_test(),
        }

    @api.model
    def _get_limit_test(self):
        """SQL: the address got as many letters lately as it gets at most."""
        parameters = self.env["ir.config_parameter"].sudo()
        limit = int(parameters.get_param(LIMIT) or 0)
        days = int(parameters.get_param(LIMIT_DAYS) or DEFAULT_DAYS)
        if not limit:
            return SQL("FALSE")
        return SQL(
            """(SELECT count(*) FROM crm_mailing_recipient o
                WHERE o.match_key = r.match_key AND o.state = 'sent'
                    AND o.date_sent > %s) >= %s""",
            fields.Datetime.now() - timedelta(days=days),
            limit,
        )
