# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

PERSON_STATES = [
    ("known", "Known client"),
    ("hidden", "Known client (hidden)"),
    ("conflict", "Other client chosen"),
    ("possible", "Possible client"),
    ("ambiguous", "Several clients fit"),
    ("new", "New person"),
    ("pending", "Not looked at yet"),
]
# What the result of matching means to who works with the application.
STATE_OF_RESULT = {
    "proposed": "possible",
    "ambiguous": "ambiguous",
    "none": "new",
    "new": "pending",
}


class CrmLead(models.Model):
    """Who an application is from, told at once: the banner and the badge of a lead."""

    _inherit = "crm.lead"

    person_banner_state = fields.Selection(
        PERSON_STATES,
        "Known As",
        compute="_compute_person_banner",
        help="Empty for an application that names nobody.",
    )
    person_banner = fields.Char("Who It Is", compute="_compute_person_banner")
    client_number_display = fields.Char(
        "Client ID", related="client_id.client_number_display", related_sudo=False
    )
    can_open_prospect = fields.Boolean(compute="_compute_can_open_prospect")

    @api.depends(
        "client_conflict",
        "prospect_id.partner_id.name",
        "prospect_id.partner_id.client_number",
        "prospect_id.match_result",
        "prospect_id.match_rule_id",
        "prospect_id.link_user_id",
    )
    @api.depends_context("lang", "uid", "su", "allowed_company_ids")
    def _compute_person_banner(self):
        for lead in self:
            lead.person_banner_state = lead._get_person_state()
            lead.person_banner = lead._get_person_banner()

    def _get_person_state(self):
        """Key of :data:`PERSON_STATES`, or False for an application of nobody."""
        self.ensure_one()
        prospect = self.sudo().prospect_id
        if not prospect._get_told_clients():
            return STATE_OF_RESULT.get(prospect.match_state, False)
        if not self.client_id:
            return "hidden"
        return "conflict" if self.client_conflict else "known"

    def _get_person_banner(self):
        """The state in words, with the client as far as the user may see him."""
        self.ensure_one()
        client = self.client_id.sudo()
        name = " ".join(filter(None, [client.client_number_display, client.name]))
        prospect = self.sudo().prospect_id
        state = self.person_banner_state
        if state == "known" and prospect.link_user_id:
            return self.env._(
                "Known client %(client)s, linked by hand: %(user)s",
                client=name,
                user=prospect.link_user_id.name,
            )
        if state == "known":
            return self.env._(
                "Known client %(client)s, by rule “%(rule)s”",
                client=name,
                rule=prospect.match_rule_id.name or "",
            )
        if state == "conflict":
            return self.env._(
                "The person is recognised as client %(client)s, but another client"
                " was chosen as the contact. Check which of the two is right.",
                client=name,
            )
        return {
            "hidden": self.env._("A known client whom you may not see."),
            "possible": self.env._("Possible client: please review."),
            "ambiguous": self.env._(
                "Several clients fit; a person has to decide which one it is."
            ),
            "new": self.env._("New person: no client fits."),
            "pending": self.env._("Not looked at yet: the answer follows soon."),
            **self._get_hidden_banners(),
        }.get(state, False)

    def _get_hidden_banners(self):
        """What says otherwise to those who cannot look at clients themselves."""
        if not self.env.user._is_without_clients():
            return {}
        return {
            "possible": self.env._("Possibly a client, whom you may not see."),
            "ambiguous": self.env._("Several clients fit, whom you may not see."),
        }

    @api.depends("prospect_id")
    @api.depends_context("uid", "su", "allowed_company_ids")
    def _compute_can_open_prospect(self):
        readable = self.prospect_id._filtered_access("read")
        for lead in self:
            lead.can_open_prospect = lead.prospect_id in readable

    # ------------------------------------------------------------------ actions

    def action_open_client(self):
        """Open the card of the client that the person is recognised as."""
        self.ensure_one()
        return self.client_id._get_records_action(context={})

    def action_open_prospect(self):
        """Open the prospect of this application."""
        self.ensure_one()
        return self.prospect_id._get_records_action(context={})

    def action_explain_person(self):
        """Open the dialog that says why the person is, or is not, a client."""
        self.ensure_one()
        return self.prospect_id.action_explain()

    def action_review_person(self):
        """Open the pairs found for the person of this application."""
        self.ensure_one()
        return self.prospect_id.action_view_matches()
