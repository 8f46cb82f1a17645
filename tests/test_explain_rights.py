# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may ask why, and which questions are refused."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import ANNA, NAME, PASSPORT, ProspectCase


@tagged("post_install", "-at_install")
class TestExplainRights(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**NAME, **PASSPORT)

    def test_roles(self):
        """Whoever sees both sides may ask; others may not."""
        for role in ("own", "all", "steward", "admin"):
            user = self.make_user(f"explain_{role}", role)
            self.prospect.user_id = user
            theirs = self.prospect.with_user(user)
            with self.subTest(role=role):
                answer = theirs.explain(partner_id=self.client.id)
                self.assertTrue(answer["linked"])
                self.assertEqual(len(answer["rules"]), len(self.rules()))
        plain = new_test_user(self.env, "explain_plain", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.prospect.with_user(plain).explain(partner_id=self.client.id)

    def rules(self):
        return self.env["crm.match.rule"].search([])

    def test_foreign_prospect(self):
        """A prospect of a colleague is neither explained nor compared with."""
        user = self.make_user("explain_o", "own")
        mine = self.make_prospect(**NAME)
        mine.user_id = user
        self.prospect.user_id = self.make_user("explain_c", "own")
        calls = (
            lambda: mine.with_user(user).explain(other_id=self.prospect.id),
            lambda: self.prospect.with_user(user).explain(other_id=mine.id),
            lambda: self.prospect.with_user(user).explain(partner_id=self.client.id),
        )
        for call in calls:
            self.env.invalidate_all()
            with self.assertRaises(AccessError) as caught:
                call()
            self.assert_nameless(caught)

    def test_hidden_client(self):
        """A client of another company is refused without any name, in debug, too."""
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.client.company_id = elsewhere
        user = self.make_user("explain_h", "steward")
        user.group_ids |= self.env.ref("base.group_no_one")
        self.env.invalidate_all()
        prospect = self.prospect.with_user(user)
        with self.assertRaises(AccessError) as caught:
            prospect.explain(partner_id=self.client.id)
        self.assert_nameless(caught)
        hidden = str(caught.exception)
        missing = self.env["res.partner"].search([], order="id desc", limit=1).id + 999
        with self.assertRaises(AccessError) as caught:
            prospect.explain(partner_id=missing)
        # Whether there is such a client is not told either.
        self.assertEqual(str(caught.exception), hidden)

    def assert_nameless(self, caught):
        text = str(caught.exception)
        for word in (*NAME.values(), self.client.name):
            self.assertNotIn(word, text)

    def test_wrong_arguments(self):
        """Each wrong argument is named."""
        company = self.env["res.partner"].create({"name": "Ltd", "is_company": True})
        for arguments, named in (
            ({}, "partner_id, other_id"),
            ({"partner_id": self.client.id, "other_id": 1}, "partner_id, other_id"),
            ({"partner_id": "1"}, "partner_id"),
            ({"partner_id": True}, "partner_id"),
            ({"partner_id": 0}, "partner_id"),
            ({"partner_id": 2**40}, "partner_id"),
            ({"partner_id": [self.client.id]}, "partner_id"),
            ({"other_id": 1.5}, "other_id"),
            ({"other_id": self.prospect.id}, "other_id"),
            ({"partner_id": company.id}, "partner_id"),
        ):
            with self.subTest(arguments=arguments):
                with self.assertRaises(UserError) as caught:
                    self.prospect.explain(**arguments)
                self.assertIn(named, str(caught.exception))
        two = self.prospect | self.make_prospect(lastname="Котова")
        for records in (two, two.browse()):
            with self.assertRaisesRegex(UserError, "ids"):
                records.explain(partner_id=self.client.id)

    def test_values_of_rights(self):
        """Index, keys and signatures are read for the user, not by him."""
        user = self.make_user("explain_v", "own")
        self.prospect.user_id = user
        with self.assertRaises(AccessError):
            self.env["crm.person.index"].with_user(user).search([], limit=1)
        answer = self.prospect.with_user(user).explain(partner_id=self.client.id)
        self.assertTrue(answer["candidates"]["compared"])
