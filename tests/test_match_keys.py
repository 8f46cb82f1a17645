# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keys are complete, however and whenever they were built."""

from unittest.mock import patch

from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE
from .common_run import BUILD, RunCase


@tagged("post_install", "-at_install")
class TestKeys(RunCase):
    def test_known_answer(self):
        """Keys of another hash function are noticed and built anew."""
        client = self.make_client(**ANNA)
        self.match_all()
        signatures = self.env["crm.match.signature"].search([])
        self.assertEqual(set(signatures.mapped("state")), {"ready"})
        by_document = signatures.filtered(lambda s: s.parts == "documents")
        by_document.known_answer = "1"
        self.env.cr.execute(
            "UPDATE crm_match_key_client SET key = key + 1 WHERE signature = %s",
            [by_document.id],
        )
        self.match_all()
        self.assertEqual(by_document.state, "ready")
        self.assertNotEqual(by_document.known_answer, "1")
        prospect = self.make_prospect(lastname=ANNA["lastname"], **PASSPORT)
        self.assertEqual(prospect.partner_id, client)

    def test_new_signature(self):
        """A rule that needs new keys waits, is built step by step, and works."""
        self.deactivate_rules()
        self.load_people()
        client = self.make_client(**ANNA)
        rule = self.make_rule("birthdate_date", "middlename", "city")
        self.assertEqual(rule.signature_ids.parts, "birthdate_date")
        self.assertTrue(rule.waiting)
        person = {**BIRTH, "middlename": ANNA["middlename"], "city": ANNA["city"]}
        waiting = self.make_prospect(**person)
        self.assertFalse(waiting.match_ids)
        run = self.env["crm.match.run"].search([("kind", "=", "keys")])
        self.assertEqual(run.state, "waiting")
        with self.small_steps():
            steps = 0
            while run.state in ("waiting", "running"):
                run._step()
                steps += 1
                self.assertTrue(rule.waiting or run.phase != "keys" or steps > 5)
        self.assertGreater(steps, 6)
        self.assertFalse(rule.waiting)
        self.assertEqual(rule.signature_ids.state, "ready")
        new = self.make_prospect(**person)
        self.assertEqual(new.partner_id, client)
        self.match_all()
        self.assertEqual(waiting.partner_id, client)
        self.assert_keys_complete()

    def assert_keys_complete(self, unique=False):
        """The keys are those that building all of them anew gives.

        :param unique: whether a key that is there twice counts once
        """
        unique = set if unique else list
        for owner, table in (
            ("prospect_id", "crm_match_key_prospect"),
            ("partner_id", "crm_match_key_client"),
        ):
            self.env.cr.execute(f"SELECT key, person, signature FROM {table}")
            stored = sorted(unique(self.env.cr.fetchall()))
            people = self.env["crm.person.index"].search([(owner, "!=", False)])
            self.env["crm.match.key"]._rebuild(owner, people[owner].ids)
            self.env.cr.execute(f"SELECT key, person, signature FROM {table}")
            self.assertEqual(sorted(self.env.cr.fetchall()), stored)
            self.assertTrue(stored)

    def test_key_build_interrupted(self):
        """Killed between two steps, a build goes on where it was; changes count."""
        self.load_people()
        rule = self.make_rule("birthdate_date", "middlename", "city", sequence=1)
        run = self.env["crm.match.run"].search([("kind", "=", "keys")])
        with self.small_steps():
            run._step()
            position = rule.signature_ids.position
            self.assertTrue(position)
            # Persons on either side of the position change in the meantime.
            self.clients[:1].birthdate_date = "1950-01-01"
            self.clients[-1:].birthdate_date = "1950-01-01"
            new = self.make_client(**ANNA)
            self.finish_run(run)
        self.assertEqual(rule.signature_ids.state, "ready")
        self.assert_keys_complete()
        self.assertTrue(new.exists())

    def test_orphaned_keys(self):
        """Keys of people who were deleted go with the nightly repair."""
        client, prospect = self.make_client(**ANNA), self.make_prospect(**NAME, **PHONE)
        kept = self.make_prospect(**NAME, **PHONE)
        prospect.action_unlink_client()
        kept.action_unlink_client()
        prospect.unlink()
        client.unlink()
        self.finish_run(self.env["crm.match.run"]._request("index"))
        for table, owner in (
            ("crm_match_key_client", client),
            ("crm_match_key_prospect", prospect),
        ):
            self.env.cr.execute(
                f"SELECT count(*) FROM {table} WHERE person = %s", [owner.id]
            )
            self.assertEqual(self.env.cr.fetchone(), (0,))
        self.assert_keys_complete_for(kept)

    def assert_keys_complete_for(self, prospect):
        self.env.cr.execute(
            "SELECT count(*) FROM crm_match_key_prospect WHERE person = %s",
            [prospect.id],
        )
        self.assertGreater(self.env.cr.fetchone()[0], 0)

    def test_first_build(self):
        """A base that nobody is indexed of yet is keyed at once, and killed at will."""
        self.load_people()
        self.match_all()
        expected = self.matches()
        self.forget_matches()
        for killed in (False, True):
            for table in ("index", "match_key_prospect", "match_key_client"):
                name = f"crm_person_{table}" if table == "index" else f"crm_{table}"
                self.env.cr.execute(f"DELETE FROM {name}")
            self.env.invalidate_all()
            with self.small_steps(200), patch(f"{BUILD}.FIRST_BUILD_SIZE", 100):
                run = self.env["crm.match.run"]._request("index")
                while run.state in ("waiting", "running"):
                    if killed:
                        with self.env.cr.savepoint() as savepoint:
                            run._step()
                            savepoint.rollback()
                        self.env.invalidate_all()
                    run._step()
            with self.subTest(killed=killed):
                signatures = self.env["crm.match.signature"].search([])
                self.assertEqual(set(signatures.mapped("state")), {"ready"})
                self.assert_keys_complete()
                self.match_all("incremental")
                self.assertEqual(self.matches(), expected)
            self.forget_matches()

    def test_changes_during_first_build(self):
        """Who comes or changes while everybody is keyed is keyed too."""
        self.load_people()
        for name in ("person_index", "match_key_prospect", "match_key_client"):
            self.env.cr.execute(f"DELETE FROM crm_{name}")
        with self.small_steps(100), patch(f"{BUILD}.FIRST_BUILD_SIZE", 100):
            run = self.env["crm.match.run"]._request("index")
            number = 0
            while run.state in ("waiting", "running"):
                run._step()
                self.env.invalidate_all()
                number += 1
                self.make_prospect(lastname="Новый", phones=[f"+7916000{number:04}"])
                self.make_client(lastname="Новая", phones=[f"+7916001{number:04}"])
                self.clients[number].birthdate_date = f"19{number + 10}-01-01"
                self.clients[-number].birthdate_date = f"19{number + 10}-01-01"
                self.assertLess(number, 60)
        self.assert_keys_complete(unique=True)
