# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import ANNA, NAME
from .common_contacts import FIRST, NOTATION, SECOND, ContactCase

MANY = 60


@tagged("post_install", "-at_install")
class TestProspectContacts(ContactCase):
    """The one phone and e-mail of a prospect, as Odoo's own features know them."""

    def test_first_usable(self):
        prospect = self.make_prospect(**NAME, phones=["5555555555", NOTATION, SECOND])
        self.assertEqual((prospect.phone, prospect.email), (NOTATION, False))
        self.add(prospect, "anna@example.org", kind="email")
        self.assertEqual(prospect.email, "anna@example.org")

    def test_best_by_rank(self):
        prospect = self.make_prospect(**NAME, phones=[FIRST, SECOND])
        model = self.env["crm.contact.score.model"].search([], limit=1)
        model = model or model.create({"name": "Test"})
        scores = self.env["crm.contact.score"]
        scores.search([("point_id", "in", prospect.contact_point_ids.ids)]).unlink()
        for rank, point in enumerate(reversed(prospect.contact_point_ids), 1):
            scores += scores.create(
                {
                    "point_id": point.id,
                    "model_id": model.id,
                    "score": 500,
                    "rank": rank,
                    "kind_rank": rank,
                    "status": "personal",
                    "computed_at": "2026-01-01",
                }
            )
        prospect.invalidate_recordset()
        self.assertEqual(prospect.phone, SECOND)
        scores[0].status = "not_exist"
        prospect.invalidate_recordset()
        self.assertEqual(prospect.phone, FIRST)

    def test_created_with_fields(self):
        """Given when a prospect is created, they are contacts like all others."""
        client = self.make_client(**{**ANNA, "messengers": [], "documents": []})
        prospect = self.env["crm.prospect"].create(
            {
                **NAME,
                "birthdate_date": ANNA["birthdate"],
                "phone": f"{NOTATION}, {SECOND}",
                "email": ANNA["emails"][0],
            }
        )
        self.assertEqual(self.keys(prospect), {FIRST, SECOND})
        self.assertEqual(self.keys(prospect, "email"), set(ANNA["emails"]))
        self.assertEqual(prospect.phone, NOTATION)
        self.assertEqual(prospect.partner_id, client, "matched by them at once")
        given = {"kind": "phone", "value": FIRST}
        prospect = self.env["crm.prospect"].create(
            {"phone": FIRST, "contact_point_ids": [Command.create(given)]}
        )
        self.assertEqual(self.keys(prospect), {FIRST})

    def test_found_by_any_contact(self):
        one = self.make_prospect(**NAME, phones=[FIRST, SECOND], emails=["A@gmail.com"])
        other = self.make_prospect(**NAME, phones=["5555555555"])
        prospects = self.env["crm.prospect"]
        both = one | other
        for domain, found in (
            ([("phone", "=", "8 926 555-01-04")], one),
            ([("phone", "in", [FIRST, "нет"])], one),
            ([("phone", "ilike", "555-01")], one),
            ([("phone", "ilike", "89265550104")], one),
            ([("phone", "ilike", "нет")], prospects),
            ([("phone", "=", False)], other),
            ([("phone", "!=", False)], one),
            ([("phone", "not ilike", "5550104")], other),
            ([("email", "=", "a+b@gmail.com")], one),
            ([("email", "ilike", "@gmail")], one),
            ([("email", "=", False)], other),
        ):
            with self.subTest(domain=domain):
                result = prospects.search([("id", "in", both.ids), *domain])
                self.assertEqual(result, found)

    def test_in_a_form(self):
        """A contact that is being typed is shown before it is saved."""
        prospect = self.make_prospect(**NAME)
        with Form(prospect) as form, form.contact_point_ids.new() as line:
            line.value = FIRST
        self.assertEqual(prospect.phone, FIRST)

    def test_features_of_odoo(self):
        """SMS and the mail composer find the prospect himself, not his client."""
        self.make_client(**ANNA)
        prospect = self.make_prospect(**{**ANNA, "phones": [NOTATION]}, country="RU")
        self.assertTrue(prospect.partner_id)
        self.assertEqual(prospect._phone_get_number_fields(), ["phone"])
        self.assertEqual(prospect._phone_format(), FIRST)
        email = ANNA["emails"][0]
        self.assertEqual(prospect._mail_get_primary_email(), {prospect.id: email})
        defaults = prospect._message_get_default_recipients()[prospect.id]
        self.assertEqual(defaults["email_to"], email)
        self.assertFalse(defaults["partner_ids"])
        self.assertFalse(prospect._mail_get_partners()[prospect.id])

    def test_recipients_in_the_chatter(self):
        """The address is offered, and nobody is told whose card bears it."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(client.email, ANNA["emails"][0])
        user = self.make_user("p_own", "own")
        prospect.user_id = user
        self.hide_clients()
        for reader in (user, self.env.user):
            seen = prospect.with_user(reader)._message_get_suggested_recipients()
            offered = {row["email"]: row["partner_id"] for row in seen}
            self.assertEqual(offered[client.email], False)
            self.assertNotIn(client.id, offered.values())
        [partner] = prospect._partner_find_from_emails_single([client.email])
        self.assertFalse(partner.is_client, "a card of his own, as of any addressee")
        self.assertEqual(
            prospect._partner_find_from_emails_single([client.email]), partner
        )

    def test_statements(self):
        """However many prospects a list shows."""
        counts = []
        for number in (2, MANY):
            prospects = self.load_prospects(
                [
                    {"lastname": f"Петров{i}", "phones": [f"+7916{number:03}{i:04}"]}
                    for i in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            prospects.fetch(["name"])
            before = self.env.cr.sql_log_count
            prospects.read(["phone", "email"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
