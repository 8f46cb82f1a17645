# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ANNA, NAME, PHONE
from .common_load import LoadCase

MARKER = "Приметнова"
CREATED = {"created": 1, "updated": 0, "unchanged": 0, "refused": []}
UPDATED = {**CREATED, "created": 0, "updated": 1}
UNCHANGED = {**CREATED, "created": 0, "unchanged": 1}


@tagged("post_install", "-at_install")
class TestLoad(LoadCase):
    """Many persons in one call: created, updated, unchanged, refused."""

    # ------------------------------------------------------------------ create

    def test_created(self):
        result = self.load(
            self.person(
                actual_date="2015-03-04T12:13:14",
                street="ул. Мира, 1",
                zip="170000",
                country="RU",
                employer="ООО Ромашка",
                comment="Просила звонить вечером",
            )
        )
        self.assertCounts(result, CREATED)
        prospect = self.owned(result["ids"])
        self.assertEqual(prospect.name, "Соколова Анна Петровна")
        self.assertEqual(prospect.source_ref, "4944650")
        self.assertEqual(str(prospect.actual_date), "2015-03-04 12:13:14")
        self.assertEqual(prospect.reference_ids.display_name, "AL: 4944650")
        self.assertEqual(prospect.group_id, self.sources["AL"].group_id)
        self.assertEqual(prospect.country_id.code, "RU")
        self.assertEqual(prospect.employer_name, "ООО Ромашка")
        self.assertEqual(prospect.comment, "Просила звонить вечером")
        self.assertEqual(len(prospect.contact_point_ids), 3)
        self.assertEqual(len(prospect.document_ids), 3)
        self.assertEqual(prospect.gender, "female")
        self.assertTrue(prospect.active)
        self.assertTrue(prospect.number)

    def test_full_name(self):
        for name in ("Анна Петровна Соколова", "СОКОЛОВА АННА ПЕТРОВНА"):
            [prospect] = self.owned(self.load({"source": "AL", "name": name})["ids"])
            self.assertEqual(prospect.name, "Соколова Анна Петровна")

    def test_name_that_is_no_name_is_kept(self):
        person = {"source": "AL", "ref": "1", "name": "12345 ???", **PHONE}
        [prospect] = self.owned(self.load(person)["ids"])
        self.assertEqual(prospect.name, "12345 ???")
        self.assertCounts(self.load(person), UNCHANGED)

    def test_values_with_usage_and_date(self):
        phone = {"value": "89161234567", "usage": "work", "actual_date": "2012-12-13"}
        [prospect] = self.owned(
            self.load(self.person(phones=[phone], actual_date="2015-03-04"))["ids"]
        )
        point = prospect.contact_point_ids.filtered(lambda p: p.kind == "phone")
        self.assertEqual((point.usage, point.match_key), ("work", "+79161234567"))
        self.assertEqual(str(point.origin_ids.last_seen), "2012-12-13")
        self.assertEqual(
            str(prospect.document_ids[0].origin_ids.last_seen), "2015-03-04"
        )

    def test_unusable_values_block_nothing(self):
        result = self.load(
            self.person(
                phones=["5555555555"],
                emails=["нет"],
                documents=[{"type": "inn", "number": "1"}],
                birthdate="1900-01-01",
            )
        )
        self.assertCounts(result, CREATED)
        prospect = self.owned(result["ids"])
        unusable = prospect.contact_point_ids.filtered("unusable_reason")
        self.assertEqual(unusable.mapped("value"), ["5555555555", "нет"])
        self.assertTrue(prospect.document_ids.unusable_reason)

    def test_same_value_twice_in_a_line(self):
        phones = ["+79161234567", "8 916 123 45 67", {"value": "9161234567"}]
        documents = ANNA["documents"][:1] * 3
        result = self.load(self.person(phones=phones, documents=documents))
        prospect = self.owned(result["ids"])
        self.assertEqual(len(prospect.contact_point_ids), 3)
        self.assertEqual(len(prospect.document_ids), 1)
        self.assertEqual(len(prospect.document_ids.origin_ids), 1)

    def test_numbers_as_texts(self):
        """JSON gives some numbers as numbers."""
        result = self.load(self.person(ref=79503, zip=170000, phones=[79161234567]))
        self.assertCounts(result, CREATED)
        self.assertEqual(self.owned(result["ids"]).source_ref, "79503")

    def test_nothing_to_load(self):
        self.assertEqual(self.load(), {**CREATED, "created": 0, "ids": []})

    # ------------------------------------------------------------------ again

    def test_twice_the_same(self):
        """The second time is unchanged, and not one row is written."""
        persons = [
            self.person(actual_date="2015-03-04"),
            {"source": "BT", "ref": "1", **PHONE, "phones": ["5555555555", "нет"]},
            {"source": "VK", "ref": "2", "name": "Анна", "comment": " x "},
        ]
        first = self.load(*persons)
        self.assertEqual(first["created"], 3)
        before = self.snapshot()
        queued = self.env["crm.match.queue"].search_count([])
        again = self.load(*persons)
        self.assertCounts(again, {**CREATED, "created": 0, "unchanged": 3})
        self.assertEqual(again["ids"], first["ids"])
        self.assertEqual(self.snapshot(), before)
        self.assertEqual(self.env["crm.match.queue"].search_count([]), queued)

    def test_updated(self):
        first = self.load(self.person())
        result = self.load(
            self.person(lastname="Орлова", phones=["+79265550102"], city="Омск")
        )
        self.assertCounts(result, UPDATED)
        self.assertEqual(result["ids"], first["ids"])
        prospect = self.owned(result["ids"])
        self.assertEqual(prospect.name, "Орлова Анна Петровна")
        self.assertEqual(prospect.city, "Омск")
        self.assertEqual(prospect.former_name_ids.lastname, "Соколова")
        self.assertEqual(len(prospect.contact_point_ids), 4, "the old phone stays")

    def test_blank_overwrites_nothing(self):
        self.load(self.person())
        before = self.snapshot()
        blank = dict.fromkeys(("city", "gender", "birthdate", "middlename", "comment"))
        for value in (None, "", "   ", False):
            if value == "   ":
                blank.pop("birthdate", None)
            result = self.load(self.person(**dict.fromkeys(blank, value), phones=[]))
            self.assertCounts(result, UNCHANGED)
        self.assertEqual(self.snapshot(), before)

    def test_older_actual_date_overwrites_nothing(self):
        """An old file adds what nobody knew and changes nothing."""
        self.load(self.person(actual_date="2020-01-01"))
        result = self.load(
            self.person(
                actual_date="2019-01-01",
                lastname="Орлова",
                city="Омск",
                phones=["+79265550102"],
            )
        )
        self.assertCounts(result, UPDATED)
        prospect = self.owned(result["ids"])
        self.assertEqual(prospect.lastname, "Соколова")
        self.assertEqual(prospect.city, "Тверь")
        self.assertEqual(str(prospect.actual_date), "2020-01-01 00:00:00")
        self.assertIn("+79265550102", prospect.contact_point_ids.mapped("match_key"))

    def test_newer_date_alone(self):
        self.load(self.person(actual_date="2020-01-01"))
        result = self.load(self.person(actual_date="2021-01-01"))
        self.assertCounts(result, UPDATED)
        prospect = self.owned(result["ids"])
        self.assertEqual(str(prospect.actual_date), "2021-01-01 00:00:00")

    def test_two_lines_of_one_reference(self):
        """They are one person; the later line has the last word."""
        result = self.load(
            self.person(city="Омск"), self.person(city="Томск"), self.person(city="Уфа")
        )
        self.assertCounts(result, {**CREATED, "updated": 2})
        self.assertEqual(len(set(result["ids"])), 1)
        self.assertEqual(self.owned(result["ids"][:1]).city, "Уфа")

    def test_two_references_of_one_person(self):
        """Lines that meet at one person by different references are all applied."""
        prospect = self.owned(self.load(self.person())["ids"])
        prospect.reference_ids.copy(
            {
                "ref": "7",
                "source_id": self.sources["BT"].id,
                "actual_date": "2020-01-01",
            }
        )
        result = self.load(
            {"source": "AL", "ref": "4944650", "city": "Омск", "name": "Орлова Анна"},
            {"source": "BT", "ref": "7", "street": "Мира, 1", **PHONE},
        )
        self.assertCounts(result, {**CREATED, "created": 0, "updated": 2})
        self.assertEqual((prospect.city, prospect.street), ("Омск", "Мира, 1"))
        self.assertEqual(prospect.lastname, "Орлова")
        result = self.load(
            {"source": "AL", "ref": "4944650", "city": "Пермь", **PHONE},
            {
                **{"source": "BT", "ref": "7", "city": "Уфа", **PHONE},
                "actual_date": "2019-01-01",
            },
        )
        self.assertEqual(prospect.city, "Пермь", "only the other line is older")
        self.assertCounts(result, {**CREATED, "created": 0, "updated": 2})

    def test_archived_prospect_is_found(self):
        prospect = self.owned(self.load(self.person())["ids"])
        prospect.action_archive()
        result = self.load(self.person(city="Омск"))
        self.assertEqual(result["ids"], prospect.ids)
        self.assertFalse(prospect.active)

    def test_reference_of_a_client_is_not_a_prospects(self):
        """A prospect and a client may bear the same number of one source."""
        client = self.make_client(ref="5", **NAME)
        result = self.load({"source": "ABS", "ref": "5", **NAME})
        self.assertCounts(result, CREATED)
        clients = self.env["res.partner"].load_clients(
            [{"source": "ABS", "ref": "5", **NAME}]
        )
        self.assertEqual(clients["ids"], client.ids)

    def test_name_knows_its_source(self):
        prospect = self.owned(self.load(self.person(actual_date="2015-03-04"))["ids"])
        self.assertEqual(prospect.name_source_id, self.sources["AL"])
        self.assertEqual(str(prospect.name_seen), "2015-03-04")
        self.load(self.person(actual_date="2016-03-04", lastname="Орлова"))
        self.assertEqual(str(prospect.name_seen), "2016-03-04")
        self.assertEqual(prospect.former_name_ids.source_id, self.sources["AL"])
        self.assertEqual(str(prospect.former_name_ids.last_seen), "2015-03-04")

    # ------------------------------------------------------------------ Odoo's own

    def test_import_of_odoo(self):
        """What base_import calls keeps working, positional or with keywords."""
        fields = ["lastname", "firstname", "source_id/.id"]
        data = [[MARKER, "Анна", str(self.sources["AL"].id)]]
        prospects = self.env["crm.prospect"]
        for result in (
            prospects.load(fields, data),
            prospects.load(fields=fields, data=data),
            prospects.load(fields, data=data),
        ):
            self.assertFalse(result["messages"])
            self.assertEqual(self.owned(result["ids"]).lastname, MARKER)
