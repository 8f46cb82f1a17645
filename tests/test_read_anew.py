# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is kept between calls is never older than what the database says."""

from odoo.tests import tagged

from .common import ANNA, INN, PASSPORT
from .common_parallel import ParallelCase
from .common_register import RegisterCase

PERSON = {**PASSPORT, "gender": "female", "source": "AL"}


@tagged("post_install", "-at_install")
class TestReadAnew(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.rule = cls.make_rule("document:same:passport_ru", "gender", target="both")
        cls.client_anna = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**PERSON)

    def clients(self):
        """Whom the rule finds, for who is looked up and for who is stored."""
        looked_up = {hit.other for hit in self.identify(PERSON).client_hits}
        engine = self.env["crm.match.engine"]
        hits = engine._find_clients(
            engine._candidates_of(self.prospect.ids, "partner_id")
        )
        stored = {hit.other for hit in hits.get(self.prospect.id, ())}
        self.assertEqual(looked_up, stored)
        return looked_up

    def test_content(self):
        """One statement says what the records say, drafts included."""
        draft = self.draft_rule(
            "name:similar", "phone", "city:different", mode="proposing", sequence=1
        )
        draft.rare_name_limit = 3
        draft.group_ids = self.groups["Сайт"] | self.groups["Партнёры"]
        rules = draft | self.rule
        for rule, plain in zip(rules, rules._get_content(), strict=True):
            self.assertEqual(
                (plain.id, plain.mode, plain.target, plain.rare_name_limit),
                (rule.id, rule.mode, rule.target, rule.rare_name_limit),
            )
            self.assertEqual(plain.group_ids, tuple(sorted(rule.group_ids.ids)))
            self.assertEqual(
                plain.conditions, tuple(c._get_content() for c in rule.condition_ids)
            )
            self.assertEqual(
                plain.signatures,
                tuple((s.id, s.parts) for s in rule.signature_ids.sorted("id")),
            )
        usable = self.env["crm.match.rule"]._usable_content()
        self.assertEqual([rule.id for rule in usable], self.rule.ids)

    def test_same_transaction(self):
        """Whatever changes in a rule counts at once, and not after a rollback."""
        signature = self.rule.signature_ids
        guard = self.rule.condition_ids[1]
        changes = (
            lambda: self.rule.action_deactivate(),
            lambda: self.rule.write({"active": False}),
            lambda: self.rule.write({"target": "prospect"}),
            lambda: self.rule.write({"group_ids": self.groups["Сайт"].ids}),
            lambda: guard.write({"attribute": "city"}),
            lambda: signature.write({"state": "building"}),
            lambda: self.env.cr.execute(
                "UPDATE crm_match_signature SET state = 'building' WHERE id = %s",
                signature.ids,
            ),
        )
        for number, change in enumerate(changes):
            with self.subTest(number):
                self.assertEqual(self.clients(), set(self.client_anna.ids))
                with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
                    change()
                    self.assertFalse(self.clients())
                    raise ZeroDivisionError
        self.assertEqual(self.clients(), set(self.client_anna.ids))

    def test_look_ups(self):
        """Sources, document types and the country are those of this moment."""
        with self.assertRaisesRegex(Exception, "source"):
            self.parse({**ANNA, "source": "NEW"})
        source = self.env["crm.prospect.source"].create({"code": "new", "name": "New"})
        self.assertEqual(self.parse({**ANNA, "source": "NEW"}).source_id, source.id)
        source.active = False
        with self.assertRaisesRegex(Exception, "source"):
            self.parse({**ANNA, "source": "NEW"})
        local = {"name": "Anna", "phones": ["030 901820"]}
        before = self.parse(local, False).points[0].normal["match_key"]
        self.env.company.country_id = self.env.ref("base.de")
        after = self.parse(local, False).points[0].normal["match_key"]
        self.assertNotEqual(before, after)
        self.assertEqual(after, "+4930901820")

    def test_archived(self):
        """A rule stays one for its group and its document when these are archived."""
        kind = self.rule.condition_ids.document_type_ids
        kind.active = False
        self.env.invalidate_all()
        self.assertEqual(self.rule.condition_ids.document_type_ids, kind)
        self.assertFalse(self.identify({**INN, "gender": "female"}).client_hits)
        kind.active = True
        group = self.rule.group_ids = self.groups["Сайт"]
        group.active = False
        self.env.invalidate_all()
        self.assertEqual(self.rule.group_ids, group)
        self.assertFalse(self.clients())


@tagged("post_install", "-at_install")
class TestReadAnewByOthers(ParallelCase):
    """Another process, which is told of nothing, and a thread with an old snapshot."""

    def setUp(self):
        super().setUp()
        self.rule = self.commit(
            lambda env: (
                env["crm.match.rule"]
                .search([("state", "=", "active"), ("mode", "=", "automatic")])[:1]
                .id
            )
        )
        self.addCleanup(self.set_state, "active")

    def set_state(self, state):
        # By SQL: as by another process, whose signals have not come yet.
        with self.environment() as env:
            env.cr.execute(
                "UPDATE crm_match_rule SET state = %s WHERE id = %s", [state, self.rule]
            )

    def is_usable(self, env):
        usable = env["crm.match.rule"]._usable_content()
        return self.rule in [rule.id for rule in usable]

    def test_others(self):
        """Each transaction sees its own moment, and leaves no other one behind."""
        with self.environment() as early:
            self.assertTrue(self.is_usable(early))
            with self.environment() as changing:
                changing["crm.match.rule"].browse(self.rule).state = "draft"
                self.assertFalse(self.is_usable(changing))
                self.assertTrue(self.is_usable(early))
                changing.cr.rollback()
            with self.environment() as env:
                self.assertTrue(self.is_usable(env))
            self.set_state("draft")
            with self.environment() as env:
                self.assertFalse(self.is_usable(env))
            # Who began before reads it as it was; nobody after him does.
            self.assertTrue(self.is_usable(early))
            with self.environment() as env:
                self.assertFalse(self.is_usable(env))
