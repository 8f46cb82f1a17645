# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_doors import BORIS_LEAD, DoorCase
from .common_parallel import MAIL, MARK, PHONE, ParallelCase

THREADS = 6


@tagged("post_install", "-at_install")
class TestLeadKept(DoorCase):
    def test_failure(self):
        """What cannot be stored of a person costs the person, not the application."""
        logger = "odoo.addons.crm_prospect.models.crm.lead_kept"
        # A database whose prospects have a rule of their own.
        self.env.cr.execute(
            SQL(
                """ALTER TABLE crm_prospect ADD CONSTRAINT nobody_is_called_so
                CHECK (lastname <> 'Кузнецов')"""
            )
        )
        with self.assertLogs(logger, "ERROR") as logs, mute_logger("odoo.sql_db"):
            [lead] = self.make_leads(BORIS_LEAD)
        self.assertNotIn("Кузнецов", logs.output[0])
        self.assertEqual(lead.contact_name, BORIS_LEAD["contact_name"])
        self.assertFalse(lead.prospect_id)
        [other] = self.make_leads({"name": "Loan", "contact_name": "Орлова Мария"})
        self.assertTrue(other.prospect_id)
        # Nor does it stop the pass over earlier applications.
        cron = self.env.ref("crm_prospect.ir_cron_lead_persons")
        with (
            self.assertLogs(logger, "ERROR"),
            mute_logger("odoo.sql_db"),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.assertTrue(lead.exists())


@tagged("post_install", "-at_install")
class TestLeadKeptConcurrency(ParallelCase):
    def clean_up(self):
        with self.environment() as env:
            env["crm.lead"].search([("name", "=", MARK)]).unlink()
        return super().clean_up()

    def test_fetched_mails(self):
        """Mails of one person, each fetched once: all are kept, and he is one."""
        tries = []

        def fetch(env):
            tries.append(1)
            env["crm.lead"].message_new(
                {"subject": MARK, "from": f"{MARK} Анна <{MAIL}>", "email_from": MAIL},
                {"phone": PHONE, "contact_name": f"{MARK} Анна"},
            )

        self.assertEqual(self.in_parallel(*[fetch] * THREADS), [None] * THREADS)
        self.assertEqual(len(tries), THREADS)
        with self.environment() as env:
            leads = env["crm.lead"].search([("name", "=", MARK)])
            self.assertEqual(len(leads), THREADS)
            self.assertTrue(all(lead.prospect_id for lead in leads))
            self.assertEqual(len(leads.prospect_id), 1)
        self.assert_no_secrets()
