# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.fields import Domain
from odoo.tools import SQL

from ..crm.arguments import parse_cursor, refuse

MAX_ENTRIES = 100


class CrmLead(models.Model):
    """The step log: what was noted and done on each step of an application."""

    _inherit = "crm.lead"

    @api.readonly
    def get_step_log(self, stage=None, before=None, limit=30):
        """Notes and actions of one application, newest first, by step.

        An open action stands at the day it was written down, a done one at the day it
        was done. Letters and discussions are in the chatter only.

        :param stage: id of a stage, or the name of a deleted one; none: all of them
        :param list before: `more` of the page before; none for the newest entries
        :param int limit: number of entries, 1 to 100
        :return: dict of

            * `tabs`: stages of the team in order, and those with entries that are
              deleted or of other teams: dicts of `stage`, `name`, `count`, `open` (not
              done) and `is_current`; the first, `stage` None, is that of all entries
            * `entries`: dicts of `kind` (`note`, `open` or `done`), `id` (of the
              message or, when it is open, the activity), `date` (UTC), `step` (name),
              `icon`, `text`, `author`; of actions also `type`, `responsible`,
              `responsible_id`, `date_deadline`, `date_done`, `is_overdue`, `priority`
              and `priority_name`; and what the user may do: `can_edit`, `can_finish`,
              `can_reopen`
            * `more`: the cursor of the next page or None
        :raise ValidationError: a wrong argument, which is named
        :raise AccessError: the user may not read the application
        """
        self._check_step_log("read")
        if stage is not None and (type(stage) not in (int, str) or not stage):
            refuse(self.env, "stage", self.env._("the id of a stage"))
        if type(limit) is not int or not 1 <= limit <= MAX_ENTRIES:
            refuse(self.env, "limit", f"1–{MAX_ENTRIES}")
        rows = self._fetch_step_entries(
            stage, before and parse_cursor(self.env, before), limit + 1
        )
        more = None
        if len(rows) > limit:
            rows = rows[:limit]
            date, kind, entry_id = rows[-1]
            more = [date.isoformat(), kind, entry_id]
        return {
            "tabs": self._get_step_tabs(),
            "entries": self._render_step_entries(rows),
            "more": more,
        }

    def _check_step_log(self, operation):
        """One application that exists, and that the user has a right to."""
        self.ensure_one()
        if not self.exists():
            raise MissingError(self.env._("The application does not exist any more."))
        self.check_access(operation)

    def _fetch_step_entries(self, stage, before, limit):
        """Rows of date, kind and id."""
        conditions = [SQL("TRUE")]
        if isinstance(stage, int):
            conditions.append(SQL("s.stage_id = %s", stage))
        elif stage:
            conditions.append(SQL("s.stage_id IS NULL AND s.stage_name = %s", stage))
        if before:
            conditions.append(SQL('(e.date, e.kind COLLATE "C", e.id) < %s', before))
        return self.env.execute_query(
            SQL(
                """SELECT e.date, e.kind, e.id FROM (%s) e
                LEFT JOIN crm_lead_step s ON s.id = e.step_id
                WHERE %s
                ORDER BY e.date DESC, e.kind COLLATE "C" DESC, e.id DESC LIMIT %s""",
                self._step_entries_sql(),
                SQL(" AND ").join(conditions),
                limit,
            )
        )

    def _get_step_tabs(self):
        """The tabs of the log, with counts."""
        rows = self.env.execute_query(
            SQL(
                """SELECT s.stage_id, s.stage_name, count(*),
                    count(*) FILTER (WHERE e.kind = 'open')
                FROM (%s) e LEFT JOIN crm_lead_step s ON s.id = e.step_id
                GROUP BY s.stage_id, s.stage_name""",
                self._step_entries_sql(),
            )
        )
        counts = {stage_id or name: count for stage_id, name, *count in rows}
        with_entries = [key for key in counts if isinstance(key, int)]
        stages = self.env["crm.stage"].search(
            Domain("team_ids", "in", self.team_id.ids)
            | Domain("team_ids", "=", False)
            | Domain("id", "in", [*with_entries, *self.stage_id.ids])
        )
        names = {stage.id: stage.name for stage in stages}
        names |= {key: key for key in sorted(counts.keys() - {None} - names.keys())}
        total = [sum(column) for column in zip(*counts.values(), strict=True)]
        tabs = [(None, self.env._("All"), total or (0, 0))]
        tabs += [(key, name, counts.get(key, (0, 0))) for key, name in names.items()]
        return [
            {
                "stage": key,
                "name": name,
                "count": count,
                "open": opened,
                "is_current": key == self.stage_id.id,
            }
            for key, name, (count, opened) in tabs
        ]

    @api.model
    def _render_step_entries(self, rows):
        """Rows of :meth:`_fetch_step_entries` in words; in a few queries for all."""
        activity_ids = [entry_id for _date, kind, entry_id in rows if kind == "open"]
        message_ids = [entry_id for _date, kind, entry_id in rows if kind != "open"]
        entries = {}
        activities = self.env["mail.activity"].browse(activity_ids)
        for activity in activities._filtered_access("read"):
            entries["open", activity.id] = activity._get_step_entry()
        messages = self.env["mail.message"].browse(message_ids)
        for message in messages._filtered_access("read"):
            kind = "done" if message.mail_activity_type_id else "note"
            entries[kind, message.id] = message._get_step_entry()
        return [
            {
                "kind": kind,
                "id": entry_id,
                "date": fields.Datetime.to_string(date),
                **entries[kind, entry_id],
            }
            for date, kind, entry_id in rows
            if (kind, entry_id) in entries
        ]
