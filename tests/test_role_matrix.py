# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .common_roles import RolesCase
from .common_table import check_table

OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
# Doors that are closed to most: looked at where the model is changed at all.
CHANGES = {"write": "w", "delete": "d"}
HEADER = ("model", "role", "may", "sees", "differs", "told")


@tagged("post_install", "-at_install")
class TestRoleMatrix(RolesCase):
    """What each role may do with each model, and which records it sees by each door.

    `tests/data/role_matrix.csv` is what a person has reviewed, a line for each model
    and role, so that a difference reads by itself:

    - `may`: read, write, create, delete (r, w, c, d) some record of the model
    - `sees`: the kinds of records that a search finds, as of :class:`RolesCase`; `~`
      after a kind of which it finds some: own contacts of a prospect, say, and not
      those of his client
    - `differs`: doors by which other records are reached than by a search. Of those
      that show, none should be here; `write` or `delete` may reach fewer
    - `told`: models of records that a screen names though they may not be read

    A model, role or kind without a line fails. Write the table anew for review with
    `CRM_PROSPECT_WRITE_MATRIX=1 ./dev/test '/crm_prospect:TestRoleMatrix'`.
    """

    def test_matrix(self):
        check_table(self, "role_matrix.csv", HEADER, self.lines())

    def test_sample(self):
        """Of each model there are records to be seen or not."""
        stored = {name for name in self.models() if not self.registry[name]._transient}
        found = {name for names in self.found.values() for name in names}
        # Those of a country's numbers come by a file of their own.
        self.assertEqual(stored - found, {"crm.number.plan", "crm.number.range"})

    def lines(self):
        for role, user in self.users.items():
            kinds = self.kinds(role)
            self.env.invalidate_all()
            for name in self.models():
                model = self.env[name].with_user(user).with_context(active_test=False)
                may = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if model.has_access(operation)
                )
                yield name, role, may, *self.seen(model, may, kinds.get(name, {}))

    def seen(self, model, may, kinds):
        """What a user sees of records of these kinds, by which door, and what names."""
        ids = [record_id for records in kinds.values() for record_id in records.ids]
        asked = model.browse(ids)
        doors = {
            door: self.letters(kinds, self.found_by(deed, asked))
            for door, deed in (
                ("search", self.by_search),
                ("name_search", self.by_name_search),
                ("group", self.by_group),
                ("export", self.by_export),
                ("web_read", self.by_read),
                ("write", lambda asked: asked._filtered_access("write").ids),
                ("delete", lambda asked: asked._filtered_access("unlink").ids),
            )
            if ids and (door not in CHANGES or CHANGES[door] in may)
        }
        found = doors.pop("search", "")
        differs = " ".join(f"{d}:{seen}" for d, seen in doors.items() if seen != found)
        told = self.told_by(asked._filtered_access("read")) if ids else ()
        return found, differs, " ".join(sorted(set(told)))

    def letters(self, kinds, found):
        """The kinds of which all records were found; `~` where only some were."""
        result = []
        for kind, records in kinds.items():
            if seen := found & set(records.ids):
                result.append(kind if len(seen) == len(records) else f"{kind}~")
        return "".join(sorted(result))

    # ------------------------------------------------------------------ doors

    def found_by(self, deed, asked):
        try:
            return set(deed(asked))
        except UserError:
            return set()

    def by_search(self, asked):
        return asked.search([("id", "in", asked.ids)]).ids

    def by_name_search(self, asked):
        domain = [("id", "in", asked.ids)]
        return dict(asked.name_search("", domain, limit=len(asked)))

    def by_group(self, asked):
        domain = [("id", "in", asked.ids)]
        [line] = asked.formatted_read_group(domain, [], ["id:array_agg"])
        return line["id:array_agg"] or []

    def by_export(self, asked):
        name = next(
            field.name
            for field in asked._fields.values()
            if field.store and not field.relational and field.name not in MAGIC_COLUMNS
        )
        return self.each(asked, lambda record: record.export_data([name]))

    def by_read(self, asked):
        return self.each(asked, lambda record: record.web_read({"display_name": {}}))

    def each(self, asked, door):
        """Ids of the records that a door shows: all at once, or else one by one."""
        with suppress(UserError):
            door(asked)
            return asked.ids
        if not asked.browse().has_access("read"):
            return []
        return list(self.one_by_one(asked, door))

    def one_by_one(self, asked, door):
        for record in asked:
            try:
                door(record)
            except UserError:
                continue
            yield record.id

    def told_by(self, readable):
        """Models of records that a screen names though they may not be read."""
        related = {
            name: {"fields": {"display_name": {}}}
            for name in (readable.fields_get(attributes=["type"]) if readable else ())
            if getattr(readable._fields[name], "comodel_name", "") in self.models()
        }
        told = {}
        for row in self.rows(readable, related):
            for name in related.keys() & row.keys():
                lines = row[name] or []
                for line in lines if isinstance(lines, list) else [lines]:
                    comodel = readable._fields[name].comodel_name
                    known = told.setdefault(comodel, set())
                    known.add((line["id"], line.get("display_name")))
        for comodel, known in told.items():
            others = self.env[comodel].browse({other for other, _name in known})
            mine = others.with_user(readable.env.user)
            hidden = others - mine._filtered_access("read").with_env(self.env)
            if any((other.id, other.display_name) in known for other in hidden):
                yield comodel

    def rows(self, readable, fields):
        """The fields that may be read of records, all at once or else one by one."""
        if not fields:
            return []
        with suppress(UserError):
            return readable.web_read(fields)
        # One of them is of a model that this role may not read at all.
        return [
            row
            for name, value in fields.items()
            if len(fields) > 1
            for row in self.rows(readable, {name: value})
        ]
