# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import file_path

from .common import BIRTH, NAME, PASSPORT
from .common_lead import LeadCase

PERSON = {**NAME, **BIRTH, **PASSPORT}
KIND = "crm_prospect.mail_activity_type_client_application"


@tagged("post_install", "-at_install")
class TestLeadManager(LeadCase):
    """The manager of a client is told of each application of his client, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_seller("manager", "group_sale_salesman_all_leads")
        cls.client = cls.make_client(**PERSON)
        cls.client.user_id = cls.manager

    def told(self, user=None):
        kind = self.env.ref(KIND)
        return self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", kind.id),
                ("user_id", "=", (user or self.manager).id),
            ],
            order="id",
        )

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_lead_managers").method_direct_trigger()
        self.env.invalidate_all()

    def make_old(self, leads, age="2 days"):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = create_date - %s::interval"
            " WHERE id = ANY(%s)",
            (age, leads.ids),
        )
        self.env.invalidate_all()

    def test_at_once(self):
        """When the application is made; not again by the cron or another write."""
        prospect = self.make_prospect(**PERSON)
        lead = self.make_lead(prospect, user_id=self.own.id)
        activity = self.told()
        self.assertEqual((activity.res_model, activity.res_id), ("crm.lead", lead.id))
        # Others read the application, too, who may not see its client.
        self.assertEqual(activity.summary, "Your client left an application")
        self.assertEqual(
            activity.with_user(self.manager).search([("id", "=", activity.id)]),
            activity,
        )
        self.run_cron()
        lead.prospect_id = prospect
        self.assertEqual(self.told(), activity)
        # Done means done.
        activity.action_feedback()
        self.run_cron()
        self.assertFalse(self.told())
        self.make_lead(prospect)
        self.assertEqual(len(self.told()), 1)

    def test_prospect_given_later(self):
        lead = self.make_lead()
        self.assertFalse(self.told())
        lead.prospect_id = self.make_prospect(**PERSON)
        self.assertEqual(self.told().res_id, lead.id)

    def test_linked_later(self):
        """When a run links the prospect, or a person does: within a minute."""
        # More than are matched before the call returns.
        by_run = self.load_prospects([PERSON] * 60)[0]
        by_hand = self.make_prospect(lastname="Иная", firstname="Вера")
        leads = self.make_lead(by_run) + self.make_lead(by_hand)
        old = self.make_lead(by_run)
        lost = self.make_lead(by_run)
        lost.action_set_lost()
        self.make_old(old)
        self.run_cron()
        self.assertFalse(self.told())
        self.match_all("incremental")
        by_hand.with_user(self.steward).action_link_client(
            self.client.id, despite_contradictions=True
        )
        self.assertEqual((by_run + by_hand).partner_id, self.client)
        self.run_cron()
        self.assertEqual(self.told().mapped("res_id"), leads.ids)
        self.run_cron()
        self.assertEqual(len(self.told()), 2)

    def test_cron_runs_each_minute(self):
        """So that the manager knows within a minute."""
        cron = self.env.ref("crm_prospect.ir_cron_lead_managers")
        self.assertTrue(cron.active)
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))

    def test_nobody_is_told(self):
        """His own application, an archived manager, no manager, another company."""
        prospect = self.make_prospect(**PERSON)
        self.make_lead(prospect, user_id=self.manager.id)
        other = self.env["res.company"].create({"name": "Other"})
        self.make_lead(prospect, company_id=other.id, team_id=False)
        self.client.user_id = False
        self.make_lead(prospect)
        self.assertFalse(self.told())
        self.client.user_id = self.manager
        self.manager.active = False
        self.make_lead(prospect)
        self.run_cron()
        self.assertFalse(self.told())

    def test_manager_without_access(self):
        """Who may not read the application is told on the card of his client."""
        manager = self.make_seller("manager_own")
        self.client.user_id = manager
        prospect = self.make_prospect(**PERSON)
        lead = self.make_lead(prospect, user_id=self.all.id, name="Secret")
        self.assertFalse(lead.with_user(manager).has_access("read"))
        activity = self.told(manager)
        self.assertEqual(
            (activity.res_model, activity.res_id), ("res.partner", self.client.id)
        )
        self.assertNotIn(manager.partner_id, lead.message_partner_ids)
        self.assertNotIn("Secret", activity.summary)
        self.hide_client(self.client, manager)
        self.make_lead(prospect, user_id=self.all.id)
        self.assertEqual(self.told(manager), activity)

    def test_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.manager.lang = "ru_RU"
        self.env["ir.module.module"]._load_module_terms(["crm_prospect"], ["ru_RU"])
        self.make_lead(self.make_prospect(**PERSON))
        self.assertIn("клиент", self.told().summary)

    def test_earlier_reminders(self):
        """Those from before an upgrade lose the name of the client, done ones too."""
        leads = self.make_lead(self.make_prospect(**PERSON))
        leads += self.make_lead(self.make_prospect(**PERSON))
        done, waiting = self.told()
        (done + waiting).summary = f"Your client {self.client.name} left an application"
        done.action_feedback()
        self.env.flush_all()
        path = "crm_prospect/migrations/19.0.1.5.0/post-nameless-reminders.py"
        script = load_script(file_path(path), "nameless_reminders")
        script.migrate(self.env.cr, "19.0.1.5.0")
        self.env.invalidate_all()
        self.assertEqual(waiting.summary, "Your client left an application")
        told = " ".join(map(str, leads.message_ids.mapped("body")))
        self.assertIn("Your client left an application", told)
        self.assertNotIn(self.client.name, told)

    def test_many(self):
        """A file of applications: told by the cron, few statements each."""
        prospect = self.make_prospect(**PERSON)
        vals = {"name": "Row", "prospect_id": prospect.id, "user_id": False}
        leads = self.env["crm.lead"].with_context(tracking_disable=True)
        leads = leads.create([dict(vals) for _n in range(60)])
        self.assertFalse(self.told())
        self.run_cron()
        self.assertEqual(self.told().mapped("res_id"), leads.ids)
        self.assertFalse(
            self.env["mail.mail"].search(
                [("model", "=", "crm.lead"), ("res_id", "in", leads.ids)]
            )
        )

    def test_no_manager_costs_nothing(self):
        """An application of an unknown person takes no statement more."""
        prospect = self.make_prospect(lastname="Новая", firstname="Вера")
        lead = self.make_lead(prospect)
        self.env.flush_all()
        with self.assertQueryCount(0):
            lead._tell_managers_at_once()

    def test_cron_reads_the_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        # Of a few leads it would be as good.
        self.env.cr.execute("DROP INDEX crm_lead_create_date_team_id_idx")
        self.env.cr.execute(
            """EXPLAIN SELECT FROM crm_lead l WHERE l.manager_told IS NOT TRUE
            AND l.create_date > now() AT TIME ZONE 'UTC' - interval '1 day'"""
        )
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("manager_not_told", plan)
