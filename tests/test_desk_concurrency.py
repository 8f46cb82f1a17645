# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reviewers at the same time: nobody gets the pair of another one."""

from odoo.tests import new_test_user, tagged

from .common_parallel import MARK, ParallelCase

REVIEWERS = 6
BIRTHDATE = "1971-02-03"


@tagged("post_install", "-at_install")
class TestDeskConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        self.users = self.commit(
            lambda env: [
                new_test_user(
                    env,
                    f"desk_parallel_{number}",
                    groups="base.group_user,crm_prospect.group_prospect_steward",
                ).id
                for number in range(REVIEWERS)
            ]
        )
        self.addCleanup(self.remove_users)
        [rule] = self.commit(self.make_rule)
        self.addCleanup(lambda: self.commit(lambda env: self.drop_rule(env, rule)))

    def make_rule(self, env):
        """A rule that proposes by last name and birth date."""
        rule = env["crm.match.rule"].create(
            {
                "mode": "proposing",
                "sequence": 1,
                "confidence": 50,
                "condition_ids": [
                    (0, 0, {"attribute": name, "comparison": "same"})
                    for name in ("lastname", "birthdate_date")
                ],
            }
        )
        rule.action_activate()
        return rule.ids

    def drop_rule(self, env, rule_id):
        env["crm.match"].search([("rule_id", "=", rule_id)]).sudo().unlink()
        rule = env["crm.match.rule"].browse(rule_id)
        rule.action_deactivate()
        rule.unlink()

    def remove_users(self):
        with self.environment() as env:
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            env["crm.match.claim"].search([("user_id", "in", users.ids)]).unlink()
            env["crm.match"].search([("user_id", "in", users.ids)]).unlink()
            env.cr.execute(
                "DELETE FROM crm_access_log WHERE user_id = ANY(%s)", [users.ids]
            )
            users.unlink()
            partners.unlink()

    def make_pairs(self, count, client=True):
        if client:
            self.make("res.partner", 1, birthdate=BIRTHDATE)
        prospects = self.make(
            "crm.prospect", count, firstname="Зоя", birthdate=BIRTHDATE
        )
        with self.environment() as env:
            matches = env["crm.prospect"].browse(prospects).match_ids
            self.assertEqual(len(matches), count)
            self.assertEqual(set(matches.mapped("verdict")), {"proposed"})
        return prospects

    def asking(self, limit):
        return [
            lambda env, u=user: [
                unit["id"]
                for unit in env(user=u)["crm.match.desk"].next_pairs(limit=limit)[
                    "units"
                ]
            ]
            for user in self.users
        ]

    def test_nobody_gets_the_pair_of_another(self):
        """Six ask at once, again and again: all get some, no two the same."""
        prospects = self.make_pairs(REVIEWERS * 2)
        for _round in range(3):
            given = self.in_parallel(*self.asking(2))
            self.assertEqual([len(ids) for ids in given], [2] * REVIEWERS, given)
            self.assertEqual(sorted(sum(given, [])), sorted(prospects))
            self.commit(lambda env: env["crm.match.claim"].search([]).unlink())
        self.assert_no_secrets()

    def test_fewer_than_reviewers(self):
        """What is not there for all is given to some, once."""
        prospects = self.make_pairs(3)
        given = self.in_parallel(*self.asking(2))
        self.assertEqual(sorted(sum(given, [])), sorted(prospects))

    def test_decided_at_once(self):
        """Two who decide on one pair: one verdict, the other one is told."""
        for number in range(3):
            [prospect] = self.make_pairs(1, client=not number)
            with self.environment() as env:
                match_id = env["crm.prospect"].browse(prospect).match_ids.id
            answers = self.in_parallel(
                *(
                    lambda env, u=user, m=match_id, v=verdict: env(user=u)[
                        "crm.match.desk"
                    ].decide(m, v)
                    for user, verdict in zip(
                        self.users, ("same", "different") * 3, strict=True
                    )
                )
            )
            self.assertEqual(sum(answer["done"] for answer in answers), 1, answers)
            done = next(number for number, a in enumerate(answers) if a["done"])
            client, _state, _linking = self.link_of(prospect)
            self.assertEqual(bool(client), done % 2 == 0)
            self.commit(lambda env, p=prospect: env["crm.prospect"].browse(p).unlink())
        self.assert_no_secrets()

    def test_no_name_in_the_log(self):
        """Claims and decisions tell the log nothing of persons."""
        self.make_pairs(2)
        self.in_parallel(*self.asking(1))
        self.assertNotIn(MARK, "".join(self.recorder.lines))
