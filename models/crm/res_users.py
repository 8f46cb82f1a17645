# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

ACTIVITY_TYPE = "crm_prospect.mail_activity_type_client_application"


class ResUsers(models.Model):
    """A manager of clients, who is told of their applications by activities."""

    _inherit = "res.users"

    def _tell_of_applications(self, clients):
        """Give this manager an activity for each new application of his clients.

        On the application, or on the card of the client when he may not read the
        application; no e-mail is sent.

        :param dict clients: id of the lead -> id of the client
        """
        self.ensure_one()
        manager = self.with_user(self).with_context(
            lang=self.lang, tz=self.tz, allowed_company_ids=self.company_ids.ids
        )
        leads = manager.env["crm.lead"].browse(clients)
        cards = manager.env["res.partner"].browse(set(clients.values()))
        readable_leads = set(leads._filtered_access("read")._ids)
        readable_cards = cards._filtered_access("read")
        kind = self.env.ref(ACTIVITY_TYPE, raise_if_not_found=False)
        activities = []
        for lead, client in clients.items():
            card = cards.browse(client) & readable_cards
            record = leads.browse(lead) if lead in readable_leads else card
            if not record:
                continue
            activities.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                    "activity_type_id": kind.id if kind else False,
                    # Others read the application, too, who may not see its client.
                    "summary": manager._application_summary(
                        card if record == card else card.browse()
                    ),
                    "user_id": self.id,
                    "date_deadline": fields.Date.context_today(manager),
                }
            )
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet.sudo().create(activities)

    def _application_summary(self, client):
        if not client:
            return self.env._("Your client left an application")
        return self.env._(
            "Your client %(client)s left an application", client=client.name
        )
