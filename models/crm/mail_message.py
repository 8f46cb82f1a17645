# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class MailMessage(models.Model):
    """The latest messages of a document, however many it has."""

    _inherit = "mail.message"

    # For the timeline; the messages of all other documents cost it nothing.
    _timeline = models.Index(
        "(model, res_id, date, id)"
        " WHERE model IN ('crm.lead', 'crm.prospect', 'res.partner')"
    )
