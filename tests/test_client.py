# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA, BIRTH, NAME, PHONE, ProspectCase

PARTNER_COLUMNS = (
    "is_client",
    "client_number",
    "client_since",
    "client_until",
    "lastname",
    "firstname",
    "middlename",
    "gender",
    "birthdate_date",
    "name_source_id",
    "name_seen",
    "employer_name",
    "employer_vat",
)


@tagged("post_install", "-at_install")
class TestClient(ProspectCase):
    """Who is a client, and what the index knows of a card (K1, K2)."""

    def _row(self, partner, columns="lastname, firstname, middlename"):
        self.env.cr.flush()
        self.env.cr.execute(
            f"SELECT {columns} FROM crm_person_index WHERE partner_id = %s",
            [partner.id],
        )
        return self.env.cr.fetchone()

    # ------------------------------------------------------------------ who is one

    def test_columns_are_plain(self):
        """Adding them to a million partners computes nothing and fills nothing."""
        fields = self.env["res.partner"]._fields
        for name in PARTNER_COLUMNS:
            self.assertTrue(fields[name].store, name)
            self.assertFalse(fields[name].compute, name)
            self.assertFalse(fields[name].default, name)
        ours = {
            name
            for name, field in fields.items()
            if "crm_prospect" in field._modules and field.store and field.column_type
        }
        self.assertEqual(ours, set(PARTNER_COLUMNS))

    def test_no_partner_becomes_a_client_by_itself(self):
        Partner = self.env["res.partner"]
        lead = self.env["crm.lead"].create(
            {"name": "Order", "contact_name": "Анна", "email_from": "a@mail.example"}
        )
        form = Form(Partner)
        form.name = "Анна"
        partners = form.save() + lead._create_customer()
        partners += Partner.find_or_create("Анна <anna@mail.example>")
        partners += Partner.browse(Partner.name_create("Анна")[0])
        partners += self.make_client(**NAME).copy()
        partners += new_test_user(self.env, "somebody").partner_id
        mailed = self.env["mail.thread"]._partner_find_from_emails_single
        partners += mailed(["web@mail.example"])
        self.assertEqual(len(partners), 7)
        self.assertFalse(any(partners.mapped("is_client")))
        self.assertFalse(any(partners.mapped("client_number")))
        self.env.cr.flush()
        self.assertFalse(
            self.env["crm.person.index"].search([("partner_id", "in", partners.ids)])
        )

    def test_company_is_no_client(self):
        """Not through the ORM and not past it: the database says so."""
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        client = self.make_client(**NAME)
        with mute_logger("odoo.sql_db"):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                company.is_client = True
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                client.is_company = True
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self.env.cr.execute(
                    "UPDATE res_partner SET is_client = TRUE WHERE id = %s",
                    [company.id],
                )

    def test_client_number(self):
        client = self.make_client(**NAME)
        other = self.make_client(**NAME)
        self.assertGreater(other.client_number, client.client_number)
        number = client.client_number
        client.is_client = False
        self.assertEqual(client.client_number, number, "keeps leading to the card")
        client.is_client = True
        self.assertEqual(client.client_number, number)

    def test_number_given_by_hand(self):
        [last] = self.env["res.partner"]._next_numbers(1)
        client = self.make_client(client_number=last + 1, **NAME)
        self.assertEqual(client.client_number, last + 1)
        self.assertEqual(self.make_client(**NAME).client_number, last + 2)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.make_client(client_number=last + 1)

    def test_linked_client_stays_one(self):
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(prospect.partner_id, client)
        prospect.user_id = self.env.ref("base.user_root")
        # Also for who may not see the prospect: an administrator of another company.
        admin = self.make_user("chooser", "admin")
        admin.group_ids += self.env.ref("base.group_partner_manager")
        prospect.company_id = self.env["res.company"].create({"name": "Other"})
        for user in (self.env.user, admin):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                client.with_user(user).is_client = False
        with mute_logger("odoo.sql_db"):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                client.unlink()
        prospect.action_unlink_client()
        client.is_client = False
        self.assertFalse(self._row(client))

    def test_administrators_choose_clients(self):
        """Sales people edit cards, but do not say who is a client."""
        for role, allowed in (("own", False), ("steward", False), ("admin", True)):
            user = self.make_user(f"chooser_{role}", role)
            user.group_ids += self.env.ref("base.group_partner_manager")
            partners = self.env["res.partner"].with_user(user)
            with self.subTest(role=role):
                card = partners.create({"name": "Соколова Анна"})
                card.city = "Тверь"
                if allowed:
                    card.is_client = True
                    partners.create({"name": "Иванова Анна", "is_client": True})
                    continue
                with self.assertRaises(AccessError), self.cr.savepoint():
                    card.is_client = True
                with self.assertRaises(AccessError), self.cr.savepoint():
                    partners.create({"name": "Иванова Анна", "is_client": True})

    def test_portal_user_may_be_a_client(self):
        user = new_test_user(self.env, "portal_client", groups="base.group_portal")
        user.partner_id.write({"is_client": True, **NAME})
        self.assertTrue(user.partner_id.client_number)
        self.assertEqual(self._row(user.partner_id)[0], "соколова")

    # ------------------------------------------------------------------ the card

    def test_phone_and_email_of_the_card(self):
        """They are contacts of the client; earlier ones stay."""
        client = self.make_client(
            **NAME, phone="8 916 123-45-67, 8 916 123-45-68", email="Anna@Example.org"
        )
        row = self._row(client, "phones, mobiles, emails")
        phones = ["+79161234567", "+79161234568"]
        self.assertEqual(row[:2], (phones, phones))
        self.assertEqual(len(row[2]), 1)
        point = client.contact_point_ids[0]
        self.assertEqual(point.origin_ids.source_id.code, "CARD")
        client.phone = "+7 926 555-01-04"
        self.assertEqual(self._row(client, "phones")[0], [*phones, "+79265550104"])
        self.assertEqual(len(client.contact_point_ids), 4)

    def test_unusable_phone_of_the_card(self):
        client = self.make_client(**NAME, phone="5555555555", email="нет")
        self.assertEqual(self._row(client, "phones, emails"), (None, None))

    def test_changed_card_is_indexed_again(self):
        client = self.make_client(**ANNA)
        client.birthdate_date = "1981-01-01"
        self.assertEqual(str(self._row(client, "birthdate_date")[0]), "1981-01-01")
        client.city = "Омск"
        self.assertEqual(self._row(client, "city")[0], "омск")
        client.is_client = False
        self.assertIsNone(self._row(client))
        client.is_client = True
        self.assertTrue(self._row(client))
        client.active = False
        self.assertTrue(self._row(client), "an archived client is a client")

    def test_name_overwritten_on_the_card(self):
        """The index follows the name that is shown, not parts that no longer fit."""
        client = self.make_client(**NAME)
        client.name = "Орлова Анна Петровна"
        self.assertEqual(self._row(client), ("орлова", "анна", "петровна"))
        client.name = "Соколова Анна Петровна (VIP)"
        self.assertEqual(self._row(client), ("соколова", "анна", "петровна"))

    def test_part_written_after_the_name_was_overwritten(self):
        """A part changes the name that is shown, and brings no old one back."""
        client = self.make_client(**NAME)
        client.name = "Орлова Анна Петровна"
        client.middlename = "Павловна"
        self.assertEqual(client.name, "Орлова Анна Павловна")
        self.assertEqual(client.lastname, "Орлова")
        self.assertEqual(self._row(client), ("орлова", "анна", "павловна"))

    def test_parts_make_the_name(self):
        client = self.env["res.partner"].create({**NAME, "is_client": True})
        self.assertEqual(client.name, "Соколова Анна Петровна")
        clients = client | self.make_client(lastname="Орлов", firstname="Пётр")
        clients.write({"middlename": "Юр"})
        self.assertEqual(clients.mapped("name"), ["Соколова Анна Юр", "Орлов Пётр Юр"])
        client.write({"lastname": False, "firstname": False, "middlename": False})
        self.assertTrue(client.name, "a card keeps a name")

    def test_card_without_parts(self):
        """The full name alone, in any order, is understood."""
        client = self.env["res.partner"].create(
            {"name": "Анна Петровна Соколова", "is_client": True}
        )
        self.assertEqual(self._row(client), ("соколова", "анна", "петровна"))

    def test_former_name_of_a_client(self):
        client = self.make_client(**NAME)
        client.lastname = "Орлова"
        self.assertEqual(client.former_name_ids.lastname, "Соколова")
        self.assertEqual(self._row(client, "former_lastnames")[0], ["соколова"])

    def test_partner_who_is_no_client(self):
        """Costs no index row, no contact point and no former name."""
        partner = self.env["res.partner"].create({**NAME, "phone": "+79161234567"})
        partner.lastname = "Орлова"
        self.assertIsNone(self._row(partner))
        self.assertFalse(partner.contact_point_ids)
        self.assertFalse(partner.former_name_ids)

    def test_prospect_writes_nothing_to_the_client(self):
        client = self.make_client(**ANNA)
        self.env.cr.execute("SELECT xmin FROM res_partner WHERE id = %s", [client.id])
        before = self.env.cr.fetchone()
        prospect = self.make_prospect(
            **{**ANNA, "phones": [*ANNA["phones"], "+79265550102"], "city": "Омск"}
        )
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(len(client.contact_point_ids), 3)
        self.env.cr.execute("SELECT xmin FROM res_partner WHERE id = %s", [client.id])
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_chosen_by_search(self):
        """A choice among clients finds them as the search box does."""
        client = self.make_client(**NAME, **BIRTH, **PHONE)
        partners = self.env["res.partner"].with_context(pick_client=True)
        [(found, name)] = partners.name_search("петровна сокол")
        self.assertEqual(found, client.id)
        self.assertIn(client.client_number_display, name)
        self.assertIn("1980", name)

    def test_only_clients_are_linked(self):
        partner = self.env["res.partner"].create({"name": "Анна"})
        with self.assertRaisesRegex(UserError, "Only clients"):
            self.make_prospect(**NAME).action_link_client(partner.id)
