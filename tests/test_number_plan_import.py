# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The dialog that puts a register in the place of another one."""

import base64
from datetime import date, timedelta

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ProspectCase
from .common_plan import make_plan
from .test_number_plan_file import EXCERPT, lines


@tagged("post_install", "-at_install")
class TestNumberPlanImport(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans = cls.env["crm.number.plan"]
        cls.plans.search([]).unlink()
        cls.user = cls.make_user("plan_admin", "admin")

    def upload(self, content=EXCERPT, filename="DEF-9xx.csv"):
        dialog = (
            self.env["crm.number.plan.import"]
            .with_user(self.user)
            .create({"file": base64.b64encode(content), "filename": filename})
        )
        action = dialog.action_read()
        self.assertEqual((action["res_id"], action["target"]), (dialog.id, "new"))
        return dialog

    def ranges(self, plan):
        return [
            (span.number_from, span.number_to, span.operator) for span in plan.range_ids
        ]

    def test_import(self):
        dialog = self.upload()
        self.assertEqual(
            (dialog.state, dialog.name, dialog.country_id.code, dialog.prefixes),
            ("check", "DEF-9xx", "RU", "+79"),
        )
        self.assertEqual((dialog.range_count, dialog.refused_count), (33, 0))
        capacities = [row.split(";")[3] for row in EXCERPT.decode().splitlines()[1:]]
        self.assertEqual(dialog.number_count, sum(map(int, capacities)))
        self.assertIn("Краснодарский край", dialog.preview)
        self.assertFalse(dialog.replaced or self.plans.search([]))
        dialog.file_date = "2026-08-01"
        dialog.action_import()
        self.assertEqual(dialog.state, "done")
        plan = self.plans.search([])
        self.assertEqual(plan, dialog.plan_ids)
        self.assertEqual(
            (plan.prefix, plan.range_count, plan.file_date, plan.create_uid),
            ("+79", 33, date(2026, 8, 1), self.user),
        )
        self.assertEqual(self.ranges(plan)[0][2], 'ООО "Т2 МОБАЙЛ"')
        self.assertFalse(dialog.file)
        self.assertEqual(dialog.action_open_plans()["domain"], [("id", "in", plan.ids)])

    def test_replaces_as_a_whole(self):
        old = make_plan(self.env, "+79", ("+79990000000", "+79999999999"))
        other = make_plan(self.env, "+74", ("+74950000000", "+74959999999"))
        dialog = self.upload(lines(2020, "900;0;99;100;А;Тула").encode())
        # The guess is as narrow as the file.
        self.assertEqual(dialog.prefixes, "+790000000")
        dialog.prefixes = "+79"
        self.assertIn("Plan +79 (+79", dialog.replaced)
        dialog.action_import()
        self.assertEqual(self.ranges(old), [("+79000000000", "+79000000099", "А")])
        self.assertEqual(old.name, "DEF-9xx")
        self.assertEqual(len(other.range_ids), 1)

    def test_bad_line(self):
        """One line in the middle keeps everything as it was, until it is left out."""
        old = make_plan(self.env, "+79", ("+79990000000", "+79999999999"))
        rows = ["900;0;99;100;А;Тула", "900;98;120;23;Б;Тула", "903;0;99;100;В;Тула"]
        dialog = self.upload(lines(2020, *rows).encode())
        self.assertEqual((dialog.range_count, dialog.refused_count), (2, 1))
        self.assertIn("line 2", dialog.refused_preview)
        dialog.action_import()
        self.assertEqual(dialog.state, "check")
        self.assertEqual(self.ranges(old)[0][0], "+79990000000")
        dialog.is_partial = True
        dialog.prefixes = "+79"
        dialog.action_import()
        self.assertEqual(dialog.state, "done")
        self.assertEqual([span[2] for span in self.ranges(old)], ["А", "В"])

    def test_several_prefixes(self):
        """Landlines: a plan per beginning; what is outside of all is refused."""
        rows = ["343;0;99;100;А;Урал", "495;0;99;100;Б;Москва", "812;0;99;100;В;СПб"]
        dialog = self.upload(lines(2020, *rows).encode(), "ABC.csv")
        dialog.prefixes = "+74, +73"
        dialog.action_import()
        self.assertEqual((dialog.state, dialog.refused_count), ("check", 1))
        self.assertIn("+73 +74", dialog.refused_preview)
        dialog.prefixes = "+73 +74 +78 +7812"
        dialog.action_import()
        found = {plan.prefix: plan.range_count for plan in self.plans.search([])}
        self.assertEqual(found, {"+73": 1, "+74": 1, "+78": 0, "+7812": 1})

    def test_failure_leaves_everything(self):
        """What the database refuses leaves the old plan as it was."""
        old = make_plan(self.env, "+79", ("+79990000000", "+79999999999"))
        values = {
            "prefix": "+79",
            "name": "New",
            "country_id": self.env.ref("base.ru").id,
            "file_date": date.today(),
        }
        good = ("+79", "+79000000000", "+79000000099", "А", "", "")
        bad = ("+79", "+79000000200", "+79000000100", "А", "", "")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError) as caught,
            self.env.cr.savepoint(),
        ):
            self.plans._replace([values], [good, bad, good])
        self.assertIn("crm_number_range_ends", str(caught.exception))
        self.env.invalidate_all()
        self.assertEqual((old.name, old.range_count), ("Plan +79", 1))

    def test_files_that_are_none(self):
        for content in (b"name;phone\nAnna;1", b"\x00\x01" * 500, EXCERPT[:80]):
            with self.assertRaises(UserError):
                self.upload(content)
        with self.assertRaises(UserError):
            self.env["crm.number.plan.import"].create({}).action_read()

    def test_wrong_answers(self):
        for vals in (
            {"prefixes": "79"},
            {"prefixes": False},
            {"name": False},
            {"file_date": date.today() + timedelta(2)},
        ):
            dialog = self.upload()
            dialog.write(vals)
            with self.assertRaises(UserError):
                dialog.action_import()
        self.assertFalse(self.plans.search([]))

    def test_administrators_only(self):
        self.user = self.make_user("import_steward", "steward")
        with self.assertRaises(AccessError):
            self.upload()
