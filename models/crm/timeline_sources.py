# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import Any, NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# What Odoo notes about applications by itself.
STAGE_SUBTYPES = ("crm.mt_lead_stage", "crm.mt_lead_won", "crm.mt_lead_restored")
OWN_SUBTYPES = (*STAGE_SUBTYPES, "crm.mt_lead_create", "crm.mt_lead_lost")


class Source(NamedTuple):
    """Where the events of one kind are: records of a model, at one of their dates."""

    model: str
    domain: Any
    date: str


class CrmTimeline(models.AbstractModel):
    """Where the events of each kind come from.

    Each is a search of its own, ordered and limited before they come together: a
    person with thousands of messages costs no more than one with a few.
    """

    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "registration": "links",
            "reference": "links",
            "link": "links",
            "verdict": "links",
            "client": "links",
            "application": "applications",
            "stage": "applications",
            "won": "applications",
            "lost": "applications",
            "message": "messages",
            "activity_done": "activities",
            "activity_planned": "activities",
        }

    # ------------------------------------------------------------------ links

    @api.model
    def _timeline_registration(self, person, page):
        domain = Domain("id", "in", person.prospects.ids)
        return Source("crm.prospect", domain, "registration_date")

    @api.model
    def _timeline_reference(self, person, page):
        domain = Domain("prospect_id", "in", person.prospects.ids)
        domain |= Domain("partner_id", "in", person.client.ids)
        return Source("crm.prospect.reference", domain, "create_date")

    @api.model
    def _timeline_link(self, person, page):
        if self.env.user._is_without_clients():
            # When it was is not his to know either.
            return None
        domain = Domain("id", "in", person.prospects.ids)
        domain &= Domain("partner_id", "!=", False)
        return Source("crm.prospect", domain, "link_date")

    @api.model
    def _timeline_verdict(self, person, page):
        """Pairs that were proposed or told apart, and pairs of prospects.

        The pair that links is told by the link.
        """
        domain = Domain("prospect_id", "in", person.prospects.ids)
        domain |= Domain("other_prospect_id", "in", person.prospects.ids)
        domain |= Domain("partner_id", "in", person.client.ids)
        domain &= Domain("verdict", "in", ("proposed", "rejected")) | Domain(
            "other_prospect_id", "!=", False
        )
        return Source("crm.match", domain, "date")

    @api.model
    def _timeline_client(self, person, page):
        domain = Domain("id", "in", person.client.ids)
        return Source(
            "res.partner", domain & Domain("is_client", "=", True), "client_since"
        )

    # ------------------------------------------------------------------ applications

    @api.model
    def _timeline_application(self, person, page):
        return Source("crm.lead", Domain("id", "in", person.leads.ids), "create_date")

    @api.model
    def _timeline_won(self, person, page):
        return self._closed(person, "won")

    @api.model
    def _timeline_lost(self, person, page):
        return self._closed(person, "lost")

    @api.model
    def _closed(self, person, status):
        domain = Domain("id", "in", person.leads.ids)
        return Source(
            "crm.lead", domain & Domain("won_status", "=", status), "date_closed"
        )

    @api.model
    def _timeline_stage(self, person, page):
        condition = SQL("m.subtype_id = ANY(%s)", self._subtype_ids(STAGE_SUBTYPES))
        leads = {"crm.lead": person.leads.ids}
        return self._messages("stage", leads, page, condition)

    # ------------------------------------------------------------------ messages

    @api.model
    def _timeline_message(self, person, page):
        """What people wrote and got, and notes; not what Odoo logs by itself."""
        condition = SQL(
            """m.mail_activity_type_id IS NULL
            AND m.message_type <> 'user_notification'
            AND (m.message_type <> 'notification'
                OR m.is_internal IS NOT TRUE AND m.body <> ''
                AND (m.subtype_id = ANY(%s)) IS NOT TRUE)""",
            self._subtype_ids(OWN_SUBTYPES),
        )
        return self._messages("message", person.documents(), page, condition)

    @api.model
    def _timeline_activity_done(self, person, page):
        condition = SQL("m.mail_activity_type_id IS NOT NULL")
        return self._messages("activity_done", person.documents(), page, condition)

    @api.model
    def _timeline_activity_planned(self, person, page):
        domain = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", ids)
            for model, ids in person.documents().items()
        )
        domain &= Domain("active", "=", True)
        return Source("mail.activity", domain, "date_deadline")

    @api.model
    def _messages(self, kind, documents, page, condition):
        """The newest messages of each document, read from the end of an index.

        :param documents: dict model -> ids
        :param condition: SQL on the message `m`
        """
        newest = [
            SQL(
                # The model is a constant: the index is one of these models only.
                """SELECT newest.id FROM unnest(%s) AS document(id)
                CROSS JOIN LATERAL (SELECT m.id FROM mail_message m
                    WHERE m.model = %s AND m.res_id = document.id AND %s AND %s
                    ORDER BY m.date DESC, m.id DESC LIMIT %s) newest""",
                ids,
                model,
                page.follows(kind, SQL("m.date"), SQL("m.id")),
                condition,
                page.limit + 1,
            )
            for model, ids in documents.items()
            if ids
        ]
        if not newest:
            return None
        found = SQL(" UNION ALL ").join(newest)
        domain = Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), found
            )
        )
        return Source("mail.message", domain, "date")

    @api.model
    def _subtype_ids(self, xml_ids):
        to_id = self.env["ir.model.data"]._xmlid_to_res_id
        return [to_id(xml_id) for xml_id in xml_ids]
