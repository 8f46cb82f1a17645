# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmPersonMixin(models.AbstractModel):
    _inherit = "crm.person.mixin"

    def _get_privacy_contacts(self):
        """What the look-up is filled in with: a masked value would find nobody."""
        seen = self._prepare_found_contacts()
        return {
            f"default_{kind}": value == self[kind] and value
            for kind, value in seen.items()
        }


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
                **self._get_privacy_contacts(),
            },
        }


class ResPartner(models.Model):
    """The look-up of a card knows its phone, too."""

    _inherit = "res.partner"

    def action_privacy_lookup(self):
        action = super().action_privacy_lookup()
        context = {**action["context"], **self._get_privacy_contacts()}
        return {**action, "context": context}


class PrivacyLog(models.Model):
    """What is looked up by phone or document may have no e-mail."""

    _inherit = "privacy.log"

    @api.model
    def _anonymize_email(self, label):
        return super()._anonymize_email(label) if label else ""
