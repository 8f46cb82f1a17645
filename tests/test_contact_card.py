# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ANNA, NAME
from .common_contacts import FIRST, NOTATION, SECOND, ContactCase

THIRD = "+79035556677"
UNUSABLE = "5555555555"
MANY = 1000


@tagged("post_install", "-at_install")
class TestContactCard(ContactCase):
    """The phone and e-mail of a card follow the contacts of the client."""

    def test_blank_card_takes_a_contact(self):
        client = self.make_client(**NAME)
        self.add(client, UNUSABLE)
        self.assertFalse(client.phone)
        self.add(client, "id1", kind="messenger")
        self.assertFalse(client.phone)
        self.add(client, NOTATION)
        self.assertEqual(client.phone, NOTATION)
        self.add(client, SECOND)
        self.assertEqual(client.phone, NOTATION, "the phone of a card stays")
        self.add(client, "anna@example.org", kind="email")
        self.assertEqual(client.email, "anna@example.org")
        # What the card shows of the contacts is no further source of them.
        codes = client.contact_point_ids.origin_ids.source_id.mapped("code")
        self.assertEqual(codes, ["HAND"])

    def test_new_client_with_contacts(self):
        client = self.make_client(**ANNA)
        self.assertEqual(client.phone, ANNA["phones"][0])
        self.assertEqual(client.email, ANNA["emails"][0])

    def test_contact_changed(self):
        client = self.make_client(**NAME)
        point = self.add(client, FIRST)
        other = self.add(client, SECOND)
        other.value = "+79265550105"
        self.assertEqual(client.phone, FIRST, "the other one is not on the card")
        point.value = NOTATION
        self.assertEqual(client.phone, NOTATION)
        point.value = THIRD
        self.assertEqual(client.phone, THIRD)
        point.value = UNUSABLE
        self.assertEqual(client.phone, "+79265550105", "the next best")
        other.unlink()
        self.assertFalse(client.phone)
        point.value = FIRST
        self.assertEqual(client.phone, FIRST)

    def test_contact_removed(self):
        client = self.make_client(**NAME)
        first, second, third = (self.add(client, v) for v in (FIRST, SECOND, THIRD))
        self.rank(second, 2)
        self.rank(third, 1)
        first.unlink()
        self.env.cr.flush()
        self.assertEqual(client.phone, THIRD, "the best one")
        self.assertEqual(self.keys(client), {SECOND, THIRD}, "it does not come back")
        self.add(client, FIRST)
        client.phone = FIRST
        self.env.cr.flush()
        self.rank(second, 1, status="wrong_person")
        self.rank(third, 2, status="no_answer")
        client.contact_point_ids.filtered(lambda p: p.value == FIRST).unlink()
        self.assertEqual(client.phone, THIRD, "rather than somebody else's")
        client.contact_point_ids.unlink()
        self.env.cr.flush()
        self.assertFalse(client.phone)
        self.assertFalse(client.contact_point_ids)

    def rank(self, point, rank, status="personal"):
        scores = self.env["crm.contact.score"]
        scores.search([("point_id", "=", point.id)]).unlink()
        model = self.env["crm.contact.score.model"].search([], limit=1)
        model = model or model.create({"name": "Test"})
        scores.create(
            {
                "point_id": point.id,
                "model_id": model.id,
                "score": 1000 - rank,
                "rank": rank,
                "kind_rank": rank,
                "status": status,
                "computed_at": "2026-01-01",
            }
        )

    def test_cleared_card(self):
        """It is filled by a new contact, and by what is new only."""
        client = self.make_client(**NAME, phone=FIRST)
        client.phone = False
        self.env.cr.flush()
        client.city = "Тверь"
        self.env.cr.flush()
        self.assertFalse(client.phone)
        self.add(client, SECOND).usage = "work"
        self.assertEqual(client.phone, SECOND)

    def test_several_numbers_on_the_card(self):
        client = self.make_client(**NAME, phone=f"{FIRST}, {SECOND}")
        points = {p.match_key: p for p in client.contact_point_ids}
        points[FIRST].value = THIRD
        self.assertEqual(client.phone, f"{THIRD}, {SECOND}")
        points[SECOND].unlink()
        self.env.cr.flush()
        self.assertEqual(client.phone, THIRD)
        self.assertEqual(self.keys(client), {THIRD})

    def test_both_in_one_form(self):
        """A form may change the card and the list of contacts at once."""
        client = self.make_client(**NAME)
        point = self.add(client, FIRST)
        client.write({"phone": SECOND, "contact_point_ids": [Command.delete(point.id)]})
        self.env.cr.flush()
        self.assertEqual(client.phone, SECOND)
        self.assertEqual(self.keys(client), {SECOND})

    def test_contact_moved_to_another_client(self):
        client, other = self.make_client(**NAME), self.make_client(**NAME)
        point = self.add(client, FIRST)
        point.partner_id = other
        self.env.cr.flush()
        self.assertEqual((client.phone, other.phone), (False, FIRST))
        self.assertEqual((self.keys(client), self.keys(other)), (set(), {FIRST}))
        self.assertEqual(self.history(client), [(FIRST, False)])

    def test_partner_who_is_no_client(self):
        client = self.make_client(**NAME)
        client.is_client = False
        self.add(client, FIRST)
        self.assertFalse(client.phone)

    def test_prospects_never_reach_a_card(self):
        """Neither a linked prospect's contacts nor his fields change the card."""
        client = self.make_client(**{**ANNA, "emails": []})
        client.phone = False
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(prospect.partner_id, client)
        self.env.cr.flush()
        columns = "phone, email, phone_sanitized, email_normalized, xmin"
        query = f"SELECT {columns} FROM res_partner WHERE id = {client.id}"  # noqa: S608
        self.env.cr.execute(query)
        before = self.env.cr.fetchall()
        point = self.add(prospect, SECOND)
        prospect.write({"phone": THIRD, "email": "new@example.org"})
        point.value = "+79265550105"
        prospect.contact_point_ids.filtered(lambda p: p.kind == "email").unlink()
        prospect.message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.env.cr.flush()
        self.env.cr.execute(query)
        self.assertEqual(self.env.cr.fetchall(), before)
        self.assertEqual(self.keys(client), {FIRST})

    def test_rights(self):
        """Contacts are no way around Odoo's own walls around cards."""
        admin = self.env.ref("base.user_admin").partner_id
        admin.write({"is_client": True, "email": "admin@example.org", **NAME})
        self.env.cr.flush()
        point = admin.contact_point_ids.filtered(lambda p: p.kind == "email")
        user = new_test_user(
            self.env,
            "c_steward",
            groups="base.group_user,base.group_partner_manager,"
            "crm_prospect.group_prospect_steward",
        )
        with self.assertRaises(AccessError), self.cr.savepoint():
            point.with_user(user).value = "thief@example.org"
        self.assertEqual(admin.email, "admin@example.org")

    # ------------------------------------------------------------------ many

    def statements_of(self, deed):
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        deed()
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    def make_many(self, number):
        return self.load_clients(
            [{"lastname": f"Петров{i}", "ref": f"{number}-{i}"} for i in range(number)]
        )

    def write_each(self, cards):
        """Give each card a phone of its own, as any code of Odoo does."""
        quiet = {"mail_notrack": True, "persons_locked": True}
        for number, card in enumerate(cards.with_context(**quiet)):
            card.write({"phone": f"+7926{1230000 + number}"})

    def test_many_contacts_for_blank_cards(self):
        """Filling the cards of many clients costs what Odoo asks for, and no more."""
        plain = self.env["res.partner"].create([{"name": "Plain"}] * MANY)
        odoo = self.statements_of(lambda: self.write_each(plain))
        clients = self.make_many(MANY)
        vals_list = [
            {"partner_id": client.id, "value": f"+7916{1230000 + number}"}
            for number, client in enumerate(clients)
        ]
        mine = self.statements_of(
            lambda: self.env["crm.contact.point"].create(vals_list)
        )
        self.assertTrue(all(clients.mapped("phone")))
        self.assertLess(mine - odoo, MANY / 5)

    def test_many_cards_written(self):
        """The contacts of many cards are written by one statement for all."""
        plain = self.env["res.partner"].create([{"name": "Plain"}] * MANY)
        odoo = self.statements_of(lambda: self.write_each(plain))
        clients = self.make_many(MANY)
        mine = self.statements_of(lambda: self.write_each(clients))
        self.assertEqual(len(clients.contact_point_ids), MANY)
        self.assertLess(mine - odoo, MANY / 5)

    def test_many_cards_written_at_once(self):
        counts = []
        for number in (10, MANY):
            clients = self.make_many(number).with_context(mail_notrack=True)
            counts.append(
                self.statements_of(
                    lambda c=clients: c.write({"email": "office@romashka.example.org"})
                )
            )
            self.assertEqual(len(clients.contact_point_ids), number)
        self.assertLess(counts[1] - counts[0], MANY / 5, counts)
