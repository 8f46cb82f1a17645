# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Script for ``odoo shell``: run Odoo's own crm tests in the complete registry."""

import os
import sys

from odoo.tests.shell import run_tests

if not run_tests(env, os.environ.get("CRM_TAGS", "/crm")).wasSuccessful():
    sys.exit(1)
