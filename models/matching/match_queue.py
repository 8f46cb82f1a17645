# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmMatchQueue(models.Model):
    """Persons that changed and wait for the next incremental run.

    Only ever appended to by those who change persons, so that they never wait for
    the run that empties it; a person may be in it twice.
    """

    _name = "crm.match.queue"
    _description = "Persons to Match"
    _log_access = False

    # Plain numbers: a foreign key would cost each import, and a person deleted in
    # the meantime is simply not found.
    prospect_id = fields.Integer(index="btree_not_null")
    partner_id = fields.Integer()
    checked = fields.Boolean(help="Matched already when he changed.")
    # Full pass that collected its candidates with this change in sight. Not told by
    # the order of ids: a transaction may commit later than one with a greater id.
    seen_by_id = fields.Integer()

    @api.model
    def _add(self, owner, ids, checked=False):
        """Queue persons and have the cron woken after the commit.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the persons
        :param checked: whether they were matched in this transaction
        """
        if not ids:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_match_queue (%s, checked) SELECT unnest(%s), %s",
                SQL.identifier(owner),
                ids,
                checked,
            )
        )
        # Who was checked on-line can wait for the next regular call of the cron.
        if not checked:
            self.env["crm.match.run"]._wake()

    @api.model
    def _mark_seen(self, run):
        """Mark what is queued by now as seen by this full pass."""
        self.env.cr.execute(SQL("UPDATE crm_match_queue SET seen_by_id = %s", run.id))

    @api.model
    def _unseen(self, run, first, last):
        """Ids of the prospects in this range that changed since :meth:`_mark_seen`."""
        rows = self.env.execute_query(
            SQL(
                """SELECT prospect_id FROM crm_match_queue
                WHERE prospect_id BETWEEN %s AND %s
                    AND seen_by_id IS DISTINCT FROM %s""",
                first,
                last,
                run.id,
            )
        )
        return {prospect_id for (prospect_id,) in rows}

    @api.model
    def _forget_seen(self, run):
        """Take off the queue what this full pass has done."""
        self.env.cr.execute(
            SQL("DELETE FROM crm_match_queue WHERE seen_by_id = %s", run.id)
        )

    @api.model
    def _queued(self, owner, ids):
        """Those of `ids` that wait for being looked at for the first time."""
        if not ids:
            return set()
        rows = self.env.execute_query(
            SQL(
                """SELECT %(owner)s FROM crm_match_queue
                WHERE %(owner)s = ANY(%(ids)s) AND checked IS NOT TRUE""",
                owner=SQL.identifier(owner),
                ids=list(ids),
            )
        )
        return {person_id for (person_id,) in rows}

    @api.model
    def _queued_domain(self, owner):
        """Domain of the persons that wait for being looked at for the first time."""
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                """EXISTS (SELECT FROM crm_match_queue q
                    WHERE q.%s = %s AND q.checked IS NOT TRUE)""",
                SQL.identifier(owner),
                SQL.identifier(alias, "id"),
            )
        )
