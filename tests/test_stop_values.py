# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Placeholders that an administrator names never identify anybody."""

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ANNA, BIRTH, EMAIL, MESSENGER, NAME, PASSPORT, PHONE
from .common_generic import GenericCase


def without(kind):
    """Everything that identification looks at, but for values of a kind."""
    return {key: value for key, value in ANNA.items() if key != f"{kind}s"}


@tagged("post_install", "-at_install")
class TestStopValues(GenericCase):
    def stop(self, kind="phone", **values):
        return self.env["crm.stop.value"].create({"kind": kind, **values})

    # ------------------------------------------------------------------ links

    def test_pattern_and_its_removal(self):
        """The link goes to review; without the pattern new people link again."""
        client = self.make_client(**NAME, **PHONE)
        prospect = self.make_prospect(**NAME, **PHONE)
        self.assertEqual(prospect.partner_id, client)
        stop = self.stop(pattern=r"^\+7916123")
        self.settle()
        self.assertEqual(prospect.match_state, "proposed")
        self.assertTrue(prospect.match_ids.ground_gone)
        self.assertFalse(self.column(prospect) or self.column(client))
        late = self.make_prospect(**NAME, **PHONE)
        self.assertFalse(late.match_ids)
        stop.unlink()
        self.settle()
        self.assertEqual(self.linked(late.id), [client])

    def test_archived(self):
        self.make_client(**NAME, **PHONE)
        stop = self.stop(value="8 (916) 123-45-67")
        self.assertFalse(self.make_prospect(**NAME, **PHONE).partner_id)
        stop.active = False
        self.assertTrue(self.make_prospect(**NAME, **PHONE).partner_id)
        stop.active = True
        self.assertFalse(self.make_prospect(**NAME, **PHONE).partner_id)

    def test_changed(self):
        """Who held the old value gets it back, who holds the new one loses it."""
        old = self.make_prospect(**NAME, phones=["+79161234567"])
        new = self.make_prospect(**NAME, phones=["+79161234568"])
        stop = self.stop(value="+79161234567")
        self.settle()
        self.assertFalse(self.column(old))
        stop.value = "+79161234568"
        self.settle()
        self.assertEqual(self.column(old), ["+79161234567"])
        self.assertFalse(self.column(new))

    def test_bulk(self):
        self.make_client(**NAME, **PHONE)
        self.stop(value="+79161234567")
        prospects = self.load_prospects([{**NAME, **PHONE}] * 5)
        self.match_all("incremental")
        self.assertFalse(prospects.match_ids)

    # ------------------------------------------------------------------ kinds

    def test_each_kind(self):
        """One value and a pattern of each kind, and nothing else of the person."""
        passport = self.env.ref("crm_prospect.document_type_passport_ru")
        for kind, person, exact, pattern in (
            ("phone", PHONE, {"value": "89161234567"}, "4567$"),
            ("email", EMAIL, {"value": "Anna.Sokolova@example.org"}, "@example"),
            (
                "messenger",
                MESSENGER,
                {"value": "vk.com/id581233", "network": "vk"},
                "^vk:id58",
            ),
            (
                "document",
                PASSPORT,
                {"value": "45 09 123456", "document_type_id": passport.id},
                "^passport_ru:4509",
            ),
        ):
            for values in (exact, {"pattern": pattern}):
                with self.subTest(kind=kind, values=values):
                    held = self.make_prospect(**NAME, **person)
                    other = self.make_prospect(**without(kind))
                    stop = self.stop(kind, **values)
                    self.settle()
                    self.assertFalse(self.column(held, f"{kind}s"))
                    late = self.make_prospect(**NAME, **person)
                    self.assertFalse(self.column(late, f"{kind}s"))
                    for column in ("phones", "emails", "messengers", "documents"):
                        if column != f"{kind}s":
                            self.assertTrue(self.column(other, column))
                    stop.unlink()
                    self.settle()
                    self.assertTrue(self.column(held, f"{kind}s"))
                    self.assertTrue(self.column(late, f"{kind}s"))

    def test_dates_and_names(self):
        """Given to the normaliser, with what is shipped."""
        stops = self.env["crm.stop.value"]
        self.stop("birthdate", value="02.01.1950")
        self.stop("name", value="Неизвестный-1")
        self.stop("name", value="ЧЁРНЫЙ")
        self.assertIn(date(1950, 1, 2), stops._stopped_birthdates())
        self.assertIn(date(1900, 1, 1), stops._stopped_birthdates())
        self.assertIn("черный", stops._stopped_names())
        self.assertNotIn("", stops._stopped_names())

    def test_dates_and_names_re_index(self):
        """Exactly those who hold them are indexed anew, without them."""
        held = self.make_prospect(**NAME, **BIRTH)
        other = self.make_prospect(
            lastname="Иванова",
            firstname="Ольга",
            middlename="Сергеевна",
            birthdate="1981-05-17",
        )
        for kind, value, column in (
            ("birthdate", "17.05.1980", "birthdate_date"),
            ("name", "Соколова", "lastname"),
            ("name", "анна", "firstname"),
            ("name", "Петровна", "middlename"),
        ):
            with self.subTest(value=value):
                stop = self.stop(kind, value=value)
                self.assertEqual(self.outdated(held + other), held)
                self.settle()
                self.assertIsNone(self.column(held, column))
                self.assertTrue(self.column(other, column))
                stop.unlink()
                self.assertEqual(self.outdated(held + other), held)
                self.settle()
                self.assertTrue(self.column(held, column))

    def outdated(self, prospects):
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT prospect_id FROM crm_person_index
            WHERE normalizer_version = 0 AND prospect_id = ANY(%s)""",
            [prospects.ids],
        )
        rows = self.env.cr.fetchall()
        return prospects.browse(sorted(prospect for (prospect,) in rows))

    # ------------------------------------------------------------------ cost

    def test_nothing_to_test(self):
        """Without patterns the statements that index people are as before."""
        stops = self.env["crm.stop.value"]
        stops.search([]).unlink()
        columns = SQL("kind"), SQL("value")
        self.assertEqual(stops._passes(*columns).code, "TRUE")
        self.stop("name", value="Соколова")
        self.assertEqual(stops._passes(*columns).code, "TRUE")
        self.stop("phone", value="+79161234567")
        self.assertNotEqual(stops._passes(*columns).code, "TRUE")

    def test_note_costs_nothing(self):
        held = self.make_prospect(**NAME, **PHONE)
        stop = self.stop(value="+79161234567")
        self.settle()
        stop.note = "Our own"
        self.assertFalse(self.outdated(held))

    # ------------------------------------------------------------------ checks

    def test_refused(self):
        passport = self.env.ref("crm_prospect.document_type_passport_ru").id
        for kind, values in (
            ("phone", {}),
            ("phone", {"value": "+79161234567", "pattern": "^8"}),
            ("phone", {"value": "abc"}),
            ("phone", {"pattern": "("}),
            ("phone", {"pattern": "a{2,1}"}),
            # Python understands it, PostgreSQL does not.
            ("phone", {"pattern": "(?P<a>7)"}),
            ("phone", {"pattern": "7*"}),
            ("phone", {"pattern": ".*"}),
            ("phone", {"pattern": "7" * 201}),
            ("email", {"value": "nobody"}),
            ("document", {"value": "4509 123456"}),
            ("document", {"value": "45", "document_type_id": passport}),
            ("birthdate", {"value": "31.02.1980"}),
            ("birthdate", {"pattern": "^19"}),
            ("name", {"pattern": "^а"}),
            ("name", {"value": "123"}),
        ):
            with (
                self.subTest(kind=kind, values=values),
                self.assertRaises(ValidationError),
                self.cr.savepoint(),
            ):
                self.stop(kind, **values)

    def test_placeholders(self):
        """What is refused anyway may be listed: it has no normal form."""
        for kind, value in (
            ("phone", "9999999999"),
            ("email", "test@test.ru"),
            ("name", "не указано"),
        ):
            self.assertFalse(self.stop(kind, value=value).match_key)

    def test_shipped(self):
        """Examples of most kinds, which cost nothing when people are indexed."""
        for name in (
            "phone_zeros",
            "email_test",
            "passport_zeros",
            "birthdate_1900",
            "name_none",
        ):
            self.assertTrue(self.env.ref(f"crm_prospect.stop_value_{name}").active)
        self.assertEqual(set(self.env["crm.stop.value"]._stopped()), {"birthdate"})

    # ------------------------------------------------------------------ rights

    def test_rights(self):
        """Administrators keep the list; the re-indexing needs no more rights."""
        held = self.make_prospect(**NAME, **PHONE)
        admin = self.make_user("stop_admin", "admin")
        stops = self.env["crm.stop.value"]
        stop = stops.with_user(admin).create({"kind": "phone", "value": "+79161234567"})
        self.settle()
        self.assertFalse(self.column(held))
        stop.unlink()
        self.settle()
        self.assertTrue(self.column(held))
        steward = self.make_user("stop_steward", "steward")
        self.assertTrue(stops.with_user(steward).search([]))
        with self.assertRaises(AccessError):
            stops.with_user(steward).create({"kind": "phone", "value": "+79161234567"})
