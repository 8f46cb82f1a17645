# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ...tools import risk
from .risk_panel import BREAKDOWNS


class CrmRiskSubject(models.AbstractModel):
    """The lists behind the numbers of the panel, as far as the user may see them."""

    _inherit = "crm.risk.subject"

    def action_view_risk(
        self, key="applications", days=0, date_from=None, date_to=None
    ):
        """Open what a number of :meth:`risk_panel` counts, as far as the user may.

        :param str key: of a row of the panel
        :param int days: the last so many days; 0: from day to day
        :param str date_from: first day, YYYY-MM-DD, in the time zone of the user
        :param str date_to: last day
        :return: an action: a list of applications, or of the prospects, phones or
            documents of applications
        :rtype: dict
        :raise UserError: there is no such row or period
        :raise AccessError: no right to see the record or prospects
        """
        self.ensure_one()
        period = self._get_risk_period(days, date_from, date_to)
        applications, _group = self._risk_applications([period])
        applications = period.of(applications)
        if key in risk.Figures._fields:
            return getattr(self, f"_open_risk_{key}")(applications, period)
        attribute, _colon, value = str(key).partition(":")
        if attribute not in BREAKDOWNS:
            raise UserError(self.env._("There is no such row in the risk panel."))
        return self._open_risk_applications(
            [a for a in applications if str(getattr(a, attribute)) == value], period
        )

    def action_view_risk_applications(self):
        """Open the applications that the risk level was told by.

        :rtype: dict
        """
        self.ensure_one()
        group = self._risk_prospect().sudo().group_id._or_settings()
        return self.action_view_risk(days=group.risk_days)

    def _open_risk_applications(self, applications, period):
        leads = self.env["crm.lead"].browse([a.lead_id for a in applications])
        readable = leads._filtered_access("read")
        name = self.env._("Applications, %(period)s", period=period.label)
        if hidden := len(leads) - len(readable):
            name = self.env._(
                "Applications, %(period)s (%(count)s more you may not open)",
                period=period.label,
                count=hidden,
            )
        domain = [("id", "in", readable.ids)]
        return self._get_risk_list("crm_risk_lead_action", name, domain)

    def _open_risk_names(self, applications, period):
        name = self.env._("Names, %(period)s", period=period.label)
        domain = [("id", "in", self._get_readable_prospects(applications).ids)]
        return self._get_risk_list("crm_risk_prospect_action", name, domain)

    def _open_risk_phones(self, applications, period):
        name = self.env._("Phones, %(period)s", period=period.label)
        prospects = self._get_readable_prospects(applications)
        domain = [("prospect_id", "in", prospects.ids), ("kind", "=", "phone")]
        return self._get_risk_list("crm_risk_phone_action", name, domain)

    def _open_risk_documents(self, applications, period):
        name = self.env._("Documents, %(period)s", period=period.label)
        prospects = self._get_readable_prospects(applications)
        domain = [("prospect_id", "in", prospects.ids)]
        return self._get_risk_list("crm_risk_document_action", name, domain)

    def _get_readable_prospects(self, applications):
        ids = {application.prospect_id for application in applications}
        ids.discard(None)
        return self.env["crm.prospect"].browse(sorted(ids))._filtered_access("read")

    def _get_risk_list(self, action, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"crm_prospect.{action}")
        return {**action, "name": name, "display_name": name, "domain": domain}
