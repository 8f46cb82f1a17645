# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_seen_event_domain(self, path=""):
        """Which meetings this user may see: not those of hidden applications, nor those
        with a hidden client among the attendees.

        :param str path: of the field that holds the meeting, with a dot at its end
        :rtype: Domain
        """
        if not self._is_without_clients():
            return Domain.TRUE
        lead = Domain("opportunity_id", "=", False) | Domain(
            "opportunity_id", "any", self._get_seen_partner_domain("partner_id.")
        )
        attendees = ~Domain("partner_ids", "any", self._get_hidden_partner_domain())
        seen = lead & attendees
        return Domain(path[:-1], "any", seen) if path else seen

    @api.model
    def _get_hidden_event_domain(self):
        """The others, as :meth:`_get_hidden_partner_domain`."""
        lead = self._get_hidden_partner_domain("partner_id.")
        attendees = self._get_hidden_partner_domain()
        return Domain("opportunity_id", "any", lead) | Domain(
            "partner_ids", "any", attendees
        )


class CalendarAttendee(models.Model):
    """Invitations and reminders name all attendees: none to those who may not know."""

    _inherit = "calendar.attendee"

    def _should_notify_attendee(self, notify_author=False):
        event = self.event_id.sudo()
        for user in self.sudo().partner_id.user_ids:
            if not event.filtered_domain(user._get_seen_event_domain()):
                return False
        return super()._should_notify_attendee(notify_author=notify_author)
