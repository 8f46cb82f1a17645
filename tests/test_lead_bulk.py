# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import generator
from odoo.addons.crm_prospect.models.crm.lead_backfill import POSITION

from .common_doors import ANNA_LEAD, BORIS_LEAD, DoorCase

_logger = logging.getLogger(__name__)
COLUMNS = ["name", "contact_name", "phone", "email_from", "city"]
# Statements that an import of leads takes more than without the addon's work.
EXTRA = 58
IMPORTED = 2000


def row(person):
    """A line of an import of leads."""
    name = " ".join(filter(None, (person.get("lastname"), person.get("firstname"))))
    phone, email = (
        next(
            (v["value"] if isinstance(v, dict) else v for v in person.get(key, ())), ""
        )
        for key in ("phones", "emails")
    )
    return ["Loan", name or person.get("name", ""), phone, email, "Тверь"]


@tagged("post_install", "-at_install")
class TestLeadBulk(DoorCase):
    """Many leads at once: imported, chosen in a list, or all there are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = (person for person, _client in generator.prospects(IMPORTED, 300))
        cls.rows = [row(person) for person in people]
        cls.leads = cls.env["crm.lead"].with_user(cls.salesman)
        cls.leads = cls.leads.with_context(tracking_disable=True, import_file=True)

    def switch(self, on):
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.lead_persons", str(bool(on))
        )

    def load(self, rows):
        """Import rows; return the leads, the statements and the seconds."""
        self.env.cr.flush()
        self.env.invalidate_all()
        before, begun = self.env.cr.sql_log_count, time.perf_counter()
        result = self.leads.load(COLUMNS, rows)
        self.env.cr.flush()
        self.assertFalse(result["messages"])
        seconds = time.perf_counter() - begun
        leads = self.leads.browse(result["ids"])
        return leads, self.env.cr.sql_log_count - before, seconds

    def test_import(self):
        """Two thousand leads cost no more statements than three hundred."""
        # What is asked once for all later ones.
        self.load(self.rows[:60])
        extra = {}
        for first, size in ((100, 300), (0, IMPORTED)):
            rows = self.rows[first : first + size]
            self.switch(False)
            leads, without, slow = self.load(rows)
            self.assertFalse(leads.prospect_id)
            leads.sudo().unlink()
            self.switch(True)
            leads, statements, seconds = self.load(rows)
            self.assertGreater(len(leads.prospect_id), size * 0.5)
            extra[size] = statements - without
            _logger.info(
                "Import of %s leads: %.1f s, without persons %.1f s; +%s statements",
                size,
                seconds,
                slow,
                extra[size],
            )
            leads.sudo().unlink()
        self.assertLessEqual(extra[IMPORTED], extra[300] + 5)
        self.assertLessEqual(extra[IMPORTED], EXTRA)

    def test_chosen(self):
        """Many leads whose clients are chosen: a constant number of statements."""
        clients = self.load_clients(list(generator.clients(60)))

        def statements(clients):
            leads = self.make_leads(*({"name": client.name} for client in clients))
            self.assertFalse(leads.prospect_id)
            # A tracked change costs Odoo a message for each lead.
            leads = leads.with_context(tracking_disable=True)
            for lead, client in zip(leads, clients, strict=True):
                lead.partner_id = client
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.flush()
            self.assertEqual(leads.client_id, clients)
            return self.env.cr.sql_log_count - before

        statements(clients[:2])
        few = statements(clients[2:12])
        many = statements(clients[12:])
        self.assertLessEqual(many, few + 5)

    def test_action(self):
        """The action in the list: what was found, made, and who is nobody."""
        self.switch(False)
        leads = self.make_leads(
            ANNA_LEAD, ANNA_LEAD, BORIS_LEAD, {"name": "Loan", "partner_name": "R"}
        )
        self.switch(True)
        [known] = self.make_leads(BORIS_LEAD)
        action = self.env.ref("crm_prospect.crm_lead_action_find_person")
        self.assertIn(self.env.ref("crm_prospect.group_prospect_own"), action.group_ids)
        context = {"active_model": "crm.lead", "active_ids": (leads + known).ids}
        result = action.with_user(self.salesman).with_context(**context).run()
        self.assertEqual(
            result["params"]["message"],
            "Known persons: 2, new persons: 1, applications that name nobody: 1,"
            " that had their person already: 1.",
        )
        self.assertEqual(leads[0].client_id, self.anna)
        self.assertEqual(leads[2].prospect_id, known.prospect_id)
        self.assertFalse(leads[3].prospect_id)

    def test_action_rights(self):
        """Leads of others are not changed by who may not change them."""
        user = self.make_user("l_other", "own")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman")
        user.group_ids -= self.env.ref("crm_prospect.group_prospect_all")
        [lead] = self.make_leads({**BORIS_LEAD, "user_id": self.salesman.id})
        with self.assertRaises(AccessError):
            lead.with_user(user).action_find_person()
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(user).action_find_all_persons()

    def test_all(self):
        """All earlier applications in the background, from where it stopped."""
        cron = self.env.ref("crm_prospect.ir_cron_lead_persons")
        self.assertFalse(cron.active)
        team = self.env["crm.team"].create({"name": "B2B", "find_persons": False})
        self.switch(False)
        leads = self.make_leads(
            ANNA_LEAD,
            {**BORIS_LEAD, "active": False},
            {**ANNA_LEAD, "team_id": team.id, "user_id": False},
            {"name": "Loan", "partner_name": "R"},
        )
        self.switch(True)
        settings = self.env["res.config.settings"].create({})
        self.assertTrue(settings.action_find_all_persons()["params"]["message"])
        self.assertTrue(cron.active)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(leads[0].client_id, self.anna)
        self.assertEqual(leads[1].prospect_id.lastname, "Кузнецов")
        self.assertFalse(leads[2:].prospect_id)

    def test_resumed(self):
        """A pass that was interrupted goes on behind the last lead it looked at."""
        self.switch(False)
        leads = self.make_leads(ANNA_LEAD, BORIS_LEAD)
        self.switch(True)
        parameters = self.env["ir.config_parameter"]
        parameters.set_param(POSITION, leads[0].id)
        cron = self.env.ref("crm_prospect.ir_cron_lead_persons")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(leads[0].prospect_id)
        self.assertTrue(leads[1].prospect_id)
        # The next one begins with the first lead.
        self.assertFalse(parameters.get_param(POSITION))
