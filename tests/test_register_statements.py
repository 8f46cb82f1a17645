# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one call costs, in statements."""

import logging

from odoo.tests import tagged

from .common import ANNA
from .common_register import RegisterCase

_logger = logging.getLogger(__name__)
# With reading rules, sources and document types, one statement each, and two for the
# time that a call has. What Odoo asks for a lead depends on what its caches hold.
MOST = {"new": 45, "found": 28, "known": 20, "identify": 20, "application": 50}


@tagged("post_install", "-at_install")
class TestRegisterStatements(RegisterCase):
    def test_calls(self):
        """A new person, one found by a rule, one known by reference, a look-up."""
        self.make_client(**ANNA)
        prospects = self.env["crm.prospect"]
        person = {**ANNA, "source": "AL"}
        calls = {
            "new": lambda: prospects.register(person),
            "found": lambda: prospects.register(person),
            "known": lambda: prospects.register({**person, "ref": "1"}),
            "identify": lambda: prospects.identify(ANNA),
            "application": lambda: prospects.register(person, {"name": "Credit"}),
        }
        # Fill the caches of the process by somebody else.
        prospects.register(
            {**person, "lastname": "Иванов", "source": "BT"}, {"ref": "0"}
        )
        prospects.register({**person, "ref": "1"})
        prospects.search([]).unlink()
        counts = {}
        for name, call in calls.items():
            if name == "known":
                call()
            self.env.cr.flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            call()
            self.env.cr.flush()
            counts[name] = self.env.cr.sql_log_count - before
        _logger.info("Statements: %s", counts)
        for name, most in MOST.items():
            self.assertLessEqual(counts[name], most, counts)
