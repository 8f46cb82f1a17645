# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL, plaintext2html

from ..contact.contact_card import CARD_FIELDS
from ..person.person_mixin import NAME_PARTS

# Cards are made in bulk for people who get no mail about it.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "_partners_skip_fields_sync": True,
    "no_vat_validation": True,
    "persons_locked": True,
    # The phone and e-mail of the cards are contacts that the core system names.
    "contacts_on_cards": True,
}


class ResPartner(models.Model):
    """The client base itself, loaded and refreshed from the core system."""

    _inherit = "res.partner"

    @api.model
    def load_clients(self, persons):
        """Take many clients in from the core system.

        A client is found by `source` and `ref`, else created. The same call twice
        changes nothing.

        :param list persons: person dictionaries as of `crm.prospect.load`, and
            `client_since`, `client_until` (YYYY-MM-DD)
        :return: `{"created": n, "updated": n, "unchanged": n, "refused":
            [{"line", "field", "reason"}], "ids": [id or null, in the given order]}`
        :rtype: dict
        :raise AccessError: the user may not import people, or sees no clients
        """
        return self.env["crm.person.loader"]._load("partner_id", persons)

    @api.model
    def _create_clients(self, persons):
        """Create the cards of parsed persons; return their ids in order."""
        cards = self.with_context(**QUIET).create(
            [
                {
                    "name": self._join_name(person.columns) or self.env._("No name"),
                    **self._prepare_client_vals(person),
                    **self._prepare_name_origin(person),
                    "is_client": True,
                }
                for person in persons
            ]
        )
        return cards.ids

    @api.model
    def _prepare_name_origin(self, person):
        seen = self.env["crm.person.writer"]._seen(person)
        return {"name_source_id": person.source_id, "name_seen": seen}

    @api.model
    def _prepare_client_vals(self, person):
        """Values of a card from a parsed person; its contacts become contact points.

        :param person: :class:`person_parser.Parsed`
        """
        vals = dict(person.columns)
        for kind, field, key in (
            ("phone", "phone", "phone_sanitized"),
            ("email", "email", "email_normalized"),
        ):
            usable = [p.normal[key] for p in person.points if p.kind == kind]
            vals[field] = next(filter(None, usable), None)
        if comment := vals.get("comment"):
            vals["comment"] = plaintext2html(comment)
        return {name: value for name, value in vals.items() if value}

    @api.model
    def _update_clients(self, persons):
        """Overwrite what differs on the cards; return the ids of the changed ones.

        The phone and the e-mail of a card are kept when the core system still knows
        them, whatever their order is.
        """
        cards = self.with_context(**QUIET).browse(
            [card_id for card_id, _person in persons]
        )
        changing = [
            (card, person)
            for card, (_card_id, person) in zip(cards, persons, strict=True)
            if card._prepare_client_update(person)
        ]
        # Who changes these cards too is met here, by a statement without values, and
        # the whole call is tried again.
        self.env.cr.execute(
            SQL(
                """SELECT FROM res_partner WHERE id = ANY(%s)
                ORDER BY id FOR NO KEY UPDATE""",
                [card.id for card, _person in changing],
            ),
            log_exceptions=False,
        )
        for card, person in changing:
            # Several references, so several lines, may lead to one card.
            card.write(card._prepare_client_update(person))
        return {card.id for card, _person in changing}

    def _prepare_client_update(self, person):
        """Values that differ between this card and a parsed person."""
        self.ensure_one()
        vals = {
            name: value
            for name, value in self._prepare_client_vals(person).items()
            if self._is_other_value(name, value)
        }
        if vals.keys() & set(NAME_PARTS):
            parts = {part: vals.get(part, self[part]) for part in NAME_PARTS}
            vals.update(self._prepare_name_origin(person), name=self._join_name(parts))
        elif self._get_full_name():
            # A text that is no name replaces none.
            vals.pop("name", None)
        for field in CARD_FIELDS:
            known = {p.normal["match_key"] for p in person.points if p.kind == field}
            kept = self.contact_point_ids.filtered(
                lambda point, field=field: (
                    point.kind == field
                    # A field that somebody emptied is not filled by what is known.
                    and self[field]
                    in (point.phone_sanitized, point.email_normalized, False)
                )
            )
            if known.intersection(filter(None, kept.mapped("match_key"))):
                vals.pop(field, None)
        return vals

    def _is_other_value(self, name, value):
        field = self._fields[name]
        value = field.convert_to_cache(value, self)
        current = field.convert_to_cache(self[name], self)
        if field.type == "html":
            # The notes of the card may hold more than the core system says.
            return value not in (current or "")
        return (current or None) != value
