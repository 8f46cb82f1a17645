# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The decision on an application: what, on which terms, by whom and when."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .common import ProspectCase

FORGED = {
    "decision": "approved",
    "decision_terms": "gold",
    "decision_user_id": 2,
    "decision_date": "2020-01-01 00:00:00",
}


@tagged("post_install", "-at_install")
class TestLeadDecision(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "sales_team.group_sale_salesman"
        cls.salesman = new_test_user(cls.env, "decision_sales", groups=group)
        cls.colleague = new_test_user(cls.env, "decision_colleague", groups=group)
        cls.lead = cls.make_lead().with_user(cls.salesman)

    @classmethod
    def make_lead(cls, **vals):
        lead = {"name": "Loan", "type": "opportunity", "user_id": cls.salesman.id}
        return cls.env["crm.lead"].create({**lead, **vals})

    def decided(self, lead):
        return (
            lead.decision,
            lead.decision_terms,
            lead.decision_user_id.login,
            str(lead.decision_date),
        )

    # ------------------------------------------------------------------ recording

    def test_by_the_dialog(self):
        dialog = Form.from_action(
            self.lead.env,
            {
                **self.lead.env["ir.actions.act_window"]._for_xml_id(
                    "crm_prospect.crm_lead_decision_action"
                ),
                "context": {"default_lead_id": self.lead.id},
            },
        )
        dialog.decision = "terms"
        with self.assertRaisesRegex(AssertionError, "terms is a required field"):
            dialog.save()
        dialog.terms = "half of it"
        with freeze_time("2026-05-04 10:20:30"):
            dialog.save().action_decide()
        self.assertEqual(
            self.decided(self.lead),
            ("terms", "half of it", "decision_sales", "2026-05-04 10:20:30"),
        )

    def test_revised(self):
        """Who decides anew is named; the chatter keeps what was decided before."""
        # A new application tracks nothing yet.
        self.flush_tracking()
        self.lead.action_decide("approved")
        self.flush_tracking()
        manager = new_test_user(
            self.env, "decision_boss", groups="sales_team.group_sale_manager"
        )
        self.lead.with_user(manager).action_decide("refused", "  a forged passport ")
        self.flush_tracking()
        self.assertEqual(
            self.decided(self.lead)[:3],
            ("refused", "a forged passport", "decision_boss"),
        )
        values = self.lead.sudo().message_ids.tracking_value_ids
        history = [
            (value.old_value_char, value.new_value_char)
            for value in values.filtered(lambda v: v.field_id.name == "decision")
        ]
        self.assertCountEqual(history, [("", "Approved"), ("Approved", "Refused")])
        authors = values.mail_message_id.author_id
        self.assertEqual(authors, self.salesman.partner_id + manager.partner_id)

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.flush()

    def test_on_many(self):
        leads = self.lead + self.make_lead().with_user(self.salesman)
        leads.action_decide("refused")
        self.assertEqual(leads.mapped("decision"), ["refused"] * 2)

    def test_what_is_no_decision(self):
        for args in (
            ("maybe",),
            (None,),
            (["approved"],),
            ("terms",),
            ("terms", "  "),
            ("approved", {"a": 1}),
            ("approved", "x" * 5_000),
        ):
            with self.subTest(args=args), self.assertRaises(UserError):
                self.lead.action_decide(*args)
        self.assertFalse(self.lead.decision)

    def test_search(self):
        self.lead.action_decide("refused")
        self.make_lead()
        leads = self.env["crm.lead"].with_user(self.salesman)
        self.assertEqual(leads.search([("decision", "=", "refused")]), self.lead)
        counts = dict(leads._read_group([], ["decision"], ["__count"]))
        self.assertEqual(counts["refused"], 1)
        for view in ("leads", "opportunities"):
            view = self.env.ref(f"crm.view_crm_case_{view}_filter")
            arch = leads.get_view(view.id, "search")["arch"]
            for name in ("decision_refused", "group_by_decision"):
                self.assertIn(name, arch)

    # ------------------------------------------------------------------ rights

    def test_foreign_application(self):
        with self.assertRaises(AccessError):
            self.lead.with_user(self.colleague).action_decide("approved")
        dialogs = self.env["crm.lead.decision"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            dialogs.create(
                {"lead_id": self.lead.id, "decision": "approved"}
            ).action_decide()
        self.assertFalse(self.lead.decision)

    def test_foreign_dialog(self):
        dialogs = self.env["crm.lead.decision"].with_user(self.salesman)
        dialog = dialogs.create({"lead_id": self.lead.id, "decision": "approved"})
        with self.assertRaises(AccessError):
            dialog.with_user(self.colleague).read(["terms"])

    def test_cannot_be_forged(self):
        """Neither by write, create, copy nor by a default of the context."""
        leads = self.env["crm.lead"].with_user(self.salesman)
        for field, value in FORGED.items():
            with self.subTest(field=field):
                with self.assertRaises(ValidationError):
                    self.lead.write({field: value})
                with self.assertRaises(ValidationError):
                    leads.create({"name": "Loan", field: value})
        defaults = {f"default_{field}": value for field, value in FORGED.items()}
        created = leads.with_context(**defaults).create({"name": "Loan"})
        self.assertFalse(created.decision or created.decision_user_id)
        self.lead.action_decide("approved", "as asked")
        copied = self.lead.copy()
        self.assertFalse(any(copied[field] for field in FORGED))
        with self.assertRaises(ValidationError):
            self.salesman.partner_id.with_user(self.salesman).write(
                {"opportunity_ids": [Command.update(self.lead.id, {"decision": False})]}
            )

    # ------------------------------------------------------------------ merge

    def merged(self, decisions):
        """What is left of applications with these decisions, made a day apart."""
        leads = self.env["crm.lead"].with_user(self.salesman)
        for day, (decision, probability) in enumerate(decisions, 1):
            lead = self.make_lead(probability=probability).with_user(self.salesman)
            if decision:
                with freeze_time(f"2026-05-{day:02} 10:00:00"):
                    lead.action_decide(decision, f"day {day}")
            leads += lead
        return leads.merge_opportunity()

    def test_merge_keeps_that_of_the_head(self):
        head = self.merged([("approved", 90), ("refused", 10)])
        self.assertEqual(
            self.decided(head),
            ("approved", "day 1", "decision_sales", "2026-05-01 10:00:00"),
        )

    def test_merge_takes_the_latest(self):
        """The head has none: the latest of the others, with who and when."""
        head = self.merged([(None, 90), ("approved", 50), ("refused", 20), (None, 10)])
        self.assertEqual(
            self.decided(head),
            ("refused", "day 3", "decision_sales", "2026-05-03 10:00:00"),
        )
