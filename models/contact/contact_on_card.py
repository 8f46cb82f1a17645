# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, models

from .contact_card import CARD_FIELDS

# The contacts have a history of their own, and the cards are locked all together.
QUIET = {"contacts_on_cards": True, "persons_locked": True, "mail_notrack": True}


class CrmContactPoint(models.Model):
    """The phone and e-mail of a client card follow the contacts of the client.

    A blank field takes the best of the contacts that are added; a field that shows a
    contact follows when this one is changed, and takes the next best when it is
    removed. A field that somebody emptied stays so until a contact is added. Only
    contacts of the client himself, that can be used, ever get there.
    """

    _inherit = "crm.contact.point"

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_partner_id")
        self._lock_cards({vals.get("partner_id", default) for vals in vals_list})
        points = super().create(vals_list)
        points._show_on_cards([(None, point) for point in points])
        return points

    def write(self, vals):
        if not vals.keys() & {"partner_id", "kind", "value"}:
            return super().write(vals)
        self._lock_cards({*self.partner_id.ids, vals.get("partner_id")})
        before = [(point._get_place(), point) for point in self]
        result = super().write(vals)
        self._show_on_cards(before)
        return result

    def unlink(self):
        self._lock_cards(self.partner_id.ids)
        before = [(point._get_place(), None) for point in self]
        result = super().unlink()
        self._show_on_cards(before)
        return result

    @api.model
    def _lock_cards(self, ids):
        """Meet who changes the same cards at this moment, before anything else."""
        cards = self.env["res.partner"].browse(filter(None, ids))
        cards._person_lock()

    def _get_place(self):
        """Whose contact it is, its kind, and what it is told apart by."""
        return self.partner_id, self.kind, self.match_key or self.value

    @api.model
    def _show_on_cards(self, changes):
        """Bring the cards in step with contacts that were changed.

        :param changes: list of (:meth:`_get_place` before or None, the contact or None)
        """
        moved, added = defaultdict(dict), defaultdict(self.browse)
        for before, point in changes:
            after = point and point._get_place()
            if before:
                stays = after and after[:2] == before[:2]
                moved[before[:2]][before[2]] = point if stays else self.browse()
            if after:
                added[after[:2]] += point
        places = [
            (card, kind)
            for card, kind in {**moved, **added}
            if card.is_client and kind in CARD_FIELDS
        ]
        cards = self.env["res.partner"].union(*(card for card, _kind in places))
        if not cards:
            return
        contacts = cards.sudo().contact_point_ids
        order = contacts._get_order()
        texts = defaultdict(dict)
        for card, kind in places:
            card = card.with_prefetch(cards.ids)
            if text := card[kind]:
                shown = self._follow(card, kind, text, moved[card, kind])
                if shown == "":
                    shown = card.sudo().contact_point_ids._best(kind, order).value
            else:
                shown = added[card, kind]._best(kind, order).value
            if (shown or False) != (text or False):
                texts[card][kind] = shown or False
        for card, vals in texts.items():
            card.with_context(**QUIET).write(vals)

    @api.model
    def _follow(self, card, kind, text, moved):
        """What a field of a card says once some of its contacts were changed.

        :param moved: dict of what contacts were told apart by -> the contact that it
            is by now, or none
        :return: the text, blank when nothing is left of it
        """
        country = self._get_country_of(card)
        parts = {key: value for value, key, _n in self._split(kind, text, country)}
        if not parts.keys() & moved.keys():
            return text
        shown = {}
        for key, value in parts.items():
            point = moved.get(key)
            if point is None:
                shown[key] = value
            elif point and not point.unusable_reason:
                shown[point.match_key] = point.value
        return ", ".join(shown.values())
