# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ProspectCase

# What is wrong with a line, and what the message names.
WRONG_LINES = [
    ({"factor": "usage"}, "Usage", "Personal"),
    ({"factor": "usage", "value": "mobile"}, "Usage: Mobile", "Personal"),
    ({"factor": "kind", "value": "voip", "bound_from": 1}, "Kind: VoIP", "From"),
    ({"factor": "holders"}, "People Who Have It", "missing"),
    ({"factor": "holders", "value": "yes", "bound_from": 1}, "Have It", "value"),
    ({"factor": "sources", "bound_from": 3, "bound_to": 2}, "Sources: 3 – 2", "less"),
    ({"factor": "sources", "bound_from": 3, "bound_to": 3}, "Sources: 3 – 3", "less"),
    ({"factor": "sources", "bound_from": -1}, "Number of Sources", "less than 0"),
    ({"factor": "sources", "bound_from": 1.5}, "Number of Sources", "whole"),
]
# Pairs that would give points twice for one fact, and pairs that only touch.
OVERLAPPING = [
    ({"factor": "base", "value": "any"}, {"factor": "base", "value": "any"}),
    ({"factor": "usage", "value": "work"}, {"factor": "usage", "value": "work"}),
    ({"factor": "age", "bound_from": 10}, {"factor": "age", "bound_from": 20}),
    ({"factor": "age", "bound_to": 10}, {"factor": "age", "bound_to": 20}),
    (
        {"factor": "age", "bound_from": 1, "bound_to": 10},
        {"factor": "age", "bound_from": 9, "bound_to": 20},
    ),
    (
        {"factor": "age", "bound_from": 1, "bound_to": 100},
        {"factor": "age", "bound_from": 9, "bound_to": 20},
    ),
    ({"factor": "age", "bound_to": 10}, {"factor": "age", "bound_from": 5}),
]
TOUCHING = [
    ({"factor": "age", "bound_to": 10}, {"factor": "age", "bound_from": 10}),
    ({"factor": "usage", "value": "work"}, {"factor": "usage", "value": "home"}),
    ({"factor": "age", "bound_to": 10}, {"factor": "confirmed", "bound_to": 10}),
]
BASE = {"factor": "base", "value": "any"}


