# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

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
# Persons of one slice: about a second of work, so that the progress bar moves.
BATCH = 12_500
# So many slices are scored at once: PostgreSQL gives one processor to each.
WORKERS_PARAMETER = "crm_prospect.score_workers"
DEFAULT_WORKERS = 2
MAX_WORKERS = 16
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
        slices = self._get_slices(owner, int(last))
        if slices:
            self.score_count += self._score_slices(owner, slices)
            until = slices[-1][1]
            share = (self._seen(owner, until) + (owner == "prospect_id")) / 2
            return share, f"{owner}:{until}"
        return (0.5, "prospect_id:0") if owner == "partner_id" else (1, None)

    def _score_slices(self, owner, slices):
        """Score the persons of several slices at the same time.

        The first in this transaction, each other one in a transaction of its own: if
        this one fails after that, they find nothing to write the next time.

        :param slices: list of (id before the first person, id of the last one)
        :return: number of rows written
        """
        first, *others = slices
        with ThreadPoolExecutor(len(slices)) as pool:
            apart = [pool.submit(self._score_apart, owner, ids) for ids in others]
            written = self._score_slice(owner, first)
            return written + sum(future.result() for future in apart)

    def _score_apart(self, owner, ids):
        with self.env.registry.cursor() as cr:
            run = self.with_env(self.env(cr=cr))
            run._use_memory()
            return run._score_slice(owner, ids)

    @api.model
    def _score_slice(self, owner, ids):
        condition = SQL("person > %s AND person <= %s", *ids)
        scorer = self.env["crm.contact.scorer"]
        written = scorer._write_scores(owner, condition)
        if owner == "partner_id":
            scorer._write_contactability(condition)
        return written

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
    def _get_workers(self):
        """How many slices are scored at once."""
        value = self.env["ir.config_parameter"].sudo().get_param(WORKERS_PARAMETER, "")
        workers = int(value) if value.isdecimal() else DEFAULT_WORKERS
        return min(max(workers, 1), MAX_WORKERS)

    @api.model
    def _get_slices(self, owner, last):
        """The next persons behind the id `last`, a slice for each worker.

        :return: list of (id before the first person, id of the last one)
        """
        ends = self.env.execute_query(
            SQL(
                """SELECT max(id) FROM (
                    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(batch)s AS n
                    FROM (%(persons)s) p WHERE id > %(last)s
                    ORDER BY id LIMIT %(batch)s * %(workers)s) next
                GROUP BY n ORDER BY n""",
                batch=BATCH,
                persons=PERSONS[owner],
                last=last,
                workers=self._get_workers(),
            )
        )
        ends = [last, *(end for (end,) in ends)]
        return list(pairwise(ends))

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
