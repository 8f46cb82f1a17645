# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api

CRON = "crm_prospect.ir_cron_contact_score_queue"


def migrate(cr, version):
    """The queue of people to score is emptied each minute; nobody wakes its cron."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    cron = env.ref(CRON, raise_if_not_found=False)
    if cron and (cron.interval_number, cron.interval_type) == (5, "minutes"):
        cron.interval_number = 1
