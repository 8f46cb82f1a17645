# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.crm_prospect.models.person import person_index_builder

from .common import ANNA, NAME, PHONE, ProspectCase

COLUMNS = (
    "lastname, firstname, middlename, lastname_sound, firstname_sound,"
    " birthdate_date, gender, city, former_lastnames, phones, mobiles, emails,"
    " messengers, documents"
)


@tagged("post_install", "-at_install")
class TestPersonIndex(ProspectCase):
    """One row per person, written before the commit and never elsewhere."""

    def row(self, person, columns=COLUMNS):
        owner = "prospect_id" if person._name == "crm.prospect" else "partner_id"
        self.env.cr.execute(
            f"SELECT {columns} FROM crm_person_index WHERE {owner} = %s", [person.id]
        )
        return self.env.cr.fetchone()

    def lastname(self, person):
        return (self.row(person, "lastname") or [None])[0]

    def keys(self, person):
        side = "prospect" if person._name == "crm.prospect" else "client"
        self.env.cr.execute(
            f"SELECT count(*) FROM crm_match_key_{side} WHERE person = %s", [person.id]
        )
        return self.env.cr.fetchone()[0]

    # ------------------------------------------------------------------ when

    def test_written_before_the_commit(self):
        client = self.make_client(**NAME)
        client.lastname = "Орлова"
        self.env.flush_all()
        self.assertEqual(self.lastname(client), "соколова", "not by flush_all")
        self.env.cr.flush()
        self.assertEqual(self.lastname(client), "орлова")

    def test_rolled_back_savepoint(self):
        """Neither ids that are gone nor values that are gone do harm."""
        client = self.make_client(**NAME)
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            client.lastname = "Орлова"
            gone = self.env["crm.prospect"].create(NAME)
            self.env.cr.flush()
            raise ZeroDivisionError
        self.env.cr.flush()
        self.assertEqual(self.lastname(client), "соколова")
        self.assertIsNone(self.row(gone))

    def test_change_before_a_rolled_back_savepoint(self):
        """What was changed before the savepoint is indexed all the same."""
        client = self.make_client(**NAME)
        client.lastname = "Орлова"
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            self.env["crm.prospect"].create(NAME)
            raise ZeroDivisionError
        self.env.cr.flush()
        self.assertEqual(self.lastname(client), "орлова")

    def test_value_added_on_its_own(self):
        client = self.make_client(**NAME)
        point = self.env["crm.contact.point"].create(
            {"partner_id": client.id, "kind": "phone", "value": "8 916 123-45-67"}
        )
        self.env.cr.flush()
        self.assertEqual(self.row(client, "phones")[0], ["+79161234567"])
        point.value = "5555555555"
        self.env.cr.flush()
        self.assertIsNone(self.row(client, "phones")[0])
        point.value = "8 916 123-45-68"
        self.env.cr.flush()
        point.unlink()
        self.env.cr.flush()
        self.assertIsNone(self.row(client, "phones")[0])

    def test_value_moved_to_another_person(self):
        one, two = self.make_prospect(**PHONE), self.make_prospect(**NAME)
        one.contact_point_ids.prospect_id = two
        self.env.cr.flush()
        self.assertIsNone(self.row(one, "phones")[0])
        self.assertEqual(self.row(two, "phones")[0], ["+79161234567"])

    def test_new_normaliser(self):
        """Rows of an older version are written again by a run, others are not."""
        prospect, client = self.make_prospect(**ANNA), self.make_client(**ANNA)
        version = person_index_builder.NORMALIZER_VERSION + 1
        self.env.cr.execute("UPDATE crm_person_index SET lastname = 'x'")
        runs = self.env["crm.match.run"]
        self.finish_run(runs._request("index"))
        self.assertEqual(self.lastname(prospect), "x")
        with (
            patch.object(person_index_builder, "NORMALIZER_VERSION", version),
            patch.object(
                self.registry["crm.match.run"], "_step_index", autospec=True
            ) as step,
        ):
            step.return_value = (0, None)
            self.env["crm.person.index"]._index("prospect_id", prospect.ids)
            self.env["crm.person.index"]._index("partner_id", client.ids)
        self.assertEqual(self.lastname(prospect), "соколова")
        self.assertEqual(self.lastname(client), "соколова")

    # ------------------------------------------------------------------ what

    def test_row(self):
        prospect = self.make_prospect(**ANNA)
        row = dict(zip(COLUMNS.split(", "), self.row(prospect), strict=True))
        self.assertEqual(str(row.pop("birthdate_date")), "1980-05-17")
        self.assertTrue(row.pop("lastname_sound") and row.pop("firstname_sound"))
        self.assertEqual(
            row,
            {
                "lastname": "соколова",
                "firstname": "анна",
                "middlename": "петровна",
                "gender": "female",
                "city": "тверь",
                "former_lastnames": None,
                "phones": ["+79161234567"],
                "mobiles": ["+79161234567"],
                "emails": ["anna.sokolova@example.org"],
                "messengers": ["vk:id581233"],
                "documents": [
                    "inn:500100732259",
                    "passport_ru:4509123456",
                    "snils:11223344595",
                ],
            },
        )

    def test_blanks_are_null(self):
        blank = {
            "lastname": " ",
            "firstname": "-",
            "middlename": "нет",
            "city": "",
            "birthdate_date": "1900-01-01",
        }
        prospect = self.env["crm.prospect"].create(blank)
        client = self.env["res.partner"].create(
            {**blank, "name": "-", "is_client": True, "phone": "нет", "email": ""}
        )
        self.env.cr.flush()
        for person in (prospect, client):
            self.assertEqual(set(self.row(person)), {None})

    def test_document_type_changes(self):
        """The code and the check of a type are part of what is compared."""
        kind = self.env["crm.person.document.type"].create(
            {"name": "Card", "code": "card", "normalizer": "generic"}
        )
        prospect = self.make_prospect(
            **NAME, documents=[{"type": "card", "number": "500100732258"}]
        )
        self.assertEqual(self.row(prospect, "documents")[0], ["card:500100732258"])
        kind.code = "member"
        self.match_all("incremental")
        self.finish_run(self.env["crm.match.run"]._request("index"))
        self.assertEqual(self.row(prospect, "documents")[0], ["member:500100732258"])
        kind.normalizer = "inn"
        self.match_all("incremental")
        self.finish_run(self.env["crm.match.run"]._request("index"))
        self.assertTrue(prospect.document_ids.unusable_reason)
        self.assertIsNone(self.row(prospect, "documents")[0])

    # ------------------------------------------------------------------ how

    def test_query_count(self):
        """A flush takes the same statements for few and for many."""
        counts = []
        for count in (3, 300):
            prospects = self.env["crm.prospect"].create(
                [{**NAME, "city": "Тверь"} for _number in range(count)]
            )
            clients = self.env["res.partner"].create(
                [{**NAME, "is_client": True} for _number in range(count)]
            )
            self.env.cr.flush()
            index = self.env["crm.person.index"]
            index._touch("prospect_id", prospects.ids)
            index._touch("partner_id", clients.ids)
            self.env.cr.execute("UPDATE crm_person_index SET city = 'x'")
            start = self.env.cr.sql_log_count
            index._flush()
            counts.append(self.env.cr.sql_log_count - start)
            self.assertEqual(self.row(prospects[-1:], "city")[0], "тверь")
        self.assertEqual(counts[0], counts[1])

    def test_unchanged_rows_are_not_written(self):
        prospect = self.make_prospect(**ANNA)
        before = self.row(prospect, "xmin, cmin, indexed_at")
        prospect.write({"lastname": " СОКОЛОВА ", "city": "тверь"})
        self.env.cr.flush()
        self.assertEqual(self.row(prospect, "xmin, cmin, indexed_at"), before)

    def test_unrelated_field(self):
        """Neither indexed nor matched."""
        prospect, client = self.make_prospect(**ANNA), self.make_client(**ANNA)
        self.env.cr.flush()
        with patch.object(
            self.registry["crm.person.index.builder"], "_build", autospec=True
        ) as build:
            prospect.priority = "1"
            client.function = "x"
            self.env.cr.flush()
        build.assert_not_called()

    # ------------------------------------------------------------------ gone

    def test_deleted_person(self):
        """Leaves no row; keys that stay behind find nobody."""
        prospect = self.make_prospect(**ANNA)
        client = self.make_client(lastname="Орлов", firstname="Пётр", **PHONE)
        self.assertTrue(self.keys(prospect) and self.keys(client))
        prospect.unlink()
        client.unlink()
        self.env.cr.flush()
        self.assertIsNone(self.row(prospect))
        self.assertIsNone(self.row(client))
        other = self.make_prospect(**{**ANNA, "lastname": "Орлов", "firstname": "Пётр"})
        self.assertFalse(other.match_ids)
        self.match_all()
        self.assertFalse(other.match_ids)
        self.assertEqual(other.match_state, "none")
