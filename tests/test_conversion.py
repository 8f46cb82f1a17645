# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import tagged

from .common_conversion import CLIENT, PERSON, ConversionCase


@tagged("post_install", "-at_install")
class TestConversion(ConversionCase):
    """What goes to the card of a client, and what stays."""

    # ------------------------------------------------------------------ a new client

    def test_new_client(self):
        """Everything known is on the new card; nobody had to be an administrator."""
        prospect = self.make_person(
            comment="Called twice", company_id=self.env.company.id, lang="en_US"
        )
        prospect.former_name_ids = [fields.Command.create({"lastname": "Зайцева"})]
        prospect.tag_ids = self.env["crm.tag"].create([{"name": "VIP"}, {"name": "X"}])
        self.env["res.partner.category"].create({"name": "VIP"})
        result = prospect.with_user(self.own).convert()
        client = self.env["res.partner"].browse(result["client_id"])
        self.assertTrue(result["created"])
        self.assertTrue(result["number"])
        self.assertEqual(result["number"], client.client_number)
        self.assertEqual(client.name, "Волкова Ирина Олеговна")
        self.assertTrue(client.is_client)
        self.assertEqual(client.client_since, fields.Date.today())
        for field in (
            "lastname",
            "firstname",
            "middlename",
            "gender",
            "street",
            "city",
        ):
            self.assertEqual(client[field], prospect[field], field)
        for field in ("birthdate_date", "zip", "employer_name", "phone", "email"):
            self.assertTrue(client[field], field)
            self.assertEqual(client[field], prospect[field], field)
        self.assertEqual(client.company_id, self.env.company)
        self.assertEqual(set(client.category_id.mapped("name")), {"VIP", "X"})
        categories = self.env["res.partner.category"]
        self.assertEqual(categories.search_count([("name", "=", "VIP")]), 1)
        self.assertIn("Called twice", client.comment)
        self.assertEqual(client.former_name_ids.mapped("lastname"), ["Зайцева"])
        self.assertEqual(client.create_uid, self.own)

    def test_registered_today(self):
        """Converted on the day he registered: converted all the same, and linked."""
        prospect = self.make_person()
        client = self.convert(prospect)
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(prospect.match_state, "converted")
        self.assertEqual(prospect.link_kind, "became")
        self.assertEqual(prospect.link_user_id, self.own)
        self.assertEqual(prospect.conversion_user_id, self.own)
        self.assertTrue(prospect.link_date and prospect.conversion_date)
        match = prospect.match_ids
        self.assertEqual((match.verdict, match.user_id), ("confirmed", self.own))
        self.assertEqual(match.partner_id, client)

    def test_context(self):
        """Defaults of a context get onto no card."""
        prospect = self.make_person()
        client = self.convert(
            prospect.with_context(default_is_company=True, default_street2="Evil 7")
        )
        self.assertFalse(client.is_company)
        self.assertFalse(client.street2)

    # ------------------------------------------------------------------ an existing one

    def test_defaults(self):
        """Verified values stay, blank ones are filled; the preview says the same."""
        client = self.make_client(**CLIENT)
        client.comment = "<p>Loyal</p>"
        prospect = self.make_person(comment="Called twice", priority="0")
        rows, _carried = self.rows(prospect, client)
        defaults = {field: row["default"] for field, row in rows.items()}
        self.assertEqual(
            {field for field, choice in defaults.items() if choice == "take"},
            {"email", "employer"},
        )
        self.assertEqual(defaults["comment"], "append")
        self.assertEqual(rows["lastname"]["prospect"], ("Волкова", "Волкова"))
        self.assertEqual(rows["lastname"]["client"], ("Лисина", "Лисина"))
        self.assertEqual(rows["gender"]["default"], "keep")
        number, since = client.client_number, client.client_since
        self.assertEqual(self.convert(prospect, client.id), client)
        self.assertEqual(client.lastname, "Лисина")
        self.assertEqual(client.name, "Лисина Ирина Олеговна")
        self.assertEqual((client.street, client.city), ("ул. Новая, 1", "Москва"))
        self.assertEqual(client.phone, "+79165550102")
        self.assertEqual(client.email, "irina.volkova@example.org")
        self.assertEqual(client.employer_name, "Ромашка")
        self.assertIn("Loyal", client.comment)
        self.assertIn("Called twice", client.comment)
        self.assertEqual((client.client_number, client.client_since), (number, since))

    def test_choices(self):
        """What is taken over replaces, an address as a whole; a blank one does not."""
        client = self.make_client(**CLIENT)
        client.write({"street2": "old", "comment": "<p>Loyal</p>", "user_id": 2})
        vip = self.env["res.partner.category"].create({"name": "VIP"})
        client.category_id = vip
        prospect = self.make_person(comment="Called twice")
        prospect.tag_ids = self.env["crm.tag"].create({"name": "New"})
        prospect.birthdate_date = False
        choices = dict.fromkeys(
            ("lastname", "address", "phone", "comment", "tag_ids", "birthdate_date"),
            "take",
        )
        self.convert(prospect, client.id, {**choices, "email": "keep"})
        self.assertEqual(client.name, "Волкова Ирина Олеговна")
        self.assertEqual(client.former_name_ids.lastname, "Лисина")
        self.assertEqual((client.street, client.city), ("ул. Лесная, 5", "Тверь"))
        self.assertEqual((client.zip, client.street2), ("170001", False))
        self.assertEqual(client.phone, "+79165550101")
        self.assertFalse(client.email)
        self.assertNotIn("Loyal", client.comment)
        self.assertEqual(client.category_id.mapped("name"), ["New"])
        self.assertEqual(client.birthdate_date, fields.Date.to_date("1985-03-02"))

    def test_preview_is_result(self):
        """What the rows say by default is what the card says afterwards."""
        client = self.make_client(**CLIENT)
        prospect = self.make_person(comment="Note")
        rows, carried = self.rows(prospect, client)
        expected = {
            field: row["prospect" if row["default"] == "take" else "client"][0]
            for field, row in rows.items()
            if row["default"] != "append"
        }
        self.convert(prospect, client.id)
        after = prospect._get_client_values(client)
        self.assertEqual({field: after[field] for field in expected}, expected)
        self.assertEqual(carried["contact_points"], 2)
        self.assertEqual(carried["documents"], 0)
        self.assertEqual(carried["notes"], 1)
        # Nothing is left that the card would lack.
        again = self.rows(prospect, client)[1]
        self.assertEqual(again["contact_points"], 0)

    def test_full_name_alone(self):
        """A card with a full name and no parts: nothing of it gets lost."""
        client = self.env["res.partner"].create(
            {"name": "Волкова Ирина", "is_client": True}
        )
        prospect = self.make_person()
        self.convert(prospect, client.id)
        self.assertEqual(client.name, "Волкова Ирина Олеговна")
        self.assertEqual(client.middlename, "Олеговна")

    def test_contact_of_lead(self):
        """A contact that Odoo made of the application is proposed, and becomes one."""
        contact = self.env["res.partner"].create({"name": "Волкова Ирина"})
        prospect = self.make_person()
        prospect.lead_ids.partner_id = contact
        proposals, hidden = prospect.with_user(self.own)._propose_clients()
        self.assertEqual([p["client"] for p in proposals], [contact])
        self.assertEqual(hidden, 0)
        self.assertEqual(self.convert(prospect, contact.id), contact)
        self.assertTrue(contact.is_client and contact.client_number)
        self.assertEqual(contact.client_since, fields.Date.today())

    def test_proposals(self):
        """Who may be this person, with the rule and what speaks for and against."""
        client = self.make_client(**{**PERSON, "gender": "male"})
        prospect = self.make_person()
        self.assertEqual(prospect.partner_id, client)
        [proposal], hidden = prospect.with_user(self.own)._propose_clients()
        self.assertEqual((proposal["client"], hidden), (client, 0))
        self.assertTrue(proposal["reasons"] and proposal["rule"])
        self.assertIn("gender differs", proposal["against"])
        self.assertGreater(proposal["confidence"], 0)
