# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which applications are of the same person, and what is counted of them."""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_prospect.models.crm import risk

from .common import ANNA, BIRTH, EMAIL, INN, MESSENGER, NAME, PASSPORT, PHONE
from .common_risk import OTHER, THIRD, RiskCase


@tagged("post_install", "-at_install")
class TestRiskCount(RiskCase):
    # ------------------------------------------------------------------ the same person

    def test_same_prospect(self):
        """Two applications of one prospect, seen from each and from the prospect."""
        anna = self.make_prospect(**NAME, **BIRTH)
        leads = [self.make_lead(anna), self.make_lead(anna)]
        for record in (*leads, anna):
            self.assertEqual(self.found(record), {"prospect": 2})
            self.assertEqual(record.risk_count, 2)

    def test_nobody_known(self):
        lead = self.env["crm.lead"].create({"name": "Company"})
        self.assertEqual(lead.risk_panel(), {})
        self.assertFalse(lead.risk_level)
        self.assertEqual(lead.risk_count, 0)
        self.assertEqual(lead.action_view_risk()["domain"], [("id", "in", [])])

    def test_namesake_is_nobody(self):
        lead = self.make_lead(self.make_prospect(**NAME, **BIRTH))
        self.make_lead(self.make_prospect(**NAME, **BIRTH))
        self.assertEqual(self.found(lead), {"prospect": 1})

    def test_same_client(self):
        client = self.make_client(**NAME)
        prospects = [self.make_prospect(**NAME), self.make_prospect(**OTHER)]
        for prospect in prospects:
            prospect.action_link_client(client.id, despite_contradictions=True)
            self.make_lead(prospect)
        self.assertEqual(self.found(prospects[0]), {"prospect": 1, "client": 1})

    def test_shared_values(self):
        """A passport, a phone, an e-mail or a messenger, one hop and no more."""
        for shared, hop, way in (
            (PASSPORT, EMAIL, "document"),
            (PHONE, EMAIL, "contact"),
            (EMAIL, PHONE, "contact"),
            (MESSENGER, PHONE, "contact"),
        ):
            with self.subTest(shared=shared):
                lead = self.make_lead(self.make_prospect(**NAME, **shared))
                near = self.make_lead(self.make_prospect(**OTHER, **shared, **hop))
                self.make_lead(self.make_prospect(**THIRD, **hop))
                self.assertEqual(self.found(lead), {"prospect": 1, way: 1})
                self.assertEqual(
                    Counter(self.found(near)), Counter(["prospect", way, "contact"])
                )
                self.env["crm.prospect"].search([]).unlink()

    def test_values_of_client_and_siblings(self):
        """Whose values are shared: the prospect's, its client's and its siblings'."""
        client = self.make_client(**NAME, **EMAIL)
        lead = self.make_lead(self.make_prospect(**NAME))
        sibling = self.make_prospect(**NAME, **PHONE)
        for prospect in (lead.prospect_id, sibling):
            prospect.action_link_client(client.id, despite_contradictions=True)
        self.make_lead(self.make_prospect(**OTHER, **EMAIL))
        self.make_lead(self.make_prospect(**THIRD, **PHONE))
        self.assertEqual(self.found(lead), {"prospect": 1, "contact": 2})

    def test_found_in_several_ways(self):
        """One that shares everything counts once, by the nearest way."""
        lead = self.make_lead(self.make_prospect(**ANNA))
        self.make_lead(self.make_prospect(**ANNA))
        self.assertEqual(self.found(lead), {"prospect": 1, "document": 1})

    # ------------------------------------------------------------------ guards

    def test_unusable_value(self):
        placeholder = {"phones": ["5555555555"]}
        lead = self.make_lead(self.make_prospect(**NAME, **placeholder))
        self.make_lead(self.make_prospect(**OTHER, **placeholder))
        self.assertEqual(self.found(lead), {"prospect": 1})

    def test_generic_value(self):
        """The phone of an office, whether it is accepted yet or not; not an exempt."""
        lead = self.make_lead(self.make_prospect(**NAME, **PHONE))
        self.make_lead(self.make_prospect(**OTHER, **PHONE))
        generic = self.env["crm.generic.value"].create(
            {"kind": "phone", "value": ANNA["phones"][0]}
        )
        for state, expected in (
            ("generic", {"prospect": 1}),
            ("accepted", {"prospect": 1}),
            ("exempt", {"prospect": 1, "contact": 1}),
        ):
            generic.state = state
            generic.flush_recordset()
            self.assertEqual(self.found(lead), expected, state)

    def test_generic_document(self):
        lead = self.make_lead(self.make_prospect(**NAME, **PASSPORT))
        self.make_lead(self.make_prospect(**OTHER, **PASSPORT))
        self.env["crm.generic.value"].create(
            {"kind": "document", "value": "passport_ru:4509123456"}
        )
        self.assertEqual(self.found(lead), {"prospect": 1})

    def test_stop_value(self):
        lead = self.make_lead(self.make_prospect(**NAME, **PHONE))
        self.make_lead(self.make_prospect(**OTHER, **PHONE))
        self.assertEqual(self.found(lead), {"prospect": 1, "contact": 1})
        self.env["crm.stop.value"].create(
            {"kind": "phone", "value": PHONE["phones"][0]}
        )
        self.assertEqual(self.found(lead), {"prospect": 1})

    def test_value_of_very_many(self):
        """Not known as generic, and yet nobody's own."""
        lead = self.make_lead(self.make_prospect(**NAME, **PHONE))
        for person in (OTHER, THIRD):
            self.make_lead(self.make_prospect(**person, **PHONE))
        for most, expected in ((3, 3), (2, 1)):
            with patch.object(risk, "MAX_HOLDERS", most):
                self.assertEqual(self.rows(lead)["applications"], expected)

    # ------------------------------------------------------------------ periods

    @freeze_time("2026-03-31 12:00:00")
    def test_edges_of_periods(self):
        anna = self.make_prospect(**NAME)
        for age in (
            timedelta(0),
            self.days(30),
            self.days(30) + timedelta(seconds=1),
            self.days(90),
            self.days(365),
            self.days(365) + timedelta(seconds=1),
        ):
            self.set_created(self.make_lead(anna), fields.Datetime.now() - age)
        panel = anna.risk_panel()
        self.assertEqual(
            [p["label"] for p in panel["periods"]], ["30 days", "90 days", "365 days"]
        )
        [applications] = [
            [cell["count"] for cell in row["cells"]]
            for row in panel["sections"][0]["rows"]
            if row["key"] == "applications"
        ]
        self.assertEqual(applications, [2, 4, 5])

    def test_days_are_those_of_the_user(self):
        """From midnight to midnight where the user is; open ends are allowed."""
        anna = self.make_prospect(**NAME)
        for moment in (
            "2026-01-31 20:59:59",
            "2026-01-31 21:00:00",
            "2026-02-02 20:59:59",
            "2026-02-02 21:00:00",
        ):
            self.set_created(self.make_lead(anna), moment)
        moscow = anna.with_context(tz="Europe/Moscow")
        for asked, expected in (
            ({"date_from": "2026-02-01", "date_to": "2026-02-02"}, 2),
            ({"date_from": "2026-02-01"}, 3),
            ({"date_to": "2026-02-02"}, 3),
            ({"date_from": "2026-02-02", "date_to": "2026-02-02"}, 1),
        ):
            rows = self.rows(moscow, period=-1, **asked)
            self.assertEqual(rows["applications"], expected, asked)
            action = moscow.action_view_risk(**asked)
            self.assertEqual(len(action["domain"][0][2]), expected, asked)

    # ------------------------------------------------------------------ numbers

    def test_different_names(self):
        """ё is е; no middle name is no other name; another name is."""
        lead = self.make_lead(
            self.make_prospect(lastname="Королёв", firstname="Пётр", **PASSPORT)
        )
        for expected, name in (
            (1, {"lastname": "КОРОЛЕВ", "firstname": "Петр"}),
            (1, {"lastname": "Королев", "firstname": "Пётр", "middlename": "Ильич"}),
            (2, {"lastname": "Королев", "firstname": "Петр", "middlename": "Львович"}),
            (3, {"lastname": "Сидоров", "firstname": "Петр", "middlename": "Ильич"}),
        ):
            self.make_lead(self.make_prospect(**name, **PASSPORT))
            self.assertEqual(self.rows(lead)["names"], expected, name)

    def test_different_phones_and_documents(self):
        """Equal ones count once; a passport and an INN are one person's papers."""
        lead = self.make_lead(self.make_prospect(**NAME, **PASSPORT, **PHONE))
        same = self.make_prospect(
            **NAME,
            documents=[*PASSPORT["documents"], *INN["documents"]],
            phones=["8 (916) 123-45-67", "+79031112233"],
        )
        self.make_lead(same)
        rows = self.rows(lead)
        self.assertEqual((rows["phones"], rows["documents"]), (2, 1))
        second = {"type": "passport_ru", "number": "4510 654321"}
        self.make_lead(self.make_prospect(**NAME, **PHONE, documents=[second]))
        rows = self.rows(lead)
        self.assertEqual((rows["phones"], rows["documents"]), (2, 2))

    def test_outcomes_and_decisions(self):
        """Won, lost with its reason (archived by Odoo), and still open."""
        anna = self.make_prospect(**NAME)
        leads = [self.make_lead(anna, type="opportunity") for _ in range(4)]
        reason = self.env["crm.lost.reason"].create({"name": "Too expensive"})
        leads[0].action_set_won()
        leads[1].action_set_lost(lost_reason_id=reason.id)
        leads[2].action_decide("refused")
        leads[3].action_decide("approved")
        rows = self.rows(anna)
        self.assertEqual(rows["applications"], 4)
        self.assertEqual(
            {key: count for key, count in rows.items() if ":" in key and count < 4},
            {
                "won_status:won": 1,
                "won_status:lost": 1,
                "won_status:pending": 2,
                f"lost_reason_id:{reason.id}": 1,
                "decision:refused": 1,
                "decision:approved": 1,
            },
        )

    def test_sources_and_channels(self):
        """The source that sent the application, else that of the prospect."""
        anna = self.make_prospect(**NAME, source="AL")
        channel = self.env["utm.source"].create({"name": "Billboard"})
        self.make_lead(anna, source_id=channel.id)
        sent = self.make_lead(anna)
        self.env["crm.application.reference"].create(
            {"lead_id": sent.id, "source_id": self.sources["BT"].id, "ref": "1"}
        )
        rows = self.rows(anna)
        self.assertEqual(rows[f"source_id:{self.sources['AL'].id}"], 1)
        self.assertEqual(rows[f"source_id:{self.sources['BT'].id}"], 1)
        self.assertEqual(rows[f"channel_id:{channel.id}"], 1)

    def test_batch_is_as_one_by_one(self):
        client = self.make_client(**NAME)
        prospects = self.env["crm.prospect"]
        for person in ({**NAME, **PHONE}, {**OTHER, **PHONE}, {**THIRD, **PASSPORT}):
            prospects += self.make_prospect(**person)
        prospects[0].action_link_client(client.id, despite_contradictions=True)
        prospects[2].action_link_client(client.id, despite_contradictions=True)
        for prospect in prospects:
            self.make_lead(prospect)
        engine = self.env["crm.risk"]
        together = engine._applications(prospects.ids)
        for prospect in prospects:
            alone = engine._applications(prospect.ids)
            self.assertEqual(together[prospect.id], alone[prospect.id])
        self.assertEqual([len(a) for a in together.values()], [3, 2, 3])
