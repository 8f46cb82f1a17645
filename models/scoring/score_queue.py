# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContactScoreQueue(models.Model):
    """People whose contacts are to be scored; emptied by a cron that is woken."""

    _name = "crm.contact.score.queue"
    _description = "People to Score"
    _log_access = False

    # No foreign keys: they would cost each import.
    prospect_id = fields.Integer()
    partner_id = fields.Integer()