@tagged("post_install", "-at_install")
class TestScoreModel(ProspectCase):
    """Versions: valid, unchangeable once used, one of them active."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = cls.env.ref("crm_prospect.contact_score_model_1")
        cls.admin = cls.make_user("score_admin", "admin")
        cls.versions = cls.env["crm.contact.score.model"].with_user(cls.admin)

    def make_version(self, *lines):
        return self.versions.create(
            {
                "name": "Tried",
                "factor_ids": [Command.create({"points": 10, **v}) for v in lines],
            }
        )

    # ------------------------------------------------------------------ validation

    def test_wrong_lines(self):
        """The message names the line and what is wrong with it."""
        for line, *named in WRONG_LINES:
            with self.assertRaises(ValidationError) as caught:
                self.make_version(BASE, line)
            for words in named:
                self.assertIn(words, str(caught.exception), line)

    def test_wrong_lines_one_by_one(self):
        """A line written over RPC is checked like one in the form."""
        draft = self.make_version(BASE)
        for line, *_named in WRONG_LINES:
            with self.assertRaises(ValidationError):
                draft.factor_ids.create({"model_id": draft.id, "points": 10, **line})
        with self.assertRaises(ValidationError):
            draft.factor_ids.write({"value": "yes"})

    def test_no_points(self):
        for points in (0, 1001, -1001):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.make_version({**BASE, "points": points})
                self.env.flush_all()

    def test_overlaps(self):
        for left, right in OVERLAPPING:
            lines = [left, right] if left["factor"] == "base" else [BASE, left, right]
            with self.assertRaises(ValidationError, msg=f"{left} {right}"):
                self.make_version(*lines)
        for pair in TOUCHING:
            self.assertEqual(len(self.make_version(BASE, *pair).factor_ids), 3)

    def test_buckets_may_change_places(self):
        """Lines saved together are judged together, not on the way."""
        early = {"factor": "age", "bound_to": 10}
        draft = self.make_version(BASE, early, {"factor": "age", "bound_from": 10})
        _base, first, second = draft.factor_ids
        draft.write(
            {
                "factor_ids": [
                    Command.update(first.id, {"bound_from": 10, "bound_to": 0}),
                    Command.update(second.id, {"bound_from": 0, "bound_to": 10}),
                ]
            }
        )
        self.assertEqual((first.bound_from, second.bound_to), (10, 10))

    def test_overlap_by_lines_alone_is_not_activated(self):
        draft = self.make_version(BASE, {"factor": "age", "bound_from": 10})
        line = {"factor": "age", "bound_from": 20, "points": 5, "model_id": draft.id}
        draft.factor_ids.create(line)
        with self.assertRaises(ValidationError):
            draft.action_activate()

    def test_base_line(self):
        with self.assertRaises(ValidationError):
            self.make_version({"factor": "usage", "value": "work"})
        empty = self.versions.create({"name": "Empty"})
        with self.assertRaises(ValidationError):
            empty.action_activate()

    def test_open_ends(self):
        """Zero is an open end, and the database says so."""
        draft = self.make_version(
            BASE, {"factor": "age", "bound_from": 0, "bound_to": 9}
        )
        line = draft.factor_ids[1]
        query = (
            "SELECT bound_from, bound_to FROM crm_contact_score_factor WHERE id = %s"
        )
        self.env.flush_all()
        self.env.cr.execute(query, [line.id])
        self.assertEqual(self.env.cr.fetchone(), (None, 9))
        line.write({"bound_from": 9, "bound_to": 0})
        self.env.flush_all()
        self.env.cr.execute(query, [line.id])
        self.assertEqual(self.env.cr.fetchone(), (9, None))

    def test_form(self):
        """Choosing another factor forgets what told the one before."""
        with Form(self.make_version(BASE)) as form:
            with form.factor_ids.new() as line:
                line.factor = "usage"
                self.assertEqual(line.value_choice, ["personal", "work", "home"])
                line.value = "work"
                line.factor = "age"
                self.assertFalse(line.value)
                self.assertEqual(line.unit, "days")
                line.bound_from = 30
                line.points = 5
                self.assertEqual(line.words, "Known for 1 month or longer")
        self.assertEqual(form.record.factor_ids[1].bound_from, 30)

    # ------------------------------------------------------------------ drafts only

    def test_used_versions_stay(self):
        """Neither the active version nor earlier ones change, whoever asks."""
        archived = self.shipped
        active = self.make_version(BASE)
        active.action_activate()
        for version in (archived, active):
            for user in (self.admin, self.env.user):
                version = version.with_user(user)
                line = version.factor_ids[0]
                for deed in (
                    lambda v=version: v.write({"half_life": 5}),
                    lambda v=version: v.write({"name": "New"}),
                    lambda v=version: v.write({"factor_ids": [Command.clear()]}),
                    lambda v=version: v.unlink(),
                    lambda n=line: n.write({"points": 5}),
                    lambda n=line: n.unlink(),
                ):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        deed()
            with self.assertRaises(UserError), self.cr.savepoint():
                line.with_user(self.admin).create(
                    {"model_id": version.id, "points": 5, **BASE}
                )
        draft = self.make_version(BASE)
        with self.assertRaises(UserError), self.cr.savepoint():
            draft.factor_ids.write({"model_id": active.id})

    def test_state_is_not_written(self):
        """Over RPC nobody makes an active version, or says when it was activated."""
        chosen = {"state": "active", "version": 77, "activated_at": "2020-01-01"}
        for name, value in chosen.items():
            with self.assertRaises(UserError):
                self.versions.create({"name": "Cheat", name: value})
        made = self.versions.create({"name": "Honest"})
        self.assertEqual((made.state, made.version), ("draft", 2))
        self.assertFalse(made.activated_at)
        for vals in ({"state": "active"}, {"version": 5}, {"activated_by_id": 1}):
            with self.assertRaises(UserError), self.cr.savepoint():
                made.write(vals)
        self.assertEqual(self.versions._active(), self.shipped)

    def test_state_is_no_default(self):
        """Defaults of a caller's context choose neither state nor number."""
        admin = self.make_user("sm_default", "admin")
        drafts = self.env["crm.contact.score.model"].with_user(admin)
        lines = [Command.create({"factor": "base", "value": "any", "points": 1})]
        draft = drafts.with_context(
            default_state="archived", default_activated_at="2020-01-01"
        ).create({"name": "Draft", "factor_ids": lines})
        self.assertEqual((draft.state, draft.activated_at), ("draft", False))

    def test_roles(self):
        """Only administrators make, change and activate versions."""
        draft = self.make_version(BASE)
        for role in ("own", "all", "steward"):
            user = self.make_user(f"score_{role}", role)
            for deed in (
                lambda d: d.action_activate(),
                lambda d: d.action_new_version(),
                lambda d: d.action_simulate(),
                lambda d: d.write({"name": "Mine"}),
                lambda d: d.factor_ids.write({"points": 5}),
                lambda d: d.unlink(),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    deed(draft.with_user(user))
            self.assertEqual(self.versions.with_user(user)._active(), self.shipped)
        draft.unlink()

    # ------------------------------------------------------------------ activation

    def test_new_version_and_back(self):
        """A draft of the active version, activated; then the first one restored."""
        action = self.versions.action_new_version()
        draft = self.versions.browse(action["res_id"])
        self.assertEqual((draft.state, draft.version), ("draft", 2))
        self.assertEqual(draft.name, self.shipped.name)
        self.assertEqual(
            draft.factor_ids.mapped("words"), self.shipped.factor_ids.mapped("words")
        )
        self.assertEqual(draft.half_life, self.shipped.half_life)
        draft.half_life = 30
        dialog = draft.action_open_activation()
        self.assertEqual((dialog["res_id"], dialog["target"]), (draft.id, "new"))
        draft.action_activate()
        self.assertEqual((draft.state, self.shipped.state), ("active", "archived"))
        self.assertEqual(draft.activated_by_id, self.admin)
        self.assertTrue(draft.activated_at)
        for version in (draft, self.shipped.with_user(self.admin)):
            with self.assertRaises(UserError):
                version.action_activate()
        restored = self.versions.browse(
            self.shipped.with_user(self.admin).action_new_version()["res_id"]
        )
        restored.action_activate()
        self.assertEqual(restored.half_life, self.shipped.half_life)
        self.assertEqual(
            self.versions.search([]).mapped("state"), ["active", "archived", "archived"]
        )

    def test_limits(self):
        """Half-life, margin and shares have their limits."""
        draft = self.make_version(BASE)
        for vals in (
            {"half_life": 0},
            {"no_answer_limit": 0},
            {"owner_margin": 1001},
            {"phone_share": 101},
            {"shared_share": -1},
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                draft.write(vals)
                self.env.flush_all()
