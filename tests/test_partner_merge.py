# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's own partner merge loses nothing of a client (G5)."""

from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ANNA, BIRTH, EMAIL, INN, NAME, PASSPORT, PHONE, SNILS, ProspectCase

OTHER_PHONE = {"phones": ["+79035556677"]}


@tagged("post_install", "-at_install")
class TestPartnerMerge(ProspectCase):
    def merge(self, source, target):
        """Merge as the wizard of the list of partners does."""
        partners = source | target
        self.env["base.partner.merge.automatic.wizard"].create(
            {
                "state": "selection",
                "partner_ids": [Command.set(partners.ids)],
                "dst_partner_id": target.id,
            }
        ).action_merge()
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertFalse(source.exists())
        self.assert_index_right(target, source)

    def assert_index_right(self, target, source):
        """The index row and the keys are as if built anew; nothing of the source."""
        index = self.env["crm.person.index"]
        self.assertFalse(index.search([("partner_id", "in", source.ids)]))
        self.assertEqual(len(index.search([("partner_id", "=", target.id)])), 1)
        keys = "SELECT key, signature FROM crm_match_key_client WHERE person = ANY(%s)"
        self.env.cr.execute(keys, [source.ids])
        self.assertFalse(self.env.cr.fetchall())
        self.env.cr.execute(keys, [target.ids])
        stored = sorted(self.env.cr.fetchall())
        self.assertFalse(index._index("partner_id", target.ids), "the row was outdated")
        self.env["crm.match.key"]._rebuild("partner_id", target.ids)
        self.env.cr.execute(keys, [target.ids])
        self.assertEqual(sorted(self.env.cr.fetchall()), stored)

    def keys_of(self, client):
        """Contacts and documents of a client."""
        return set(client.contact_point_ids.mapped("match_key")) | set(
            client.document_ids.mapped("number_normalized")
        )

    def test_equal_values(self):
        """The same contact and document on both: kept once, with all origins."""
        for values in ({**PHONE, **PASSPORT}, {**EMAIL, **INN}):
            source = self.make_client(**{**NAME, **OTHER_PHONE, **values})
            target = self.make_client(**{**NAME, **SNILS, **values})
            with self.subTest(values=values):
                kept = target.contact_point_ids
                wanted = self.keys_of(source) | self.keys_of(target)
                numbers = len(wanted)
                self.merge(source, target)
                self.assertEqual(self.keys_of(target), wanted)
                count = len(target.contact_point_ids) + len(target.document_ids)
                self.assertEqual(count, numbers)
                self.assertEqual(kept.exists(), kept)

    def test_origins_are_united(self):
        """Who said a value, first and last when, is known of both cards."""
        abs_, site = self.sources["ABS"], self.sources["GM"]
        cards = [
            self.load_clients([{**NAME, **PHONE, **PASSPORT, "ref": ref}])
            for ref in ("1", "2")
        ]
        source, target = cards
        for card, seen, by in (
            (source, (date(2019, 1, 1), date(2025, 1, 1)), abs_),
            (target, (date(2020, 1, 1), date(2024, 1, 1)), abs_),
        ):
            for values in (card.contact_point_ids, card.document_ids):
                values.origin_ids.write(
                    {"first_seen": seen[0], "last_seen": seen[1], "source_id": by.id}
                )
        self.env["crm.person.origin"].create(
            {
                "contact_point_id": source.contact_point_ids.id,
                "source_id": site.id,
                "first_seen": "2021-01-01",
                "last_seen": "2021-01-01",
            }
        )
        self.merge(source, target)
        origins = {
            origin.source_id: (origin.first_seen, origin.last_seen)
            for origin in target.contact_point_ids.origin_ids
        }
        self.assertEqual(
            origins,
            {
                abs_: (date(2019, 1, 1), date(2025, 1, 1)),
                site: (date(2021, 1, 1), date(2021, 1, 1)),
            },
        )
        origin = target.document_ids.origin_ids
        self.assertEqual(origin.first_seen, date(2019, 1, 1))
        self.assertEqual(origin.last_seen, date(2025, 1, 1))

    def test_references_and_former_names(self):
        """References and earlier names come along, and matter."""
        source, target = self.load_clients(
            [
                {**ANNA, "lastname": "Белова", "ref": "17"},
                {**NAME, **OTHER_PHONE, "ref": "18"},
            ]
        )
        source.lastname = "Чернова"
        self.env.cr.flush()
        self.merge(source, target)
        self.assertEqual(set(target.client_reference_ids.mapped("ref")), {"17", "18"})
        self.assertIn("Белова", target.former_name_ids.mapped("lastname"))
        prospect = self.make_prospect(lastname="Белова", **PASSPORT)
        self.assertEqual(prospect.partner_id, target)
        # The core system goes on with either number.
        again = self.load_clients([{**NAME, "ref": "17"}])
        self.assertEqual(again, target)

    def test_ambiguous_becomes_linked(self):
        """Two cards of one person were two clients; merged they are one."""
        source = self.make_client(lastname=ANNA["lastname"], **PASSPORT)
        target = self.make_client(**NAME, **PHONE)
        prospect = self.make_prospect(**NAME, **PASSPORT, **PHONE)
        self.assertEqual(prospect.match_state, "ambiguous")
        self.merge(source, target)
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual(prospect.partner_id, target)
        self.assertEqual(prospect.match_ids.mapped("verdict"), ["automatic"])

    def test_link_follows(self):
        """The link of a merged card is the same link: rule, date, kind."""
        source = self.make_client(**ANNA)
        target = self.make_client(lastname="Иная")
        prospect = self.make_prospect(**NAME, **PASSPORT)
        rule, when = prospect.match_rule_id, prospect.link_date
        self.assertEqual(prospect.partner_id, source)
        self.merge(source, target)
        # The remaining card bears another name; this one is a former one now.
        self.assertEqual(prospect.partner_id, target)
        self.assertEqual(target.former_name_ids.lastname, ANNA["lastname"])
        self.assertEqual(prospect.link_date, when)
        self.assertEqual(prospect.match_rule_id, rule)

    def test_link_follows_equal_name(self):
        """Values of the merged card keep the ground of its links."""
        source = self.make_client(**ANNA)
        target = self.make_client(lastname=ANNA["lastname"])
        prospects = [
            self.make_prospect(**NAME, **PASSPORT),
            self.make_prospect(**NAME, **BIRTH, **PHONE),
        ]
        before = [(p.match_rule_id, p.link_date) for p in prospects]
        self.merge(source, target)
        self.assertEqual([p.partner_id for p in prospects], [target, target])
        self.assertEqual([(p.match_rule_id, p.link_date) for p in prospects], before)
        self.assertEqual(target.prospect_count, 2)
        self.match_all()
        self.assertEqual([p.partner_id for p in prospects], [target, target])

    def test_verdicts(self):
        """Of two verdicts on the same prospect, that of a person stays."""
        for on_source, on_target, expected in (
            ("confirm", None, "confirmed"),
            (None, "confirm", "confirmed"),
            ("confirm", "reject", "confirmed"),
            ("reject", "confirm", "confirmed"),
            ("reject", None, "rejected"),
            (None, "reject", "rejected"),
            ("reject", "reject", "rejected"),
        ):
            with self.subTest(source=on_source, target=on_target):
                source = self.make_client(lastname=ANNA["lastname"], **PASSPORT)
                target = self.make_client(**NAME, **PHONE)
                prospect = self.make_prospect(**NAME, **PASSPORT, **PHONE)
                for client, verdict in ((source, on_source), (target, on_target)):
                    match = prospect.match_ids.filtered(
                        lambda m, client=client: m.partner_id == client
                    )
                    if verdict == "reject":
                        match.action_reject("why")
                for client, verdict in ((source, on_source), (target, on_target)):
                    match = prospect.match_ids.filtered(
                        lambda m, client=client: m.partner_id == client
                    )
                    if verdict == "confirm":
                        match.action_confirm("why")
                self.merge(source, target)
                match = prospect.match_ids
                self.assertEqual(len(match), 1)
                self.assertEqual((match.partner_id, match.verdict), (target, expected))
                self.assertEqual(match.reason, "why")
                linked = prospect.partner_id == target
                self.assertEqual(linked, expected == "confirmed")
                self.match_all()
                self.assertEqual(prospect.match_ids.verdict, expected)
                # Nothing of this round is left for the next one.
                prospect.active = False
                if prospect.partner_id:
                    prospect.action_unlink_client()
                target.is_client = False
                self.env.cr.flush()

    def test_client_columns(self):
        """Client is who was, since the earliest day, with the number he has."""
        source, target = self.make_client(**ANNA), self.make_client(lastname="Соколова")
        source.client_since, target.client_since = date(2015, 3, 1), date(2019, 1, 1)
        number = target.client_number
        self.merge(source, target)
        self.assertTrue(target.is_client)
        self.assertEqual(target.client_since, date(2015, 3, 1))
        self.assertEqual(target.client_number, number)

    def test_client_into_partner(self):
        """A client merged into a plain card: it is the client now, with the number."""
        client = self.make_client(**ANNA, ref="42")
        number = client.client_number
        self.assertTrue(number)
        prospect = self.make_prospect(**NAME, **PASSPORT)
        partner = self.env["res.partner"].create({"name": "Соколова Анна"})
        self.merge(client, partner)
        self.assertTrue(partner.is_client)
        self.assertEqual(partner.client_number, number)
        self.assertEqual(partner.lastname, ANNA["lastname"])
        self.assertEqual(partner.client_reference_ids.ref, "42")
        self.assertEqual(prospect.partner_id, partner)

    def test_partner_into_client(self):
        """The other way round he stays one."""
        client = self.make_client(**ANNA)
        number = client.client_number
        partner = self.env["res.partner"].create({"name": "А", "phone": "+79031110022"})
        self.merge(partner, client)
        self.assertTrue(client.is_client)
        self.assertEqual(client.client_number, number)

    def test_closed_client(self):
        """Closed is the merged client only when both were."""
        for source_until, target_until, until in (
            (date(2020, 1, 1), date(2022, 1, 1), date(2022, 1, 1)),
            (date(2020, 1, 1), False, False),
            (False, date(2020, 1, 1), False),
        ):
            source, target = self.make_client(**NAME), self.make_client(**NAME)
            source.client_until, target.client_until = source_until, target_until
            self.merge(source, target)
            self.assertEqual(target.client_until, until)

    def test_three(self):
        """Three cards at once, all holding the same phone and prospect."""
        cards = [self.make_client(**NAME, **PHONE, **BIRTH) for _n in range(3)]
        prospect = self.make_prospect(**NAME, **PHONE, **BIRTH)
        self.assertEqual(len(prospect.match_ids), 3)
        self.merge(cards[0] | cards[1], cards[2])
        self.assertEqual(prospect.partner_id, cards[2])
        self.assertEqual(len(prospect.match_ids), 1)
        self.assertEqual(len(cards[2].contact_point_ids), 1)

    def test_nothing_shared(self):
        """Two clients who have nothing in common are merged all the same."""
        source = self.make_client(lastname="Первый", **OTHER_PHONE)
        target = self.make_client(lastname="Вторая", **EMAIL)
        wanted = self.keys_of(source) | self.keys_of(target)
        self.merge(source, target)
        self.assertEqual(self.keys_of(target), wanted)

    def test_company(self):
        """A company swallows no client, nor the other way round."""
        company = self.env["res.partner"].create({"name": "ООО", "is_company": True})
        client = self.make_client(**ANNA)
        for source, target in ((client, company), (company, client)):
            with self.assertRaisesRegex(UserError, "individual"):
                self.merge(source, target)
        self.assertTrue(client.is_client)

    def test_plain_partners(self):
        """Partners who are no clients are merged as ever."""
        source, target = self.env["res.partner"].create(
            [{"name": "А", "phone": "+79031110022"}, {"name": "Б"}]
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "state": "selection",
                "partner_ids": [Command.set((source | target).ids)],
                "dst_partner_id": target.id,
            }
        )
        with self.assertNoLogs("odoo.sql_db", "ERROR"):
            wizard.action_merge()
        self.env.cr.flush()
        self.assertFalse(source.exists())
        self.assertFalse(target.is_client)
        self.assertFalse(target.client_number)
        self.assertEqual(target.phone, "+79031110022")
        index = self.env["crm.person.index"]
        self.assertFalse(index.search([("partner_id", "=", target.id)]))
