# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why / why not on the screen and on paper."""

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase

NASTY = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestExplainDialog(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.steward = cls.make_user("dialog_steward", "steward")

    def open(self, action, user=None):
        model = self.env[action["res_model"]].with_user(user or self.steward)
        return Form(model.with_context(**action["context"]))

    def page(self, dialog):
        return html.fromstring(dialog.explanation)

    def test_linked_client(self):
        """Opened from a linked prospect it tells of the client at once."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        dialog = self.open(prospect.action_explain())
        self.assertEqual(dialog.partner_id, self.client)
        page = self.page(dialog)
        text = page.text_content()
        self.assertIn("Automatic", text)
        self.assertIn("4509 123456", text)
        opened = page.xpath("//details[@open]")
        self.assertEqual(len(opened), 1)
        self.assertIn("Passport + last name", opened[0].text_content())
        rules = self.env["crm.match.rule"].search_count([])
        self.assertEqual(len(page.xpath("//details")), rules)

    def test_best_proposal(self):
        """Opened from an undecided one it tells of the most likely candidate."""
        prospect = self.make_prospect(lastname="Сокалова", firstname="Анна", **BIRTH)
        self.assertEqual(prospect.match_state, "proposed")
        dialog = self.open(prospect.action_explain())
        self.assertEqual(dialog.partner_id, self.client)

    def test_nobody(self):
        """Without any candidate somebody is chosen in the dialog, one at a time."""
        prospect = self.make_prospect(lastname="Чужая", firstname="Ида")
        other = self.make_prospect(lastname="Другая", firstname="Ида")
        dialog = self.open(prospect.action_explain())
        self.assertFalse(dialog.partner_id)
        self.assertFalse(dialog.explanation)
        dialog.partner_id = self.client
        self.assertIn("Never compared", dialog.explanation)
        dialog.other_prospect_id = other
        self.assertFalse(dialog.partner_id)
        self.assertIn("Другая", self.page(dialog).text_content())

    def test_differences(self):
        """The letters that differ are marked, by more than a colour."""
        prospect = self.make_prospect(lastname="Сокалова", firstname="Анна", **BIRTH)
        page = self.page(self.open(prospect.action_explain()))
        persons = page.xpath("//table[contains(@class, 'o_crm_explain_persons')]")[0]
        name = persons.xpath(".//tr[td[text()='full name']]")[0]
        marked = [mark.text_content() for mark in name.xpath(".//u")]
        self.assertEqual(marked, ["а", "о", "Петровна"])
        same = name.xpath(".//span[contains(@class, 'text-success')]/text()")
        self.assertIn("Анна", same)

    def test_from_a_match(self):
        """A pair of prospects opens from its match, too."""
        self.make_rule("phone", "firstname", target="prospect", sequence=1)
        first = self.make_prospect(**NAME, **PHONE, **BIRTH)
        second = self.make_prospect(firstname="Анна", lastname="Котова", **PHONE)
        match = first.pair_ids.filtered("other_prospect_id")
        dialog = self.open(match.with_user(self.steward).action_explain())
        self.assertEqual(dialog.prospect_id, first)
        self.assertEqual(dialog.other_prospect_id, second)
        self.assertIn("last name differs", dialog.explanation)

    def test_markup_in_a_name(self):
        """What people typed is text, on the screen and on paper."""
        prospect = self.make_prospect(
            lastname=NASTY, firstname="<b>Анна</b>", phones=["<i>+7</i>"], **PASSPORT
        )
        dialog = self.open(prospect._open_explanation(self.client)).save()
        printed, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_prospect.match_explain_dialog_report", dialog.ids
        )
        for text in (dialog.explanation, printed.decode()):
            page = html.fromstring(text)
            body = page.xpath("//div[@class='o_crm_explain']")[0]
            self.assertFalse(body.xpath(".//script"))
            self.assertFalse(body.xpath(".//table//b | .//table//i[not(@class)]"))
            self.assertIn("<script>", body.text_content())

    def test_print_matches(self):
        """The Print menu of matches prints each pair with all rules unfolded."""
        for person in ({**NAME, **PASSPORT}, {**NAME, **BIRTH}):
            self.make_prospect(**person)
        matches = self.client.prospect_ids.match_ids
        self.assertEqual(len(matches), 2)
        report = self.env.ref("crm_prospect.match_explain_report")
        self.assertEqual(report.binding_model_id.model, "crm.match")
        printed, kind = (
            self.env["ir.actions.report"]
            .with_user(self.steward)
            ._render_qweb_html(report.report_name, matches.ids)
        )
        self.assertEqual(kind, "html")
        page = html.fromstring(printed)
        self.assertEqual(len(page.xpath("//div[@class='page']")), 2)
        self.assertFalse(page.xpath("//details[not(@open)]"))
        self.assertTrue(page.xpath("//details[@open]"))

    def test_print_of_the_dialog(self):
        """The button prints the pair of the dialog."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        dialog = self.open(prospect.action_explain()).save()
        action = dialog.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        printed, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.steward)
            ._render_qweb_html(action["report_name"], dialog.ids)
        )
        self.assertIn("Passport + last name", printed.decode())

    def test_foreign_dialog(self):
        """The dialog of somebody else cannot be read or printed."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        dialog = self.open(prospect.action_explain()).save()
        other = self.make_user("dialog_other", "admin")
        with self.assertRaises(AccessError):
            dialog.with_user(other).read(["explanation"])
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(other)._render_qweb_html(
                "crm_prospect.match_explain_dialog_report", dialog.ids
            )

    def test_hidden_client(self):
        """An id put into the dialog by hand opens no dialog about a foreign card."""
        user = self.make_user("dialog_own", "own")
        prospect = self.make_prospect(**NAME, user_id=user.id)
        self.client.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.invalidate_all()
        dialogs = self.env["crm.match.explain"].with_user(user)
        with self.assertRaises(AccessError) as caught:
            dialogs.create({"prospect_id": prospect.id, "partner_id": self.client.id})
        self.assertNotIn("Соколова", str(caught.exception))
