# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from .common import ANNA, NAME
from .common_contacts import FIRST, SECOND, ContactCase

FIELDS = (
    "first_seen",
    "last_confirmed",
    "source_count",
    "age",
    "last_communication",
    "outcome_summary",
    "is_opted_out",
)
MANY = 60
OWNERS = {"res.partner": "partner_id", "crm.prospect": "prospect_id"}


@tagged("post_install", "-at_install")
class TestContactTimes(ContactCase):
    """What a screen tells of a contact: since when, by whom, what came of it."""

    def tell(self, key, kind, outcome, date, person=None):
        self.env["crm.contact.event"].create(
            {
                "kind": kind,
                "match_key": key,
                "outcome": outcome,
                "date": date,
                **({OWNERS[person._name]: person.id} if person else {}),
            }
        )

    def point(self, person, key=FIRST):
        self.env.invalidate_all()
        return person.contact_point_ids.filtered(lambda p: p.match_key == key)

    def test_times_of_a_prospect(self):
        for source, day in (("AL", "2020-01-10"), ("BT", "2024-06-01")):
            person = {**NAME, "phones": [FIRST], "source": source, "ref": "5"}
            prospect = self.load_prospects([{**person, "actual_date": day}])
            prospect.reference_ids = (
                [(0, 0, {"source_id": self.sources["BT"].id, "ref": "5"})]
                if source == "AL"
                else []
            )
        with freeze_time("2026-02-01"):
            point = self.point(prospect)
            self.assertRecordValues(
                point,
                [
                    {
                        "first_seen": point.origin_ids[-1].first_seen,
                        "last_confirmed": point.origin_ids[0].last_seen,
                        "source_count": 2,
                        "age": "6 years",
                        "last_communication": False,
                        "outcome_summary": "",
                        "is_opted_out": False,
                    }
                ],
            )
            self.assertEqual(str(point.first_seen), "2020-01-10")
            self.assertEqual(str(point.last_confirmed), "2024-06-01")
        for today, age in (("2020-01-10", "0 days"), ("2020-03-20", "2 months")):
            with freeze_time(today):
                self.assertEqual(self.point(prospect).age, age)

    def test_linked_prospects_confirm(self):
        """An equal contact of a linked prospect counts, that of others does not."""
        person = {**ANNA, "ref": "1"}
        client = self.load_clients([{**person, "actual_date": "2021-01-01"}])
        self.load_prospects(
            [
                {**person, "actual_date": "2020-01-01"},
                {**person, "source": "BT", "actual_date": "2025-01-01"},
                {
                    "lastname": "Орлов",
                    "phones": [FIRST],
                    "ref": "3",
                    "actual_date": "2026-01-01",
                },
            ]
        )
        linked = client.prospect_ids
        self.assertEqual(len(linked), 2)
        point = self.point(client)
        told = [str(point.first_seen), str(point.last_confirmed), point.source_count]
        self.assertEqual(told, ["2020-01-01", "2025-01-01", 3])
        mine = self.point(linked.filtered(lambda p: p.source_id.code == "BT"))
        self.assertEqual((str(mine.first_seen), mine.source_count), ("2025-01-01", 1))

    def test_outcomes(self):
        client, other = self.make_client(**ANNA), self.make_client(**NAME)
        linked = self.make_prospect(**ANNA)
        stranger = self.make_prospect(lastname="Орлов", phones=[FIRST])
        self.assertEqual(linked.partner_id, client)
        for outcome, date, person in (
            ("reached", "2025-01-01", client),
            ("reached", "2025-02-02", linked),
            ("no_answer", "2025-03-03", other),
            ("busy", "2025-04-04", stranger),
            ("not_in_service", "2025-05-05", other),
            ("no_answer", "2025-06-06", None),
        ):
            self.tell(FIRST, "phone", outcome, date, person)
        self.tell(SECOND, "phone", "busy", "2026-01-01", client)
        point = self.point(client)
        self.assertEqual(
            point.outcome_summary, "Reached: 2, No Answer: 1, Not in Service: 1"
        )
        self.assertEqual(str(point.last_communication), "2025-06-06 00:00:00")
        self.assertEqual(
            self.point(stranger).outcome_summary,
            "No Answer: 1, Busy: 1, Not in Service: 1",
        )

    def test_opted_out(self):
        client = self.make_client(**ANNA)
        [vk] = client.contact_point_ids.filtered(lambda p: p.kind == "messenger")
        contacts = client.contact_point_ids
        self.assertFalse(any(contacts.mapped("is_opted_out")))
        number = self.env["phone.blacklist"].create({"number": FIRST})
        address = self.env["mail.blacklist"].create({"email": ANNA["emails"][0]})
        self.tell(vk.match_key, "messenger", "opted_out", "2026-01-01")
        contacts.invalidate_recordset()
        self.assertEqual(contacts.mapped("is_opted_out"), [True] * 3)
        number.active = address.active = False
        contacts.invalidate_recordset()
        self.assertEqual(contacts.filtered("is_opted_out"), vk)

    def test_new_line(self):
        """A line that is being typed has no times."""
        prospect = self.make_prospect(**NAME)
        line = self.env["crm.contact.point"].new({"prospect_id": prospect.id})
        self.assertFalse(any(line[field] for field in FIELDS))

    def test_words_in_russian(self):
        lang = self.env["res.lang"]._activate_lang("ru_RU")
        prospect = self.make_prospect(**NAME, phones=[FIRST])
        point = prospect.contact_point_ids.with_context(lang=lang.code)
        point.origin_ids.first_seen = "2021-01-01"
        with freeze_time("2026-02-01"):
            self.assertEqual(point.age, "5 лет")

    def test_one_query(self):
        """However many contacts are shown."""
        counts = []
        for number in (2, 3, MANY):
            persons = [
                {"lastname": f"Петров{i}", "phones": [f"+7916{number:03}{i:04}"]}
                for i in range(number)
            ]
            points = self.load_prospects(persons).contact_point_ids
            self.env.flush_all()
            points.fetch(["value", "match_key"])
            before = self.env.cr.sql_log_count
            points.read(FIELDS)
            counts.append(self.env.cr.sql_log_count - before)
        # The first time fills the caches of the process.
        self.assertEqual(counts[1], counts[2])
