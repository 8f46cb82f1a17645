# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kinds of e-mail domains, and words that are nobody's mailbox."""

import base64

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import email_domains, emails
from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestEmailDomains(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domains = cls.env["crm.email.domain"]
        cls.roles = cls.env["crm.email.role"]

    def facts(self, *addresses):
        found = self.env["crm.contact.point"]._email_facts(addresses)
        return [found[address] for address in addresses]

    def kinds(self, *addresses):
        return [kind for kind, _role in self.facts(*addresses)]

    def domain(self, name):
        return self.domains.with_context(active_test=False).search(
            [("name", "=", name)]
        )

    # ------------------------------------------------------------------ use

    def test_kinds(self):
        self.assertEqual(
            self.kinds("a@mail.ru", "a@ukr.net", "a@mailinator.com", "a@firma.example"),
            ["public", "public", "disposable", "corporate"],
        )

    def test_sub_domain(self):
        self.assertEqual(self.kinds("a@corp.mail.ru"), ["corporate"])
        self.domains.create({"name": "corp.mail.ru", "domain_class": "public"})
        self.assertEqual(
            self.kinds("a@corp.mail.ru", "a@x.corp.mail.ru"), ["public", "corporate"]
        )

    @mute_logger("odoo.sql_db")
    def test_national_letters(self):
        """Both forms of a domain are one."""
        self.domains.create({"name": " @Почта-Всем.РФ", "domain_class": "public"})
        address = emails.parse_one("ivan@почта-всем.рф").address
        self.assertTrue(address.isascii())
        self.assertEqual(self.kinds(address), ["public"])
        domain = address.partition("@")[2]
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
            self.domains.create({"name": domain.upper(), "domain_class": "public"})

    def test_refused_names(self):
        for name in ("", "gmail", "a@b.ru", "два слова.рф", "-a.ru"):
            with self.assertRaises(ValidationError):
                self.domains.create({"name": name, "domain_class": "public"})
        domain = self.domain("mail.ru")
        with self.assertRaises(ValidationError):
            domain.name = "mail"

    def test_roles(self):
        for address, expected in {
            "info@firma.example": True,
            "buhgalteria@firma.example": True,
            "zakaz2@firma.example": True,
            "sales-2+kiev@firma.example": True,
            "infoman@firma.example": False,
            "ivan.info@firma.example": False,
            "ivan@firma.example": False,
        }.items():
            self.assertEqual(self.facts(address)[0][1], expected, address)
            self.assertEqual(emails.is_role(address), expected, address)

    def test_own_role(self):
        self.roles.create({"name": " Stolovaya@ "})
        self.assertTrue(self.facts("stolovaya3@firma.example")[0][1])
        self.roles.search([("name", "=", "info")]).active = False
        self.assertFalse(self.facts("info@firma.example")[0][1])
        for name in ("", "бухгалтерия", "12", "a b"):
            with self.assertRaises(ValidationError):
                self.roles.create({"name": name})

    # ------------------------------------------------------------------ list

    def test_shipped(self):
        """Everything is there, in the form in which it is compared."""
        for name, kind in email_domains.shipped():
            self.assertEqual(emails.normalize_domain(name), name)
            self.assertIn(kind, ("public", "disposable"))
        names = [name for name, _kind in email_domains.shipped()]
        self.assertGreater(len(names), 10_000)
        self.assertEqual(len(set(names)), len(names))
        self.assertEqual(
            self.domains.search_count([("shipped_name", "!=", False)]), len(names)
        )
        self.assertEqual(
            self.roles.search_count([("shipped_name", "!=", False)]), len(emails.ROLES)
        )

    def test_upgrade(self):
        """It adds what never was there; what was changed here stays changed."""
        self.domain("mail.ru").domain_class = "corporate"
        self.domain("bk.ru").active = False
        renamed = self.domain("list.ru")
        renamed.name = "my-list.ru"
        # Not in the earlier version, and added here meanwhile
        self.env.cr.execute(
            "DELETE FROM crm_email_domain WHERE name IN ('inbox.ru', 'ya.ru')"
        )
        own = self.domains.create({"name": "ya.ru", "domain_class": "corporate"})
        before = self.domains.with_context(active_test=False).search_count([])
        self.domains._load_shipped()
        self.assertEqual(
            self.domains.with_context(active_test=False).search_count([]), before + 1
        )
        self.assertEqual(
            self.kinds("a@mail.ru", "a@bk.ru", "a@list.ru", "a@inbox.ru", "a@ya.ru"),
            ["corporate", "corporate", "corporate", "public", "corporate"],
        )
        own.unlink()
        with self.assertRaises(UserError):
            renamed.unlink()

    def test_import(self):
        text = "\ufeff# kept by somebody\r\nA.Throw-Away.example\n\nmail.ru\nnonsense\n"
        text += "b.throw-away.example;x\nb.throw-away.example\n"
        admin = self.make_user("domain_admin", "admin")
        dialog = (
            self.env["crm.email.domain.import"]
            .with_user(admin)
            .create({"file": base64.b64encode(text.encode())})
        )
        message = dialog.action_import()["params"]["message"]
        self.assertEqual(message, "Added: 2. Listed already: 1. Not a domain: 1.")
        self.assertEqual(
            self.kinds("i@a.throw-away.example", "i@b.throw-away.example", "i@mail.ru"),
            ["disposable", "disposable", "public"],
        )
        self.assertFalse(self.domain("a.throw-away.example").shipped_name)
        dialog.file = base64.b64encode(b"# nothing\n")
        with self.assertRaises(UserError):
            dialog.action_import()

    def test_stewards_read(self):
        steward = self.make_user("domain_steward", "steward")
        domain = self.domain("mail.ru").with_user(steward)
        self.assertEqual(domain.domain_class, "public")
        with self.assertRaises(AccessError):
            domain.domain_class = "corporate"
        with self.assertRaises(AccessError):
            self.domains.with_user(steward)._add(["x.example"], "public")
