# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common import NAME
from .common_contacts import FIRST, NOTATION, SECOND, ContactCase

DAYS = ("2026-01-01", "2026-01-01", "2026-02-02", "2026-03-03", "2026-04-04")
SAID = (FIRST, FIRST, NOTATION, SECOND, False)


@tagged("post_install", "-at_install")
class TestContactDoors(ContactCase):
    """A phone said by each door: new, again, in another notation, another, none.

    By every door it becomes a contact, with who said it, first and last when, and how
    often; what was said before is lost by none.
    """

    def run_door(self, say, person):
        """Say everything by a door; yield what is known of the person after each."""
        for day, text in zip(DAYS, SAID, strict=True):
            self.on(day, lambda text=text, day=day: say(text, day))
            yield self.origins(person()), person().phone

    def check(self, say, person, expected):
        """:param expected: list of (dict of origins, phone shown), a step each"""
        for step, (known, phone) in enumerate(self.run_door(say, person)):
            with self.subTest(step=step):
                self.assertEqual((known, phone), expected[step])

    # ------------------------------------------------------------------ client cards

    def card_steps(self, code="CARD"):
        first = {FIRST: {(code, DAYS[0], DAYS[0], 1)}}
        both = {**first, SECOND: {(code, DAYS[3], DAYS[3], 1)}}
        return [
            (first, FIRST),
            (first, FIRST),
            # Nobody confirms a number by writing it in another way.
            (first, NOTATION),
            (both, SECOND),
            # Cleared on purpose: neither forgotten nor filled again.
            (both, False),
        ]

    def test_card_written(self):
        client = self.make_client(**NAME)
        self.check(
            lambda text, _day: client.write({"phone": text}),
            lambda: client,
            self.card_steps(),
        )

    def test_card_in_a_form(self):
        """What a form gets back after saving holds the new contacts already."""
        client = self.make_client(**NAME)

        def save(text, _day):
            shown = {"phone": {}, "contact_point_ids": {"fields": {"value": {}}}}
            [row] = client.web_save({"phone": text}, shown)
            if text:
                values = [point["value"] for point in row["contact_point_ids"]]
                self.assertIn(text if text != NOTATION else FIRST, values)

        self.check(save, lambda: client, self.card_steps())

    def test_card_imported(self):
        client = self.make_client(**NAME)
        self.env["ir.model.data"].create(
            {
                "module": "test",
                "name": "anna",
                "model": "res.partner",
                "res_id": client.id,
            }
        )

        def load(text, _day):
            result = self.env["res.partner"].load(
                ["id", "phone"], [["test.anna", text or ""]]
            )
            self.assertEqual(result["ids"], [client.id])

        self.check(load, lambda: client, self.card_steps())

    def test_card_of_a_portal_user(self):
        user = new_test_user(self.env, "own_card", groups="base.group_portal")
        client = user.partner_id
        client.write({"is_client": True, "email": False, **NAME})
        card = client.with_user(user).sudo()
        self.check(
            lambda text, _day: card.write({"phone": text}),
            lambda: client,
            self.card_steps(),
        )

    def test_card_of_a_known_contact(self):
        """A card that is changed to a known contact is one more source of it."""
        client = self.make_client(**NAME, phone=SECOND)
        self.on("2026-01-01", lambda: self.add(client, FIRST))
        self.on("2026-02-02", lambda: client.write({"phone": FIRST}))
        hand = ("HAND", "2026-01-01", "2026-01-01", 1)
        card = ("CARD", "2026-02-02", "2026-02-02", 1)
        self.assertEqual(self.origins(client)[FIRST], {hand, card})
        # Whatever else is changed says nothing of the phone.
        self.on("2026-03-03", lambda: client.write({"phone": FIRST, "city": "Тверь"}))
        self.assertEqual(self.origins(client)[FIRST], {hand, card})
        self.on("2026-04-04", lambda: client.write({"phone": SECOND}))
        self.on("2026-05-05", lambda: client.write({"phone": FIRST}))
        self.assertEqual(
            self.origins(client)[FIRST], {hand, ("CARD", "2026-02-02", "2026-05-05", 2)}
        )

    def test_change_that_was_rolled_back(self):
        client = self.make_client(**NAME, phone=FIRST)
        before = self.origins(client)

        def change():
            with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
                client.phone = SECOND
                raise ZeroDivisionError
            client.city = "Тверь"

        self.on("2030-01-01", change)
        self.assertEqual(self.origins(client), before)

    def test_several_in_one_field(self):
        client = self.make_client(**NAME, phone=f"{FIRST}, {SECOND} доб. 12")
        self.assertEqual(self.keys(client), {FIRST, SECOND})
        extensions = client.contact_point_ids.mapped("phone_extension")
        self.assertEqual(sorted(filter(None, extensions)), ["12"])
        # An extension that is told later completes the number.
        client.phone = f"{FIRST} доб. 7"
        self.env.cr.flush()
        self.assertEqual(len(client.contact_point_ids), 2)
        extensions = client.contact_point_ids.mapped("phone_extension")
        self.assertEqual(set(extensions), {"7", "12"})
        client.email = "a@example.org; b@example.org"
        self.env.cr.flush()
        self.assertEqual(self.keys(client, "email"), {"a@example.org", "b@example.org"})

    # ------------------------------------------------------------------ lists

    def test_list_of_contacts(self):
        """A contact that is corrected is another one; the card and history follow."""
        client = self.make_client(**NAME)

        def type_in(text, _day):
            point = client.contact_point_ids
            if not point:
                self.add(client, text)
            elif text:
                point.value = text
            else:
                point.unlink()

        first = {FIRST: {("HAND", DAYS[0], DAYS[0], 1)}}
        self.check(
            type_in,
            lambda: client,
            [
                (first, FIRST),
                (first, FIRST),
                (first, NOTATION),
                ({SECOND: {("HAND", DAYS[3], DAYS[3], 1)}}, SECOND),
                ({}, False),
            ],
        )
        self.assertEqual(self.history(client), [(NOTATION, SECOND), (SECOND, False)])

    def test_several_in_one_contact(self):
        prospect = self.make_prospect(**NAME)
        point = self.add(prospect, f"{FIRST}, {SECOND}")
        self.assertEqual(len(point), 1)
        self.assertEqual(self.keys(prospect), {FIRST, SECOND})
        point.write({"value": f"{FIRST} / +79035556677", "usage": "work"})
        self.assertEqual(self.keys(prospect), {FIRST, SECOND, "+79035556677"})
        usages = {p.match_key: p.usage for p in prospect.contact_point_ids}
        self.assertEqual(usages["+79035556677"], "work")
        self.assertEqual(usages[SECOND], "personal")

    # ------------------------------------------------------------------ files and API

    def file_steps(self, code, shown):
        """What a source says on each later day it says once more."""
        first = {FIRST: {(code, DAYS[0], DAYS[0], 1)}}
        again = {FIRST: {(code, DAYS[0], DAYS[2], 2)}}
        both = {**again, SECOND: {(code, DAYS[3], DAYS[3], 1)}}
        return [
            (first, FIRST),
            (first, FIRST),
            (again, FIRST),
            (both, shown),
            (both, shown),
        ]

    def test_clients_loaded(self):
        def load(text, day):
            phones = [text] if text else []
            person = {**NAME, "ref": "77", "actual_date": day, "phones": phones}
            self.client = self.load_clients([person])

        # The card keeps its phone when the core system names none.
        self.check(load, lambda: self.client, self.file_steps("ABS", SECOND))

    def test_cleared_card_is_not_filled_by_a_file(self):
        person = {**NAME, "ref": "77", "phones": [FIRST]}
        client = self.load_clients([person])
        client.phone = False
        self.load_clients([{**person, "city": "Тверь"}])
        self.assertFalse(client.phone)
        self.assertEqual(client.city, "Тверь")
        self.load_clients([{**person, "phones": [SECOND]}])
        self.assertEqual(client.phone, SECOND)

    def test_prospects_loaded(self):
        def load(text, day):
            phones = [text] if text else []
            person = {**NAME, "ref": "77", "actual_date": day, "phones": phones}
            self.prospect = self.load_prospects([person])

        self.check(load, lambda: self.prospect, self.file_steps("AL", FIRST))

    def test_registered(self):
        """Each phone of a call has a day of its own."""

        def register(text, day):
            phones = [{"value": text, "actual_date": day}] if text else []
            person = {**NAME, "source": "GM", "ref": "77", "phones": phones}
            answer = self.env["crm.prospect"].register(person)
            self.prospect = self.env["crm.prospect"].browse(answer["prospect_id"])

        self.check(register, lambda: self.prospect, self.file_steps("GM", FIRST))

    def test_days_of_one_file(self):
        """Several days in one call, in any order, count once each."""
        days = ("2026-03-03", "2026-01-01", "2026-03-03", "2026-02-02")
        items = [{"value": FIRST, "actual_date": day} for day in days]
        person = {**NAME, "ref": "77", "phones": items}
        prospect = self.load_prospects([person])
        known = {FIRST: {("AL", "2026-01-01", "2026-03-03", 3)}}
        self.assertEqual(self.origins(prospect), known)
        self.load_prospects([person])
        self.assertEqual(self.origins(prospect), known)
        # What is older than what is known is no further confirmation.
        old = {"value": FIRST, "actual_date": "2025-12-31"}
        person["phones"] = [old]
        self.on("2026-05-05", lambda: self.load_prospects([person]))
        known = {FIRST: {("AL", "2025-12-31", "2026-03-03", 3)}}
        self.assertEqual(self.origins(prospect), known)

    # ------------------------------------------------------------------ applications

    def test_applications(self):
        """Each application confirms the contacts in it, on its own day."""
        prospect = self.make_prospect(**NAME)

        def apply(text, day):
            self.make_lead(prospect, text, day)

        self.check(apply, lambda: prospect, self.file_steps("LEAD", FIRST))

    def make_lead(self, prospect, phone, day):
        user = self.make_user("seller", "all")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        lead = self.env["crm.lead"].with_user(user)
        lead = lead.create({"name": "Loan", "phone": phone, "prospect_id": prospect.id})
        user.login = f"seller {lead.id}"
        lead.flush_recordset()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [day, lead.id]
        )
        lead.invalidate_recordset(["create_date"])
        return lead

    def test_application_changed_later(self):
        """A new number in an old application is said today; the rest is not."""
        prospect = self.make_prospect(**NAME)
        lead = self.make_lead(prospect, FIRST, "2026-01-01")
        self.env.cr.flush()
        known = {FIRST: {("LEAD", "2026-01-01", "2026-01-01", 1)}}
        self.assertEqual(self.origins(prospect), known)
        self.on("2026-05-05", lambda: lead.write({"city": "Тверь"}))
        self.assertEqual(self.origins(prospect), known)
        self.on("2026-06-06", lambda: lead.write({"phone": f"{FIRST}, {SECOND}"}))
        known[SECOND] = {("LEAD", "2026-06-06", "2026-06-06", 1)}
        self.assertEqual(self.origins(prospect), known)

    # ------------------------------------------------------------------ prospects

    def test_phone_of_a_prospect(self):
        """What is written into the field is added; the best one is shown."""
        prospect = self.make_prospect(**NAME)
        first = {FIRST: {("HAND", DAYS[0], DAYS[0], 1)}}
        both = {**first, SECOND: {("HAND", DAYS[3], DAYS[3], 1)}}
        self.check(
            lambda text, _day: prospect.write({"phone": text}),
            lambda: prospect,
            [
                (first, FIRST),
                (first, FIRST),
                (first, FIRST),
                # Said last, it has the better score.
                (both, SECOND),
                (both, SECOND),
            ],
        )
