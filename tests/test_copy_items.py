# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestCopyItems(ProspectCase):
    """Contacts, documents and notes are copied one by one, never glued (L6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_prospect(
            **{
                **ANNA,
                "phones": [
                    {"value": "+79161234567", "usage": "work"},
                    {"value": "+79161234568"},
                ],
                "emails": ["anna.sokolova@example.org", "as@example.org"],
            }
        )
        cls.other = cls.make_prospect(lastname="Орлова", firstname="Вера")
        cls.env.cr.flush()

    def items_of(self, target, source):
        return target.copy_choices(source._name, source.id)["items"]

    def copy_all(self, target, source, choices=None):
        keys = [item["key"] for item in self.items_of(target, source)]
        target.copy_from(source._name, source.id, choices or {}, keys)
        self.env.cr.flush()

    def values_of(self, prospect, kind):
        points = prospect.contact_point_ids.filtered(lambda p: p.kind == kind)
        return set(points.mapped("value"))

    def test_to_prospect(self):
        """Each phone and e-mail is a contact of its own, with its usage."""
        self.copy_all(self.other, self.anna)
        for kind in ("phone", "email", "messenger"):
            self.assertEqual(
                self.values_of(self.other, kind), self.values_of(self.anna, kind)
            )
        values = self.other.contact_point_ids.mapped("value")
        self.assertFalse([value for value in values if ";" in value or "," in value])
        work = self.other.contact_point_ids.filtered(lambda p: p.usage == "work")
        self.assertEqual(work.value, "+79161234567")
        self.assertEqual(
            set(self.other.document_ids.mapped("number_normalized")),
            set(self.anna.document_ids.mapped("number_normalized")),
        )

    def test_has_it_already(self):
        """The same number in another notation is marked, and not added once more."""
        self.other.contact_point_ids.create(
            {
                "prospect_id": self.other.id,
                "kind": "phone",
                "value": "8 (916) 123-45-67",
            }
        )
        items = self.items_of(self.other, self.anna)
        there = [item["label"] for item in items if item["is_there"]]
        self.assertEqual(len(there), 1)
        self.assertIn("+79161234567", there[0])
        firsts = {item["kind"] for item in items if item["is_first"]}
        self.assertEqual(firsts, {"email", "messenger", "document"})
        self.copy_all(self.other, self.anna)
        phones = self.values_of(self.other, "phone")
        self.assertEqual(phones, {"8 (916) 123-45-67", "+79161234568"})

    def test_twice(self):
        self.copy_all(self.other, self.anna)
        count = len(self.other.contact_point_ids)
        self.copy_all(self.other, self.anna)
        self.assertEqual(len(self.other.contact_point_ids), count)

    def test_origins(self):
        """Who said a value, and when, goes with it; nobody typed it today."""
        point = self.anna.contact_point_ids[0]
        bank = self.sources["BT"]
        point.origin_ids.unlink()
        self.env["crm.person.origin"].create(
            {
                "contact_point_id": point.id,
                "source_id": bank.id,
                "first_seen": "2024-01-02",
                "last_seen": "2025-03-04",
                "times": 3,
            }
        )
        self.copy_all(self.other, self.anna)
        copy = self.other.contact_point_ids.filtered(lambda p: p.value == point.value)
        origin = copy.origin_ids
        self.assertEqual(origin.source_id, bank)
        self.assertEqual(
            (str(origin.first_seen), str(origin.last_seen), origin.times),
            ("2024-01-02", "2025-03-04", 3),
        )

    def test_to_empty_application(self):
        """The first of each kind fills the field, the others go to the prospect."""
        lead = self.env["crm.lead"].create({"name": "Loan"})
        self.copy_all(lead, self.anna, {"name": "take"})
        self.assertEqual(lead.contact_name, self.anna.name)
        # The best ones first.
        self.assertEqual(lead.phone, self.anna.phone)
        self.assertEqual(lead.email_from, self.anna.email)
        person = lead.prospect_id
        self.assertEqual(
            len(person.contact_point_ids), len(self.anna.contact_point_ids)
        )
        self.assertEqual(len(person.document_ids), len(self.anna.document_ids))

    def test_to_application_with_phone(self):
        """Its phone stays; the other one arrives as a contact of its prospect."""
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "contact_name": "Зорин Лев", "phone": "+79265550101"}
        )
        self.env.cr.flush()
        keys = [
            item["key"]
            for item in self.items_of(lead, self.anna)
            if item["kind"] in ("phone", "email")
        ]
        lead.copy_from("crm.prospect", self.anna.id, {}, keys)
        self.env.cr.flush()
        self.assertEqual(lead.phone.replace(" ", "").replace("-", ""), "+79265550101")
        self.assertEqual(lead.email_from, self.anna.email)
        keys = lead.prospect_id.contact_point_ids.mapped("match_key")
        self.assertEqual(len(keys), 5)
        self.assertEqual(len(set(keys)), 5)

    def test_from_application(self):
        """Its own two addresses are two contacts."""
        self.env["ir.config_parameter"].set_param("crm_prospect.lead_persons", "False")
        lead = self.env["crm.lead"].create(
            {
                "name": "Loan",
                "phone": "+79265550101",
                "email_from": "Vera <vera@orlova.example>, v@orlova.example",
            }
        )
        self.assertFalse(lead.prospect_id)
        self.copy_all(self.other, lead)
        self.assertEqual(
            self.values_of(self.other, "email"),
            {"vera@orlova.example", "v@orlova.example"},
        )
        self.assertEqual(len(self.values_of(self.other, "phone")), 1)

    def test_no_prospect_to_hold_it(self):
        """More than an application can hold, and no prospect: nothing is written."""
        self.env["ir.config_parameter"].set_param("crm_prospect.lead_persons", "False")
        lead = self.env["crm.lead"].create({"name": "Loan"})
        keys = [item["key"] for item in self.items_of(lead, self.anna)]
        with self.assertRaisesRegex(UserError, "no potential client"):
            lead.copy_from("crm.prospect", self.anna.id, {}, keys)
        one = [i["key"] for i in self.items_of(lead, self.anna) if i["kind"] == "phone"]
        lead.copy_from("crm.prospect", self.anna.id, {}, one[:1])
        self.assertTrue(lead.phone)

    def test_notes(self):
        """Notes of people come along as one quoted note; mails and logs do not."""
        for body, message_type, subtype in (
            ("Likes tea", "comment", "mail.mt_note"),
            ("Likes cake", "comment", "mail.mt_note"),
            ("Tracked", "notification", "mail.mt_note"),
            ("A letter", "comment", "mail.mt_comment"),
        ):
            self.anna.message_post(
                body=body, message_type=message_type, subtype_xmlid=subtype
            )
        self.copy_all(self.other, self.anna)
        quoted = self.other.message_ids.filtered(lambda m: "Likes" in m.body)
        body = quoted.body
        self.assertLess(body.index("Likes tea"), body.index("Likes cake"))
        self.assertNotIn("Tracked", body)
        self.assertNotIn("A letter", body)
        self.assertEqual(body.count("<blockquote"), 2)

    def test_matched_with_what_came(self):
        """Copied contacts and documents are looked at as if they were typed."""
        client = self.make_client(
            **{key: ANNA[key] for key in ("lastname", "firstname", "documents")}
        )
        self.make_rule("document")
        items = self.items_of(self.other, self.anna)
        keys = [item["key"] for item in items if item["kind"] == "document"]
        self.other.copy_from("crm.prospect", self.anna.id, {}, keys)
        self.env.cr.flush()
        self.assertEqual(self.other.partner_id, client)

    def test_statements(self):
        """As many contacts as one likes, the statements are the same ones."""

        def statements(count):
            source = self.make_prospect(
                lastname="Много",
                phones=[f"+7903{count:03}{i:04}" for i in range(count)],
            )
            target = self.make_prospect(lastname="Мало")
            keys = [item["key"] for item in self.items_of(target, source)]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            target.copy_from("crm.prospect", source.id, {}, keys)
            self.env.cr.flush()
            return self.env.cr.sql_log_count - before

        statements(3)
        self.assertLessEqual(statements(60), statements(10) + 3)
