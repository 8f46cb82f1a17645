# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, HttpCase, tagged

from .common_access import CLIENT, AccessCase

EMAIL = CLIENT["emails"][0]
PHONE = CLIENT["phones"][0]


@tagged("post_install", "-at_install")
class TestHiddenNoDuplicates(AccessCase, HttpCase):
    """Nobody makes a second card of a client whom he does not see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = EMAIL
        cls.env["ir.config_parameter"].set_param(
            "crm_prospect.tell_hidden_clients", "1"
        )

    def make_lead(self, **vals):
        vals = {"name": "Заявка", "type": "lead", "user_id": self.hidden.id, **vals}
        return self.env["crm.lead"].create(vals)

    def count(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([])

    def convert(self, lead, **vals):
        wizard = (
            self.as_hidden(self.env["crm.lead2opportunity.partner"])
            .with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
            .create(vals)
        )
        wizard.action_apply()
        return wizard

    def test_convert(self):
        """By e-mail, by phone, by the link of the person: no customer is made."""
        linked = self.make_link()
        for vals in (
            {"email_from": EMAIL},
            {"email_from": f"Иван <{EMAIL}>"},
            {"phone": PHONE, "contact_name": "Кто-то"},
            {"prospect_id": linked.id, "contact_name": "Иной Человек"},
        ):
            with self.subTest(**vals):
                lead, before = self.make_lead(**vals), self.count()
                wizard = self.convert(lead, name="convert", action="create")
                self.assertIn("client matches", wizard.hidden_client_note)
                self.assertEqual(self.count(), before)
                self.assertEqual(lead.type, "opportunity")
                self.assertFalse(lead.partner_id)

    def test_somebody_else(self):
        """For all others a customer is made, as Odoo does."""
        lead, before = self.make_lead(email_from="new.one@example.org"), self.count()
        wizard = self.convert(lead, name="convert", action="create")
        self.assertFalse(wizard.hidden_client_note)
        self.assertEqual(self.count(), before + 1)
        self.assertEqual(lead.partner_id.email, "new.one@example.org")

    def test_dialog(self):
        """The dialog opens, proposes nobody and tells; not when it may not tell."""
        lead = self.make_lead(email_from=EMAIL)
        context = {"active_model": "crm.lead", "active_id": lead.id}
        wizards = self.as_hidden(self.env["crm.lead2opportunity.partner"])
        form = Form(
            wizards.with_context(**context),
            view="crm.view_crm_lead2opportunity_partner",
        )
        self.assertEqual(form.action, "create")
        self.assertFalse(form.partner_id)
        self.assertIn("client matches", form.hidden_client_note)
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.tell_hidden_clients", "0"
        )
        form = Form(
            self.as_hidden(wizards).with_context(**context),
            view="crm.view_crm_lead2opportunity_partner",
        )
        self.assertFalse(form.hidden_client_note)

    def test_mass(self):
        """Many at once, each with a customer where one may be made."""
        leads = self.make_lead(email_from=EMAIL)
        leads += self.make_lead(email_from="mass.one@example.org")
        before = self.count()
        wizard = (
            self.as_hidden(self.env["crm.lead2opportunity.partner.mass"])
            .with_context(
                active_model="crm.lead", active_id=leads[0].id, active_ids=leads.ids
            )
            .create({"action": "each_exist_or_create", "deduplicate": False})
        )
        wizard.action_mass_convert()
        self.assertEqual(self.count(), before + 1)
        self.assertFalse(leads[0].partner_id)
        self.assertEqual(leads[1].partner_id.email, "mass.one@example.org")

    def test_search_by_address(self):
        """Odoo's own tools: found by none, made by none."""
        lead, before = self.as_hidden(self.make_lead(email_from=EMAIL)), self.count()
        partners = lead.env["res.partner"]
        self.assertFalse(lead._find_matching_partner())
        self.assertFalse(partners.find_or_create(f"Иван <{EMAIL}>"))
        for thread in (lead, lead.sudo()):
            self.assertFalse(thread._partner_find_from_emails_single([EMAIL]))
        self.assertEqual(self.count(), before)
        # The mail gateway works as superuser and sees him.
        gateway = self.env["mail.thread"]._partner_find_from_emails_single([EMAIL])
        self.assertEqual(gateway, self.client)
        colleague = self.env["res.partner"].create({"name": "Сосед", "email": EMAIL})
        self.assertEqual(partners.find_or_create(EMAIL), colleague)

    def test_letter(self):
        """A letter to the address goes there without a partner."""
        lead, before = self.make_lead(email_from=EMAIL), self.count()
        self.env.flush_all()
        self.authenticate(self.hidden.login, self.hidden.login)
        thread = {"thread_model": "crm.lead", "thread_id": lead.id}
        recipients = self.make_jsonrpc_request("/mail/thread/recipients", thread)
        self.assertNotIn(self.client.id, [r["id"] for r in recipients])
        self.assertEqual(self.count(), before)
        answer = self.make_jsonrpc_request(
            "/mail/message/post",
            {
                **thread,
                "post_data": {
                    "body": "Добрый день",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                    "partner_emails": [EMAIL],
                },
            },
        )
        self.assertEqual(self.count(), before)
        message = self.env["mail.message"].browse(answer["message_id"])
        self.assertFalse(message.partner_ids & self.client)
        addresses = message.notification_ids.mapped("mail_email_address")
        self.assertIn(EMAIL, addresses)
