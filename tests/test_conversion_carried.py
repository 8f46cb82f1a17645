# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_conversion import CLIENT, PERSON, ConversionCase


@tagged("post_install", "-at_install")
class TestConversionCarried(ConversionCase):
    """What goes along with the person: contacts, files, plans, applications."""

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
