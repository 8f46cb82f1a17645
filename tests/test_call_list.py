# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common_call_list import PHONE, CallListCase


@tagged("post_install", "-at_install")
class TestCallList(CallListCase):
    """«Список обзвона»: who gets on it, who does not and why, and who sees it."""

    # ------------------------------------------------------------------ the dialog

    def test_counts(self):
        """Everybody chosen is on the list, or left out for one reason."""
        dialog = self.open_dialog()
        dialog.min_score = 200
        expected = {
            "chosen": 2,
            "min_score": 1,
            "useless": 1,
            "opted_out": 1,
            "not_own": 2,
            "no_contact": 1,
            "same_number": 1,
        }
        self.assertEqual(self.counts(dialog), expected)
        self.assertEqual(dialog.client_count, len(self.all))
        dialog.ownership = "relative"
        self.assertEqual(self.counts(dialog), {**expected, "chosen": 3, "not_own": 1})
        dialog.write({"ownership": "any", "min_score": 0, "limit": 2})
        self.assertEqual(
            self.counts(dialog),
            {
                "chosen": 2,
                "useless": 1,
                "opted_out": 1,
                "no_contact": 1,
                "same_number": 1,
                "beyond": 3,
            },
        )
        dialog.write({"kind": "email", "limit": 0})
        self.assertEqual(self.counts(dialog), {"chosen": 1, "no_contact": 8})

    def test_counts_while_editing(self):
        """The form counts again with each change."""
        with Form(self.open_dialog()) as form:
            self.assertEqual((form.client_count, form.count_chosen), (9, 3))
            form.limit = 1
            self.assertEqual(form.client_count, 9)
            self.assertEqual((form.count_chosen, form.count_beyond), (1, 2))
            form.min_score = 800
            self.assertEqual((form.count_chosen, form.count_min_score), (1, 3))

    def test_refused_criteria(self):
        dialog = self.open_dialog()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
        ):
            dialog.min_score = 1001
            self.env.flush_all()

    def test_one_per_company(self):
        """Colleagues: by the card of the company, by its INN, by its name."""
        company = self.env["res.partner"].create({"name": "Завод", "is_company": True})
        (self.best + self.low).parent_id = company
        self.second.employer_name = "Ромашка"
        self.wife.write({"employer_name": " ромашка"})
        dialog = self.open_dialog()
        dialog.write({"apart": "company", "ownership": "relative"})
        counts = self.counts(dialog)
        self.assertEqual((counts["chosen"], counts["same_company"]), (2, 2))

    def test_whole_list(self):
        """A list longer than the web client names is taken by its domain."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.active_ids_limit", "2")
        domain = [("id", "in", self.all.ids)]
        dialog = self.open_dialog(self.all[-2:], active_domain=domain)
        self.assertEqual(dialog.client_count, len(self.all))
        # A few chosen by hand are these few, whatever the list shows.
        dialog = self.open_dialog(self.all[:1], active_domain=domain)
        self.assertEqual(dialog.client_count, 1)
        rows = self.env["crm.contactability"].search(
            [("partner_id", "in", self.all.ids)]
        )
        rows = rows.with_user(self.user).with_context(
            active_model=rows._name, active_domain=[("id", "in", rows.ids)]
        )
        action = rows.action_make_call_list()
        dialog = self.env["crm.call.list.make"].browse(action["res_id"])
        self.assertEqual(dialog.client_model, "crm.contactability")
        self.assertEqual(dialog.client_count, len(rows))

    def test_unscored(self):
        """Whose contacts were not scored yet is told so."""
        self.env.cr.execute("DELETE FROM crm_contact_score")
        dialog = self.open_dialog(self.best + self.mail)
        self.assertEqual(self.counts(dialog), {"unscored": 1, "no_contact": 1})
        with self.assertRaisesRegex(UserError, "Nobody"):
            dialog.action_make()

    # ------------------------------------------------------------------ the list

    def test_list(self):
        """One row per client, the best number first, as counted before."""
        call_list = self.make_list(min_score=50, name="Monday", team_id=self.team.id)
        self.assertEqual(
            [(line.partner_id, line.number, line.score) for line in call_list.line_ids],
            [
                (self.best, PHONE(1), 900),
                (self.second, PHONE(3), 700),
                (self.low, PHONE(4), 100),
            ],
        )
        self.assertEqual(call_list.name, "Monday")
        self.assertEqual(call_list.min_score, 50)
        self.assertEqual(call_list.user_id, self.user)
        self.assertEqual(call_list.line_ids.mapped("status"), ["personal"] * 3)
        self.assertEqual((call_list.line_count, call_list.progress), (3, 0))

    # ------------------------------------------------------------------ rights

    def test_who_sees(self):
        """Own lists, those of the team, all lists; lines likewise."""
        own = self.make_list()
        shared = self.make_list(team_id=self.team.id)
        lists = self.env["crm.call.list"]
        for user, seen in (
            (self.user, own + shared),
            (self.mate, shared),
            (self.other, lists),
            (self.head, own + shared),
        ):
            self.env.invalidate_all()
            self.assertEqual(lists.with_user(user).search([], order="id"), seen)
            lines = lists.line_ids.with_user(user).search([])
            self.assertEqual(lines.list_id.sorted("id"), seen)
        with self.assertRaises(AccessError):
            shared.line_ids[0].with_user(self.other).with_context(
                outcome="reached"
            ).action_record_outcome()
        company = self.env["res.company"].create({"name": "Other"})
        shared.sudo().company_id = company
        self.assertNotIn(shared, lists.with_user(self.head).search([]))

    def test_written_by_clicks_alone(self):
        """Outcomes and scores are not written by a plain call."""
        line = self.make_list().line_ids[0]
        line.note = "After six"
        for vals in ({"outcome": "reached"}, {"score": 1000}, {"point_id": False}):
            with self.assertRaises(AccessError):
                line.write(vals)
        with self.assertRaises(AccessError):
            self.env["crm.call.list.line"].with_user(self.user).create(
                {"list_id": line.list_id.id, "partner_id": self.mail.id}
            )

    def test_hidden_client(self):
        """A list of the team shows nobody whom a member may not read."""
        call_list = self.make_list(team_id=self.team.id)
        company = self.env["res.company"].create({"name": "Other"})
        self.best.company_id = company
        self.env.invalidate_all()
        lines = call_list.with_user(self.mate).line_ids
        self.assertEqual(lines.partner_id, self.second + self.low)
        self.assertEqual(call_list.with_user(self.mate).line_count, 2)
        self.assertEqual(self.open_dialog().client_count, len(self.all) - 1)

    def test_no_rights(self):
        user = new_test_user(self.env, "call_list_none", "base.group_user")
        with self.assertRaises(AccessError):
            self.all.with_user(user).action_make_call_list()
        with self.assertRaises(AccessError):
            self.env["crm.call.list"].with_user(user).search([])

    # ------------------------------------------------------------------ merge

    def test_partner_merge(self):
        """Merged clients are one row of each list, with the outcome."""
        call_list = self.make_list()
        second = call_list.line_ids[1]
        second.with_context(outcome="reached").action_record_outcome()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.best + self.second).ids, self.best)
        self.env.invalidate_all()
        line = call_list.line_ids.filtered(lambda r: r.partner_id == self.best)
        self.assertEqual(line, second)
        self.assertEqual((line.outcome, line.number), ("reached", PHONE(3)))

    # ------------------------------------------------------------------ size

    def test_statements(self):
        """A list of many takes as many statements as one of few."""
        counts = []
        for clients in (self.best, self.best, self.all):
            dialog = self.open_dialog(clients)
            dialog.flush_recordset()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            dialog.action_make()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
