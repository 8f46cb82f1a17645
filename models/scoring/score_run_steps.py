# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

# The phases with their share of the work, for the progress bar.
PHASES = {
    "holders": 0.1,
    "scores": 0.7,
    "owners": 0.1,
    "settle": 0.08,
    "places": 0.02,
}
# Persons of one step: about a second of work, so that the progress bar moves.
BATCH = 25_000
# Who is scored, in this order.
PERSONS = {
    "partner_id": SQL("SELECT id FROM res_partner WHERE is_client IS TRUE"),
    "prospect_id": SQL("SELECT id FROM crm_prospect WHERE active"),
}


class CrmContactScoreRun(models.Model):
    """The phases of a run. A step leaves its phase and position in the record."""

    _inherit = "crm.contact.score.run"

    @api.model
    def _get_phases(self):
        return PHASES

    @api.model
    def _count_persons(self):
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT %s",
                SQL(" + ").join(
                    SQL("(SELECT count(*) FROM (%s) p)", persons)
                    for persons in PERSONS.values()
                ),
            )
        )
        return count

    # ------------------------------------------------------------------ phases

    def _step_holders(self, _position):
        """Count the people of each contact that several have."""
        self.share_count += self.env["crm.contact.share"]._count_holders()
        return 1, None

    def _step_scores(self, position):
        """Score the contacts of the next persons.

        :param position: owner and last person done, `partner_id:17`
        """
        owner, _colon, last = (position or "partner_id:0").partition(":")
        until = self._get_end(owner, int(last))
        if until:
            condition = SQL("person > %s AND person <= %s", int(last), until)
            scorer = self.env["crm.contact.scorer"]
            self.score_count += scorer._write_scores(owner, condition)
            if owner == "partner_id":
                scorer._write_contactability(condition)
            share = (self._seen(owner, until) + (owner == "prospect_id")) / 2
            return share, f"{owner}:{until}"
        return (0.5, "prospect_id:0") if owner == "partner_id" else (1, None)

    def _step_owners(self, _position):
        """Say whom the shared contacts belong to."""
        model = self.env["crm.contact.score.model"]._active()
        self.share_count += self.env["crm.contact.share"]._find_owners(model)
        return 1, None

    def _step_settle(self, _position):
        """Score whose owner changed: they were queued."""
        done = self.env["crm.contact.score.queue"]._score_batch()
        return (0.5, "") if done else (1, None)

    def _step_places(self, _position):
        """Give the places that follow from the contactability of all."""
        self.env["crm.contactability.place"]._count_places()
        return 1, None

    # ------------------------------------------------------------------ walking

    @api.model
    def _get_end(self, owner, last):
        """Last of the next persons behind the id `last`; None behind the last one."""
        [(until,)] = self.env.execute_query(
            SQL(
                """SELECT max(id) FROM (
                    SELECT id FROM (%s) p WHERE id > %s ORDER BY id LIMIT %s) n""",
                PERSONS[owner],
                last,
                BATCH,
            )
        )
        return until

    @api.model
    def _seen(self, owner, last):
        """Share of the persons up to the id `last`, by the range of ids."""
        [(lowest, highest)] = self.env.execute_query(
            SQL("SELECT min(id), max(id) FROM (%s) p", PERSONS[owner])
        )
        return (last - lowest + 1) / (highest - lowest + 1)

    @api.autovacuum
    def _gc_runs(self):
        """Forget finished runs after 90 days, but the last."""
        done = self.search([("state", "=", "done")], order="date_end desc", limit=1)
        old = self.search(
            [
                ("state", "in", ("done", "stopped", "failed")),
                ("date_end", "<", "-90d"),
                ("id", "!=", done.id),
            ],
            limit=1000,
        )
        old.unlink()
        return len(old), len(old) == 1000
