# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..contact.contact_card import CARD_FIELDS


class ResPartner(models.Model):
    """What somebody writes into the phone and e-mail of a client is a contact of his.

    Whatever door it comes by: form, import, portal or other addons. The contacts are
    written before the commit, for all cards together.
    """

    _inherit = "res.partner"

    def write(self, vals):
        watched = [field for field in CARD_FIELDS if field in vals]
        # What the contacts themselves, or the core system, put there is no news.
        if not watched or self.env.context.get("contacts_on_cards"):
            return super().write(vals)
        before = {
            (card, field): card[field]
            for card in self._person_indexed()
            for field in watched
        }
        result = super().write(vals)
        changes = {
            (card.id, field): (text, card[field])
            for (card, field), text in before.items()
            if card[field] and card[field] != text
        }
        if changes:
            self.env["crm.contact.point"]._say_by_cards(changes)
        return result
