# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .contact_point import KINDS

OUTCOMES = [
    ("reached", "Reached"),
    ("no_answer", "No Answer"),
    ("busy", "Busy"),
    ("wrong_person", "Wrong Person"),
    ("not_in_service", "Not in Service"),
    ("bounced", "Bounced"),
    ("opened", "Opened"),
    ("clicked", "Clicked"),
    ("replied", "Replied"),
    ("opted_out", "Opted out"),
]
# The person was there: what was said against the value before is out of date.
SUCCESSES = ("reached", "opened", "clicked", "replied")
# Said of the value, whoever was meant: they count for everybody who has it.
VALUE_OUTCOMES = ("not_in_service", "bounced", "opted_out")
# Condition of the events that count for everybody who has the value.
OF_VALUE = f"""outcome = ANY(ARRAY{list(VALUE_OUTCOMES)})
    OR partner_id IS NULL AND prospect_id IS NULL"""
CHANNELS = [
    ("call", "Call"),
    ("sms", "SMS"),
    ("email", "E-mail"),
    ("messenger", "Messenger"),
    ("other", "Other"),
]


class CrmContactEvent(models.Model):
    """What came of using a contact: an outcome, of one person or of the value alone.

    The contact is noted by its value, so that the event stays true when the contact
    moves to another card or is removed from one and comes again.
    """

    _name = "crm.contact.event"
    _inherit = ["crm.client.seen"]
    _description = "Contact Outcome"
    _order = "date desc, id desc"

    kind = fields.Selection(KINDS, required=True)
    match_key = fields.Char("Contact", required=True)
    partner_id = fields.Many2one("res.partner", "Client", ondelete="cascade")
    prospect_id = fields.Many2one("crm.prospect", ondelete="cascade")
    outcome = fields.Selection(OUTCOMES, required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    channel = fields.Selection(CHANNELS)
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null")

    _one_owner = models.Constraint(
        "CHECK(prospect_id IS NULL OR partner_id IS NULL)",
        "An outcome is of one person.",
    )
    # The same event told twice is one event; also the way from a value to its events.
    _told_once = models.UniqueIndex(
        """(match_key, kind, outcome, date, COALESCE(partner_id, 0),
        COALESCE(prospect_id, 0))"""
    )
    # The few that scores look up for everybody, among the many of one person each.
    _of_value = models.Index(f"(kind, match_key) WHERE {OF_VALUE}")
    _partner = models.Index("(partner_id) WHERE partner_id IS NOT NULL")
    _prospect = models.Index("(prospect_id) WHERE prospect_id IS NOT NULL")

    @api.depends("channel", "outcome")
    def _compute_display_name(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("channel", "outcome")
        }
        for event in self:
            event.display_name = ": ".join(
                labels[name][event[name]]
                for name in ("channel", "outcome")
                if event[name]
            )
