# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmProspectLink(models.TransientModel):
    """Dialog: link an existing client with a prospect by hand."""

    _name = "crm.prospect.link"
    _inherit = ["crm.client.dialog"]
    _description = "Link a Client by Hand"

    prospect_id = fields.Many2one("crm.prospect", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Client", domain="[('is_client', '=', True)]"
    )
    verdict_text = fields.Char("What is Known", compute="_compute_verdict_text")
    contradictions = fields.Char(compute="_compute_reasons")
    reasons_for = fields.Char("Speaks for It", compute="_compute_reasons")
    reasons_against = fields.Char("Speaks against It", compute="_compute_reasons")
    hidden_count = fields.Integer(compute="_compute_hidden_count")
    # By the rights of the user: an id in a dialog must not open a foreign card.
    prospect_name = fields.Char(related="prospect_id.name", related_sudo=False)
    prospect_birthdate = fields.Date(
        related="prospect_id.birthdate_date", related_sudo=False
    )
    prospect_gender = fields.Selection(related="prospect_id.gender", related_sudo=False)
    prospect_city = fields.Char(related="prospect_id.city", related_sudo=False)
    prospect_document_ids = fields.One2many(
        related="prospect_id.document_ids", related_sudo=False
    )
    prospect_contact_ids = fields.One2many(
        related="prospect_id.contact_point_ids", related_sudo=False
    )
    client_name = fields.Char(
        "Client's Name", related="partner_id.name", related_sudo=False
    )
    client_birthdate = fields.Date(
        "Client's Birth Date", related="partner_id.birthdate_date", related_sudo=False
    )
    client_gender = fields.Selection(
        string="Client's Gender", related="partner_id.gender", related_sudo=False
    )
    client_city = fields.Char(
        "Client's City", related="partner_id.city", related_sudo=False
    )
    client_document_ids = fields.One2many(
        string="Client's Documents",
        related="partner_id.document_ids",
        related_sudo=False,
    )
    client_contact_ids = fields.One2many(
        string="Client's Contacts",
        related="partner_id.contact_point_ids",
        related_sudo=False,
    )

    @api.constrains("prospect_id", "partner_id")
    def _check_seen(self):
        """An id in a dialog must not tell the name on a foreign card."""
        for cards in (self.prospect_id, self.partner_id):
            if cards:
                # Odoo checks constraints without rights.
                cards.sudo(False).check_access("read")

    @api.depends("prospect_id", "partner_id")
    def _compute_verdict_text(self):
        for dialog in self:
            dialog.verdict_text = dialog.partner_id and dialog._get_verdict_text()

    @api.depends("prospect_id", "partner_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_reasons(self):
        """What speaks for and against the client that was chosen."""
        for dialog in self:
            prospect = dialog.prospect_id._origin
            client = dialog.partner_id._origin
            found = {}
            if client and prospect.has_access("read") and client.has_access("read"):
                pairs = {0: (prospect.id, "partner_id", client.id)}
                found = self.env["crm.match.reasons"]._of_pairs(pairs).get(0, {})
            dialog.contradictions = ", ".join(found.get("contradicts", ()))
            dialog.reasons_for = ", ".join(found.get("for", ()))
            dialog.reasons_against = ", ".join(found.get("against", ()))

    @api.depends("prospect_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_hidden_count(self):
        """How many clients fit whom the user may not see."""
        for dialog in self:
            proposed = (
                dialog.prospect_id.sudo()
                .match_ids.filtered(lambda m: m.partner_id and m.verdict == "proposed")
                .partner_id
            )
            proposed = proposed.with_env(self.env)
            seen = proposed._filtered_access("read")
            dialog.hidden_count = len(proposed - seen)

    def _get_verdict_text(self):
        """What rules and people have said about this pair so far."""
        self.ensure_one()
        match = self.prospect_id.match_ids.filtered(
            lambda m: m.partner_id == self.partner_id
        )
        if not match:
            return self.env._("No rule has found this pair.")
        verdict = dict(match._fields["verdict"]._description_selection(self.env))
        text = verdict[match.verdict]
        if match.rule_id:
            text = self.env._(
                "%(verdict)s by the rule “%(rule)s”, confidence %(confidence)s %%",
                verdict=text,
                rule=match.rule_id.sudo().name,
                confidence=match.confidence,
            )
        if match.user_id:
            text = self.env._(
                "%(verdict)s – decided by %(user)s",
                verdict=text,
                user=match.user_id.sudo().name,
            )
        return f"{text} ({match.reason})" if match.reason else text

    def action_explain(self):
        """Show every rule and every condition on the two."""
        self.ensure_one()
        return self.prospect_id._open_explanation(self.partner_id)

    def action_link(self):
        """Link the chosen client with the prospect."""
        return self._link(despite_contradictions=False)

    def action_link_all_the_same(self):
        """Link the chosen client, though data contradict."""
        return self._link(despite_contradictions=True)

    def _link(self, despite_contradictions):
        self.ensure_one()
        self.prospect_id.action_link_client(self.partner_id.id, despite_contradictions)
        return {"type": "ir.actions.act_window_close"}
