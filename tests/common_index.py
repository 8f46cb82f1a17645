# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of prospects and their values share."""

from .common import ProspectCase


class IndexCase(ProspectCase):
    """Looks at the index rows of prospects."""

    def _indexed(self, prospect):
        self.env.cr.flush()
        return self.env["crm.person.index"].search([("prospect_id", "=", prospect.id)])

    def _array(self, prospect, column):
        """An array column of the index, which the ORM does not know."""
        self.env.cr.flush()
        self.env.cr.execute(
            f"SELECT {column} FROM crm_person_index WHERE prospect_id = %s",
            [prospect.id],
        )
        [(value,)] = self.env.cr.fetchall()
        return value

    def _no_statement_logged(self):
        return self.assertNoLogs("odoo.sql_db", "WARNING")
