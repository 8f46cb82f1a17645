# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL


class CrmHiddenDocument(models.AbstractModel):
    """A record about another one goes out of sight with it.

    Odoo shows messages and activities to their authors, recipients and responsibles
    whether these may read the document or not.
    """

    _name = "crm.hidden.document"
    _description = "Record about a Hidden Document"

    # The fields that name the model and the id of the document.
    _document_fields = ("res_model", "res_id")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access) and self._hides_clients():
            domain = Domain(domain) & self._get_seen_document_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _get_seen_document_domain(self):
        """The records whose document is not hidden: one look at an index per record."""
        name_field, id_field = self._document_fields

        def to_sql(model, alias, query):
            name = model._field_to_sql(alias, name_field, query)
            document_id = model._field_to_sql(alias, id_field, query)
            hidden = []
            for document, domain in model._get_hidden_document_domains().items():
                documents = model.env[document].sudo().with_context(active_test=False)
                found = documents._search(domain)
                found.add_where(
                    SQL("%s = %s", SQL.identifier(documents._table, "id"), document_id)
                )
                hidden.append(
                    SQL("(%s = %s AND EXISTS %s)", name, document, found.subselect("1"))
                )
            return SQL("(%s) IS NOT TRUE", SQL(" OR ").join(hidden))

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _get_hidden_document_domains(self):
        """Which documents are hidden from the user: dict model -> domain."""
        user = self.env.user
        return {
            "res.partner": user._get_hidden_partner_domain(),
            "crm.lead": user._get_hidden_partner_domain("partner_id."),
            "calendar.event": user._get_hidden_event_domain(),
        }

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids) or not self._hides_clients():
            return result
        records = self.sudo().with_context(active_test=False)
        of_these = Domain("id", "in", self.ids)
        seen = records.search(of_these & self._get_seen_document_domain())
        hidden = self.exists() - seen.with_env(self.env)
        if not hidden:
            return result
        if result:
            return result[0] | hidden, result[1]
        return hidden, lambda: AccessError(
            self.env._("These records are not in your sight.")
        )


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "crm.hidden.document"]


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["mail.followers", "crm.hidden.document"]


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["mail.message", "crm.hidden.document"]
    _document_fields = ("model", "res_id")


class MailScheduledMessage(models.Model):
    _name = "mail.scheduled.message"
    _inherit = ["mail.scheduled.message", "crm.hidden.document"]
    _document_fields = ("model", "res_id")


class MailNotification(models.Model):
    """Of a message that is not in sight."""

    _name = "mail.notification"
    _inherit = ["mail.notification", "crm.hidden.document"]

    @api.model
    def _get_seen_document_domain(self):
        seen = self.env["mail.message"]._get_seen_document_domain()
        return Domain("mail_message_id", "any!", seen)
