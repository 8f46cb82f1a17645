# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.person.public_number import group_digits

POLICIES = [
    ("usual", "As usual"),
    ("empty", "Fill in what is empty"),
    ("take", "Take over everything"),
    ("keep", "Keep the client's"),
]


class CrmProspectConvert(models.TransientModel):
    """Dialog: make a client of a prospect, and see before what goes where.

    Nothing is written until the button; then all is decided by
    `crm.prospect.convert`, whatever was shown here.
    """

    _name = "crm.prospect.convert"
    _inherit = ["crm.client.dialog"]
    _description = "Make a Client of a Prospect"

    prospect_id = fields.Many2one("crm.prospect", required=True, ondelete="cascade")
    is_linked = fields.Boolean(compute="_compute_is_linked")
    proposals = fields.Json(compute="_compute_proposals")
    target = fields.Selection([("client", "An Existing Client"), ("new", "New Client")])
    partner_id = fields.Many2one(
        "res.partner", "Client", domain="[('is_client', '=', True)]"
    )
    policy = fields.Selection(POLICIES, "Choose", required=True, default="usual")
    remember = fields.Boolean("Remember for the next time")
    line_ids = fields.One2many(
        "crm.prospect.convert.line",
        "wizard_id",
        "Fields",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    carried = fields.Char("Carried Along", compute="_compute_carried")
    overwritten = fields.Char(compute="_compute_overwritten")
    # By the rights of the user: an id in a dialog must not open a foreign card.
    prospect_name = fields.Char(related="prospect_id.name", related_sudo=False)
    prospect_number = fields.Char(
        related="prospect_id.number_display", related_sudo=False
    )
    contact_point_ids = fields.One2many(
        related="prospect_id.contact_point_ids", related_sudo=False
    )
    document_ids = fields.One2many(
        related="prospect_id.document_ids", related_sudo=False
    )

    @api.constrains("prospect_id", "partner_id")
    def _check_seen(self):
        """An id in a dialog must not tell the name on a foreign card."""
        for cards in (self.prospect_id, self.partner_id):
            # Who may see no clients at all may still choose none.
            if cards:
                # Odoo checks constraints without rights.
                cards.sudo(False).check_access("read")

    @api.model
    def default_get(self, field_names):
        """A linked client is no choice, and a single proposal is a good one."""
        values = super().default_get(field_names)
        prospect = self.env["crm.prospect"].browse(values.get("prospect_id"))
        if prospect and prospect.has_access("read"):
            first = self._get_first_choice(prospect)
            values.update({name: first[name] for name in first if name in field_names})
        return values

    @api.model
    def _get_first_choice(self, prospect):
        if client := prospect.partner_id:
            return {
                "target": "client",
                "partner_id": client._filtered_access("read").id,
            }
        proposals, hidden = prospect._propose_clients()
        if not proposals and not hidden:
            return {"target": "new"}
        if len(proposals) == 1 and not hidden and not proposals[0]["against"]:
            return {"target": "client", "partner_id": proposals[0]["client"].id}
        return {}

    # ------------------------------------------------------------------ whom

    @api.depends("prospect_id")
    def _compute_is_linked(self):
        for dialog in self:
            dialog.is_linked = bool(dialog.prospect_id.partner_id)

    @api.depends("prospect_id")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_proposals(self):
        """`{"clients": [who, and why], "hidden": number of those one may not see}`."""
        for dialog in self:
            dialog.proposals = {"clients": [], "hidden": 0}
            prospect = dialog.prospect_id._origin
            if prospect and prospect.has_access("read") and not dialog.is_linked:
                proposals, hidden = prospect._propose_clients()
                dialog.proposals = {
                    "clients": [self._prepare_proposal(found) for found in proposals],
                    "hidden": hidden,
                }

    @api.model
    def _prepare_proposal(self, proposal):
        client, masked = proposal["client"], self.env["crm.masked"]
        return {
            "id": client.id,
            "name": client.name,
            "number": client.client_number_display or "",
            "birthdate": masked._format_birthdate(client.birthdate_date),
            "phone": masked._mask("phone", client.phone) or "",
            "email": masked._mask("email", client.email) or "",
            "reasons": ", ".join(proposal["reasons"]),
            "against": ", ".join(proposal["against"]),
            "rule": proposal["rule"] or "",
            "confidence": proposal["confidence"] or 0,
        }

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.target = "client"
        elif self.target == "client":
            self.target = False

    def _get_client(self):
        """The chosen client, as far as the user may see him."""
        self.ensure_one()
        if self.target != "client":
            return self.env["res.partner"]
        return self.partner_id._origin._filtered_access("read")

    # ------------------------------------------------------------------ what

    @api.depends("prospect_id", "partner_id", "target", "policy")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_line_ids(self):
        for dialog in self:
            dialog.line_ids = [
                Command.clear(),
                *(Command.create(line) for line in dialog._prepare_lines()),
            ]

    def _prepare_lines(self):
        """Values of the lines: fields that one of the two sides has."""
        remembered = self.env["crm.prospect.convert.line"]._get_remembered()
        return [
            {
                "field_name": row["field"],
                "label": row["label"],
                "source_value": row["prospect"][1] or False,
                "target_value": row["client"][1] or False,
                "can_append": row["can_append"],
                "choice": self._get_choice(row, remembered),
            }
            for row in self._get_rows()
        ]

    def _get_rows(self):
        """What prospect and client say, of fields that at least one of them has."""
        rows = self._prepare_conversion().get("rows", ())
        return [row for row in rows if row["prospect"][1] or row["client"][1]]

    def _prepare_conversion(self):
        """As of the prospect, with the chosen client; nothing while none is chosen."""
        self.ensure_one()
        prospect, client = self.prospect_id._origin, self._get_client()
        if not prospect or not (client or self.target == "new"):
            return {}
        if not prospect.has_access("read"):
            return {}
        return prospect._prepare_conversion(client)

    def _get_choice(self, row, remembered):
        """What becomes of a field by the policy."""
        # Not the words: two values may have one mask.
        ours, theirs = row["client"][0], row["prospect"][0]
        if self.policy == "keep" or not theirs or ours == theirs:
            return "keep"
        if self.policy == "take" and not row["can_append"]:
            return "take"
        if self.policy == "usual" and ours:
            return remembered.get(row["field"], row["default"])
        return row["default"]

    @api.depends("prospect_id", "partner_id", "target")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_carried(self):
        """What the card gets besides, as far as it has not got it yet."""
        labels = self._get_carried_labels()
        for dialog in self:
            counts = dialog._prepare_conversion().get("carried", {})
            dialog.carried = ", ".join(
                f"{labels[key]}: {count}" for key, count in counts.items() if count
            )

    def _get_carried_labels(self):
        return {
            "contact_points": self.env._("Contacts"),
            "documents": self.env._("Documents"),
            "tags": self.env._("Tags"),
            "files": self.env._("Files"),
            "activities": self.env._("Activities"),
            "notes": self.env._("Notes"),
        }

    @api.depends("line_ids.choice")
    def _compute_overwritten(self):
        """What a client has said so far and will not say any more."""
        for dialog in self:
            lines = dialog.line_ids.filtered(
                lambda line: line.is_conflict and line.choice == "take"
            )
            dialog.overwritten = ", ".join(lines.mapped("label"))

    # ------------------------------------------------------------------ buttons

    def action_convert(self):
        """Make the client, as shown, and open his card.

        :raise UserError: nobody is chosen, or what is shown is not so any more; and
            all that `crm.prospect.convert` refuses
        """
        self.ensure_one()
        if not self.target or (self.target == "client" and not self.partner_id):
            raise UserError(self.env._("Choose a client first, or a new one."))
        self._check_shown()
        choices = {line.field_name: line.choice for line in self.line_ids}
        answer = self.prospect_id.convert(
            self.partner_id.id if self.target == "client" else False, choices
        )
        if self.remember:
            self._remember_choices()
        client = self.env["res.partner"].browse(answer["client_id"])
        self.sudo().unlink()
        return self._notify(client, answer)

    def _check_shown(self):
        """Refuse when prospect or client were changed since the dialog was opened."""
        shown = {
            line.field_name: (
                line.label,
                line.source_value or "",
                line.target_value or "",
            )
            for line in self.line_ids
        }
        now = {
            row["field"]: (
                row["label"],
                row["prospect"][1] or "",
                row["client"][1] or "",
            )
            for row in self._get_rows()
        }
        for field in {**now, **shown}:
            if shown.get(field) != now.get(field):
                raise UserError(
                    self.env._(
                        "%(field)s was changed meanwhile. Open the dialog again and"
                        " look at what goes where.",
                        field=(now.get(field) or shown[field])[0],
                    )
                )

    def _remember_choices(self):
        """Remember what was chosen where the two differ; the usual needs no memory."""
        defaults = {row["field"]: row["default"] for row in self._get_rows()}
        for line in self.line_ids.filtered("is_conflict"):
            usual = line.choice == defaults.get(line.field_name)
            line._remember(line.field_name, None if usual else line.choice)

    @api.model
    def _notify(self, client, answer):
        """Say what was done, and open the card of the client."""
        number = group_digits(answer["number"])
        text = (
            self.env._("Client %(number)s was created.", number=number)
            if answer["created"]
            else self.env._("Converted to client %(number)s.", number=number)
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": text,
                "next": client._get_records_action(context={}),
            },
        }
