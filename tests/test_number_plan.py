# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which numbers exist, by the numbering plans."""

from datetime import date

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import ProspectCase
from .common_plan import RANGE, make_plan

KNOWN = "+79001234567"
UNKNOWN_FACTS = dict.fromkeys(("operator", "region", "territory", "plan"), False)


@tagged("post_install", "-at_install")
class TestNumberPlan(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ranges = cls.env["crm.number.range"]
        cls.env["crm.number.plan"].search([]).unlink()

    def verdicts(self, *numbers):
        """By the expression for millions; the single look-up must say the same."""
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM unnest(%s::text[]) WITH ORDINALITY n(number, place)"
                " ORDER BY place",
                self.ranges._exists_sql(SQL.identifier("n", "number")),
                list(numbers),
            )
        )
        verdicts = [verdict for (verdict,) in rows]
        facts = self.ranges._facts(filter(None, numbers))
        self.assertEqual(
            [facts.get(n, {}).get("exists", "unknown") for n in numbers], verdicts
        )
        return verdicts

    def test_verdicts(self):
        self.assertEqual(self.verdicts(KNOWN, None), ["unknown", "unknown"])
        make_plan(
            self.env,
            "+79",
            ("+79000000000", "+79000999999"),
            ("+79001000000", "+79001234567"),
            ("+79005000000", "+79005999999"),
        )
        for number, verdict in {
            "+79000000000": "yes",
            "+79000999999": "yes",
            "+79001234567": "yes",
            "+79001234568": "no",
            "+79004999999": "no",
            "+79005000000": "yes",
            "+79006000000": "no",
            "+79990000000": "no",
            "+7900000000": "no",
            "+74951234567": "unknown",
            "+380501234567": "unknown",
        }.items():
            self.assertEqual(self.verdicts(number), [verdict], number)

    def test_longest_prefix(self):
        """Of nested plans the narrower one tells, whatever the wider one says."""
        make_plan(self.env, "+7", ("+79000000000", "+79009999999"))
        make_plan(self.env, "+7900", ("+79001000000", "+79001999999"))
        self.assertEqual(
            self.verdicts("+79001000000", "+79002000000", "+79010000000"),
            ["yes", "no", "no"],
        )

    def test_lengths(self):
        """Numbers of different lengths in one plan do not hide each other."""
        make_plan(
            self.env,
            "+43",
            ("+436600000", "+436609999"),
            ("+43660500000", "+43660599999"),
        )
        self.assertEqual(
            self.verdicts("+436607777", "+43660555555", "+43660777777"),
            ["yes", "yes", "no"],
        )

    def test_old_plan(self):
        """It tells nothing of existence, and keeps a wider plan from telling."""
        today = date.today()
        make_plan(self.env, "+7", ("+79001000000", "+79001999999"))
        old = today - relativedelta(months=12, days=2)
        plan = make_plan(
            self.env, "+7900", ("+79001000000", "+79001999999"), file_date=old
        )
        self.assertTrue(plan.is_outdated)
        self.assertEqual(self.verdicts(KNOWN, "+79010000000"), ["unknown", "no"])
        [answer] = self.ranges.look_up([KNOWN])
        self.assertEqual(answer["operator"], RANGE[0])
        self.env["res.config.settings"].create({"number_plan_months": 13}).execute()
        plan.invalidate_recordset()
        self.assertFalse(plan.is_outdated)
        self.assertEqual(self.verdicts(KNOWN), ["yes"])

    def test_setting(self):
        for months in (0, -1, 121):
            with self.assertRaises(ValidationError):
                self.env["res.config.settings"].create({"number_plan_months": months})
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.number_plan_months", "a year"
        )
        plan = make_plan(self.env, "+79")
        self.assertFalse(plan.is_outdated)

    # ------------------------------------------------------------------ API

    def test_look_up(self):
        make_plan(self.env, "+79", ("+79001000000", "+79001999999"))
        found, free, other, wrong = self.ranges.with_user(
            self.make_user("look_up", "own")
        ).look_up(["8 (900) 123-45-67", "+79013157264", "+380501234567", "нет"])
        facts = dict(zip(("operator", "region", "territory"), RANGE, strict=True))
        self.assertEqual(
            found,
            {
                "number": KNOWN,
                "exists": "yes",
                **facts,
                "plan": "Plan +79",
                "kind": "mobile",
            },
        )
        self.assertEqual(
            free,
            {
                "number": "+79013157264",
                "exists": "no",
                **UNKNOWN_FACTS,
                "plan": "Plan +79",
                "kind": "mobile",
            },
        )
        self.assertEqual(
            other,
            {
                "number": "+380501234567",
                "exists": "unknown",
                **UNKNOWN_FACTS,
                "kind": "mobile",
            },
        )
        self.assertEqual(
            wrong,
            {"number": False, "exists": "unknown", **UNKNOWN_FACTS, "kind": False},
        )
        self.assertEqual(self.ranges.look_up([]), [])

    def test_look_up_refuses(self):
        for wrong in (KNOWN, None, {}, [1], [None], [KNOWN] * 1001, ["9" * 201]):
            with self.assertRaises(UserError):
                self.ranges.look_up(wrong)
        with self.assertRaises(AccessError):
            self.ranges.with_user(self.env.ref("base.public_user")).look_up([KNOWN])

    def test_look_up_is_one_query(self):
        make_plan(self.env, "+79", ("+79001000000", "+79001999999"))
        numbers = [f"+7900{number:07}" for number in range(1_000_000, 1_000_500)]
        self.ranges.look_up(numbers[:1])
        with self.assertQueryCount(3):
            answers = self.ranges.look_up(numbers)
        self.assertEqual({answer["exists"] for answer in answers}, {"yes"})

    # ------------------------------------------------------------------ contacts

    def test_contacts(self):
        """What registers and lists say is read for all contacts together."""
        make_plan(self.env, "+79", ("+79001000000", "+79001999999"))
        points = self.env["crm.contact.point"].create(
            [
                {"prospect_id": prospect.id, "kind": kind, "value": value}
                for prospect in self.env["crm.prospect"].create(
                    [{"lastname": f"Травин{n}"} for n in range(20)]
                )
                for kind, value in (
                    ("phone", KNOWN),
                    ("phone", "+79013157264"),
                    ("phone", "+380501234567"),
                    ("phone", "1"),
                    ("email", "info@mailinator.com"),
                    ("email", "ivan.travin@mail.ru"),
                    ("email", "ivan.travin@firma.example"),
                )
            ]
        )
        self.env.flush_all()
        points.invalidate_recordset()
        points.mapped("match_key")
        with self.assertQueryCount(5):
            points.mapped("number_exists")
            points.mapped("domain_class")
        known, free, foreign, broken, role, public, corporate = points[:7]
        self.assertEqual(
            (known.number_exists, known.operator, known.region, known.territory),
            ("yes", *RANGE),
        )
        self.assertEqual((free.number_exists, free.operator), ("no", False))
        self.assertEqual(foreign.number_exists, "unknown")
        self.assertFalse(broken.number_exists or broken.domain_class)
        self.assertEqual(
            (role.domain_class, role.is_role_address), ("disposable", True)
        )
        self.assertEqual(
            (public.domain_class, public.is_role_address), ("public", False)
        )
        self.assertEqual(corporate.domain_class, "corporate")
        self.assertFalse(corporate.number_exists or known.domain_class)

    # ------------------------------------------------------------------ plans

    def test_count(self):
        plan = make_plan(self.env, "+79", ("+79001000000", "+79001999999"))
        self.assertEqual(plan.range_count, 1)
        make_plan(self.env, "+79")
        self.assertEqual(plan.range_count, 0)

    @mute_logger("odoo.sql_db")
    def test_prefix(self):
        for prefix in ("79", "+", "+7a", "+123456789012345"):
            with (
                self.assertRaises(psycopg2.IntegrityError) as caught,
                self.env.cr.savepoint(),
            ):
                make_plan(self.env, prefix)
            self.assertIn("crm_number_plan_prefix_format", str(caught.exception))

    def test_replaced_by_administrators_only(self):
        user = self.make_user("plan_steward", "steward")
        with self.assertRaises(AccessError):
            make_plan(self.env(user=user), "+79")
