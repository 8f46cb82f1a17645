# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .common import BIRTH, NAME, PASSPORT, PHONE
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestLeadBanner(LeadCase):
    """The lead shows at once who its person is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**NAME, **BIRTH, **PASSPORT)
        cls.prospect = cls.make_prospect(
            **NAME, **BIRTH, **PASSPORT, user_id=cls.own.id
        )
        cls.lead = cls.make_lead(cls.prospect, user_id=cls.own.id)

    def state_of(self, person, **vals):
        lead = self.make_lead(self.make_prospect(**person), **vals)
        return lead.person_banner_state, lead.person_banner

    # ------------------------------------------------------------------ states

    def test_known(self):
        lead = self.lead.with_user(self.own)
        self.assertEqual(lead.person_banner_state, "known")
        self.assertEqual(lead.client_id, self.client)
        for part in (
            self.client.client_number_display,
            self.client.name,
            self.prospect.match_rule_id.name,
        ):
            self.assertTrue(part)
            self.assertIn(part, lead.person_banner)

    def test_linked_by_hand(self):
        prospect = self.make_prospect(lastname="Иная", firstname="Вера")
        prospect.with_user(self.steward).action_link_client(
            self.client.id, despite_contradictions=True
        )
        lead = self.make_lead(prospect)
        self.assertEqual(lead.person_banner_state, "known")
        self.assertIn(self.steward.name, lead.person_banner)
        self.assertIn(self.client.name, lead.person_banner)

    def test_possible(self):
        names = {key: NAME[key] for key in ("lastname", "firstname")}
        state, text = self.state_of({**names, **BIRTH})
        self.assertEqual(state, "possible")
        self.assertNotIn(self.client.name, text)

    def test_ambiguous(self):
        self.make_client(**NAME, **PHONE)
        state, text = self.state_of({**NAME, **BIRTH, **PASSPORT, **PHONE})
        self.assertEqual(state, "ambiguous")
        self.assertIn("Several clients", text)

    def test_new_and_pending(self):
        state, text = self.state_of({"lastname": "Новая"})
        self.assertEqual(state, "new")
        self.assertIn("New person", text)
        # More than are matched before the call returns.
        waiting = self.load_prospects([{"lastname": "Иванова"}] * 60)
        lead = self.make_lead(waiting[0])
        self.assertEqual(lead.person_banner_state, "pending")
        self.assertTrue(lead.person_banner)

    def test_nobody(self):
        """An application of a company names no person: nothing is told."""
        lead = self.make_lead(partner_name="Ltd")
        self.assertFalse(lead.person_banner_state)
        self.assertFalse(lead.person_banner)
        self.assertFalse(lead.client_id)

    def test_conflict(self):
        """Another client was chosen as the contact."""
        other = self.make_client(lastname="Орлова", firstname="Инна")
        lead = self.make_lead(self.prospect)
        # As it is after the choice: who chooses a client by hand is another test.
        self.env.cr.execute(
            "UPDATE crm_lead SET partner_id = %s WHERE id = %s", (other.id, lead.id)
        )
        self.env.invalidate_all()
        self.assertEqual(lead.person_banner_state, "conflict")
        self.assertIn(self.client.name, lead.person_banner)

    def test_form(self):
        """The form shows the banner, new or not, in both kinds of it."""
        for kind in ("lead", "opportunity"):
            lead = self.make_lead(self.prospect, type=kind, user_id=self.own.id)
            with Form(lead.with_user(self.own)) as form:
                self.assertEqual(form.person_banner_state, "known")
                self.assertIn(self.client.name, form.person_banner)
        new = Form(self.env["crm.lead"].with_user(self.own))
        self.assertFalse(new.person_banner_state)

    # ------------------------------------------------------------------ rights

    def test_hidden_client(self):
        """A client one may not see is told of without number, name or id."""
        self.hide_client(self.client, self.own)
        self.assertFalse(self.client.with_user(self.own).has_access("read"))
        lead = self.lead.with_user(self.own)
        self.assertEqual(lead.person_banner_state, "hidden")
        spec = {
            "person_banner": {},
            "client_number_display": {},
            "client_id": {"fields": {"display_name": {}}},
        }
        [shown] = lead.web_read(spec)
        self.assertFalse(shown["client_id"])
        self.assertFalse(shown["client_number_display"])
        self.assertNotIn(self.client.name, shown["person_banner"])
        self.assertNotIn(self.client.client_number_display, shown["person_banner"])
        leads = self.env["crm.lead"].with_user(self.own)
        ours = [("id", "=", lead.id)]
        self.assertFalse(leads.search([*ours, ("client_id", "!=", False)]))
        self.assertFalse(leads.search([*ours, ("client_id", "=", self.client.id)]))
        self.assertFalse(leads.search([*ours, ("client_id", "ilike", "Соколова")]))
        self.assertEqual(leads.search([*ours, ("client_id", "=", False)]), lead)
        groups = leads.web_read_group(ours, ["client_id"], ["__count"])["groups"]
        self.assertEqual([group["client_id"] for group in groups], [False])

    def test_hidden_prospect(self):
        """The banner does not need the right to read the prospect; its buttons do."""
        self.prospect.user_id = self.all
        lead = self.lead.with_user(self.own)
        self.assertFalse(self.prospect.with_user(self.own).has_access("read"))
        self.assertEqual(lead.person_banner_state, "known")
        self.assertFalse(lead.can_open_prospect)
        for user in (self.all, self.steward):
            self.assertTrue(self.lead.with_user(user).can_open_prospect)

    # ------------------------------------------------------------------ buttons

    def test_buttons(self):
        lead = self.lead.with_user(self.own)
        self.assertEqual(lead.action_open_client()["res_id"], self.client.id)
        self.assertEqual(lead.action_open_prospect()["res_id"], self.prospect.id)
        context = lead.action_explain_person()["context"]
        self.assertEqual(context["default_partner_id"], self.client.id)
        pairs = self.env["crm.match"].search(lead.action_review_person()["domain"])
        self.assertEqual(pairs.partner_id, self.client)

    # ------------------------------------------------------------------ in bulk

    def test_kanban_queries(self):
        """Eighty cards take as many statements as ten."""
        view = self.env["crm.lead"].get_view(
            self.env.ref("crm.crm_case_kanban_view_leads").id, "kanban"
        )
        self.assertIn("person_banner_state", view["arch"])
        spec = {
            name: {}
            for name in (
                *("name", "person_banner_state", "earlier_application_count"),
                *("match_state", "person_banner", "client_number_display"),
                *("can_open_prospect", "came_again"),
            )
        } | {"client_id": {"fields": {"display_name": {}}}}
        leads = self.env["crm.lead"]
        for number in range(80):
            person = {
                "lastname": f"Кард{'абвгдежзик'[number % 10] * (number // 10 + 2)}"
            }
            if number % 2:
                self.make_client(**person, **self.passport(number))
            prospect = self.make_prospect(**person, **self.passport(number))
            leads += self.make_lead(prospect, user_id=self.own.id)
        self.assertEqual(set(leads.mapped("person_banner_state")), {"known", "new"})
        model = self.env["crm.lead"].with_user(self.own)

        def read(some):
            self.assertEqual(
                len(model.web_search_read([("id", "in", some.ids)], spec)["records"]),
                len(some),
            )

        read(leads)
        few = self.queries_of(lambda: read(leads[:10]))
        many = self.queries_of(lambda: read(leads))
        self.assertLessEqual(many, few)
        self.assertLess(many, 25)

    @staticmethod
    def passport(number):
        return {"documents": [{"type": "passport_ru", "number": f"4510 7{number:05}"}]}
