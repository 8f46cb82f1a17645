# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Applications that leave a phone or an address, and no name."""

from odoo.tests import tagged

from .common_doors import ANNA_LEAD, DoorCase

PHONE = "+79161112233"
MAIL = "weekly.writer@example.org"
LETTER = """From: {sender}
To: sales@example.com
Subject: Again
Date: Sun, 31 May 2026 13:00:00 +0300
Message-ID: <{number}@example.org>
Content-Type: text/plain

I would like a loan.
"""


@tagged("post_install", "-at_install")
class TestNamelessLeads(DoorCase):
    def assertSharing(self, *leads):
        """All have one prospect without name, and each knows the earlier ones."""
        self.assertTrue(leads[0].prospect_id)
        for number, lead in enumerate(leads):
            self.assertEqual(lead.prospect_id, leads[0].prospect_id)
            self.assertEqual(lead.earlier_application_count, number)
        self.assertFalse(leads[0].prospect_id.name)

    def receive(self, number, sender):
        """The lead that Odoo's mail gateway makes of a letter."""
        raw = LETTER.format(number=number, sender=sender)
        lead_id = self.env["mail.thread"].message_process("crm.lead", raw)
        self.env.cr.flush()
        return self.env["crm.lead"].browse(lead_id)

    def edit(self, lead, **vals):
        lead.write(vals)
        self.env.cr.flush()

    def test_phone_and_mail(self):
        """One after the other, and in one call."""
        for vals in ({"phone": PHONE}, {"email_from": MAIL}):
            with self.subTest(vals=vals):
                vals = {"name": "Loan", **vals}
                [first] = self.make_leads(vals)
                self.assertSharing(first, *self.make_leads(vals, vals))

    def test_gateway(self):
        """Who writes each week is one person, however the program names him."""
        senders = (MAIL, f"<{MAIL.upper()}>", f'"{MAIL}" <{MAIL}>')
        leads = [self.receive(n, sender) for n, sender in enumerate(senders)]
        self.assertSharing(*leads)
        self.assertEqual(len(set(leads)), len(senders))
        named = self.receive(9, f"Вера Холодная <{MAIL}>")
        self.assertEqual(named.prospect_id.lastname, "Холодная")
        self.assertNotEqual(named.prospect_id, leads[0].prospect_id)

    def test_partner_named_by_his_address(self):
        """Odoo calls a partner of a bare address by it, and his leads as well."""
        [first] = self.make_leads({"name": "Loan", "email_from": MAIL})
        partner = self.env["res.partner"].create({"name": MAIL, "email": MAIL})
        lead = self.receive(1, MAIL)
        self.assertEqual((lead.partner_id, lead.contact_name), (partner, MAIL))
        self.assertSharing(first, lead)
        whole = {"name": "Loan", "contact_name": f"Холодная Вера <{MAIL}>"}
        [named] = self.make_leads({**whole, "email_from": MAIL})
        self.assertEqual(named.prospect_id.name, "Холодная Вера")
        for text in ("test@test.ru", "Вера @home"):
            [lead] = self.make_leads(
                {"name": "Loan", "contact_name": text, "phone": "+79035550022"}
            )
            self.assertEqual(bool(lead.prospect_id.name), text == "Вера @home")

    def test_name_beside_an_address(self):
        """Whoever was named is not nameless, and not the one who has that phone."""
        bare = {"name": "Loan", "phone": PHONE}
        [nameless] = self.make_leads(bare)
        for text in (
            "Холодная Вера, {}",
            "{} Холодная Вера",
            "Холодная Вера ({})",
            "Холодная Вера<{}>",
            '"Холодная Вера" <{}>',
            "Холодная Вера / {} {}",
        ):
            for address in (MAIL, "info@romashka.example.org"):
                named = text.replace("{}", address)
                with self.subTest(named):
                    # With nothing else he is somebody, too.
                    for vals in (bare, {"name": "Loan"}):
                        [lead] = self.make_leads({**vals, "contact_name": named})
                        self.assertEqual(lead.prospect_id.name, "Холодная Вера")
                        self.assertNotEqual(lead.prospect_id, nameless.prospect_id)
                    found = lead.prospect_id.contact_point_ids
                    self.assertEqual(found.mapped("email_normalized"), [address])

    def test_address_in_place_of_a_name(self):
        """It is the contact of the person, unless there is another one."""
        [first] = self.make_leads({"name": "Loan", "email_from": MAIL})
        [lead] = self.make_leads({"name": "Loan", "contact_name": f"<{MAIL}>"})
        self.assertSharing(first, lead)
        both = {"name": "Loan", "contact_name": MAIL, "email_from": f"other.{MAIL}"}
        [lead] = self.make_leads(both)
        self.assertNotEqual(lead.prospect_id, first.prospect_id)
        self.assertEqual(lead.prospect_id.contact_point_ids.value, f"other.{MAIL}")

    def test_senseless_name(self):
        """Whatever a visitor types as a name, nobody waits for it to be read."""
        prepare = self.env["crm.lead"]._prepare_person
        blank = dict.fromkeys(self.env["crm.lead"]._person_fields(), False)
        # From each @ to the end would be minutes of work.
        for name in ("@" * 200_000, "a@" * 100_000):
            person = prepare({**blank, "contact_name": name})
            self.assertEqual(person.get("name"), name if "a" in name else None)
        for name in ("a@b@test.ru", "<a@test.ru>"):
            self.assertNotIn("name", prepare({**blank, "contact_name": name}))

    def test_family(self):
        """Who has a name joins nobody by the phone, and nobody joins him."""
        bare = {"name": "Loan", "phone": ANNA_LEAD["phone"]}
        [anna] = self.make_leads(ANNA_LEAD)
        self.assertEqual(anna.client_id, self.anna)
        first, second = self.make_leads(bare, bare)
        self.assertSharing(first, second)
        self.assertNotEqual(first.prospect_id, anna.prospect_id)
        self.assertFalse(first.client_id)

    def test_named_later(self):
        """The name is that of all; the next bare one is somebody new."""
        bare = {"name": "Loan", "phone": PHONE}
        first, second = self.make_leads(bare, bare)
        prospect = first.prospect_id
        self.edit(second, contact_name="Холодная Вера")
        self.assertEqual((first + second).prospect_id, prospect)
        self.assertEqual(prospect.name, "Холодная Вера")
        third, fourth = self.make_leads(bare, bare)
        self.assertNotEqual(third.prospect_id, prospect)
        self.assertSharing(third, fourth)

    def test_named_differently(self):
        """Whoever shared a nameless prospect does not rename who is named by now."""
        bare = {"name": "Loan", "phone": PHONE}
        first, second = self.make_leads(bare, bare)
        prospect = first.prospect_id
        self.edit(first, contact_name="Холодная Вера")
        self.edit(second, contact_name="Орлов Борис")
        self.assertEqual(first.prospect_id, prospect)
        self.assertEqual(prospect.name, "Холодная Вера")
        self.assertFalse(prospect.former_name_ids)
        self.assertEqual(second.prospect_id.name, "Орлов Борис")
        # Also when both are named at once.
        third, fourth = self.make_leads(bare, bare)
        self.assertEqual(third.prospect_id, fourth.prospect_id)
        third.contact_name = "Белова Анна"
        fourth.contact_name = "Чернов Пётр"
        self.env.cr.flush()
        self.assertEqual(third.prospect_id.name, "Белова Анна")
        self.assertEqual(fourth.prospect_id.name, "Чернов Пётр")

    def test_linked_by_hand(self):
        """Who is named otherwise than the client of a nameless one is not he."""
        bare = {"name": "Loan", "phone": PHONE}
        first, second = self.make_leads(bare, bare)
        prospect = first.prospect_id
        prospect.action_link_client(self.anna.id, despite_contradictions=True)
        self.env.cr.flush()
        [third] = self.make_leads(bare)
        self.assertEqual((first + second + third).client_id, self.anna)
        self.edit(second, contact_name=self.anna.name)
        self.edit(third, contact_name="Орлов Борис")
        self.assertEqual((first + second).prospect_id, prospect)
        self.assertEqual(third.prospect_id.name, "Орлов Борис")
        self.assertFalse(third.client_id)

    def test_two_clients_chosen(self):
        """Each application is that of the client who was chosen for it."""
        boris = self.make_client(lastname="Орлов", firstname="Борис")
        # The second time they have prospects of their own already.
        for phone in (PHONE, "+79035550033"):
            with self.subTest(phone):
                bare = {"name": "Loan", "phone": phone}
                first, second = self.make_leads(bare, bare)
                for lead, client in ((first, self.anna), (second, boris)):
                    self.edit(lead.with_user(self.salesman), partner_id=client.id)
                self.assertEqual(first.client_id, self.anna)
                self.assertEqual(second.client_id, boris)
                self.assertFalse(second.client_conflict)

    def test_corrected_contact(self):
        """Another number is another person, and the other application stays."""
        bare = {"name": "Loan", "phone": PHONE}
        first, second = self.make_leads(bare, bare)
        self.edit(second, phone="+79035550011")
        self.assertNotEqual(second.prospect_id, first.prospect_id)
        self.assertEqual(first.prospect_id.contact_point_ids.value, PHONE)
