# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ANNA
from .common_load import LoadCase


@tagged("post_install", "-at_install")
class TestLoadClients(LoadCase):
    """The client base, loaded and refreshed from the core system."""

    def load(self, *persons):
        result = self.env["res.partner"].load_clients(list(persons))
        self.env.cr.flush()
        self.env.invalidate_all()
        return result

    def person(self, **changes):
        return {
            **ANNA,
            **{"source": "ABS", "ref": "1000001", "client_since": "2010-02-03"},
            **changes,
        }

    def test_created(self):
        result = self.load(self.person(employer="ООО Ромашка", comment="VIP"))
        self.assertEqual(result["created"], 1)
        client = self.env["res.partner"].browse(result["ids"])
        self.assertTrue(client.is_client and client.client_number)
        self.assertEqual(client.name, "Соколова Анна Петровна")
        self.assertEqual(str(client.client_since), "2010-02-03")
        self.assertEqual(client.phone, "+79161234567")
        self.assertEqual(client.email, "anna.sokolova@example.org")
        self.assertEqual(client.employer_name, "ООО Ромашка")
        self.assertEqual(client.client_reference_ids.display_name, "ABS: 1000001")
        self.assertEqual(len(client.contact_point_ids), 3)
        self.assertEqual(
            set(client.contact_point_ids.origin_ids.source_id.mapped("code")), {"ABS"}
        )
        self.assertEqual(len(client.document_ids), 3)
        self.assertFalse(client.message_ids, "a card of a file gets no mail")

    def test_twice_the_same(self):
        persons = [
            self.person(comment="VIP <b>5 < 7</b> & more"),
            self.person(ref="2", name="12345", lastname=None, firstname=None)
            | {"middlename": None, "phones": ["нет"], "emails": []},
        ]
        first = self.load(*persons)
        before = self.snapshot()
        again = self.load(*persons)
        self.assertEqual((again["unchanged"], again["updated"]), (2, 0))
        self.assertEqual(again["ids"], first["ids"])
        self.assertEqual(self.snapshot(), before)

    def test_card_is_refreshed(self):
        client = self.env["res.partner"].browse(self.load(self.person())["ids"])
        result = self.load(
            self.person(
                lastname="Орлова",
                phones=["+79265550102"],
                city="Омск",
                client_until="2024-05-06",
            )
        )
        self.assertEqual(result["updated"], 1)
        self.assertEqual(client.name, "Орлова Анна Петровна")
        self.assertEqual(client.former_name_ids.lastname, "Соколова")
        self.assertEqual(client.phone, "+79265550102")
        self.assertEqual(client.city, "Омск")
        self.assertEqual(str(client.client_until), "2024-05-06")
        self.assertEqual(len(client.contact_point_ids), 4)
        index = self.env["crm.person.index"].search([("partner_id", "=", client.id)])
        self.assertEqual((index.lastname, index.city), ("орлова", "омск"))

    def test_phone_in_another_order(self):
        """The phone of the card stays while the core system still knows it."""
        phones = ["+79161234567", "+79265550102"]
        client = self.env["res.partner"].browse(
            self.load(self.person(phones=phones))["ids"]
        )
        result = self.load(self.person(phones=phones[::-1]))
        self.assertEqual(result["unchanged"], 1)
        self.assertEqual(client.phone, phones[0])

    def test_older_date_overwrites_nothing(self):
        client = self.env["res.partner"].browse(
            self.load(self.person(actual_date="2020-01-01"))["ids"]
        )
        self.load(self.person(actual_date="2019-01-01", city="Омск"))
        self.assertEqual(client.city, "Тверь")

    def test_new_client_finds_an_old_prospect(self):
        [prospect] = self.load_prospects([{**ANNA, "ref": "1"}])
        self.assertFalse(prospect.partner_id)
        result = self.load(self.person())
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id.ids, result["ids"])

    def test_refused(self):
        result = self.load(
            self.person(client_since="вчера"),
            self.person(client_until=[1]),
            self.person(is_client=True),
            self.person(source="NOPE"),
        )
        self.assertEqual(
            [refused["field"] for refused in result["refused"]],
            ["client_since", "client_until", "is_client", "source"],
        )
        self.assertEqual(result["ids"], [None] * 4)
