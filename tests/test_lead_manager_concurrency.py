# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common_parallel import MAIL, ParallelCase

LOGIN = "parallel_manager"


@tagged("post_install", "-at_install")
class TestLeadManagerConcurrency(ParallelCase):
    """Eight at the same time tell a manager of one application once."""

    def clean_up(self):
        with self.environment() as env:
            env["crm.lead"].with_context(active_test=False).search(
                [("name", "=", LOGIN)]
            ).unlink()
            env["res.users"].search([("login", "=", LOGIN)]).unlink()
        return super().clean_up()

    def test_once(self):
        self.make("res.partner", emails=[MAIL])
        [prospect] = self.make("crm.prospect", emails=[MAIL])

        def prepare(env):
            manager = new_test_user(
                env, LOGIN, groups="sales_team.group_sale_salesman_all_leads"
            )
            lead = env["crm.lead"].create({"name": LOGIN, "user_id": False})
            # Given without telling, as the links of a run are.
            env.flush_all()
            env.cr.execute(
                SQL(
                    "UPDATE crm_lead SET prospect_id = %s WHERE id = %s",
                    prospect,
                    lead.id,
                )
            )
            client = env["crm.prospect"].browse(prospect).partner_id
            self.assertTrue(client)
            client.user_id = manager
            return lead.id, manager.id

        lead, manager = self.commit(prepare)
        results = self.in_parallel(
            *[lambda env: env["crm.lead"]._tell_managers(SQL("TRUE"))] * 8
        )
        self.assertEqual(sorted(results), [0] * 7 + [1])
        with self.environment() as env:
            activities = env["mail.activity"].search([("user_id", "=", manager)])
            self.assertEqual(activities.mapped("res_id"), [lead])
        self.assert_no_secrets()
