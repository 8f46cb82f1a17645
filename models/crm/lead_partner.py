# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# What Odoo empties on a lead whose partner is taken away.
EMPTIED = ("contact_name", "partner_name")


class CrmLead(models.Model):
    """The partner of a lead, when he is a client: nothing is copied either way.

    Odoo keeps lead and partner alike. A client is verified and a lead is not: what a
    lead says must not reach the card of a client, and what the card says must not pass
    for what the applicant said. With any other partner all is as Odoo does it.
    """

    _inherit = "crm.lead"

    def _of_client(self):
        """The leads of `self` whose partner is a client, seen by the user or not."""
        return self.filtered(lambda lead: lead.partner_id.sudo().is_client)

    @api.model
    def _copied_from(self, partner):
        """The partner that a lead takes values from: none in place of a client."""
        return partner.browse() if partner.sudo().is_client else partner

    # ------------------------------------------------------------------ card to lead

    def _prepare_address_values_from_partner(self, partner):
        return super()._prepare_address_values_from_partner(self._copied_from(partner))

    def _prepare_contact_name_from_partner(self, partner):
        return super()._prepare_contact_name_from_partner(self._copied_from(partner))

    def _prepare_partner_name_from_partner(self, partner):
        return super()._prepare_partner_name_from_partner(self._copied_from(partner))

    def _prepare_values_from_partner(self, partner):
        return super()._prepare_values_from_partner(self._copied_from(partner))

    def _compute_function(self):
        return super(CrmLead, self - self._of_client())._compute_function()

    def _compute_website(self):
        return super(CrmLead, self - self._of_client())._compute_website()

    def _compute_lang_id(self):
        return super(CrmLead, self - self._of_client())._compute_lang_id()

    # ------------------------------------------------------------------ both ways

    def _get_partner_email_update(self, force_void=True):
        if self._of_client():
            return False
        return super()._get_partner_email_update(force_void=force_void)

    def _get_partner_phone_update(self, force_void=True):
        if self._of_client():
            return False
        return super()._get_partner_phone_update(force_void=force_void)

    # ------------------------------------------------------------------ taken away

    def _compute_contact_name(self):
        return super(CrmLead, self - self._left_client())._compute_contact_name()

    def _compute_partner_name(self):
        return super(CrmLead, self - self._left_client())._compute_partner_name()

    def _left_client(self):
        """Leads in a form from which a client was taken: their values stay."""
        return self.filtered(
            lambda lead: not lead.partner_id and lead._origin._of_client()
        )

    @api.onchange("commercial_partner_id")
    def _onchange_commercial_partner_id(self):
        kept = {lead: (lead.email_from, lead.phone) for lead in self._of_client()}
        result = super()._onchange_commercial_partner_id()
        for lead, (email, phone) in kept.items():
            lead.update({"email_from": email, "phone": phone})
        return result

    def write(self, vals):
        if vals.get("partner_id", True):
            return super().write(vals)
        # What is not from the card of the client does not go with it.
        kept = [self._fields[name] for name in EMPTIED]
        with self.env.protecting(kept, self._of_client()):
            return super().write(vals)

    def _create_customer(self, with_parent=None):
        # Nobody becomes a client by a lead, not even from a list of clients.
        leads = self.with_context(default_is_client=False)
        # Nor is anybody put below a client: Odoo gives the address of a first contact
        # to a parent that has none.
        if with_parent and with_parent.sudo().is_client:
            with_parent = None
        return super(CrmLead, leads)._create_customer(with_parent=with_parent)
