# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta, timezone

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.search_text import literal, tell_kind

# What the form looks for among each kind: model, and the action that lists it.
KINDS = {
    "prospect": ("crm.prospect", "crm_prospect.crm_prospect_action"),
    "lead": ("crm.lead", "crm.crm_lead_action_pipeline"),
    "client": ("res.partner", "crm_prospect.crm_client_action"),
}
# What people of a kind are not looked for by.
NOT_FOR = {
    "prospect": ("stage_id",),
    "lead": (),
    "client": (
        *("employer", "source_id", "stage_id", "date_from", "date_to"),
        *("priority", "comment"),
    ),
}


class CrmPersonFinder(models.TransientModel):
    """Search form: one hit opens the card, several the list, none offers to create.

    What was typed is forgotten as soon as the search has led somewhere.
    """

    _name = "crm.person.finder"
    _description = "Find a Person"

    kind = fields.Selection(
        "_get_kinds", "Look among", required=True, default="prospect"
    )
    number = fields.Char(
        "ID or Reference", help="Public number, or the number in the source."
    )
    name = fields.Char(
        "Full Name", help="In any order; a phone or an e-mail is understood, too."
    )
    phone = fields.Char(help="At least four digits of it.")
    email = fields.Char("E-mail")
    city = fields.Char()
    street = fields.Char("Address")
    employer = fields.Char("Company")
    source_id = fields.Many2one("crm.prospect.source")
    stage_id = fields.Many2one("crm.stage")
    date_from = fields.Date("Registered from")
    date_to = fields.Date("Registered to")
    user_id = fields.Many2one(
        "res.users", "Responsible", domain="[('share', '=', False)]"
    )
    priority = fields.Selection(
        [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Very High")]
    )
    comment = fields.Char("Comments")
    nobody_found = fields.Boolean(readonly=True)
    has_masks = fields.Boolean(
        default=lambda self: bool(self.env.user._get_masked_kinds()), readonly=True
    )

    @api.model
    def _get_kinds(self):
        """Kinds of people that the user may look for."""
        kinds = [
            ("prospect", self.env._("Potential Clients")),
            ("lead", self.env._("Applications")),
        ]
        if not self.env.user._is_without_clients():
            kinds.append(("client", self.env._("Clients")))
        return kinds

    # ------------------------------------------------------------------ buttons

    def action_find(self):
        """Open the card of the only hit or the list of several; else say so.

        :return: action
        :raise UserError: something is filled in that this kind is not looked for by
        """
        self.ensure_one()
        self._check_criteria()
        model, xmlid = KINDS[self.kind]
        domain = self._get_domain()
        if domain.is_true():
            return self._say_empty()
        context = {}
        if self.kind == "client":
            domain &= Domain("is_client", "=", True)
            context["person_tab"] = "individuals"
        records = self.env[model].with_context(**context).search(domain, limit=2)
        if not records:
            self.nobody_found = True
            return self._reopen()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        if len(records) == 1:
            action = {
                "type": "ir.actions.act_window",
                "name": action["name"],
                "res_model": model,
                "res_id": records.id,
                "views": [(False, "form")],
            }
        else:
            action = {**action, "domain": list(domain), "context": context}
            action["name"] = self.env._("Found")
            # Whatever the list would show first: the hits are looked for.
            action.pop("path", None)
            action["views"] = [(False, "list"), (False, "form")]
        self.sudo().unlink()
        return action

    def action_create(self):
        """Open a new card with what was typed."""
        self.ensure_one()
        is_lead = self.kind == "lead"
        defaults = self._prepare_lead() if is_lead else self._prepare_prospect()
        name = self.env._("New Application") if is_lead else self.env._("New Prospect")
        action = {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "crm.lead" if is_lead else "crm.prospect",
            "views": [(False, "form")],
            "context": {
                f"default_{field}": value for field, value in defaults.items() if value
            },
        }
        self.sudo().unlink()
        return action

    @api.onchange(
        *("kind", "number", "name", "phone", "email", "city", "street", "employer"),
        *("source_id", "stage_id", "date_from", "date_to", "user_id", "priority"),
        "comment",
    )
    def _onchange_criteria(self):
        """Nobody has been looked for in this way yet."""
        self.nobody_found = False

    @api.onchange("kind")
    def _onchange_kind(self):
        """What is not shown any more is not looked for."""
        self.update(dict.fromkeys(NOT_FOR.get(self.kind, ()), False))

    def _check_criteria(self):
        """Whoever was found would not fit what was left out."""
        for name in NOT_FOR[self.kind]:
            if self[name]:
                raise UserError(
                    self.env._(
                        "%(kind)s cannot be looked for by “%(field)s”.",
                        kind=dict(self._get_kinds())[self.kind],
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    def _say_empty(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._("Fill in at least one field to look for."),
            },
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Find a Person"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------------ search

    def _get_domain(self):
        """Domain of the records that all that was typed fits."""
        self.ensure_one()
        conditions = getattr(self, f"_get_{self.kind}_conditions")()
        return Domain.AND(condition for value, condition in conditions if value)

    def _get_person_conditions(self):
        """(typed value, Domain) of what is looked for among all kinds alike."""
        texts = (self.number, self.name, self.phone)
        return [
            *((text, Domain("person_search", "ilike", text)) for text in texts),
            (self.email, self._get_email_condition()),
            (self.city, Domain("city", "ilike", self.city)),
            (self.street, Domain("street", "ilike", self.street)),
            (self.user_id, Domain("user_id", "=", self.user_id.id)),
        ]

    def _get_email_condition(self):
        text = (self.email or "").strip().lower()
        if "@" in text:
            return Domain("person_search", "ilike", text)
        # The box would take it for a name.
        field = "email_normalized"
        if self.kind != "lead":
            field = f"contact_point_ids.{field}"
        return Domain(field, "=like", f"{literal(text)}%")

    def _get_client_conditions(self):
        return self._get_person_conditions()

    def _get_prospect_conditions(self):
        return [
            *self._get_person_conditions(),
            *self._get_date_conditions("registration_date"),
            (self.employer, Domain("employer_name", "ilike", self.employer)),
            (self.source_id, Domain("source_id", "=", self.source_id.id)),
            (self.priority, Domain("priority", "=", self.priority)),
            (self.comment, Domain("comment", "ilike", self.comment)),
        ]

    def _get_lead_conditions(self):
        source = Domain("prospect_id.source_id", "=", self.source_id.id)
        source |= Domain("application_reference_ids.source_id", "=", self.source_id.id)
        return [
            *self._get_person_conditions(),
            *self._get_date_conditions("create_date"),
            (self.employer, Domain("partner_name", "ilike", self.employer)),
            (self.source_id, source),
            (self.stage_id, Domain("stage_id", "=", self.stage_id.id)),
            (self.priority, Domain("priority", "=", self.priority)),
            (self.comment, Domain("description", "ilike", self.comment)),
        ]

    def _get_date_conditions(self, field):
        """From midnight to midnight where the user is."""
        tomorrow = self.date_to and self.date_to + timedelta(days=1)
        return [
            (self.date_from, Domain(field, ">=", self._get_midnight(self.date_from))),
            (self.date_to, Domain(field, "<", self._get_midnight(tomorrow))),
        ]

    def _get_midnight(self, day):
        if not day:
            return False
        midnight = self.env.tz.localize(datetime.combine(day, time.min))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    # ------------------------------------------------------------------ create

    def _get_values(self):
        """Name, phone and e-mail, each where it belongs."""
        self.ensure_one()
        values = {"name": False, "phone": self.phone, "email": self.email}
        kind = tell_kind(self.name or "")
        values[kind] = values[kind] or self.name
        return values

    def _prepare_prospect(self):
        """Default values of a new prospect."""
        values = self._get_values()
        points = [
            Command.create({"kind": kind, "value": values[kind]})
            for kind in ("phone", "email")
            if values[kind]
        ]
        return {
            "name": values["name"],
            **self.env["crm.prospect"]._split_name(values["name"]),
            "contact_point_ids": points,
            "city": self.city,
            "street": self.street,
            "employer_name": self.employer,
            "source_id": self.source_id.id,
            "user_id": self.user_id.id,
            # A prospect has no "very high".
            "priority": self.priority and min(self.priority, "2"),
            "comment": self.comment,
        }

    def _prepare_lead(self):
        """Default values of a new application."""
        values = self._get_values()
        return {
            "type": "opportunity",
            "contact_name": values["name"],
            "phone": values["phone"],
            "email_from": values["email"],
            "city": self.city,
            "street": self.street,
            "partner_name": self.employer,
            "stage_id": self.stage_id.id,
            "user_id": self.user_id.id,
            "priority": self.priority,
            "description": self.comment,
        }
