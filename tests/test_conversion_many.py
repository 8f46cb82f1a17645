# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common_conversion import PERSON, ConversionCase


@tagged("post_install", "-at_install")
class TestConversionMany(ConversionCase):
    """Many at once: who cannot be converted is told, the others are."""

    def make_many(self, first, count):
        """Loaded prospects with an application on the last step."""
        prospects = self.load_prospects(
            {
                "lastname": f"Массова{chr(1072 + n % 32)}{chr(1072 + n // 32)}",
                "firstname": "Анна",
                "birthdate": f"19{60 + n % 30}-01-{1 + n % 28:02}",
                "phones": [f"+7916777{n:04}"],
                "emails": [f"many{n}@example.org"],
                "ref": f"m-{n}",
            }
            for n in range(first, first + count)
        )
        prospects.user_id = False
        self.match_all("incremental")
        self.env["crm.lead"].create(
            [
                {
                    "name": "Application",
                    "type": "opportunity",
                    "user_id": False,
                    "prospect_id": prospect.id,
                    "team_id": self.team.id,
                    "stage_id": self.last.id,
                }
                for prospect in prospects
            ]
        )
        self.env.cr.flush()
        return prospects

    def test_some_refused(self):
        """New and linked clients; the refused ones with the reason, untouched."""
        [new] = self.make_many(0, 1)
        linked_client = self.make_client(**PERSON)
        linked = self.make_person()
        early = self.make_person(3, {"lastname": "А", "firstname": "Ранняя"})
        foreign = self.make_person(
            person={"lastname": "Б", "firstname": "Чужая"}, user_id=self.all.id
        )
        double = {**PERSON, "lastname": "Двойная", "documents": [], "emails": []}
        for _number in range(2):
            self.make_client(**double)
        unclear = self.make_person(person=double)
        self.assertEqual(unclear.match_state, "ambiguous")
        several = new + linked + early + foreign + unclear
        result = call_kw(
            self.env["crm.prospect"].with_user(self.own),
            "convert_many",
            [[*several.ids, 2**31 - 1]],
            {},
        )
        self.assertEqual(result["converted"], 2)
        refused = {row["id"]: row["reason"] for row in result["refused"]}
        self.assertEqual(refused.keys(), {early.id, foreign.id, unclear.id, 2**31 - 1})
        self.assertIn("last step", refused[early.id])
        self.assertIn("may not change", refused[foreign.id])
        self.assertIn("Several clients", refused[unclear.id])
        self.env.invalidate_all()
        self.assertEqual(several.filtered("conversion_date"), new + linked)
        self.assertEqual(linked.partner_id, linked_client)
        # It was a rule that found him, and is told so.
        self.assertTrue(linked.match_rule_id)
        self.assertFalse(linked.link_user_id)
        self.assertTrue(new.partner_id.is_client)
        self.assertEqual(new.link_user_id, self.own)

    def test_one_person_twice(self):
        """Two prospects that are one person do not become two clients."""
        for number, shared in enumerate(
            (
                {"documents": [{"type": "passport_ru", "number": "4511 765432"}]},
                {"birthdate": "1985-03-02"},
                {"emails": ["one.of.two@example.org"]},
                {},
            )
        ):
            person = {"lastname": f"Парная{chr(1072 + number)}", "firstname": "Ирина"}
            one, two = (self.make_person(person={**person, **shared}) for _n in "12")
            if not shared:
                self.env["crm.match"].create(
                    {
                        "prospect_id": one.id,
                        "other_prospect_id": two.id,
                        "verdict": "confirmed",
                        "confidence": 100,
                    }
                )
            with self.subTest(shared=shared):
                result = (two + one).with_user(self.own).convert_many()
                self.assertEqual(result["converted"], 1)
                self.assertEqual([row["id"] for row in result["refused"]], [two.id])
                self.assertIn("same person", result["refused"][0]["reason"])

    def test_second_call(self):
        """Once the first one is a client, the second one becomes the same client."""
        one, two = self.make_person(), self.make_person()
        several = (one + two).with_user(self.own)
        self.assertEqual(several.convert_many()["converted"], 1)
        self.env.cr.flush()
        two.action_match()
        self.assertEqual(two.partner_id, one.partner_id)
        result = several.convert_many()
        self.assertEqual(result["converted"], 1)
        self.assertEqual(two.match_state, "converted")

    def test_choices(self):
        """The choices for all hold for each; a wrong one is named."""
        client = self.make_client(**{**PERSON, "city": "Москва"})
        prospect = self.make_person()
        self.assertEqual(prospect.partner_id, client)
        mine = prospect.with_user(self.own)
        with self.assertRaisesRegex(UserError, "address"):
            mine.convert_many({"address": "append"})
        self.assertEqual(mine.convert_many({"address": "take"})["converted"], 1)
        self.assertEqual(client.city, "Тверь")

    def test_same_as_one(self):
        """The card that many get is the card that one gets."""
        many = self.make_many(0, 2)
        many[0].with_user(self.own).convert()
        many[1].with_user(self.own).convert_many()
        self.env.cr.flush()
        names = ("phone", "email", "is_client", "client_since", "lang", "company_id")
        one, other = many.partner_id
        for name in names[2:]:
            self.assertEqual(one[name], other[name], name)
        for prospect in many:
            for name in names[:2]:
                self.assertEqual(prospect.partner_id[name], prospect[name])
            self.assertEqual(prospect.lead_ids.partner_id, prospect.partner_id)

    def test_statements(self):
        """Statements go by batches, not by cards: twice as many cost the same."""
        # Fill the caches of the process.
        self.make_many(0, 3).with_user(self.own).convert_many()
        counts = []
        for first, size in ((10, 30), (50, 60)):
            prospects = self.make_many(first, size).with_user(self.own)
            counts.append(self.queries_of(prospects.convert_many))
            self.assertTrue(all(p.conversion_date for p in prospects))
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
        self.assertLess(counts[0], 120, counts)
