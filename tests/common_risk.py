# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of risk share: applications of any age, and the panel's numbers."""

from datetime import timedelta

from odoo import fields

from .common import ProspectCase

OTHER = {"lastname": "Петров", "firstname": "Иван"}
THIRD = {"lastname": "Белов", "firstname": "Глеб"}


class RiskCase(ProspectCase):
    """Makes applications and reads the panel."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Who is linked with whom is said by the tests.
        cls.deactivate_rules()

    @classmethod
    def make_lead(cls, prospect, age=None, **vals):
        """An application; made `age` (timedelta) ago."""
        lead = cls.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": prospect.id, "user_id": False, **vals}
        )
        if age:
            cls.set_created(lead, fields.Datetime.now() - age)
        return lead

    @classmethod
    def set_created(cls, lead, moment):
        lead.flush_recordset()
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [moment, lead.id]
        )
        lead.invalidate_recordset()

    @classmethod
    def days(cls, number):
        return timedelta(days=number)

    def rows(self, record, period=0, **custom):
        """dict key of the row -> count in one period, by default that of 30 days."""
        panel = record.risk_panel(**custom)
        return {
            row["key"]: row["cells"][period]["count"]
            for section in panel["sections"]
            for row in section["rows"]
            if row["cells"][period]["count"]
        }

    def found(self, record):
        """dict way -> how many applications of the last 30 days were found so."""
        return {
            key.removeprefix("way:"): count
            for key, count in self.rows(record).items()
            if key.startswith("way:")
        }
