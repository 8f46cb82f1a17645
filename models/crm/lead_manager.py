# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

# Leads made by one call whose managers are told before it returns, and by the cron
# in one transaction.
AT_ONCE, BATCH = 50, 500


class CrmLead(models.Model):
    """The manager of a client is told of each new application of his client.

    Of one whose prospect is linked with him, or whose contact he is. At once when the
    application is made, else by a cron every minute: when matching or a person links
    the prospect of an application of the last day.
    """

    _inherit = "crm.lead"

    manager_told = fields.Boolean(readonly=True, copy=False)

    # What the cron reads: those of the last day.
    _manager_not_told = models.Index("(create_date) WHERE manager_told IS NOT TRUE")

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if self._gives_person(vals_list):
            leads._tell_managers_at_once()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if self._gives_person([vals]):
            self._tell_managers_at_once()
        return result

    @api.model
    def _gives_person(self, vals_list):
        """Whether any of these values names a prospect or a contact."""
        return any(
            vals.get("prospect_id") or vals.get("partner_id") for vals in vals_list
        )

    def _tell_managers_at_once(self):
        """Tell the managers of a few applications; those of many wait for the cron."""
        linked = self.sudo().filtered(
            lambda lead: lead.prospect_id.partner_id or lead.partner_id.is_client
        )
        if linked and len(self) <= AT_ONCE:
            self._tell_managers(SQL("l.id = ANY(%s)", linked.ids))

    @api.model
    def _cron_tell_managers(self):
        while True:
            try:
                told = self._tell_managers(SQL("TRUE"))
            except psycopg2.errors.SerializationFailure:
                # Somebody changed one of the leads at this moment: the next minute.
                self.env.cr.rollback()
                return
            if not self.env["ir.cron"]._commit_progress(told) or told < BATCH:
                return

    @api.model
    def _tell_managers(self, which):
        """Tell the managers of new applications, each application once.

        :param SQL which: condition on the leads, of the alias l
        :return: number of applications told of
        """
        self.env.flush_all()
        rows = self._claim_untold(which)
        leads = self.sudo().browse([lead for lead, *_rest in rows])
        leads.invalidate_recordset(["manager_told"])
        by_manager = {}
        for lead, client, manager in rows:
            by_manager.setdefault(manager, {})[lead] = client
        for manager, clients in by_manager.items():
            self.env["res.users"].sudo().browse(manager)._tell_of_applications(clients)
        return len(rows)

    @api.model
    def _claim_untold(self, which):
        """Mark the next applications as told of; (lead, client, manager) of each.

        The client of the prospect goes before the contact, if they are two.
        Who marks the same leads at this moment leaves none of them to the other.
        """
        query = SQL(
            """UPDATE crm_lead l SET manager_told = TRUE
            FROM (SELECT l.id, c.id AS client, u.id AS manager
                FROM crm_lead l
                LEFT JOIN crm_prospect p ON p.id = l.prospect_id
                JOIN res_partner c ON c.id = coalesce(p.partner_id, l.partner_id)
                    AND c.is_client
                JOIN res_users u ON u.id = c.user_id AND u.active
                WHERE l.manager_told IS NOT TRUE
                    AND l.create_date > now() AT TIME ZONE 'UTC' - interval '1 day'
                    AND l.active AND l.won_status = 'pending'
                    AND l.user_id IS DISTINCT FROM u.id
                    AND (l.company_id IS NULL OR EXISTS (
                        SELECT FROM res_company_users_rel r
                        WHERE r.user_id = u.id AND r.cid = l.company_id))
                    AND %(which)s
                ORDER BY l.id LIMIT %(limit)s
                FOR NO KEY UPDATE OF l SKIP LOCKED) n
            WHERE l.id = n.id
            RETURNING l.id, n.client, n.manager""",
            which=which,
            limit=BATCH,
        )
        self.env.cr.execute(query, log_exceptions=False)
        return self.env.cr.fetchall()
