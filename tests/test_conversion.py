# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import tagged

from .common_conversion import PERSON, ConversionCase

# Of the same woman, as the client base knows her: she married, and moved.
CLIENT = {
    **PERSON,
    "lastname": "Лисина",
    "phones": ["+79165550102"],
    "emails": [],
    "street": "ул. Новая, 1",
    "city": "Москва",
    "zip": "101000",
    "employer": "",
}


@tagged("post_install", "-at_install")
class TestConversion(ConversionCase):
    """What goes to the card of a client, and what stays."""

    def convert(self, prospect, *args, **kwargs):
        """Converted by a salesperson; the client."""
        result = prospect.with_user(self.own).convert(*args, **kwargs)
        self.env.cr.flush()
        self.env.invalidate_all()
        return self.env["res.partner"].browse(result["client_id"])

    def rows(self, prospect, client=None):
        prepared = prospect.with_user(self.own)._prepare_conversion(client)
        return {row["field"]: row for row in prepared["rows"]}, prepared["carried"]

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

    # ------------------------------------------------------------------ carried along

    def test_values_with_origins(self):
        """Contacts and documents come with who said them; equal ones count once."""
        client = self.make_client(
            lastname="Волкова", firstname="Ирина", phones=PERSON["phones"]
        )
        held = client.contact_point_ids
        origins = held.origin_ids
        prospect = self.make_person()
        bad = {"kind": "phone", "value": "5555555555", "prospect_id": prospect.id}
        self.env["crm.contact.point"].create(bad)
        points = prospect.contact_point_ids
        said = points.origin_ids
        self.convert(prospect, client.id)
        self.assertEqual(prospect.contact_point_ids, points)
        self.assertEqual(points.origin_ids, said)
        self.assertEqual(held.origin_ids, origins)
        new = client.contact_point_ids - held
        self.assertEqual(new.mapped("value"), ["irina.volkova@example.org"])
        source = points.filtered(lambda p: p.kind == "email").origin_ids
        self.assertTrue(source)
        columns = ("source_id", "first_seen", "last_seen", "times")
        self.assertEqual(
            [[row[c] for c in columns] for row in new.origin_ids],
            [[row[c] for c in columns] for row in source],
        )
        self.assertEqual(client.document_ids.number, "4510 654321")
        self.assertTrue(client.document_ids.origin_ids)
        # The one with a new e-mail is found by it from now on.
        other = self.make_prospect(
            lastname="Волкова", firstname="Ирина", emails=PERSON["emails"]
        )
        self.assertEqual(other.partner_id, client)

    def test_files(self):
        """Files are on both; their content is stored once."""
        prospect = self.make_person()
        files = self.env["ir.attachment"]
        original = files.create(
            {
                "name": "passport.txt",
                "raw": b"scan",
                "res_model": "crm.prospect",
                "res_id": prospect.id,
            }
        )
        self.assertEqual(self.rows(prospect)[1]["files"], 1)
        client = self.convert(prospect)
        copy = files.search(
            [("res_model", "=", "res.partner"), ("res_id", "=", client.id)]
        )
        self.assertEqual(copy.raw, b"scan")
        self.assertEqual(copy.store_fname, original.store_fname)
        self.assertEqual(original.res_id, prospect.id)
        self.assertTrue(copy.with_user(self.own).has_access("read"))
        original.unlink()
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertEqual(copy.raw, b"scan")

    def test_activities(self):
        """Plans with the prospect go to the card; those of the application stay.

        Neither do those of who may not see the client.
        """
        client = self.make_client(lastname="А", firstname="Б")
        self.hide_client(client, self.all)
        prospect = self.make_person()
        call = self.env.ref("mail.mail_activity_data_call")
        plans = {
            user: prospect.activity_schedule(activity_type_id=call.id, user_id=user.id)
            for user in (self.own, self.all)
        }
        done = prospect.activity_schedule(activity_type_id=call.id)
        done.action_done()
        lead_plan = prospect.lead_ids.activity_schedule(activity_type_id=call.id)
        self.assertEqual(self.rows(prospect)[1]["activities"], 2)
        self.convert(prospect, client.id)
        self.assertEqual(client.activity_ids, plans[self.own])
        self.assertEqual(plans[self.own].res_name, client.display_name)
        self.assertEqual(prospect.activity_ids, plans[self.all])
        self.assertEqual(lead_plan.res_model, "crm.lead")
        self.assertNotIn(done, client.with_context(active_test=False).activity_ids)

    # ------------------------------------------------------------------ applications

    def test_partner_of_leads(self):
        """All applications get the client now, and nothing is copied either way."""
        client = self.make_client(**CLIENT)
        client.email = "verified@example.org"
        prospect = self.make_person()
        said = {
            "email_from": "other@example.org",
            "phone": "+79165550177",
            "contact_name": "Ира",
            "street": "ул. Третья",
        }
        prospect.lead_ids.write(said)
        lost = self.make_application(prospect, 2)
        lost.action_set_lost()
        chosen = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        of_firm = self.make_application(prospect, 1, partner_id=chosen.id)
        first = prospect.lead_ids.filtered("phone")
        self.assertFalse(first.partner_id)
        self.env.cr.flush()
        contacts = client.contact_point_ids
        self.convert(prospect, client.id)
        self.assertEqual(first.partner_id, client)
        self.assertEqual(lost.partner_id, client)
        self.assertEqual(of_firm.partner_id, chosen)
        for field, value in said.items():
            self.assertEqual(first[field], value)
        self.assertEqual(client.phone, "+79165550102")
        self.assertEqual(client.email, "verified@example.org")
        self.assertEqual(client.street, "ул. Новая, 1")
        self.assertTrue(contacts <= client.contact_point_ids)
        # Later changes of either side stay where they are made.
        first.write({"phone": "+79165550178", "email_from": "third@example.org"})
        client.write({"phone": "+79165550179"})
        self.env.cr.flush()
        self.assertEqual(first.phone, "+79165550178")
        self.assertEqual(client.phone, "+79165550179")
        self.assertEqual(client.email, "verified@example.org")
        self.assertNotIn("+79165550178", client.contact_point_ids.mapped("value"))

    def test_other_prospects(self):
        """Another prospect of the same client stays as it is."""
        client = self.make_client(**PERSON)
        other = self.make_person(step=None)
        prospect = self.make_person()
        self.assertEqual(other.partner_id + prospect.partner_id, client)
        fields_ = sorted(other._link_fields())
        before = other.read(fields_)
        self.assertEqual(self.convert(prospect), client)
        self.assertEqual(other.read(fields_), before)
        self.assertEqual(other.match_state, "linked")
