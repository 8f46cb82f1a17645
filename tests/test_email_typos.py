# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Slips of the key in e-mail domains: asked about, never corrected by themselves."""

import doctest

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, Form, tagged

from ..tools import email_domains, email_typos
from .common import ProspectCase

MEANT = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmaill.com": "gmail.com",
    "gmail.con": "gmail.com",
    "gmail.co": "gmail.com",
    "mial.ru": "mail.ru",
    "mail.ry": "mail.ru",
    "yandx.ru": "yandex.ru",
    "yadnex.ru": "yandex.ru",
    "yandeks.ru": "yandex.ru",
    "yandex.r": "yandex.ru",
    "ramber.ru": "rambler.ru",
    "rumbler.ru": "rambler.ru",
    "imbox.ru": "inbox.ru",
    "hotmial.com": "hotmail.com",
    "hotmal.com": "hotmail.com",
    "outlok.com": "outlook.com",
    "oultook.com": "outlook.com",
    "icloud.con": "icloud.com",
    "yahooo.com": "yahoo.com",
    "protonmial.com": "protonmail.com",
}
RIGHT = (
    "nail.ru dk.ru vk.ru gmail.ru mai.ru mailer.ru mymail.ru email.ru ok.ru vk.com"
    " outlook.ru yahoo.ru rambler.com firma.example sberbank.ru tbank.ru"
).split()


@tagged("post_install", "-at_install")
class TestEmailTypoTool(BaseCase):
    def test_doctests(self):
        result = doctest.testmod(email_typos)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_meant(self):
        found = {typo: email_typos.suggest_domain(typo) for typo in MEANT}
        self.assertEqual(found, MEANT)

    def test_right(self):
        for domain in (*RIGHT, *email_typos.TOP_DOMAINS, "", "x"):
            self.assertIsNone(email_typos.suggest_domain(domain), domain)

    def test_top_domains_are_listed(self):
        """Else a right domain could be taken for a slip of another one."""
        public = {name for name, kind in email_domains.shipped() if kind == "public"}
        self.assertLessEqual(set(email_typos.TOP_DOMAINS), public)


@tagged("post_install", "-at_install")
class TestEmailTypos(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.points = cls.env["crm.contact.point"]

    def make_point(self, value="ivan@gmial.com"):
        prospect = self.env["crm.prospect"].create({"lastname": "Травин"})
        return self.points.create(
            {"prospect_id": prospect.id, "kind": "email", "value": value}
        )

    def test_api(self):
        points = self.points.with_user(self.make_user("typo", "own"))
        self.assertEqual(points.suggest_email("Ivan+x@Gmial.com "), "ivan+x@gmail.com")
        for value in ("ivan@gmail.com", "ivan@nail.ru", "ivan", "", "ivan@gmial"):
            self.assertIs(points.suggest_email(value), False, value)
        for wrong in (None, 5, ["ivan@gmial.com"], "a" * 201):
            with self.assertRaises(UserError):
                points.suggest_email(wrong)
        with self.assertRaises(AccessError):
            self.points.with_user(self.env.ref("base.public_user")).suggest_email("a")

    def test_listed_domain_is_right(self):
        listed = self.env["crm.email.domain"].search([("name", "=", "gmial.com")])
        listed.domain_class = "corporate"
        self.assertIs(self.points.suggest_email("ivan@gmial.com"), False)

    def test_point(self):
        """Offered, not applied; not asked again once it was said to be right."""
        point = self.make_point()
        self.assertEqual(point.value, "ivan@gmial.com")
        self.assertEqual(point.email_suggestion, "ivan@gmail.com")
        point.is_typo_dismissed = True
        self.assertFalse(point.email_suggestion)
        point.value = "ivan@yandx.ru"
        self.assertEqual(point.email_suggestion, "ivan@yandex.ru")
        point.value = point.email_suggestion
        self.assertFalse(point.email_suggestion)
        self.assertEqual(point.email_normalized, "ivan@yandex.ru")

    def test_while_typing(self):
        """The form asks before anything is saved, for prospects and for clients."""
        client = self.make_client(lastname="Травин", firstname="Иван")
        prospect = self.make_prospect(lastname="Травин", firstname="Иван")
        for record in (client, prospect):
            with Form(record) as form:
                with form.contact_point_ids.new() as line:
                    line.kind = "email"
                    line.value = "ivan@gmial.com"
                    self.assertEqual(line.email_suggestion, "ivan@gmail.com")
                    line.is_typo_dismissed = True
                    self.assertFalse(line.email_suggestion)
            point = record.contact_point_ids.filtered(lambda p: p.kind == "email")
            self.assertEqual(point.value, "ivan@gmial.com")
            self.assertTrue(point.is_typo_dismissed)

    def test_one_query(self):
        points = self.points.browse(
            [self.make_point(f"ivan{n}@gmial.com").id for n in range(30)]
        )
        self.env.flush_all()
        points.invalidate_recordset()
        points.mapped("email_normalized")
        with self.assertQueryCount(2):
            self.assertTrue(all(points.mapped("email_suggestion")))
