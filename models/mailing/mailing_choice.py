# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import emails
from ..scoring.contact_score import USELESS

MAX_CHOSEN = 100_000


class CrmMailing(models.Model):
    """Who was chosen, and at which address he is written to."""

    _inherit = "crm.mailing"

    @api.model
    def _make(self, records):
        """Make the draft of a letter to these applications or prospects.

        :raise UserError: nobody is set as the sender, or too many are chosen
        :raise AccessError: the user may not read them, or not write to so many
        """
        records.check_access("read")
        self._check_may_mail(len(records))
        if not records.ids:
            raise UserError(self.env._("Nobody was chosen."))
        if len(records) > MAX_CHOSEN:
            raise UserError(
                self.env._(
                    "At most %(limit)s can be written to at once.", limit=MAX_CHOSEN
                )
            )
        mailing = self.sudo().create(
            {
                "model": records._name,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "sender": self._get_sender(self.env.company),
            }
        )
        mailing = mailing.sudo(False)
        mailing._add_recipients(records)
        return mailing

    def _add_recipients(self, records):
        """Store the chosen ones with their addresses, or why they have none."""
        self.env.flush_all()
        self.env["crm.contact.scorer"].sudo()._flush()
        rows = []
        self.env.cr.execute(self._select_addresses(records), log_exceptions=False)
        for (
            lead,
            prospect,
            may,
            typed,
            best,
            best_key,
            has_email,
        ) in self.env.cr.fetchall():
            own = emails.parse_one(typed)
            address, key = (own.address, own.key) if own.key else (best, best_key)
            reason = None
            if not may:
                reason = "no_right"
            elif not key:
                reason = "invalid" if typed or has_email else "no_email"
            rows.append((lead, prospect, address, key, reason))
        # Left out until their fate is decided, which is the next statement.
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_mailing_recipient (mailing_id, lead_id, prospect_id,
                    email_normalized, match_key, reason, state)
                SELECT %s, n.*, 'left_out' FROM unnest(%s::int[], %s::int[], %s::text[],
                    %s::text[], %s::text[]) AS n""",
                self.id,
                *map(list, zip(*rows, strict=True)),
            ),
            log_exceptions=False,
        )
        recipients = self.env["crm.mailing.recipient"]
        recipients._decide(SQL("mailing_id = %s", self.id))
        self.env.invalidate_all()

    def _select_addresses(self, records):
        """SELECT of the chosen ones in their order: application, prospect, whether they
        may be written to, e-mail as typed, the best of the prospect with its key, and
        whether he has any.

        An application is written to at its own e-mail, else at the best of its
        prospect, as far as the user may see him. Never at that of a client's card.
        """
        is_lead = records._name == "crm.lead"
        prospect = SQL("l.prospect_id") if is_lead else SQL("c.id")
        persons = SQL("(SELECT id FROM crm_prospect WHERE id = ANY(%s))", records.ids)
        if is_lead:
            persons = SQL(
                "(SELECT prospect_id FROM crm_lead WHERE id = ANY(%s))", records.ids
            )
        clients = SQL("(SELECT partner_id FROM crm_prospect WHERE id IN %s)", persons)
        return SQL(
            """SELECT %(lead)s, %(prospect)s,
                c.id IN %(writable)s
                    AND (p.partner_id IS NULL OR %(blind)s
                        OR p.partner_id IN %(clients)s),
                %(typed)s, best.email_normalized, best.match_key, best.id IS NOT NULL
            FROM unnest(%(ids)s::int[]) WITH ORDINALITY AS c(id, place)
            %(join_lead)s
            LEFT JOIN crm_prospect p ON p.id = %(prospect)s
            LEFT JOIN LATERAL (
                SELECT v.id, v.email_normalized, v.match_key
                FROM crm_contact_point v
                LEFT JOIN crm_contact_score s ON s.point_id = v.id
                WHERE v.prospect_id = p.id AND v.kind = 'email'
                    AND p.id IN %(persons)s
                ORDER BY v.match_key IS NULL,
                    coalesce(s.status = ANY(%(useless)s), FALSE), s.rank, v.id
                LIMIT 1) best ON TRUE
            ORDER BY c.place""",
            lead=SQL("c.id") if is_lead else SQL("NULL::int"),
            prospect=prospect,
            typed=SQL("l.email_from") if is_lead else SQL("NULL"),
            join_lead=SQL("JOIN crm_lead l ON l.id = c.id") if is_lead else SQL(""),
            ids=records.ids,
            # Who sees no client at all writes to prospects as if nobody were one.
            blind=self.env.user._is_without_clients(),
            writable=self._get_writable(records).subselect(),
            persons=self._get_readable("crm.prospect", persons),
            clients=self._get_readable("res.partner", clients),
            useless=list(USELESS),
        )

    @api.model
    def _get_readable(self, model, ids):
        """SQL: those of these ids, a query, that the user may read."""
        records = self.env[model].with_context(active_test=False)
        return records._search(Domain("id", "in", ids)).subselect()

    @api.model
    def _get_writable(self, records):
        """Query of those of these records that the user may write."""
        if not records.browse().has_access("write"):
            return records._search(Domain.FALSE)
        rules = Domain.TRUE
        if not self.env.su:
            rules = self.env["ir.rule"]._compute_domain(records._name, "write")
        found = records.sudo().with_context(active_test=False)
        return found._search(Domain("id", "in", records.ids) & rules)
