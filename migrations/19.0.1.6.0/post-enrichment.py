# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api

from odoo.addons.crm_prospect.hooks import enrich_on_demand


def migrate(cr, version):
    """Applicants' e-mail addresses stay in the house, as in a new installation."""
    enrich_on_demand(api.Environment(cr, SUPERUSER_ID, {}))
