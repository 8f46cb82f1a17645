# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestTodaysActions(LeadCase):
    """The list of what the sales team has to do today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        # Whatever else the base holds is not counted here.
        cls.env["mail.activity"].search([]).unlink()
        cls.team = cls.env["crm.team"].create(
            {"name": "North", "member_ids": [(6, 0, cls.own.ids)]}
        )
        cls.other_team = cls.env["crm.team"].create(
            {"name": "South", "member_ids": [(6, 0, cls.all.ids)]}
        )
        cls.client = cls.make_client(lastname="Clientov", firstname="Ivan")
        cls.prospect = cls.make_prospect(lastname="Prospectov", firstname="Petr")
        cls.prospect.user_id = cls.own
        cls.lead = cls.make_lead(
            cls.prospect, name="Flat", user_id=cls.own.id, team_id=cls.team.id
        )
        cls.foreign = cls.make_lead(
            name="House", user_id=cls.all.id, team_id=cls.other_team.id
        )

    @classmethod
    def plan(cls, record, days=0, user=None, **vals):
        """An action, `days` from today."""
        vals = {"summary": "Call", "user_id": (user or cls.own).id, **vals}
        return record.activity_schedule(
            "mail.mail_activity_data_call", cls.today + timedelta(days), **vals
        )

    def listed(self, user, *domain):
        """What the list shows a user, in its order."""
        action = self.env.ref("crm_prospect.crm_action_today_action")
        domains = [Domain("is_crm_action", "=", True)]
        self.assertIn("('is_crm_action', '=', True)", action.domain)
        domains.append(Domain("date_deadline", "<=", "today"))
        activities = self.env["mail.activity"].with_user(user)
        return activities.search(
            Domain.AND([*domains, *map(Domain, domain)]),
            order="date_deadline, priority desc",
        )

    def test_due(self):
        """Due today or before, overdue and urgent first; not what is planned later."""
        later = self.plan(self.lead, 1)
        normal, urgent = self.plan(self.lead), self.plan(self.lead, priority="2")
        overdue = self.plan(self.prospect, -3)
        self.assertEqual(self.listed(self.own).ids, (overdue + urgent + normal).ids)
        self.assertEqual(overdue.state, "overdue")
        # Done with one click; put to another day it is gone, too.
        overdue.with_user(self.own).action_done()
        urgent.with_user(self.own).action_reschedule_tomorrow()
        self.assertEqual(self.listed(self.own), normal)
        self.assertTrue(later.active)

    def test_records(self):
        """Of applications, prospects and clients; of no other partner or model."""
        actions = self.plan(self.lead) + self.plan(self.prospect)
        actions += self.plan(self.client)
        self.plan(self.env["res.partner"].create({"name": "Supplier"}))
        found = self.listed(self.own).sorted("id")
        self.assertEqual(found, actions)
        self.assertEqual(
            found.mapped("crm_record_name"),
            [
                "Flat",
                f"Prospect {self.prospect.number_display}",
                f"Client {self.client.client_number_display}",
            ],
        )
        self.assertEqual(
            found.mapped("crm_person_name"),
            ["Prospectov Petr", "Prospectov Petr", self.client.display_name],
        )
        self.prospect.sudo().action_link_client(
            self.client.id, despite_contradictions=True
        )
        found.invalidate_recordset()
        self.assertEqual(
            set(found.mapped("crm_person_name")), {self.client.display_name}
        )

    def test_rights(self):
        """One's own actions, and those on records one may work on: nobody else's."""
        mine, theirs = self.plan(self.lead), self.plan(self.foreign, user=self.all)
        given = self.plan(self.foreign, user=self.own)
        self.assertEqual(self.listed(self.own), mine + given)
        self.assertEqual(self.listed(self.all), mine + theirs + given)
        self.assertEqual(self.listed(self.all, [("user_id", "=", self.all.id)]), theirs)
        # Given to somebody who may not see the record: he is told no name.
        hidden = given.with_user(self.own)
        self.assertEqual(
            (hidden.crm_record_name, hidden.crm_person_name), ("(hidden)", False)
        )
        plain = new_test_user(self.env, "actions_plain")
        self.assertFalse(self.listed(plain))

    def test_hidden_client(self):
        """The name of a client whom the user may not see is shown nowhere."""
        action = self.plan(self.client)
        self.prospect.sudo().action_link_client(
            self.client.id, despite_contradictions=True
        )
        on_lead = self.plan(self.lead)
        self.hide_client(self.client, self.own)
        found = self.listed(self.own)
        self.assertEqual(found, action + on_lead)
        self.assertEqual(found.mapped("crm_record_name"), ["(hidden)", "Flat"])
        self.assertEqual(found.mapped("crm_person_name"), [False, "Prospectov Petr"])
        # Of a colleague's action on such a client there is not even a trace.
        action.user_id = self.all
        self.assertEqual(self.listed(self.own), on_lead)

    def test_teams(self):
        """The team of an action is that of its record, else of its responsible."""
        action = self.plan(self.lead)
        on_prospect = self.plan(self.prospect)
        other = self.plan(self.foreign, user=self.all)
        self.assertEqual(
            (action + on_prospect + other).mapped("crm_team_id"),
            self.team + self.other_team,
        )
        self.assertEqual(on_prospect.crm_team_id, self.team)
        view = self.env.ref("crm_prospect.crm_action_view_search").arch
        self.assertIn("('crm_team_member_ids.user_id', '=', uid)", view)
        mine = [
            ("crm_team_id", "any", [("crm_team_member_ids.user_id", "=", self.own.id)])
        ]
        self.assertEqual(self.listed(self.all, mine), action + on_prospect)
        self.assertEqual(
            self.listed(self.all, [("crm_team_id", "=", self.other_team.id)]), other
        )
        self.assertEqual(
            self.listed(self.all, [("crm_team_id", "ilike", "South")]), other
        )
        groups = (
            self.env["mail.activity"]
            .with_user(self.all)
            .formatted_read_group(
                [("is_crm_action", "=", True)], ["crm_team_id"], ["__count"]
            )
        )
        self.assertEqual(
            {group["crm_team_id"][0]: group["__count"] for group in groups},
            {self.team.id: 2, self.other_team.id: 1},
        )

    def test_dashboard(self):
        """The card of a team counts what its list shows, for each user."""
        self.plan(self.lead)
        self.plan(self.lead, -1)
        self.plan(self.lead, 1)
        self.plan(self.foreign, -1, user=self.all)
        for user, counts in (
            (self.own, [(1, 1), (0, 0)]),
            (self.all, [(1, 1), (0, 1)]),
        ):
            teams = (self.team + self.other_team).with_user(user)
            found = [(t.action_today_count, t.action_overdue_count) for t in teams]
            self.assertEqual(found, counts)
            for team, count in zip(teams, counts, strict=True):
                action = team.action_view_actions()
                self.assertEqual(
                    action["context"]["search_default_crm_team_id"], team.id
                )
                listed = self.listed(user, [("crm_team_id", "=", team.id)])
                self.assertEqual(len(listed), sum(count))

    def test_queries(self):
        """As many statements for many actions and teams as for few."""
        teams = self.env["crm.team"].search([]).with_user(self.all)

        def show():
            actions = self.listed(self.all)
            actions.mapped("crm_record_name")
            actions.mapped("crm_person_name")
            actions.mapped("crm_team_id.name")

        def count():
            teams.mapped("action_today_count")

        self.plan(self.lead)
        self.plan(self.foreign, user=self.all)
        self.plan(self.client)
        for deed in (show, count):
            deed()
        few = [self.queries_of(deed) for deed in (show, count)]
        for n in range(20):
            person = self.make_prospect(lastname=f"Many{n}")
            self.plan(self.make_lead(person, name=f"Lead {n}", team_id=self.team.id))
            self.plan(person)
            self.plan(self.make_client(lastname=f"Client{n}"))
        self.assertEqual([self.queries_of(deed) for deed in (show, count)], few)
        self.assertEqual(len(self.listed(self.all)), 63)
        self.assertLessEqual(few[1], 6)

    def test_plan(self):
        """Only what is due is looked at, by the index on the date; the rest by id."""
        activities = self.env["mail.activity"].with_user(self.all)
        domain = activities._search_is_crm_action("in", [True])
        domain &= Domain("date_deadline", "<=", self.today)
        plan = self.plan_of(activities.sudo()._search(domain).select())
        self.assertNotIn("Seq Scan", plan)
        # All records would be read for it, be it by an index.
        self.assertNotIn("hashed", plan)
