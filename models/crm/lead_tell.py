# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmLead(models.Model):
    """What a lead and its prospect are told of each other, all leads at once."""

    _inherit = "crm.lead"

    @api.model
    def _write_prospects(self, prospects):
        """Note the prospects of leads; neither a change of the lead nor tracked.

        :param dict prospects: lead -> id of the prospect
        """
        if not prospects:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE crm_lead l SET prospect_id = n.prospect
                FROM unnest(%s::int[], %s::int[]) AS n(lead, prospect)
                WHERE l.id = n.lead AND l.prospect_id IS DISTINCT FROM n.prospect""",
                [lead.id for lead in prospects],
                list(prospects.values()),
            ),
            log_exceptions=False,
        )
        leads = self.browse([lead.id for lead in prospects])
        leads.invalidate_recordset(["prospect_id"], flush=False)
        leads.modified(["prospect_id"])
        self.env["crm.prospect"].invalidate_model(["lead_ids"], flush=False)

    @api.model
    def _tell_prospects(self, told):
        """Tell prospects what their leads say of them by now.

        A prospect without client takes name and address over, with the lead as their
        source; the old last name stays a former one. New contacts are added to all.

        :param dict told: lead -> (:class:`Parsed`, whether name and address count)
        """
        if not told:
            return
        self.env.flush_all()
        writer = self.env["crm.person.writer"].sudo()
        said = [
            (lead.prospect_id.id, person, columns)
            for lead, (person, columns) in told.items()
        ]
        unlinked = self._unlinked(prospect_id for prospect_id, *_rest in said)
        changed = writer._update(
            "prospect_id",
            [(i, person) for i, person, columns in said if columns and i in unlinked],
        )
        changed |= writer._write_points("prospect_id", [(i, p) for i, p, _c in said])
        if not changed:
            return
        for model in ("crm.prospect", "crm.contact.point", "crm.person.name"):
            self.env[model].invalidate_model(flush=False)
        index = self.env["crm.person.index"].sudo()
        index._touch("prospect_id", changed)
        self.env["crm.contact.scorer"]._queue("prospect_id", changed)
        self.env["crm.prospect"].browse(sorted(changed))._match_online()
        index._flush()

    @api.model
    def _shared_prospects(self, prospect_ids):
        """Ids of those of these prospects that others name than a single lead."""
        ids = sorted(set(prospect_ids))
        if not ids:
            return set()
        rows = self.env.execute_query(
            SQL(
                """SELECT p.id FROM unnest(%s::int[]) AS p(id)
                WHERE EXISTS (SELECT FROM crm_prospect_reference r
                        WHERE r.prospect_id = p.id)
                    OR EXISTS (SELECT FROM crm_lead l
                        WHERE l.prospect_id = p.id OFFSET 1)""",
                ids,
            )
        )
        return {prospect_id for (prospect_id,) in rows}

    @api.model
    def _unlinked(self, prospect_ids):
        """Ids of those prospects that are linked with no client."""
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM crm_prospect WHERE id = ANY(%s) AND partner_id IS NULL",
                sorted(set(prospect_ids)),
            )
        )
        return {prospect_id for (prospect_id,) in rows}
