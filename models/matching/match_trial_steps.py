# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import time
from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from .match_candidate import SLICES
from .match_trial_difference import AMBIGUITIES
from .match_trial_key import TRIAL_TABLES

# Ids of one step: about a second of work, so that the progress bar moves.
KEYS_RANGE = 100_000
DECIDE_BATCH = 10_000
# Pairs of each kind kept to look at.
SAMPLE = 100
# The phases with their share of the work, for the progress bar.
PHASES = {"keys": 0.2, "candidates": 0.3, "decide": 0.5}
PERSONS = {
    "prospect_id": "crm_prospect",
    "partner_id": "res_partner",
    "other_prospect_id": "crm_prospect",
}


class CrmMatchTrial(models.Model):
    """The phases of a trial. A step leaves its phase and position in the record."""

    _inherit = "crm.match.trial"

    def _step(self):
        """One step of the phase this trial is in.

        :return: number of persons done
        """
        self.ensure_one()
        begun = time.monotonic()
        self._use_memory()
        vals = {}
        if self.state == "waiting":
            vals.update(self._prepare_start())
            self._meet()
            self.write(vals)
        if self.digest != self._get_digest():
            # Half of it decided by other rules would be worth nothing.
            vals.update(state="stopped", date_end=fields.Datetime.now())
        else:
            if not self.env["crm.match.trial.candidate"]._is_of(self):
                self._begin_anew()
            share, position = getattr(self, f"_step_{self.phase}")(self.position or "")
            total = self.person_total
            vals.update(self._prepare_progress(share, position, total))
        done = vals.get("person_done", 0) - self.person_done
        self._meet()
        self.write({**vals, "seconds": self.seconds + time.monotonic() - begun})
        self.flush_recordset()
        return max(done, 0)

    @api.model
    def _get_phases(self):
        return PHASES

    def _count_persons(self):
        [(total,)] = self.env.execute_query(
            SQL(
                """SELECT count(*) FROM crm_person_index
                WHERE prospect_id IS NOT NULL AND %s""",
                self._sampled(SQL("prospect_id")),
            )
        )
        return total

    # ------------------------------------------------------------------ phases

    def _begin_anew(self):
        """Empty the work tables and the results: at first, and when a crash did.

        Without candidates it would look as if no rule found anybody.
        """
        self._forget()
        self.env["crm.match.trial.candidate"]._begin(self)
        self.difference_ids.pair_ids.unlink()
        self.difference_ids.count = 0
        phase = "keys" if self.parts else "candidates"
        self.write({"phase": phase, "position": "", "proposal_change": 0})

    def _forget(self):
        """Empty the work tables; trials leave nothing behind."""
        self.env["crm.match.trial.key"]._forget()
        self.env["crm.match.trial.candidate"]._empty()
        self.env["crm.match.trial.new.candidate"]._empty()

    def _step_keys(self, position):
        """Key the next range of persons by what nobody is keyed by yet.

        :param position: `owner:last id`
        """
        keys = self.env["crm.match.trial.key"]
        owner, _sep, last = (position or "partner_id:0").partition(":")
        half = 0.5 if owner == "prospect_id" else 0
        [(highest,)] = self.env.execute_query(
            SQL(
                "SELECT coalesce(max(%s), 0) FROM crm_person_index",
                SQL.identifier(owner),
            )
        )
        if int(last) < highest:
            final = min(int(last) + KEYS_RANGE, highest)
            keys._fill(self.parts, owner, int(last) + 1, final)
            return half + 0.45 * final / highest, f"{owner}:{final}"
        keys._finish(owner)
        return (0.5, "prospect_id:0") if owner == "partner_id" else (1, None)

    def _step_candidates(self, position):
        """Join one slice of the keys that there are, and of the new ones.

        :param position: number of the slice
        """
        number = int(position or 0)
        engine = self.env["crm.match.engine"]
        sampled = self._sampled(SQL("k.person"))
        rules = self._concerned_rules()._get_content()
        for owner in ("partner_id", "prospect_id"):
            if engine._rules_for(owner, rules):
                self.env["crm.match.trial.candidate"]._fill(
                    number, owner, condition=sampled
                )
                if self.parts:
                    self.env["crm.match.trial.new.candidate"]._fill(
                        number, owner, TRIAL_TABLES, condition=sampled
                    )
        if number + 1 < SLICES:
            return (number + 1) / SLICES, str(number + 1)
        self.env["crm.match.trial.candidate"]._finish()
        self.env["crm.match.trial.new.candidate"]._finish()
        return 1, None

    def _step_decide(self, position):
        """Compare what both sets of rules make of the next prospects.

        :param position: last prospect done
        """
        ids = self._next_prospects(int(position or 0))
        if not ids:
            self.write(self._prepare_figures())
            self._forget()
            return 1, None
        self._record(self._compare(ids))
        [(lowest, highest)] = self.env.execute_query(
            SQL("SELECT min(prospect_id), max(prospect_id) FROM crm_person_index")
        )
        return (ids[-1] - lowest + 1) / (highest - lowest + 1), str(ids[-1])

    def _sampled(self, column):
        """SQL: the prospect with the id in this column is in the sample of this trial.

        Told by his id, so that one trial can be compared with another.
        """
        if not self.is_sample:
            return SQL("TRUE")
        return SQL("(hashint4(%s) & 2147483647) %% 100 < %s", column, self.share)

    def _next_prospects(self, after):
        rows = self.env.execute_query(
            SQL(
                """SELECT prospect_id FROM crm_person_index
                WHERE prospect_id > %s AND %s ORDER BY prospect_id LIMIT %s""",
                after,
                self._sampled(SQL("prospect_id")),
                DECIDE_BATCH,
            )
        )
        return [prospect_id for (prospect_id,) in rows]

    # ------------------------------------------------------------------ recording

    def _record(self, differences):
        """Count the differences of a batch, and keep some to look at.

        :param differences: list of (kind, values of the sample pair)
        """
        counts = Counter()
        for kind, vals in differences:
            counts[kind] += vals.pop("first", True)
            if kind not in AMBIGUITIES:
                self.proposal_change += (vals["verdict_after"] == "proposed") - (
                    vals["verdict_before"] == "proposed"
                )
        for difference in self.difference_ids:
            kept = [vals for kind, vals in differences if kind == difference.kind]
            if kept:
                difference.count += counts[difference.kind]
                self._keep_sample(difference, kept)

    def _keep_sample(self, difference, vals_list):
        """Keep those of the pairs that chance has it, with the ones kept before."""
        for vals in vals_list:
            # The same for all pairs of a prospect, which are to stay together.
            vals["rank"] = vals["prospect_id"] * 2654435761 % 2**31
            vals["difference_id"] = difference.id
        vals_list = sorted(vals_list, key=lambda vals: vals["rank"])[:SAMPLE]
        for name, table in PERSONS.items():
            ids = sorted({vals[name] for vals in vals_list if vals.get(name)})
            # Who is being deleted has the step tried again, not fail.
            self.env.cr.execute(
                SQL(
                    "SELECT FROM %s WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",
                    SQL.identifier(table),
                    ids,
                ),
                log_exceptions=False,
            )
        pairs = self.env["crm.match.trial.pair"]
        pairs.create(vals_list)
        pairs.search([("difference_id", "=", difference.id)], offset=SAMPLE).unlink()
