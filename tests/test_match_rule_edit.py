# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules are edited without harm to what they found or to who uses them."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ANNA, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestRuleEdit(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def test_version(self):
        """Whatever is changed in a rule, its results tell the versions apart."""
        rule = self.make_rule("phone", "name", sequence=10)
        for change in (
            lambda: rule.write({"mode": "proposing"}),
            lambda: rule.write({"target": "both"}),
            lambda: rule.write({"group_ids": self.groups["Сайт"]}),
            lambda: rule.write({"rare_name_limit": 3}),
            lambda: rule.condition_ids[1].write({"attribute": "lastname"}),
            lambda: rule.condition_ids[1].write({"comparison": "sounds"}),
            lambda: self.env["crm.match.condition"].create(
                {"rule_id": rule.id, "attribute": "firstname"}
            ),
            lambda: rule.condition_ids[-1].unlink(),
        ):
            version = rule.version
            change()
            self.assertEqual(rule.version, version + 1)
        version = rule.version
        rule.sequence = 99
        self.assertEqual(rule.version, version)

    def test_edit_in_use_is_checked(self):
        """A rule in use cannot be edited into one that would be refused."""
        rule = self.make_rule("phone", "name")
        for change in (
            lambda: rule.condition_ids.filtered(
                lambda c: c.attribute == "phone"
            ).unlink(),
            lambda: rule.condition_ids.unlink(),
            lambda: rule.condition_ids[0].write({"comparison": "not_contradicting"}),
            lambda: rule.condition_ids[0].write({"attribute": "city"}),
            lambda: rule.write({"condition_ids": [(5, 0, 0)]}),
        ):
            with (
                self.assertRaisesRegex(ValidationError, "name alone"),
                self.env.cr.savepoint(),
            ):
                change()
            self.env.invalidate_all()
            self.assertEqual(len(rule.condition_ids), 2)
        self.assertEqual(rule.state, "active")

    def test_edit_changes_signature(self):
        """A rule in use that is looked up by something else gets other keys."""
        rule = self.make_rule("phone", "name")
        self.assertEqual(rule.signature_ids.parts, "phones")
        rule.condition_ids[0].attribute = "email"
        self.assertEqual(rule.signature_ids.parts, "emails")
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, emails=ANNA["emails"])
        self.assertEqual(prospect.partner_id, client)

    def test_equal_conditions_share_a_bit(self):
        """Equal conditions of all rules are one bit, other ones another."""
        first = self.make_rule("phone", "name", sequence=1)
        second = self.make_rule("name", "email", sequence=2)
        third = self.make_rule("document:same:inn", "lastname", sequence=3)
        fourth = self.make_rule("document:same:snils", "lastname", sequence=4)
        by_name = {
            c.bit for c in (first | second).condition_ids if c.attribute == "name"
        }
        self.assertEqual(len(by_name), 1)
        self.assertNotEqual(third.condition_ids[0].bit, fourth.condition_ids[0].bit)
        self.assertEqual(third.condition_ids[1].bit, fourth.condition_ids[1].bit)

    def test_copy_is_a_draft(self):
        """A copied rule has the conditions and is not in use."""
        rule = self.make_rule("phone", "name")
        copy = rule.copy()
        self.assertEqual(copy.name, rule.name)
        self.assertEqual((copy.state, copy.version), ("draft", 1))

    def test_delete(self):
        """A rule that a link refers to is archived instead of deleted."""
        self.make_client(**ANNA)
        rule = self.make_rule("phone", "name")
        self.make_prospect(**NAME, **PHONE)
        with self.assertRaisesRegex(UserError, "archive it"):
            rule.unlink()
        unused = self.make_rule("email", "name")
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_inactive_rules_rest(self):
        """A rule that is archived or out of use finds nobody."""
        self.make_client(**ANNA)
        rule = self.make_rule("document", "lastname")
        person = {"lastname": ANNA["lastname"], **PASSPORT}
        rule.active = False
        self.assertFalse(self.make_prospect(**person).match_ids)
        rule.active = True
        self.assertTrue(self.make_prospect(**person).partner_id)
        rule.action_deactivate()
        self.assertFalse(self.make_prospect(**person).match_ids)

    def test_rights(self):
        """Only administrators touch rules."""
        rule = self.make_rule("phone", "name")
        for group in ("own", "all", "steward"):
            user = self.make_user(f"rule_{group}", group)
            theirs = rule.with_user(user)
            self.assertTrue(theirs.sentence)
            for change in (
                theirs.action_deactivate,
                theirs.action_activate,
                lambda r=theirs: r.write({"mode": "proposing"}),
                lambda r=theirs: r.condition_ids[0].write({"attribute": "name"}),
            ):
                with self.subTest(group=group), self.assertRaises(AccessError):
                    change()
        admin = self.make_user("rule_admin", "admin")
        rule.with_user(admin).write({"mode": "proposing"})
        self.assertEqual(rule.mode, "proposing")
