# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import names
from ..person.person_mixin import NAME_PARTS

# Columns of a prospect that a person dictionary may fill, by itself or as a result.
COLUMNS = {
    "name": "text",
    "lastname": "text",
    "firstname": "text",
    "middlename": "text",
    "gender": "text",
    "birthdate_date": "date",
    "street": "text",
    "zip": "text",
    "city": "text",
    "country_id": "int",
    "employer_name": "text",
    "comment": "text",
    "name_source_id": "int",
    "name_seen": "date",
}
# Columns that whoever registers a person may give besides.
DEFAULTS = {
    "company_id": "int",
    "user_id": "int",
    "team_id": "int",
    "campaign_id": "int",
    "medium_id": "int",
    "channel_id": "int",
    "lang": "text",
}
# What is kept of a name that another one replaces.
FORMER = (*NAME_PARTS, "name_source_id", "name_seen")


def arrays(names_, rows):
    """The columns of rows as lists by name, for `unnest`."""
    columns = map(list, zip(*rows, strict=True)) if rows else [[] for _n in names_]
    return dict(zip(names_, columns, strict=True))


class CrmPersonWriter(models.AbstractModel):
    """The statements of the loader: each writes all persons of a round at once.

    Values of people are in all of them, so none is logged when it fails.
    """

    _name = "crm.person.writer"
    _description = "Person Writer"

    def _execute(self, query):
        self.env.cr.execute(query, log_exceptions=False)

    def _fetch_ids(self, query):
        self._execute(query)
        return {person for (person,) in self.env.cr.fetchall()}

    # ------------------------------------------------------------------ persons

    @api.model
    def _create(self, owner, persons, defaults=None):
        """Create prospects or clients; return their ids in the given order.

        :param persons: list of :class:`person_parser.Parsed`
        :param defaults: of prospects: list of dicts with :data:`DEFAULTS`
        """
        if not persons:
            return []
        if owner == "partner_id":
            return self.env["res.partner"]._create_clients(persons)
        numbers = self.env["crm.prospect"]._next_numbers(len(persons))
        rows = []
        more = defaults or [{}] * len(persons)
        for number, person, default in zip(numbers, persons, more, strict=True):
            columns = self._merge(dict.fromkeys(COLUMNS), person)
            rows.append(
                (number, person.source_id, person.ref, person.actual_date)
                + tuple(columns[column] for column in COLUMNS)
                + tuple(default.get(column) or None for column in DEFAULTS)
            )
        own = {
            "number": "int",
            "source_id": "int",
            "source_ref": "text",
            "actual_date": "timestamp",
        }
        types = {**own, **COLUMNS, **DEFAULTS}
        given = {
            # A source of a company gives prospects of that company.
            "company_id": SQL("coalesce(s.company_id, n.company_id)"),
        }
        self._execute(
            SQL(
                """INSERT INTO crm_prospect (%(columns)s, group_id, registration_date,
                    active, priority, create_uid, create_date, write_uid, write_date)
                SELECT %(values)s, s.group_id, coalesce(n.actual_date, %(now)s), TRUE,
                    '0', %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM %(unnest)s AS n(%(columns)s)
                JOIN crm_prospect_source s ON s.id = n.source_id
                ORDER BY n.number
                RETURNING number, id""",
                columns=SQL(", ").join(map(SQL.identifier, types)),
                values=SQL(", ").join(
                    given.get(name) or SQL.identifier("n", name) for name in types
                ),
                unnest=self._unnest(rows, types),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        ids = dict(self.env.cr.fetchall())
        return [ids[number] for number in numbers]

    def _unnest(self, rows, types):
        """SQL: the rows as a table; `types` names the type of each column."""
        columns = arrays(tuple(types), rows)
        return SQL(
            "unnest(%s)",
            SQL(", ").join(
                SQL("%s::%s[]", columns[name], SQL(kind))
                for name, kind in types.items()
            ),
        )

    @api.model
    def _update(self, owner, persons):
        """Overwrite what differs; return the ids of the changed persons.

        Blank values of the source overwrite nothing. A replaced last name is kept as
        a former one.
        """
        if not persons:
            return set()
        if owner == "partner_id":
            return self.env["res.partner"]._update_clients(persons)
        current = self._fetch_current([person for person, _parsed in persons])
        new, former = {}, []
        for person, parsed in persons:
            # Several references, so several lines, may lead to one person.
            values = new.get(person, current[person])
            merged = self._merge(values, parsed)
            if merged == values:
                continue
            new[person] = merged
            if self._is_other_name(values["lastname"], merged["lastname"]):
                former.append((person, *(values[column] for column in FORMER)))
        if new:
            # Who changes them too is met here, in one order and without values.
            self._execute(
                SQL(
                    """SELECT FROM crm_prospect WHERE id = ANY(%s)
                    ORDER BY id FOR NO KEY UPDATE""",
                    list(new),
                )
            )
            rows = [(person, *values.values()) for person, values in new.items()]
            self._execute(
                SQL(
                    """UPDATE crm_prospect p SET
                        (%(columns)s, write_uid, write_date) = (%(new)s, %(uid)s,
                            %(now)s)
                    FROM %(unnest)s AS n(id, %(columns)s) WHERE p.id = n.id""",
                    columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
                    new=SQL(", ").join(SQL.identifier("n", c) for c in COLUMNS),
                    unnest=self._unnest(rows, {"id": "int", **COLUMNS}),
                    uid=self.env.uid,
                    now=fields.Datetime.now(),
                )
            )
        self._write_former(owner, former)
        return set(new)

    def _merge(self, values, person):
        """Columns of a prospect once a parsed person is applied to `values`."""
        merged = {**values, **person.columns}
        name = self.env["crm.prospect"]._join_name(merged) or merged["name"]
        if name != values["name"]:
            merged.update(
                name=name, name_source_id=person.source_id, name_seen=self._seen(person)
            )
        else:
            merged["name"] = name
        return merged

    def _fetch_current(self, ids):
        self._execute(
            SQL(
                "SELECT id, %s FROM crm_prospect WHERE id = ANY(%s)",
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                ids,
            )
        )
        return {
            person: dict(zip(COLUMNS, values, strict=True))
            for person, *values in self.env.cr.fetchall()
        }

    @api.model
    def _is_other_name(self, old, new):
        return bool(old) and names.normalize(old) != names.normalize(new)

    @api.model
    def _write_former(self, owner, rows):
        """Keep replaced names: (person id, *:data:`FORMER`)."""
        if rows:
            self._execute(
                SQL(
                    """INSERT INTO crm_person_name (%(owner)s, lastname, firstname,
                        middlename, source_id, last_seen, create_uid, create_date,
                        write_uid, write_date)
                    SELECT n.id, n.lastname, n.firstname, n.middlename,
                        n.name_source_id, coalesce(n.name_seen, %(today)s),
                        %(uid)s, %(now)s, %(uid)s, %(now)s
                    FROM %(unnest)s AS n(id, %(columns)s)
                    WHERE NOT EXISTS (SELECT FROM crm_person_name o
                        WHERE o.%(owner)s = n.id AND o.lastname = n.lastname)""",
                    owner=SQL.identifier(owner),
                    columns=SQL(", ").join(map(SQL.identifier, FORMER)),
                    unnest=self._unnest(
                        rows, {"id": "int"} | {c: COLUMNS[c] for c in FORMER}
                    ),
                    today=fields.Date.today(),
                    uid=self.env.uid,
                    now=fields.Datetime.now(),
                )
            )

    @api.model
    def _seen(self, parsed):
        """The day a source said so: of its date of actuality, else today."""
        return parsed.actual_date.date() if parsed.actual_date else fields.Date.today()
