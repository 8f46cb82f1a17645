# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tests.common import get_db_name

from ..models.audit.access_limit import LIMITS, ReadingRefused
from .common_access_log import CommittedLog
from .common_parallel import PHONE, ParallelCase

CALLERS = 8
LIMIT = 20


@tagged("post_install", "-at_install")
class TestAccessLogConcurrency(ParallelCase, CommittedLog):
    """Many calls of one user at the same moment, in real read-only transactions."""

    def setUp(self):
        super().setUp()
        self.user_id = self.commit(lambda env: env.ref("base.user_admin").id)
        self.clear_log_of(self.user_id)
        self.addCleanup(self.clear_log_of, self.user_id)

    def limit(self, name, number):
        parameter = LIMITS[name].parameter
        self.commit(lambda env: env["ir.config_parameter"].set_param(parameter, number))
        self.addCleanup(
            self.commit,
            lambda env: env["ir.config_parameter"].set_param(parameter, False),
        )

    def read_only(self, deed, times=1):
        """A caller: answers and refusals of so many read-only requests."""

        def call(_env):
            answers = []
            for _time in range(times):
                with db_connect(get_db_name(), readonly=True).cursor() as cr:
                    try:
                        answers.append(deed(api.Environment(cr, self.user_id, {})))
                    except ReadingRefused:
                        answers.append(None)
            return answers

        return call

    def test_limit(self):
        """The limit is passed by less than the number of callers."""
        self.limit("limit_identify", str(LIMIT))
        person = {"lastname": "Приметнова", "phones": [PHONE]}
        caller = self.read_only(lambda env: env["crm.prospect"].identify(person), 10)
        results = self.in_parallel(*[caller] * CALLERS)
        answers = [answer for result in results for answer in result]
        self.assertEqual(len(answers), 10 * CALLERS)
        answered = sum(answer is not None for answer in answers)
        self.assertGreaterEqual(answered, LIMIT)
        self.assertLess(answered, LIMIT + CALLERS)
        refused = self.committed(self.user_id, "refused")
        self.assertEqual(refused.count(False), answered)
        self.assertGreaterEqual(refused.count(True), 1)
        self.assert_no_secrets()

    def test_rolled_back(self):
        """A reading stays written down when its transaction is taken back."""
        [prospect] = self.make("crm.prospect")

        def read_and_fail(env):
            env["crm.prospect"].browse(prospect).read(["phone"])
            raise ReadingRefused("taken back")

        [answers] = self.in_parallel(self.read_only(read_and_fail))
        self.assertEqual(answers, [None])
        self.assertEqual(self.committed(self.user_id, "res_id"), [prospect])

    def test_written_meanwhile(self):
        """Whoever changes the card, and the user, does not keep a reader waiting."""
        [prospect] = self.make("crm.prospect")
        with self.environment() as env:
            env["crm.prospect"].browse(prospect).comment = "changed"
            env["res.users"].browse(self.user_id).signature = "changed"
            env.flush_all()
            reader = self.read_only(
                lambda env: env["crm.prospect"].browse(prospect).read(["phone"])
            )
            [[answer]] = self.in_parallel(reader)
            env.cr.rollback()
        self.assertEqual(len(answer), 1)
        self.assertEqual(self.committed(self.user_id, "kind"), ["view"])
