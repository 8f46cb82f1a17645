# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A value that too many people hold is no evidence from the moment it is known."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_generic import OFFICE, GenericCase, colleagues

IVAN = {"lastname": "Иванов", "firstname": "Иван"}
PASSPORT = {"documents": [{"type": "passport_ru", "number": "4509 123456"}]}
# The name of Иванов stands in the middle of his three hundred colleagues.
OFFICE_STAFF = colleagues(150, **OFFICE) + [{**IVAN, **OFFICE}]
OFFICE_STAFF += colleagues(149, **OFFICE)


@tagged("post_install", "-at_install")
class TestGenericValues(GenericCase):
    # ------------------------------------------------------------------ an office

    def assert_office(self, prospects, client):
        """No link by the phone of the office, whatever is looked at."""
        self.match_all("incremental")
        self.assertFalse(prospects.partner_id)
        self.assertFalse(prospects.match_ids)
        self.match_all()
        self.assertFalse(prospects.partner_id)
        value = self.generic()
        self.assertEqual((value.kind, value.value), ("phone", "+79161112233"))
        self.assertEqual(value.state, "generic")
        self.assertFalse(self.column(prospects[150]))
        self.assertFalse(self.column(prospects[150], "mobiles"))

    def test_office_in_one_call(self):
        client = self.make_client(**IVAN, **OFFICE)
        self.assert_office(self.load_prospects(OFFICE_STAFF), client)

    def test_office_in_several_calls(self):
        client = self.make_client(**IVAN, **OFFICE)
        prospects = self.env["crm.prospect"]
        for start in range(0, 300, 60):
            prospects += self.load_prospects(OFFICE_STAFF[start : start + 60])
        self.assert_office(prospects, client)

    def test_office_by_form(self):
        """Matched on-line: whoever comes after the sixth is not linked."""
        self.make_client(**IVAN, **OFFICE)
        before = self.make_prospect(**IVAN, **OFFICE)
        self.assertTrue(before.partner_id)
        for person in colleagues(6, **OFFICE):
            self.make_prospect(**person)
        self.assertEqual(self.generic().person_count, 6)
        after = self.make_prospect(**IVAN, **OFFICE)
        self.assertFalse(after.partner_id)
        self.assertFalse(after.match_ids)

    def test_client_comes_last(self):
        """The other direction: the card of a client of that office."""
        prospects = self.load_prospects(OFFICE_STAFF)
        client = self.make_client(**IVAN, **OFFICE)
        self.assert_office(prospects, client)
        self.assertFalse(self.column(client))

    def test_other_evidence_counts(self):
        """The phone alone is left out: a private number links all the same."""
        client = self.make_client(**IVAN, phones=["+79161112233", "+79037654321"])
        self.load_prospects(OFFICE_STAFF)
        prospect = self.make_prospect(**IVAN, phones=["+79161112233", "+79037654321"])
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(self.column(prospect), ["+79037654321"])

    def test_each_kind(self):
        """E-mails, messengers and documents alike, each by its own limit."""
        values = {
            "email": {"emails": ["info@office-example.org"]},
            "messenger": {"messengers": [{"network": "vk", "id": "5550001"}]},
            "document": PASSPORT,
        }
        keys = {
            "email": "info@office-example.org",
            "messenger": "vk:id5550001",
            "document": "passport_ru:4509123456",
        }
        for kind, held in values.items():
            with self.subTest(kind=kind):
                self.load_prospects(colleagues(3, **held))
                self.assertFalse(self.generic(kind=kind))
                [fourth] = self.load_prospects([{**IVAN, **held}])
                self.assertEqual(self.generic(kind=kind).value, keys[kind])
                self.assertFalse(self.column(fourth, f"{kind}s"))

    # ------------------------------------------------------------------ people

    def test_family(self):
        """A phone of four: each of the family is told by the name."""
        father = self.make_client(**IVAN, **OFFICE)
        family = [
            {"lastname": "Иванов", "firstname": "Иван"},
            {"lastname": "Иванова", "firstname": "Мария"},
            {"lastname": "Иванов", "firstname": "Пётр"},
            {"lastname": "Иванова", "firstname": "Ольга"},
        ]
        prospects = self.load_prospects([{**person, **OFFICE} for person in family])
        self.match_all("incremental")
        none = self.env["res.partner"]
        self.assertEqual(self.linked(*prospects.ids), [father, none, none, none])
        self.assertFalse(self.generic())

    def test_same_person_forty_times(self):
        """People are counted, not records."""
        client = self.make_client(**IVAN, **OFFICE)
        prospects = self.load_prospects([{**IVAN, **OFFICE}] * 40)
        self.match_all("incremental")
        self.assertEqual(prospects.partner_id, client)
        self.assertTrue(all(prospects.mapped("partner_id")))
        self.assertFalse(self.generic())
        self.assertEqual(self.env["crm.generic.value"]._radar()["found"], 0)

    def test_spellings_of_one_person(self):
        """A variant, a transliteration or an initial is not one more person."""
        client = self.make_client(**IVAN, **PASSPORT)
        spellings = ("Иван", "Ваня", "Иоанн", "Ivan", "И.", "И")
        prospects = self.load_prospects(
            [{**IVAN, "firstname": name, **PASSPORT} for name in spellings]
        )
        self.assertFalse(self.generic())
        self.assertEqual(self.column(client, "documents"), ["passport_ru:4509123456"])
        self.assertEqual(self.env["crm.generic.value"]._radar()["found"], 0)
        self.load_prospects(colleagues(3, **PASSPORT))
        self.assertEqual(self.generic().person_count, 4)
        self.assertEqual(self.generic().record_count, len(prospects) + 4)

    def test_namesakes(self):
        """Brothers of one first name are told by the last name, and counted."""
        people = [
            {"lastname": name, "firstname": "Иван", **OFFICE}
            for name in ("Абрамов", "Белов", "Власов", "Громов", "Дронов", "Ежов")
        ]
        self.load_prospects(people)
        self.assertEqual(self.generic().person_count, 6)

    def test_archived_people_do_not_count(self):
        prospects = self.load_prospects(colleagues(5, **OFFICE))
        prospects[0].active = False
        self.make_prospect(**IVAN, **OFFICE)
        self.assertFalse(self.generic())

    # ------------------------------------------------------------------ limits

    def set_limit(self, **limits):
        settings = self.env["res.config.settings"].create(
            {f"generic_limit_{kind}": limit for kind, limit in limits.items()}
        )
        settings.execute()

    def test_limit(self):
        """Editable, each kind by itself, and looked through anew after a change."""
        cron = self.env.ref("crm_prospect.ir_cron_generic_radar")
        triggers = self.env["ir.cron.trigger"]
        self.set_limit(phone=5)
        self.assertFalse(triggers.search([("cron_id", "=", cron.id)]))
        self.set_limit(phone=2)
        self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))
        people = colleagues(3, **OFFICE, emails=["info@office-example.org"])
        self.load_prospects(people)
        self.assertEqual(self.generic().mapped("kind"), ["phone"])
        limits = self.env["crm.generic.value"]._limits()
        self.assertEqual((limits["phone"], limits["email"]), (2, 3))

    def test_limit_of_nobody(self):
        for limit in (0, -1):
            with self.assertRaises(ValidationError):
                self.set_limit(phone=limit)

    def test_limit_that_is_no_number(self):
        """Written past the settings, it falls back on the default."""
        parameters = self.env["ir.config_parameter"]
        for text in ("", "0", "-3", "many"):
            parameters.set_param("crm_prospect.generic_limit_phone", text)
            self.assertEqual(self.env["crm.generic.value"]._limits()["phone"], 5)
