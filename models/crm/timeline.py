# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.tools import SQL

from .arguments import parse_cursor, refuse

MODELS = ("crm.prospect", "crm.lead", "res.partner")
MAX_EVENTS = 100


class Page(NamedTuple):
    """Where a page of the timeline begins, and how long it is.

    The newest events come first; those of one moment by kind, which puts the
    registration below what it led to, and the highest id first. `before` is the
    date, kind and id of the last event that was shown.
    """

    before: tuple | None
    limit: int

    def follows(self, kind, date, record_id):
        """Condition of the events of a kind that are not shown yet.

        :param str kind: their kind
        :param SQL date: their date
        :param SQL record_id: their id
        :return: SQL, fit for an index on date and id
        """
        if not self.before:
            return SQL("%s IS NOT NULL", date)
        last_date, last_kind, last_id = self.before
        if kind == last_kind:
            return SQL("(%s, %s) < (%s, %s)", date, record_id, last_date, last_id)
        comparison = SQL("<=") if kind > last_kind else SQL("<")
        return SQL("%s %s %s", date, comparison, last_date)


class CrmTimeline(models.AbstractModel):
    """What happened with a person, on all of his records, in one order.

    Each kind of event has a method `_timeline_<kind>` that says where its events are
    (:mod:`timeline_sources`) and a method `_render_<kind>` that puts them in words
    (:mod:`timeline_render`). Other addons add theirs to :meth:`_get_kinds`.
    """

    _name = "crm.timeline"
    _description = "Timeline of a Person"

    @api.model
    def _get_kinds(self):
        """Kinds of events: name -> the group of the timeline they are shown in."""
        return {}

    @api.model
    @api.readonly
    def get_timeline(self, model, res_id, before=None, limit=30, group=None):
        """What happened with the person of a prospect, an application or a client.

        Only what the user may read; a page may therefore be shorter than its limit
        though there is more.

        :param str model: `crm.prospect`, `crm.lead` or `res.partner`
        :param int res_id: id of the record
        :param list before: `more` of the page before; none for the newest events
        :param int limit: number of events, 1 to 100
        :param str group: only `applications`, `messages`, `activities` or `links`
        :return: dict of `events`, newest first, and `more`: the cursor of the next
            page or None. An event is a dict of `date` (UTC; `all_day` when only the
            day counts), `kind`, `group`, `icon`, `title`, `text` and `author` (plain
            texts), and the record it is about: `model`, `res_id`, `name`
        :raise ValidationError: a wrong argument, which is named
        :raise AccessError: the user may not read the record
        :raise MissingError: nor does a prospect or an application exist; of a partner
            one is not told from the other
        """
        kinds = self._get_kinds()
        if model not in MODELS:
            refuse(self.env, "model", ", ".join(MODELS))
        if type(res_id) is not int:
            refuse(self.env, "res_id", self.env._("the id of a record"))
        if type(limit) is not int or not 1 <= limit <= MAX_EVENTS:
            refuse(self.env, "limit", f"1–{MAX_EVENTS}")
        if group is not None and group not in kinds.values():
            refuse(self.env, "group", ", ".join(sorted(set(kinds.values()))))
        page = Page(before and self._parse_cursor(before), limit)
        record = self.env[model].browse(res_id)
        if model == "res.partner":
            self.env["crm.prospect"]._check_may_see(record, "res_id")
        elif not record.exists():
            raise MissingError(self.env._("The record does not exist any more."))
        record.check_access("read")
        shown = [kind for kind in kinds if group in (None, kinds[kind])]
        rows = self._fetch(self._get_person(record), shown, page)
        more = None
        if len(rows) > limit:
            rows = rows[:limit]
            last_date, *last = rows[-1]
            more = [last_date.isoformat(), *last]
        return {"events": self._render(rows, kinds), "more": more}

    @api.model
    def _parse_cursor(self, cursor):
        """The triple of :class:`Page` of what a caller sent."""
        date, kind, record_id = parse_cursor(self.env, cursor)
        if kind not in self._get_kinds():
            refuse(self.env, "before", self.env._("the cursor of a page"))
        return date, kind, record_id

    @api.model
    def _fetch(self, person, kinds, page):
        """One page of events and one more: rows of date, kind and id."""
        self.env["mail.message"].flush_model()
        queries = []
        for kind in kinds:
            source = getattr(self, f"_timeline_{kind}")(person, page)
            if source and self.env[source.model].has_access("read"):
                queries.append(self._source_sql(kind, source, page))
        if not queries:
            return []
        return self.env.execute_query(
            SQL(
                """SELECT date, kind, id FROM (%s) events
                ORDER BY date DESC, kind COLLATE "C", id DESC LIMIT %s""",
                SQL(" UNION ALL ").join(queries),
                page.limit + 1,
            )
        )

    @api.model
    def _source_sql(self, kind, source, page):
        """The newest events of one kind that may be on the page."""
        model = self.env[source.model].with_context(active_test=False)
        # Messages and activities would be read to tell who may see them: they are
        # those of documents that the user may read, and are looked at once more
        # before they are shown.
        query = model._search(
            source.domain, bypass_access=source.model.startswith("mail.")
        )
        date = model._field_to_sql(query.table, source.date, query)
        if model._fields[source.date].type == "date":
            date = SQL(
                "(%s::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC')",
                date,
                str(self.env.tz),
            )
        record_id = SQL.identifier(query.table, "id")
        query.add_where(page.follows(kind, date, record_id))
        query.order = SQL("%s DESC, %s DESC", date, record_id)
        query.limit = page.limit + 1
        columns = SQL("%s AS date, %s AS kind, %s AS id", date, kind, record_id)
        return SQL("(%s)", query.select(columns))

    @api.model
    def _render(self, rows, kinds):
        """Rows of :meth:`_fetch` in words, in a constant number of queries.

        :param rows: tuples of date, kind and id
        :param kinds: dict of :meth:`_get_kinds`
        :return: list of dicts; those that the user may not read are left out
        """
        ids = {}
        for _date, kind, record_id in rows:
            ids.setdefault(kind, []).append(record_id)
        words = {
            kind: getattr(self, f"_render_{kind}")(kind_ids)
            for kind, kind_ids in ids.items()
        }
        return [
            {
                "date": fields.Datetime.to_string(date),
                "all_day": False,
                "kind": kind,
                "group": kinds[kind],
                "id": record_id,
                **words[kind][record_id],
            }
            for date, kind, record_id in rows
            if record_id in words[kind]
        ]
