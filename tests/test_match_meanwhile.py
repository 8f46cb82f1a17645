# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happens to links while a run is at work or a rule is being prepared."""

from unittest.mock import patch

import psycopg2

from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PHONE
from .common_run import RunCase


@tagged("post_install", "-at_install")
class TestMatchMeanwhile(RunCase):
    def test_linked_during_a_full_pass(self):
        """Who is linked on-line after the candidates were collected stays linked."""
        self.make_client(**ANNA)
        others = self.make_prospect(**NAME, **PHONE)
        self.match_all("incremental")
        run = self.start()
        while run.phase != "decide":
            run._step()
        prospect = self.make_prospect(**NAME, **PHONE, **BIRTH)
        before = prospect.match_ids.read(), prospect.link_date
        self.assertEqual(prospect.match_state, "linked")
        self.finish_run(run)
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual((prospect.match_ids.read(), prospect.link_date), before)
        self.assertEqual(others.match_state, "linked")
        # The next run looks at him.
        self.assertIn(
            prospect.id, self.env["crm.match.queue"].search([]).mapped("prospect_id")
        )

    def test_full_pass_does_the_queue(self):
        """What was queued before a full pass is not done twice; what came later is."""
        self.make_client(**ANNA)
        early = self.load_prospects([{**NAME, **PHONE, "ref": n} for n in "12"] * 30)
        run = self.start()
        while run.phase != "decide":
            run._step()
        late = self.load_prospects(
            [{**NAME, **PHONE, "ref": f"l{n}"} for n in range(60)]
        )
        self.finish_run(run)
        self.assertEqual(set(early.mapped("match_state")), {"linked"})
        queued = self.env["crm.match.queue"].search([]).mapped("prospect_id")
        self.assertEqual(set(queued), set(late.ids))

    def test_kind_follows_the_dates(self):
        """Already a client or became one: whenever one of the two dates changes."""
        client = self.make_client(**ANNA, client_since="2024-05-10")
        prospect = self.make_prospect(**ANNA, registration_date="2024-05-11 12:00:00")
        by_hand = self.make_prospect(**NAME, registration_date="2024-05-11 12:00:00")
        by_hand.action_link_client(client.id)
        prospects = prospect | by_hand
        self.assertEqual(prospects.mapped("match_state"), ["linked"] * 2)
        client.client_since = "2024-05-12"
        self.assertEqual(prospects.mapped("match_state"), ["converted"] * 2)
        self.assertEqual(prospects.mapped("link_kind"), ["became"] * 2)
        prospects.registration_date = "2024-05-12 12:00:00"
        self.assertEqual(prospects.mapped("match_state"), ["linked"] * 2)
        client.client_since = False
        self.assertEqual(prospects.mapped("link_kind"), ["already"] * 2)

    def prepared_rule(self):
        """A prospect linked by a rule whose keys are to be built anew."""
        self.deactivate_rules()
        self.make_client(**ANNA)
        rule = self.make_rule("phone", "lastname")
        prospect = self.make_prospect(**NAME, **PHONE)
        self.assertEqual(prospect.match_rule_id, rule)
        rule.signature_ids.write({"state": "building", "position": ""})
        self.assertTrue(rule.waiting)
        return prospect

    def test_rule_being_prepared(self):
        """A link is not lost because its rule cannot be asked at the moment."""
        prospect = self.prepared_rule()
        before = prospect.match_ids.read()
        prospect.action_match()
        self.assertEqual(prospect.match_state, "linked")
        self.assertEqual(prospect.match_ids.read(), before)
        # Another rule that finds another client makes it ambiguous all the same.
        self.make_rule("email", "lastname")
        self.make_client(lastname=ANNA["lastname"], emails=["other@example.org"])
        prospect.write(
            {
                "contact_point_ids": [
                    (0, 0, {"kind": "email", "value": "other@example.org"})
                ]
            }
        )
        self.assertEqual(prospect.match_state, "ambiguous")

    def test_queue_waits_for_rules(self):
        """What is queued is looked at when the rules are ready, not before."""
        runs = self.env["crm.match.run"]
        incremental = self.start("incremental")
        keys = runs._request("keys")
        self.assertEqual(runs._next_run(), keys)
        keys.action_stop()
        self.assertEqual(runs._next_run(), incremental)

    def test_asked_for_during_an_index_run(self):
        """Who is flagged behind the back of an index run is indexed by the next."""
        card = self.env["res.partner"].create({"name": "Соколова Анна"})
        self.make_client(**ANNA)
        first = self.env["crm.match.run"]._request("index")
        while first.position != "prospect_id:0":
            first._step()
        self.env["crm.client.setup"].create(
            {"domain": f"[('id', '=', {card.id})]"}
        ).action_make_clients()
        self.finish_run(first)
        self.finish_run(self.env["crm.match.run"]._next_run())
        index = self.env["crm.person.index"]
        self.assertTrue(index.search([("partner_id", "=", card.id)]))

    def test_stale_keys_are_built_anew(self):
        """A run that finds keys of another hash function asks for new ones."""
        prospect = self.prepared_rule()
        signature = self.env["crm.match.signature"].search([("state", "=", "ready")])[0]
        signature.known_answer = "of another server"
        signature._check_known_answers()
        self.assertEqual(signature.state, "building")
        run = self.env["crm.match.run"]._next_run()
        self.assertEqual(run.kind, "keys")
        self.finish_run(run)
        self.assertEqual(signature.state, "ready")
        self.assertEqual(prospect.match_state, "linked")

    def test_deadlock_is_tried_again(self):
        """A deadlock is a concurrent change like any other, and fails no run."""
        run = self.start("incremental")
        step, tries = type(run)._step, []

        def deadlocked(run):
            tries.append(run)
            if len(tries) == 1:
                raise psycopg2.errors.DeadlockDetected()
            return step(run)

        with (
            self.enter_registry_test_mode(),
            patch.object(type(run), "_step", deadlocked),
        ):
            self.env.ref("crm_prospect.ir_cron_match").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.error), ("done", False))
        self.assertGreater(len(tries), 1)
