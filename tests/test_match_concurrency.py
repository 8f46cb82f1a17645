# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real transactions at the same time: one truth, and no value of a person in a log."""

import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import orm_values
from .common_parallel import MAIL, MARK, PHONE, ParallelCase


@tagged("post_install", "-at_install")
class TestConcurrency(ParallelCase):
    def test_two_links_at_once(self):
        """Eight people link one prospect with eight clients: one of them does."""
        clients = self.make("res.partner", 8)
        for _round in range(3):
            [prospect] = self.make("crm.prospect", firstname="Иная")
            results = self.in_parallel(
                *(
                    lambda env, c=client, p=prospect: (
                        env["crm.prospect"]
                        .browse(p)
                        .action_link_client(c, despite_contradictions=True)
                    )
                    for client in clients
                )
            )
            refused = [result for result in results if result is not None]
            self.assertEqual(len(refused), len(clients) - 1)
            self.assertEqual({type(error) for error in refused}, {UserError})
            client, state, linking = self.link_of(prospect)
            self.assertIn(client, clients)
            self.assertEqual((state, linking), ("linked", [client]))
        self.assert_no_secrets()

    def test_confirm_and_reject_at_once(self):
        """Of two people, the later one decides on what the earlier one said."""
        [client] = self.make("res.partner", emails=[MAIL])
        for _round in range(4):
            [prospect] = self.make("crm.prospect", emails=[MAIL])
            self.assertEqual(self.link_of(prospect)[0], client)
            self.in_parallel(
                lambda env, p=prospect: (
                    env["crm.prospect"].browse(p).match_ids.action_confirm()
                ),
                lambda env, p=prospect: (
                    env["crm.prospect"].browse(p).match_ids.action_reject()
                ),
            )
            with self.environment() as env:
                record = env["crm.prospect"].browse(prospect)
                verdict = record.match_ids.verdict
                self.assertIn(verdict, ("confirmed", "rejected"))
                linked = record.partner_id.id == client
                self.assertEqual(linked, verdict == "confirmed")
        self.assert_no_secrets()

    def verdict_during_step(self, verdict):
        """A run sees an older state, a person decides, the run goes on."""
        [prospect] = self.make("crm.prospect", firstname="Анета", phones=[PHONE])
        with self.environment() as env:
            env["crm.match.queue"]._add("prospect_id", [prospect])
            run = env["crm.match.run"].create({"kind": "incremental"})
        with self.environment() as worker:
            worker.cr.execute("SELECT count(*) FROM crm_match")
            self.commit(lambda env: verdict(env, env["crm.prospect"].browse(prospect)))
            run = worker["crm.match.run"].browse(run.id)
            while run.state in ("waiting", "running"):
                run._try_step()
                worker.cr.commit()
            self.assertEqual(run.state, "done")
        self.assert_no_secrets()
        return prospect

    def test_link_by_hand_during_step(self):
        """A link by hand is not overrun by a step that began before it."""
        [by_hand] = self.make("res.partner", firstname="Иная")

        def link(env, prospect):
            prospect.action_link_client(by_hand, despite_contradictions=True)
            # Meanwhile a client has come who fits.
            values = {"source": "PARALLEL", "lastname": MARK, "firstname": "Анета"}
            env["res.partner"].create(
                {
                    **orm_values(env, {**values, "phones": [PHONE]}, is_client=True),
                    "name": f"{MARK} Анета",
                }
            )

        prospect = self.verdict_during_step(link)
        self.assertEqual(self.link_of(prospect), (by_hand, "linked", [by_hand]))

    def test_rejection_during_step(self):
        """A pair rejected while a step was about to link it stays rejected."""
        [client] = self.make("res.partner", firstname="Анета", phones=[PHONE])
        [prospect] = self.make("crm.prospect", firstname="Анета", phones=[PHONE])
        self.assertEqual(self.link_of(prospect)[0], client)
        # The evidence of the pair changes, so that the next step has to write it.
        with self.environment() as env:
            record = env["crm.prospect"].browse(prospect)
            document_type = env.ref("crm_prospect.document_type_snils").id
            for owner in ({"prospect_id": prospect}, {"partner_id": client}):
                env["crm.person.document"].create(
                    {**owner, "type_id": document_type, "number": "112-233-445 95"}
                )
            run = env["crm.match.run"].create({"kind": "incremental"})
        with self.environment() as worker:
            worker.cr.execute("SELECT count(*) FROM crm_match")
            self.commit(
                lambda env: (
                    env["crm.prospect"].browse(prospect).match_ids.action_reject()
                )
            )
            run = worker["crm.match.run"].browse(run.id)
            while run.state in ("waiting", "running"):
                run._try_step()
                worker.cr.commit()
            self.assertEqual(run.state, "done")
        with self.environment() as env:
            record = env["crm.prospect"].browse(prospect)
            self.assertEqual(record.match_ids.mapped("verdict"), ["rejected"])
            self.assertFalse(record.partner_id)
            self.assertEqual(record.match_state, "none")
        self.assert_no_secrets()

    def test_stop_during_step(self):
        """Stop does not wait for the step, and holds after it."""
        self.make("crm.prospect", 3)
        run_id = self.commit(lambda env: env["crm.match.run"].start("full"))
        with self.environment() as worker:
            run = worker["crm.match.run"].browse(run_id)
            self.assertTrue(run._is_only_worker())
            worker.cr.execute("SELECT count(*) FROM crm_match_run")
            self.commit(lambda env: env["crm.match.run"].browse(run_id).action_stop())
            run._try_step()
            worker.cr.commit()
            worker.invalidate_all()
            self.assertEqual(run.state, "stopped")
        self.assert_no_secrets()

    def test_one_worker(self):
        """While one worker is in a step, another one does nothing."""
        with self.environment() as first, self.environment() as second:
            self.assertTrue(first["crm.match.run"]._is_only_worker())
            self.assertFalse(second["crm.match.run"]._is_only_worker())
            first.cr.commit()
            self.assertTrue(second["crm.match.run"]._is_only_worker())

    def test_prospect_and_client_at_once(self):
        """A prospect and his client made side by side, neither seeing the other."""
        with self.environment() as env:
            env.cr.execute("SELECT count(*) FROM crm_match")
            [client] = self.make("res.partner", phones=[PHONE])
            # The client is looked at before the prospect is there for anybody.
            self.commit(lambda other: other["crm.match.run"]._process())
            person = {"source": "PARALLEL", "lastname": MARK, "firstname": "Анна"}
            values = orm_values(env, {**person, "phones": [PHONE]}, False)
            prospect = env["crm.prospect"].create(values).id
        self.assertFalse(self.link_of(prospect)[0])
        self.commit(lambda env: env["crm.match.run"]._process())
        self.assertEqual(self.link_of(prospect), (client, "linked", [client]))
        self.assert_no_secrets()

    def test_changed_at_once(self):
        """People who edit one prospect, or add the same contact, leave no trace."""
        [prospect] = self.make("crm.prospect", firstname="Иная")

        def rename(env, number):
            env["crm.prospect"].browse(prospect).lastname = f"{MARK} {number}"

        def add_phone(env):
            env["crm.contact.point"].create(
                {"prospect_id": prospect, "kind": "phone", "value": PHONE}
            )

        for _round in range(3):
            self.in_parallel(
                *(lambda env, n=number: rename(env, n) for number in range(4)),
                *[add_phone] * 4,
            )
        with self.environment() as env:
            points = env["crm.prospect"].browse(prospect).contact_point_ids
            self.assertEqual(points.mapped("phone_sanitized"), [PHONE])
        self.assert_no_secrets()

    def test_two_workers(self):
        """Two crons at once end as one would."""
        [client] = self.make("res.partner", phones=[PHONE])
        prospects = self.make("crm.prospect", 60, phones=[PHONE])
        run_id = self.commit(lambda env: env["crm.match.run"].start("full"))
        results = self.in_parallel(
            *(lambda env: env["crm.match.run"]._process() for _number in range(2))
        )
        self.assertFalse([r for r in results if isinstance(r, Exception)])
        self.commit(lambda env: env["crm.match.run"]._process())
        with self.environment() as env:
            run = env["crm.match.run"].browse(run_id)
            self.assertEqual(run.state, "done")
            self.assertFalse(env["crm.match.queue"].search([]))
            found = env["crm.prospect"].browse(prospects)
            self.assertEqual(found.partner_id.id, client)
            self.assertEqual(set(found.mapped("match_state")), {"linked"})
        self.assert_no_secrets()

    def test_everything_at_once(self):
        """Matching, verdicts and changes in any order: no deadlock, one truth."""
        clients = self.make("res.partner", 2, phones=[PHONE])
        prospects = self.make("crm.prospect", 12, phones=[PHONE])

        def match(env, order):
            ids = list(prospects)
            random.Random(order).shuffle(ids)
            env["crm.match.engine"]._match_prospects(ids)

        def decide(env, order):
            draw = random.Random(order)
            match_ids = env["crm.prospect"].browse(draw.choice(prospects)).match_ids
            machine = match_ids.filtered(lambda m: m.verdict == "proposed")
            if machine:
                getattr(machine[:1], draw.choice(["action_confirm", "action_reject"]))()

        def change(env, order):
            client = env["res.partner"].browse(clients[order % 2])
            client.write({"birthdate_date": f"19{60 + order}-01-01"})

        for round_ in range(3):
            results = self.in_parallel(
                *(
                    lambda env, deed=deed, order=10 * round_ + number: deed(env, order)
                    for number, deed in enumerate(
                        (match, decide, change, match, decide)
                    )
                )
            )
            self.assertEqual(results, [None] * 5)
        self.commit(lambda env: env["crm.match.run"]._process())
        for prospect in prospects:
            client, state, linking = self.link_of(prospect)
            self.assertEqual(linking, [client] if client else [])
            self.assertEqual(state == "linked", bool(client))
        self.assert_no_secrets()
