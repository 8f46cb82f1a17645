# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import plaintext2html

from .copy_fields import ADDRESS, COPY_FIELDS, CopyItem
from .copy_prospect import RESPONSIBLE

# Fields of an application for one contact of the kind.
CONTACT_FIELDS = {"phone": "phone", "email": "email_from"}


class CrmLead(models.Model):
    """An application that values are copied to, or from.

    What it has no field for belongs to its prospect: birth date, gender, documents,
    and every contact but the first.
    """

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.copy.card"]

    def _copy_person(self, operation):
        """The prospect of this application when the user may do this with it."""
        person = self.sudo().prospect_id.with_env(self.env)
        return person._filtered_access(operation)

    # ------------------------------------------------------------------ values

    def _get_copied(self):
        self.ensure_one()
        person = self._copy_person("read")
        values = {}
        for field in COPY_FIELDS.values():
            if field.lead:
                values[field.name] = self[field.lead]
            elif field.of_person:
                values[field.name] = person[field.prospect]
        address = tuple(self[name] for name in ADDRESS)
        values["address"] = address if any(address) else ()
        values["lang"] = self.lang_id.code
        values["comment"] = self.description or False
        if not self._get_comment_text(values["comment"]):
            values["comment"] = False
        return values

    def _get_offered(self):
        """The application's own values, else what its prospect says of the person."""
        person = self._copy_person("read")
        values = {name: False for name in COPY_FIELDS}
        if person:
            values.update(
                (name, value)
                for name, value in person._get_offered().items()
                if COPY_FIELDS[name].is_person
            )
        values["registration_date"] = self.create_date
        if self.contact_name:
            values.update(self.env["crm.prospect"]._split_name(self.contact_name))
        own = self._get_copied().items()
        values.update((name, value) for name, value in own if value)
        return values

    def _get_copy_label(self, name):
        if name == "address":
            return self.env._("Address")
        field = COPY_FIELDS[name]
        model = self if field.lead else self.env["crm.prospect"]
        described = model._fields[field.lead or field.prospect]
        return described._description_string(self.env)

    def _get_copy_refusals(self):
        person = self.sudo().prospect_id
        is_person = {name for name, field in COPY_FIELDS.items() if field.is_person}
        if self._of_client() or person.partner_id:
            reason = self.env._(
                "The client of this application is known: what says who he is, is not"
                " copied from anybody else."
            )
            return dict.fromkeys({*is_person, "contacts"}, reason)
        if person - self._copy_person("write").sudo():
            reason = self.env._(
                "You may not change the potential client of this application."
            )
            of_person = {name for name, field in COPY_FIELDS.items() if field.of_person}
            return dict.fromkeys({*of_person, "contacts"}, reason)
        return {}

    @api.model
    def _join_comments(self, ours, theirs):
        return ours + self._get_html(theirs)

    @api.model
    def _get_html(self, comment):
        """A comment as an application keeps it."""
        return comment if isinstance(comment, Markup) else plaintext2html(comment)

    # ------------------------------------------------------------------ items

    def _get_own_items(self):
        """Its own phone and e-mail first, then what only its prospect has."""
        points = self.env["crm.contact.point"]
        country = (self.country_id or self.company_id.country_id).code
        country = country or self.env.company.country_id.code or "RU"
        items = {}
        for kind, field in CONTACT_FIELDS.items():
            texts = (
                self._split_emails(self[field]) if kind == "email" else [self[field]]
            )
            parts = [
                part
                for text in texts
                if text
                for part in points._split(kind, text, country)
            ]
            for index, (value, key, _normal) in enumerate(parts):
                items[kind, key] = CopyItem(
                    f"{kind}:{index}",
                    kind,
                    self.env["crm.masked"]._mask_contact(kind, value),
                    (kind, key),
                    {"kind": kind, "value": value},
                )
        for item in self._copy_person("read")._get_own_items():
            # The same contact, and who has said it: the record tells more.
            items[item.identity] = item
        return list(items.values())

    # ------------------------------------------------------------------ writing

    def _write_copied(self, values, items):
        own = {name: v for name, v in values.items() if COPY_FIELDS[name].lead}
        of_person = {name: v for name, v in values.items() if name not in own}
        vals = self._prepare_copied(own)
        rest = list(items)
        for kind, field in CONTACT_FIELDS.items():
            first = next((item for item in items if item.kind == kind), None)
            if first and not self[field]:
                vals[field] = first.vals["value"]
                rest.remove(first)
        if vals:
            self.write(vals)
            # Who is named by now may be somebody else.
            self._flush_persons()
        person = self._copy_person("write")
        if person:
            person._write_copied(of_person, items)
        elif of_person or rest:
            raise UserError(
                self.env._(
                    "This application has no potential client whom you may change:"
                    " copy no more than one phone, one e-mail and the name."
                )
            )

    def _prepare_copied(self, values):
        """Column values of what the application holds itself."""
        vals = {}
        for name, value in values.items():
            field = COPY_FIELDS[name].lead
            if name == "address":
                parts = (getattr(part, "id", part) for part in value)
                vals.update(zip(ADDRESS, parts, strict=True))
            elif name == "tag_ids":
                vals[field] = [Command.set(value.ids)]
            elif name == "lang":
                vals[field] = self.env["res.lang"]._get_data(code=value).id
            elif name == "comment":
                vals[field] = self._get_html(value)
            elif isinstance(value, models.BaseModel):
                vals[field] = value.id
            else:
                vals[field] = value
        return {name: value for name, value in vals.items() if name not in RESPONSIBLE}
