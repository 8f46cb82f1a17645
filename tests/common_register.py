# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of registration share."""

from odoo.tools import SQL

from odoo.addons.crm_prospect.models.prospect.person_parser import KEYS

from .common_load import LoadCase


class RegisterCase(LoadCase):
    """Registers and looks up persons as leads and other systems do."""

    def parse(self, person, with_source=True):
        return self.env["crm.person.parser"]._parser(KEYS, with_source)(person)

    def register(self, *persons, **default):
        """Register persons of source AL, with columns of those who are created."""
        parse = self.env["crm.person.parser"]._parser(KEYS)
        parsed = [parse({"source": "AL", **person}) for person in persons]
        registered = self.env["crm.person.registrar"]._register_persons(
            parsed, [default] * len(parsed) if default else None
        )
        self.env.cr.flush()
        self.env.invalidate_all()
        return registered

    def register_one(self, person, **default):
        """The prospect of a person, and whether it was created."""
        [registered] = self.register(person, **default)
        prospect = self.env["crm.prospect"].browse(registered.prospect_id)
        return prospect, registered.created

    def identify(self, person):
        parsed = self.parse(person, with_source=False)
        return self.env["crm.person.registrar"]._look_up_row(parsed)[1]

    def written(self):
        """Every row that a call may write, slots and queue included."""
        rows = self.snapshot()
        for table in ("crm_prospect_slot", "crm_match_queue"):
            self.env.cr.execute(
                SQL("SELECT ctid, xmin FROM %s ORDER BY 1", SQL.identifier(table))
            )
            rows[table] = self.env.cr.fetchall()
        return rows

    def each_scope(self):
        """Set how far the people of source V1 may be looked for, one after the other.

        :return: (scope, code of a source, whether the same person is new there)
        """
        vk, leasing = self.env["crm.prospect.group"].create(
            [{"name": "VK"}, {"name": "Leasing"}]
        )
        codes = {"V1": vk, "V2": vk, "L1": leasing}
        self.env["crm.prospect.source"].create(
            [
                {"code": code, "name": code, "group_id": group.id}
                for code, group in codes.items()
            ]
        )
        for scope, expected in (
            ("never", (True, True, True)),
            ("source", (False, True, True)),
            ("group", (False, False, True)),
            ("everywhere", (False, False, False)),
        ):
            vk.merge_scope = scope
            for code, new in zip(codes, expected, strict=True):
                yield scope, code, new
