# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmProspect(models.Model):
    """What is stored about a prospect, wherever it is."""

    _inherit = "crm.prospect"

    def action_privacy_lookup(self):
        """Open Odoo's privacy look-up, filled in with this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "privacy_lookup.action_privacy_lookup_wizard"
        )
        return {
            **action,
            "context": {
                "default_name": self.name,
                "default_email": self.email,
                "default_phone": self.phone,
            },
        }


class ResPartner(models.Model):
    """The look-up of a card knows its phone, too."""

    _inherit = "res.partner"

    def action_privacy_lookup(self):
        action = super().action_privacy_lookup()
        context = {**action["context"], "default_phone": self.phone}
        return {**action, "context": context}


class PrivacyLog(models.Model):
    """What is looked up by phone or document may have no e-mail."""

    _inherit = "privacy.log"

    @api.model
    def _anonymize_email(self, label):
        return super()._anonymize_email(label) if label else ""
