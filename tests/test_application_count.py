# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How often a person has applied: his own applications are read, nobody else's."""

import re
from datetime import datetime, timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ANNA
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestApplicationCount(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_card = cls.make_client(**ANNA)
        cls.one, cls.other, cls.third = cls.load_prospects(
            [{"lastname": name} for name in ("Соколова", "Орлова", "Белова")]
        )
        for prospect in (cls.one, cls.other):
            prospect.action_link_client(cls.client_card.id, despite_contradictions=True)
        cls.taker = cls.env["crm.application.taker"]

    def apply(self, prospect, days):
        """An application of so many days ago."""
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": prospect.id, "user_id": False}
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET create_date = %s WHERE id = %s",
                datetime.now() - timedelta(days=days, hours=1),
                lead.id,
            )
        )
        return lead

    def test_count(self):
        """Those of all prospects of his client, up to the present one."""
        nobody = self.env["crm.lead"]
        self.assertEqual(
            self.taker._count(self.one, nobody), {"count": 0, "days": None}
        )
        first = self.apply(self.one, 9)
        second = self.apply(self.other, 3)
        self.apply(self.third, 1)
        for prospect in (self.one, self.other):
            for lead, told in (
                (nobody, {"count": 2, "days": 3}),
                (second, {"count": 2, "days": 6}),
                (first, {"count": 1, "days": None}),
            ):
                self.assertEqual(self.taker._count(prospect, lead), told)
        self.assertEqual(self.taker._count(self.third, nobody), {"count": 1, "days": 1})

    def test_companies(self):
        """Those of other companies than the caller's count as little as on the form."""
        other = self.env["res.company"].create({"name": "Company B"})
        user = self.env.user
        ours = self.apply(self.one, 9)
        # One of his other prospect, and one whose contact the client is.
        theirs = self.apply(self.other, 5) + self.apply(self.third, 3)
        theirs[1].partner_id = self.client_card
        theirs.company_id = other
        last = self.apply(self.one, 1)
        self.env.flush_all()
        self.env.invalidate_all()
        user.company_ids += other
        for companies, count, days in (
            (user.company_id, 2, 8),
            (user.company_ids, 4, 2),
        ):
            chosen = {"allowed_company_ids": companies.ids}
            told = self.taker.with_context(**chosen)._count(self.one, last)
            self.assertEqual(told, {"count": count, "days": days})
            lead = last.with_context(**chosen)
            self.assertEqual(lead.earlier_application_count, count - 1)
        # The present one counts wherever it is.
        ours.company_id = other
        self.assertEqual(self.taker._count(self.one, ours)["count"], 1)

    def test_nothing_else_is_read(self):
        """The leads are looked up in an index; they are joined with nothing."""
        query = self.taker._count_query(self.one, self.env["crm.lead"])
        # There are so few in the database of a test that it would read them all.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query))
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("crm_lead__prospect_id_index", plan)
        self.assertIn("crm_lead__partner_id_index", plan)
        self.assertFalse(re.search("Join|Nested Loop|Seq Scan", plan), plan)
