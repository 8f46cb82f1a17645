# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ANNA, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestPrivacyLookup(ProspectCase):
    """Odoo's privacy look-up finds people by what they are known by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_card = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**ANNA, ref="77-1")
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": cls.prospect.id}
        )
        # A namesake with other numbers, and somebody else altogether.
        cls.namesake = cls.make_prospect(**NAME, phones=["+79165550199"])
        cls.other = cls.make_prospect(
            lastname="Яблоков",
            firstname="Пётр",
            middlename="Ильич",
            phones=["+79165550127"],
            emails=["petr@example.org"],
            documents=[{"type": "passport_ru", "number": "4510 654321"}],
        )
        cls.env.flush_all()

    def lookup(self, **vals):
        """Records found by the wizard; fails when one is found twice."""
        wizard = self.env["privacy.lookup.wizard"].create(vals)
        wizard.action_lookup()
        found = [(line.res_model, line.res_id) for line in wizard.line_ids]
        self.assertEqual(len(found), len(set(found)))
        return wizard, set(found)

    def of(self, *persons):
        return {(person._name, person.id) for person in persons}

    def all_of(self, *persons):
        """Persons with all their contacts and documents."""
        values = [
            (*person.contact_point_ids, *person.document_ids) for person in persons
        ]
        return self.of(*persons).union(*(self.of(*of_one) for of_one in values))

    def test_phone(self):
        """A phone in another spelling: both persons and all that is stored of them."""
        expected = self.all_of(self.client_card, self.prospect) | self.of(self.lead)
        kinds = {model for model, _id in expected}
        self.assertEqual(len(kinds), 5)
        for spelling in ("+79161234567", "8 (916) 123-45-67", "916 1234567"):
            self.assertEqual(self.lookup(phone=spelling)[1], expected, spelling)

    def test_phone_of_others(self):
        """Partners who are no clients, applications without a person, messengers."""
        partner = self.env["res.partner"].create(
            {"name": "Supplier", "phone": "+79165550333"}
        )
        lead = self.env["crm.lead"].create({"name": "Call", "phone": "+7 916 5550333"})
        chat = self.make_prospect(
            lastname="Сидоров",
            messengers=[{"network": "whatsapp", "id": "+79165550333"}],
        )
        expected = self.of(partner, lead, chat, chat.contact_point_ids)
        found = self.lookup(phone="8-916-555-03-33")[1]
        # The prospect of the lead, where leads get one by themselves.
        made = lead.prospect_id
        expected |= self.of(*made, *made.contact_point_ids)
        self.assertEqual(found, expected)

    def test_document(self):
        """A passport with and without blanks; the documents themselves, too."""
        expected = self.all_of(self.client_card, self.prospect) | self.of(self.lead)
        for spelling in ("4509123456", "серия 45 09 № 123456"):
            self.assertEqual(self.lookup(document=spelling)[1], expected, spelling)

    def test_email(self):
        """Odoo's own way finds e-mails as before, each record once."""
        wizard, found = self.lookup(email="Petr@Example.org", name="Кто-то")
        self.assertEqual(found, self.all_of(self.other))
        self.assertLessEqual(
            {self.other.name, "petr@example.org"},
            set(wizard.line_ids.mapped("res_name")),
        )
        found = self.lookup(email=ANNA["emails"][0], name="Кто-то")[1]
        self.assertLessEqual(self.all_of(self.client_card, self.prospect), found)
        self.assertFalse(self.all_of(self.namesake, self.other) & found)

    def test_email_of_a_partner(self):
        """By the e-mail of his card, once another one is among his contacts."""
        self.client_card.contact_point_ids.filtered(
            lambda point: point.kind == "email"
        ).unlink()
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE res_partner SET email = 'old@example.org',
                email_normalized = 'old@example.org' WHERE id = %s""",
            (self.client_card.id,),
        )
        self.env.invalidate_all()
        found = self.lookup(email="old@example.org", name="Кто-то")[1]
        self.assertLessEqual(self.all_of(self.client_card, self.prospect), found)

    def test_family(self):
        """Who shares a phone is listed by that phone alone, with what is his."""
        husband = self.make_prospect(
            lastname="Соколов",
            firstname="Олег",
            **PHONE,
            documents=[{"type": "passport_ru", "number": "4511 111111"}],
        )
        found = self.lookup(name="Соколова Анна Петровна")[1]
        self.assertLessEqual(self.all_of(self.client_card, self.prospect), found)
        self.assertFalse(self.all_of(husband) & found)
        found = self.lookup(phone=ANNA["phones"][0])[1]
        self.assertLessEqual(self.all_of(husband, self.prospect), found)

    def test_mailbox(self):
        """Another spelling of the same mailbox, by the rules of its provider."""
        person = self.make_prospect(lastname="Орлов", emails=["i.orlov+x@gmail.com"])
        found = self.lookup(email="iorlov@gmail.com", name="Нет")[1]
        self.assertEqual(found, self.of(person, person.contact_point_ids))

    def test_name(self):
        """A full name in any order and case, ё or е; of clients and of prospects."""
        for spelling in ("петр ильич яблоков", "ЯБЛОКОВ Пётр Ильич", "Яблоков Петр"):
            found = self.lookup(name=spelling)[1]
            self.assertEqual(found, self.all_of(self.other), spelling)
        found = self.lookup(name="Соколова Анна Петровна")[1]
        self.assertEqual(
            found,
            self.all_of(self.client_card, self.prospect, self.namesake)
            | self.of(self.lead),
        )
        # An application whose contact he is, with no person of its own.
        lead = self.env["crm.lead"].create(
            {"name": "Card", "partner_id": self.client_card.id, "prospect_id": False}
        )
        named = self.lookup(name="Соколова Анна Петровна")[1]
        self.assertLessEqual(self.of(lead), named)
        # One word is a name only of who has no other.
        self.assertFalse(self.lookup(name="Соколова")[1])
        # Partners who are no clients, by the name as it is written.
        partner = self.env["res.partner"].create({"name": "Supplier Seven"})
        self.assertEqual(self.lookup(name="supplier seven")[1], self.of(partner))

    def test_former_name(self):
        """Who changed the last name is found by the old one."""
        self.other.lastname = "Грушев"
        found = self.lookup(name="Яблоков Пётр Ильич")[1]
        self.assertEqual(found, self.all_of(self.other))

    def test_archived(self):
        """What was archived is still stored."""
        self.other.active = False
        wizard, found = self.lookup(name="Яблоков Пётр Ильич")
        self.assertEqual(found, self.all_of(self.other))
        archived = wizard.line_ids.filtered(lambda line: not line.is_active)
        self.assertEqual(archived.mapped("res_id"), self.other.ids)

    def test_refused(self):
        """Something has to be typed that can be found; texts are not repeated."""
        for vals in (
            {},
            {"email": "a@example.org"},
            {"phone": "нет"},
            {"document": "?", "name": "Соколова Анна"},
        ):
            wizard = self.env["privacy.lookup.wizard"].create(vals)
            with self.assertRaises(UserError) as caught:
                wizard.action_lookup()
            self.assertNotIn("Соколова", str(caught.exception))

    def test_delete_and_archive(self):
        """The lines do what Odoo's do: archive where it can be, delete, log."""
        person = self.make_prospect(lastname="Лишний", **PASSPORT, **PHONE)
        person.partner_id and person.action_unlink_client()
        wizard, _found = self.lookup(phone="8 916 123 45 67", document="4509 123456")
        lines = wizard.line_ids.filtered(
            lambda line: (
                (line.res_model, line.res_id)
                in self.of(person, person.contact_point_ids, person.document_ids)
            )
        )
        self.assertEqual(len(lines), 3)
        lines.action_archive_all()
        self.assertFalse(person.active)
        # Contacts and documents have nothing to archive.
        self.assertTrue(person.document_ids.exists())
        self.assertTrue(person.contact_point_ids.exists())
        document = person.document_ids
        lines.filtered(lambda line: line.res_model == document._name).action_unlink()
        self.assertFalse(document.exists())
        lines.filtered(lambda line: line.res_model == person._name).action_unlink()
        self.assertFalse(person.exists())
        log = wizard.log_id
        self.assertTrue(log)
        texts = [value for value in log.read()[0].values() if isinstance(value, str)]
        for clear in ("916 123", "9161234567", "4509"):
            self.assertNotIn(clear, " ".join(texts))

    def test_delete_all(self):
        """With a person go his contacts and documents: their lines say so."""
        wizard, found = self.lookup(name="Яблоков Пётр Ильич")
        self.assertEqual(len(found), 4)
        wizard.line_ids.action_unlink_all()
        self.assertTrue(all(wizard.line_ids.mapped("is_unlinked")))
        for model, record in found:
            self.assertFalse(self.env[model].browse(record).exists())
        with self.assertRaises(UserError):
            wizard.line_ids[-1].action_unlink()

    def test_from_a_prospect(self):
        """The action on a card fills in what is known of the person."""
        context = self.other.action_privacy_lookup()["context"]
        wizard = self.env["privacy.lookup.wizard"].with_context(**context).create({})
        wizard.action_lookup()
        self.assertIn(self.other.id, wizard.line_ids.mapped("res_id"))
        context = self.client_card.action_privacy_lookup()["context"]
        self.assertEqual(context["default_phone"], self.client_card.phone)
