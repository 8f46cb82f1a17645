# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What cannot be answered in time is kept, and answered later."""

from odoo.tests import tagged

from .common import ANNA
from .common_parallel import MARK, PHONE, ParallelCase
from .common_register import RegisterCase

PARAMETER = "crm_prospect.register_timeout"


@tagged("post_install", "-at_install")
class TestRegisterInTime(RegisterCase):
    def timeout(self):
        self.env.cr.execute("SHOW statement_timeout")
        return self.env.cr.fetchone()[0]

    def test_look_up_takes_too_long(self):
        """The person is made without looking, and matched by the next run."""
        client = self.make_client(**ANNA)
        first, _created = self.register_one(ANNA)
        self.env.cr.execute("SET LOCAL statement_timeout = '77s'")
        self.env["ir.config_parameter"].set_param(PARAMETER, "1")
        with self.assertNoLogs("odoo.sql_db", "WARNING"):
            [registered] = self.register(ANNA)
        self.assertEqual(registered[1:], (True, True))
        self.assertEqual(self.timeout(), "77s")
        second = self.env["crm.prospect"].browse(registered.prospect_id)
        self.assertNotEqual(second, first)
        self.assertEqual(len(second.contact_point_ids), 3)
        self.assertEqual(second.match_state, "new")
        self.assertFalse(second.partner_id)
        self.match_all("incremental")
        self.assertEqual(second.partner_id, client)

    def test_known_reference(self):
        """Needs no look-up, so it is found whatever the time is."""
        prospect, _created = self.register_one({**ANNA, "ref": "1"})
        self.env["ir.config_parameter"].set_param(PARAMETER, "1")
        self.assertEqual(
            self.register({**ANNA, "ref": "1"}), [(prospect.id, False, False)]
        )

    def test_setting(self):
        """Nonsense in the setting is no setting; the old timeout comes back."""
        registrar = self.env["crm.person.registrar"]
        for value, expected in (("", 800), ("soon", 800), ("0", 800), ("250", 250)):
            self.env["ir.config_parameter"].set_param(PARAMETER, value)
            self.assertEqual(registrar._get_timeout(), expected)
        before = self.timeout()
        self.register(ANNA)
        self.assertEqual(self.timeout(), before)


@tagged("post_install", "-at_install")
class TestRegisterBehindALock(ParallelCase):
    def test_lock(self):
        """Somebody holds the keys of the clients: the person is kept, pending."""
        person = {"lastname": MARK, "firstname": "Анна", "phones": [PHONE]}
        person["source"] = "PARALLEL"
        with self.environment() as env:
            env.cr.execute("LOCK TABLE crm_match_key_client")
            answer = self.commit(lambda env: env["crm.prospect"].register(person))
        self.assertEqual(answer["verdict"], "pending")
        self.assertTrue(answer["created"])
        again = self.commit(lambda env: env["crm.prospect"].register(person))
        self.assertEqual(again["prospect_id"], answer["prospect_id"])
        self.assertEqual(again["verdict"], "pending")
        with self.environment() as env:
            prospect = env["crm.prospect"].browse(answer["prospect_id"])
            self.assertEqual(prospect.contact_point_ids.match_key, PHONE)
            self.assertEqual(prospect.match_state, "new")
        self.assert_no_secrets()
