# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of the bulk calls share."""

from odoo.tools import SQL

from .common import ANNA, ProspectCase

# Rows that a repeated load must leave alone, in the order of their foreign keys.
TABLES = (
    "crm_prospect",
    "res_partner",
    "crm_prospect_reference",
    "crm_contact_point",
    "crm_person_document",
    "crm_person_origin",
    "crm_person_name",
    "crm_person_index",
    "crm_match_key_prospect",
    "crm_match_key_client",
    "crm_match",
)


class LoadCase(ProspectCase):
    """Loads prospects, and tells which rows were written."""

    def load(self, *persons):
        result = self.env["crm.prospect"].load(list(persons))
        self.env.cr.flush()
        self.env.invalidate_all()
        return result

    def person(self, **changes):
        return {**ANNA, "source": "AL", "ref": "4944650", **changes}

    def owned(self, ids):
        return self.env["crm.prospect"].browse(ids)

    def snapshot(self, tables=TABLES):
        """Which version of which rows there are, locked or not."""
        self.env.cr.flush()
        rows = {}
        for table in tables:
            self.env.cr.execute(
                SQL(
                    "SELECT ctid, xmin, cmin, xmax FROM %s ORDER BY ctid",
                    SQL.identifier(table),
                )
            )
            rows[table] = self.env.cr.fetchall()
        return rows

    def assertCounts(self, result, expected):
        self.assertEqual({key: result[key] for key in expected}, expected)
