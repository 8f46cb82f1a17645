# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, plaintext2html

from ...tools import names
from ..contact.contact_card import CARD_FIELDS
from ..person.person_mixin import NAME_PARTS, is_name_of

# What is decided on, in the order of the dialog, and its fields on both sides. An
# address is one thing: half of one and half of another lead nowhere.
ROWS = {
    **{part: (part,) for part in NAME_PARTS},
    "gender": ("gender",),
    "birthdate_date": ("birthdate_date",),
    "phone": ("phone",),
    "email": ("email",),
    "address": ("street", "zip", "city", "state_id", "country_id"),
    "employer": ("employer_name", "employer_vat"),
    "lang": ("lang",),
    "user_id": ("user_id",),
    "tag_ids": ("tag_ids",),
    "comment": ("comment",),
}
APPENDED = ("tag_ids", "comment")
CHOICES = ("keep", "take", "append")


class CrmProspect(models.Model):
    """What of a prospect goes to the card of the client: a choice for each value.

    Unless somebody chooses otherwise, a verified value stays, a blank one is filled,
    and tags and comments are added.
    """

    _inherit = "crm.prospect"

    # ------------------------------------------------------------------ choices

    @api.model
    def _check_conversion_choices(self, choices):
        """Refuse what is no dict of a row to a choice that it has.

        :raise UserError: names the row
        """
        if not isinstance(choices, dict):
            raise UserError(self.env._("choices: field and choice are expected."))
        for field, choice in choices.items():
            possible = CHOICES if field in APPENDED else CHOICES[:2]
            if field not in ROWS or choice not in possible:
                raise UserError(
                    self.env._(
                        "%(field)s: one of %(choices)s is expected.",
                        field=field if field in ROWS else "choices",
                        choices=", ".join(possible if field in ROWS else ROWS),
                    )
                )

    def _get_default_choice(self, field, value, present):
        """What happens with a value of the prospect beside that of the card.

        :param str field: key of :data:`ROWS`
        """
        if not value or self._is_same_value(field, value, present):
            return "keep"
        if not present:
            return "take"
        return "append" if field in APPENDED else "keep"

    def _is_same_value(self, field, value, present):
        """Whether the card says this already, however it is written."""
        if field == "tag_ids":
            return set(value) <= set(present or ())
        if field == "comment":
            return _fold(value) in _fold(present)
        if field in NAME_PARTS:
            return names.normalize(value) == names.normalize(present)
        if field in CARD_FIELDS and value and present:
            keys = self._get_contact_keys
            return keys(field, value) <= keys(field, present)
        return _fold(value) == _fold(present)

    def _get_contact_keys(self, kind, text):
        """What the contacts in a text are told apart by."""
        points = self.env["crm.contact.point"]
        country = points._get_country_of(self)
        return {key for _value, key, _normal in points._split(kind, text, country)}

    # ------------------------------------------------------------------ values

    def _get_conversion_values(self):
        """What this prospect says, by row: several fields as a tuple, else False."""
        self.ensure_one()
        return {field: self._get_row_value(self, field) for field in ROWS}

    def _get_client_values(self, client):
        """What the card of a client says, in the same way; nothing of no client."""
        if not client:
            return dict.fromkeys(ROWS, False)
        values = {
            field: self._get_row_value(client, field)
            for field in ROWS
            if field not in (*NAME_PARTS, *APPENDED)
        }
        parts = {part: client[part] for part in NAME_PARTS}
        if not is_name_of(parts.values(), client.name):
            parts = self._split_name(client.name)
        categories = client.sudo().category_id
        return {
            **{part: parts[part] or False for part in NAME_PARTS},
            **values,
            "tag_ids": tuple(sorted(categories.mapped("name"))) or False,
            "comment": html2plaintext(client.comment or "").strip() or False,
        }

    def _get_row_value(self, record, field):
        if field == "tag_ids":
            return tuple(sorted(record.tag_ids.mapped("name"))) or False
        values = tuple(
            record[name].id if record._fields[name].relational else record[name]
            for name in ROWS[field]
        )
        if not any(values):
            return False
        return values if len(values) > 1 else values[0]

    def _get_row_words(self, record, field, value):
        """A value as people read it, masked for whom it is."""
        if not value:
            return ""
        if field == "tag_ids":
            return ", ".join(value)
        if field == "comment":
            return value
        if field == "birthdate_date":
            return self.env["crm.masked"]._format_birthdate(value)
        if field in CARD_FIELDS:
            return self.env["crm.masked"]._mask_contact(field, value)
        if field in ("gender", "lang"):
            labels = dict(record._fields[field]._description_selection(self.env))
            return labels.get(value, value)
        if field == "user_id":
            return record.user_id.sudo().name
        if field == "address":
            place = (record.state_id.name, record.country_id.name)
            parts = (record.zip, record.city, record.street, *place)
            return ", ".join(filter(None, parts))
        if field == "employer":
            return " · ".join(filter(None, value))
        return value

    # ------------------------------------------------------------------ the card

    def _prepare_client(self, client, choices):
        """Values to write on the card of a client, or of a new one.

        :param dict choices: row -> choice, of those that somebody made
        :return: dict of values without tags, and what happens with the tags
        """
        self.ensure_one()
        values = self._get_conversion_values()
        present = self._get_client_values(client)
        chosen = {
            field: choices.get(field)
            or self._get_default_choice(field, value, present[field])
            for field, value in values.items()
        }
        # Nothing is taken over from a blank.
        taken = {f: c for f, c in chosen.items() if values[f] and c != "keep"}
        tags = taken.pop("tag_ids", "keep")
        vals = {}
        for field, choice in taken.items():
            vals.update(self._prepare_row(field, values[field], choice, client))
        if vals.keys() & set(NAME_PARTS):
            # All of them: a card may hold a full name alone.
            vals = {**{part: present[part] for part in NAME_PARTS}, **vals}
            vals["name_source_id"] = self.name_source_id.id
            vals["name_seen"] = self.name_seen
        return vals, tags

    def _prepare_row(self, field, value, choice, client):
        """Values of a card by which it takes a row over."""
        if field == "comment":
            added = plaintext2html(value)
            old = client.comment if choice == "append" else None
            return {"comment": (old or "") + added}
        names_ = ROWS[field]
        vals = dict(zip(names_, value if len(names_) > 1 else [value], strict=True))
        if field == "address":
            # The second line of an address belongs to the first one.
            vals["street2"] = False
        return vals


def _fold(value):
    """A value without what does not count when texts are compared."""
    if isinstance(value, tuple):
        return tuple(map(_fold, value))
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    return value or ""
