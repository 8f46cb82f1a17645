# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Limits, colours, the lists behind the numbers, and who sees what of it."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import NAME, PASSPORT, PHONE
from .common_risk import OTHER, RiskCase

SALESMAN = "sales_team.group_sale_salesman"


@tagged("post_install", "-at_install")
class TestRiskPanel(RiskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_prospect(**NAME, source="AL")
        cls.group = cls.anna.group_id
        cls.group.risk_days = 90

    def cells(self, record, key):
        """The cells of one row of the panel."""
        [row] = [
            row
            for section in record.risk_panel()["sections"]
            for row in section["rows"]
            if row["key"] == key
        ]
        return row["cells"]

    # ------------------------------------------------------------------ limits

    def test_levels(self):
        """A limit is reached from its number on, within the days of the group."""
        self.assertTrue(self.group)
        self.group.write({"risk_applications_medium": 2, "risk_applications_high": 3})
        lead = self.make_lead(self.anna)
        self.make_lead(self.anna, age=self.days(91))
        for level, count in (("none", 1), ("medium", 2), ("high", 3)):
            lead.invalidate_recordset()
            self.assertEqual((lead.risk_level, lead.risk_count), (level, count))
            self.assertEqual(lead.risk_panel()["level"], level)
            self.assertEqual(
                [cell["level"] for cell in self.cells(lead, "applications")],
                [False, level, False],
            )
            self.make_lead(self.anna)

    def test_each_figure_has_limits(self):
        """0 is no limit."""
        self.no_limits()
        shared = self.make_prospect(**NAME, **PASSPORT, source="AL")
        lead = self.make_lead(shared)
        self.make_lead(self.make_prospect(**OTHER, **PASSPORT, **PHONE))
        more = {"type": "passport_ru", "number": "4510 654321"}
        self.make_lead(
            self.make_prospect(
                **NAME,
                documents=[*PASSPORT["documents"], more],
                phones=["+79031112233"],
            )
        )
        self.assertEqual(lead.risk_level, "none")
        for name, count in (
            ("applications", 3),
            ("names", 2),
            ("phones", 2),
            ("documents", 2),
        ):
            for limit, level in ((count, "high"), (count + 1, "none")):
                self.group[f"risk_{name}_high"] = limit
                lead.invalidate_recordset()
                self.assertEqual(lead.risk_level, level, name)
            self.no_limits()

    def no_limits(self):
        self.group.write(
            {
                f"risk_{name}_{level}": 0
                for name in ("applications", "names", "phones", "documents")
                for level in ("medium", "high")
            }
        )

    def test_period_of_the_group(self):
        """Days that are none of the usual ones have a column of their own."""
        self.group.risk_days = 7
        lead = self.make_lead(self.anna)
        periods = lead.risk_panel()["periods"]
        self.assertEqual(
            [(p["asked"], p["decides"]) for p in periods],
            [
                ({"days": 7}, True),
                ({"days": 30}, False),
                ({"days": 90}, False),
                ({"days": 365}, False),
            ],
        )

    def test_limits_are_checked(self):
        for vals in (
            {"risk_days": 0},
            {"risk_days": 5000},
            {"risk_names_medium": -1},
            {"risk_phones_medium": 9, "risk_phones_high": 8},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.group.write(vals)
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.env["res.config.settings"].create(vals)
        self.group.write({"risk_phones_medium": 9, "risk_phones_high": 0})

    def test_settings(self):
        """For prospects in no group; 0 stays 0."""
        free = self.env["crm.prospect.source"].create({"code": "FREE", "name": "Free"})
        lead = self.make_lead(self.make_prospect(**NAME, source="FREE"))
        self.assertFalse(lead.prospect_id.group_id or free.group_id)
        self.assertEqual(lead.risk_level, "none")
        settings = Form(self.env["res.config.settings"])
        self.assertEqual(settings.risk_days, 90)
        settings.risk_applications_medium = 1
        settings.risk_applications_high = 0
        settings.risk_days = 60
        settings.save().execute()
        lead.invalidate_recordset()
        self.assertEqual(lead.risk_level, "medium")
        self.assertIn("60", lead.risk_panel()["limits"])
        again = Form(self.env["res.config.settings"])
        self.assertEqual(again.risk_applications_high, 0)
        self.assertEqual(again.risk_days, 60)
        self.assertEqual(self.group.risk_days, 90)

    # ------------------------------------------------------------------ lists

    def listed(self, record, *args, **kwargs):
        """The records that the list behind a number shows to the user of the record."""
        action = record.action_view_risk(*args, **kwargs)
        model = record.env[action["res_model"]].with_context(active_test=False)
        return model.search(action["domain"])

    def test_lists(self):
        shared = self.make_prospect(**NAME, **PASSPORT, **PHONE)
        lost = self.make_lead(shared, type="opportunity")
        reason = self.env["crm.lost.reason"].create({"name": "No"})
        lost.action_set_lost(lost_reason_id=reason.id)
        other = self.make_prospect(**OTHER, **PASSPORT)
        lead = self.make_lead(other)
        old = self.make_lead(other, age=self.days(40))
        self.assertEqual(self.listed(lead, days=30), lead + lost)
        self.assertEqual(self.listed(lead, days=90), lead + lost + old)
        self.assertEqual(self.listed(lead, "won_status:lost", days=30), lost)
        self.assertEqual(self.listed(lead, f"lost_reason_id:{reason.id}", 30), lost)
        self.assertEqual(self.listed(lead, "way:document", 30), lost)
        self.assertEqual(self.listed(lead, "names", 30), shared + other)
        self.assertEqual(self.listed(lead, "phones", 30), shared.contact_point_ids)
        self.assertEqual(
            self.listed(lead, "documents", 30), shared.document_ids + other.document_ids
        )
        for asked in (
            lead.action_view_risk(),
            lead.action_view_risk_applications(),
            other.action_view_risk_applications(),
        ):
            self.assertIn(lead.id, asked["domain"][0][2])

    def test_bad_arguments(self):
        lead = self.make_lead(self.anna)
        for call in (
            lambda: lead.action_view_risk("lead_id:1"),
            lambda: lead.action_view_risk("_open_risk_names"),
            lambda: lead.action_view_risk(["applications"]),
            lambda: lead.action_view_risk(days=-1),
            lambda: lead.action_view_risk(days="30"),
            lambda: lead.action_view_risk(days=100_000),
            lambda: lead.risk_panel(date_from="yesterday"),
            lambda: lead.risk_panel(date_to=["2026-01-01"]),
            lambda: lead.risk_panel(date_to="9999-12-31"),
            lambda: lead.risk_panel(date_from="2026-02-01", date_to="2026-01-01"),
        ):
            with self.assertRaises(UserError):
                call()

    # ------------------------------------------------------------------ rights

    def test_foreign_applications_are_a_number(self):
        """Counted for everybody, listed for who may open them, and never named; those
        of another company do not count.
        """
        salesman = new_test_user(self.env, "risk_sales", groups=SALESMAN)
        colleague = new_test_user(self.env, "risk_colleague", groups=SALESMAN)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        own = self.make_lead(self.anna, user_id=salesman.id)
        foreign = self.make_lead(self.anna, user_id=colleague.id, name="Secret")
        self.make_lead(self.anna, company_id=elsewhere.id, name="Secret")
        lead = own.with_user(salesman)
        panel = lead.risk_panel()
        self.assertEqual(lead.risk_count, 2)
        self.assertIn("Applications you may not open: 1.", panel["notes"])
        self.assertNotIn("Secret", str(panel))
        action = lead.action_view_risk(days=30)
        self.assertEqual(self.listed(lead, days=30), lead)
        self.assertNotIn(str(foreign.id), str(action["domain"]))
        self.assertIn("1", action["name"])
        self.assertNotIn("Secret", str(action))

    def test_foreign_prospects_are_not_listed(self):
        salesman = new_test_user(self.env, "risk_own", groups=SALESMAN)
        mine = self.make_prospect(**NAME, **PHONE)
        mine.user_id = salesman
        foreign = self.make_prospect(**OTHER, **PHONE)
        foreign.user_id = self.env.ref("base.user_admin")
        for prospect in (mine, foreign):
            self.make_lead(prospect)
        record = mine.with_user(salesman)
        self.assertEqual(self.rows(record)["names"], 2)
        self.assertEqual(self.listed(record, "names", 30).ids, mine.ids)
        phones = self.listed(record, "phones", 30)
        self.assertEqual(phones.ids, mine.contact_point_ids.ids)
        self.assertNotIn(
            foreign.id, record.action_view_risk("phones", 30)["domain"][0][2]
        )
        for call in ("risk_panel", "action_view_risk", "action_view_risk_applications"):
            with self.assertRaises(AccessError):
                getattr(foreign.with_user(salesman), call)()

    def test_without_rights_on_prospects(self):
        """Who may read leads and no prospects is told nothing."""
        reader = new_test_user(self.env, "risk_reader", groups="base.group_user")
        self.env["ir.model.access"].create(
            {
                "name": "leads",
                "model_id": self.env.ref("crm.model_crm_lead").id,
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        lead = self.make_lead(self.anna).with_user(reader)
        self.assertFalse(lead.risk_level)
        self.assertEqual(lead.risk_count, 0)
        with self.assertRaises(AccessError):
            lead.risk_panel()
        with self.assertRaises(AccessError):
            lead.action_view_risk()
