# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A prospect has at most one client; where two fit, a person decides (M7)."""

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ANNA, BIRTH, EMAIL, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestAmbiguous(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Found by the passport (rule 20) and by the mobile phone (rule 90).
        cls.by_passport = cls.make_client(lastname=ANNA["lastname"], **PASSPORT)
        cls.person = {**NAME, **PASSPORT, **PHONE}

    def make_second(self):
        """The client whom a rule of another priority hits."""
        return self.make_client(**NAME, **PHONE)

    def verdicts(self, prospect):
        """What is recorded of a prospect: dict client -> (verdict, rule's place)."""
        return {
            match.partner_id: (match.verdict, match.rule_id.sequence)
            for match in prospect.match_ids
        }

    def assert_ambiguous(self, prospect, second):
        self.assertEqual(prospect.match_state, "ambiguous")
        self.assertFalse(prospect.partner_id)
        self.assertFalse(prospect.match_rule_id)
        self.assertFalse(prospect.link_date)
        self.assertFalse(prospect.link_kind)
        self.assertIn("Several clients", prospect.link_summary)
        self.assertEqual(
            self.verdicts(prospect),
            {self.by_passport: ("proposed", 20), second: ("proposed", 90)},
        )

    def test_two_clients(self):
        """Rules of different priority, two clients: nothing linked, both shown."""
        second = self.make_second()
        self.assert_ambiguous(self.make_prospect(**self.person), second)

    def test_two_clients_in_bulk(self):
        """The full pass says the same."""
        second = self.make_second()
        prospects = self.load_prospects([{**self.person} for _n in range(60)])
        self.assertEqual(set(prospects.mapped("match_state")), {"new"})
        run = self.match_all()
        for prospect in prospects:
            self.assert_ambiguous(prospect, second)
        self.assertEqual(run.ambiguous_count, 60)
        self.assertEqual(run.link_count, 0)
        self.assertEqual(run.proposal_count, 120)

    def test_second_client_later(self):
        """A client who arrives later demotes an automatic link to review."""
        prospect = self.make_prospect(**self.person)
        self.assertEqual(prospect.partner_id, self.by_passport)
        second = self.make_second()
        self.match_all("incremental")
        self.assert_ambiguous(prospect, second)

    def test_proposal_is_no_rival(self):
        """A client who is only proposed does not stop an automatic link."""
        prospect = self.make_prospect(**self.person, **BIRTH)
        sounding = {"lastname": "Сокалова", "firstname": ANNA["firstname"], **BIRTH}
        self.make_client(**sounding)
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, self.by_passport)
        self.assertEqual(prospect.match_state, "linked")

    def test_rejecting_one_links_the_other(self):
        """Saying who it is not says who it is."""
        second = self.make_second()
        prospect = self.make_prospect(**self.person)
        rejected = prospect.match_ids.filtered(
            lambda m: m.partner_id == self.by_passport
        )
        rejected.action_reject()
        self.assertEqual(prospect.partner_id, second)
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual(rejected.verdict, "rejected")
        self.assertEqual(prospect.match_rule_id.sequence, 90)
        self.match_all()
        self.assertEqual(prospect.partner_id, second)

    def test_rejecting_both(self):
        """Neither of the two: no match, and no run asks again."""
        self.make_second()
        prospect = self.make_prospect(**self.person)
        prospect.match_ids.action_reject()
        self.assertEqual(prospect.match_state, "none")
        self.match_all()
        self.assertEqual(prospect.match_state, "none")
        self.assertEqual(set(prospect.match_ids.mapped("verdict")), {"rejected"})

    def test_confirming_one(self):
        """The confirmed one is the client, the other is off the table."""
        second = self.make_second()
        prospect = self.make_prospect(**self.person)
        prospect.match_ids.filtered(lambda m: m.partner_id == second).action_confirm()
        self.assertEqual(prospect.partner_id, second)
        self.match_all()
        self.assertEqual(self.verdicts(prospect), {second: ("confirmed", 90)})

    def test_second_client_gone(self):
        """When one of two does not fit any more, the other is linked."""
        second = self.make_second()
        prospect = self.make_prospect(**self.person)
        second.contact_point_ids.unlink()
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, self.by_passport)
        self.assertEqual(prospect.match_ids.partner_id, self.by_passport)

    def test_second_client_deleted(self):
        """The same when his card is deleted."""
        second = self.make_second()
        prospect = self.make_prospect(**self.person)
        second.unlink()
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, self.by_passport)
        self.assertEqual(prospect.match_state, "linked")

    def test_last_proposal_deleted(self):
        """Nobody is left to review when the proposed client is deleted."""
        client = self.make_client(lastname="Зуева", firstname="Яна", **BIRTH)
        prospect = self.make_prospect(lastname="Зуйева", firstname="Яна", **BIRTH)
        self.assertEqual(prospect.match_state, "proposed")
        client.unlink()
        self.match_all("incremental")
        self.assertEqual(prospect.match_state, "none")

    def test_last_proposal_deleted_by_sql(self):
        """… even without the ORM: the full pass sees it."""
        client = self.make_client(lastname="Зуева", firstname="Яна", **BIRTH)
        prospect = self.make_prospect(lastname="Зуйева", firstname="Яна", **BIRTH)
        self.env.cr.execute("DELETE FROM res_partner WHERE id = %s", [client.id])
        self.env.invalidate_all()
        self.match_all()
        self.assertEqual(prospect.match_state, "none")

    def test_one_client_by_sql(self):
        """The database itself refuses a second client, by whatever door."""
        second = self.make_second()
        prospect = self.make_prospect(**self.person)
        for first, other in (("automatic", "confirmed"), ("confirmed", "automatic")):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.UniqueViolation),
                self.env.cr.savepoint(),
            ):
                for client, verdict in ((self.by_passport, first), (second, other)):
                    self.env.cr.execute(
                        "UPDATE crm_match SET verdict = %s"
                        " WHERE prospect_id = %s AND partner_id = %s",
                        [verdict, prospect.id, client.id],
                    )

    def test_one_row_a_pair_by_sql(self):
        """A pair has one verdict, and exactly one side beside the prospect."""
        prospect = self.make_prospect(**self.person)
        other = self.make_prospect(lastname="Никто")
        low, high = sorted((prospect.id, other.id))
        for columns, values, error in (
            ("prospect_id, partner_id", (prospect.id, self.by_passport.id), "Unique"),
            ("prospect_id", (prospect.id,), "Check"),
            (
                "prospect_id, partner_id, other_prospect_id",
                (low, self.by_passport.id, high),
                "Check",
            ),
            ("prospect_id, other_prospect_id", (high, low), "Check"),
            ("prospect_id, other_prospect_id", (low, low), "Check"),
        ):
            with (
                self.subTest(columns=columns),
                mute_logger("odoo.sql_db"),
                self.assertRaises(getattr(psycopg2.errors, f"{error}Violation")),
                self.env.cr.savepoint(),
            ):
                marks = ", ".join(["%s"] * len(values))
                self.env.cr.execute(
                    f"INSERT INTO crm_match ({columns}, verdict)"
                    f" VALUES ({marks}, 'rejected')",
                    values,
                )

    def test_ground_gone(self):
        """A link whose reason vanished goes to review: not kept, not dropped."""
        prospect = self.make_prospect(**self.person)
        prospect.document_ids.unlink()
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(prospect.match_state, "proposed")
        self.assertFalse(prospect.partner_id)
        match = prospect.match_ids
        self.assertTrue(match.ground_gone)
        self.assertEqual(
            (match.partner_id, match.verdict), (self.by_passport, "proposed")
        )
        # What it was linked by stays readable, and no run takes it off the list.
        self.assertEqual(match.rule_id.sequence, 20)
        for kind in ("full", "incremental", "full"):
            self.match_all(kind)
            self.assertEqual(prospect.match_state, "proposed")
            self.assertTrue(match.ground_gone)

    def test_ground_gone_stands_against_another(self):
        """No silent change from one client to another."""
        prospect = self.make_prospect(**self.person)
        prospect.document_ids.unlink()
        second = self.make_second()
        self.match_all("incremental")
        self.assert_ambiguous(prospect, second)

    def test_ground_weaker(self):
        """An automatic link that is only proposed now stands against another too."""
        client = self.make_client(**NAME, **BIRTH, **EMAIL)
        prospect = self.make_prospect(
            lastname="Сокалова",
            firstname=ANNA["firstname"],
            middlename=ANNA["middlename"],
            **BIRTH,
            **PHONE,
        )
        self.assertEqual(self.verdicts(prospect), {client: ("proposed", 230)})
        linked = self.make_client(**NAME, **BIRTH, **PHONE)
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, linked)
        self.assertEqual(prospect.match_rule_id.sequence, 100)
        # The phone changes hands: what linked before is a proposal now.
        linked.contact_point_ids.unlink()
        client.contact_point_ids = [
            (0, 0, {"kind": "phone", "value": PHONE["phones"][0]})
        ]
        self.match_all("incremental")
        self.assertEqual(prospect.match_state, "ambiguous")
        self.assertEqual(
            self.verdicts(prospect),
            {client: ("proposed", 100), linked: ("proposed", 230)},
        )

    def test_ground_back(self):
        """When the reason comes back, the link does."""
        prospect = self.make_prospect(**self.person)
        number = prospect.document_ids.number
        document_type = prospect.document_ids.type_id
        prospect.document_ids.unlink()
        self.env.cr.flush()
        self.match_all("incremental")
        prospect.document_ids = [
            (0, 0, {"type_id": document_type.id, "number": number})
        ]
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(prospect.partner_id, self.by_passport)
        self.assertFalse(prospect.match_ids.ground_gone)

    def test_archived_prospect_keeps_its_link(self):
        """Out of the index, and out of the reach of the rules."""
        prospect = self.make_prospect(**self.person)
        linked_on = prospect.link_date
        prospect.active = False
        self.env.cr.flush()
        self.make_second()
        for kind in ("incremental", "full"):
            self.match_all(kind)
            self.assertEqual(prospect.partner_id, self.by_passport)
            self.assertEqual(prospect.link_date, linked_on)
        prospect.active = True
        self.env.cr.flush()
        self.assertEqual(prospect.match_state, "ambiguous")

    def test_other_company(self):
        """People of another company are not looked at."""
        company = self.env["res.company"].create({"name": "Другая"})
        self.by_passport.company_id = company
        self.env.cr.flush()
        prospect = self.make_prospect(**self.person)
        prospect.company_id = self.env.company
        self.assertFalse(prospect.match_ids.filtered(lambda m: not m.ground_gone))
        prospect.company_id = company
        self.assertEqual(prospect.partner_id, self.by_passport)
