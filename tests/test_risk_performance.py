# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The risk of one application or of a page of them: one statement, by indexes."""

from odoo.tests import tagged
from odoo.tools import SQL

from .common_risk import RiskCase


@tagged("post_install", "-at_install")
class TestRiskPerformance(RiskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospects = cls.load_prospects(
            [
                {
                    "lastname": "Соколова",
                    "firstname": "Анна",
                    "phones": [f"+7916{number // 2:07}"],
                    "documents": [
                        {"type": "passport_ru", "number": f"45 09 {number:06}"}
                    ],
                }
                for number in range(100_000, 100_080)
            ]
        )
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": "Loan", "prospect_id": prospect.id, "user_id": False}
                for prospect in cls.prospects
            ]
        )
        cls.env.flush_all()

    def statements(self, call):
        """How many statements a call takes with a cold cache of records."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_kanban(self):
        """80 cards cost as many statements as one."""
        fields = ["risk_level", "risk_count"]
        self.leads.read(fields)
        one = self.statements(lambda: self.leads[0].read(fields))
        page = self.statements(lambda: self.leads.read(fields))
        self.assertEqual(page, one)
        self.assertLessEqual(one, 5)
        self.assertEqual(set(self.leads.mapped("risk_count")), {2})

    def test_panel(self):
        lead = self.leads[0]
        lead.risk_panel()
        one = self.statements(lead.risk_panel)
        for _number in range(20):
            self.make_lead(lead.prospect_id)
        self.env.flush_all()
        self.assertEqual(self.statements(lead.risk_panel), one)
        self.assertLessEqual(one, 12)

    def test_no_table_is_read(self):
        """Every path of the statement is a look-up in an index."""
        query = self.env["crm.risk"]._applications_query(self.prospects.ids)
        # Small tables of the database of a test: types and sources are read whole.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query))
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertNotIn("Seq Scan", plan)
        self.assertNotIn("crm_lead_pkey", plan)
        for index in (
            "crm_lead__prospect_id_index",
            "crm_lead__partner_id_index",
            "crm_contact_point_match_key",
            "crm_person_document_number_normalized",
            "crm_prospect__partner_id_index",
            "crm_application_reference__lead_id_index",
        ):
            self.assertIn(index, plan)
