# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import emails, phones
from .contact_point import POINT_COLUMNS

# Fields of a card, each named after the kind of the contacts that it shows.
CARD_FIELDS = ("phone", "email")
# Changes of cards that wait for the commit: (id, field) -> (text before, text now).
SAID = "crm_prospect.said_by_cards"


class CrmContactPoint(models.Model):
    """Phone and e-mail of a client card are contact points of the client too.

    What a card said once stays a contact of the client, so that people are found by
    their earlier numbers too. A card that is changed confirms what it says by then;
    saving it once more confirms nothing.
    """

    _inherit = "crm.contact.point"

    @api.model
    def _split(self, kind, text, country):
        """The contacts in a text that may hold several.

        :param kind: `phone` or `email`
        :param country: ISO code of the country of phones without a country code
        :return: list of (value, what it is told apart by, dict of :meth:`_normalize`)
        """
        parts = phones.parse(text, country) if kind == "phone" else emails.parse(text)
        contacts = []
        for part in parts:
            normal = self._normalize(kind, part.value, country=country)
            contacts.append((part.value, normal["match_key"] or part.value, normal))
        return contacts

    @api.model
    def _say_by_cards(self, changes):
        """Note what somebody changed on cards: (id, field) -> (before, now)."""
        said = self.env.cr.precommit.data.setdefault(SAID, {})
        for place, (before, now) in changes.items():
            said[place] = (said.get(place, (before,))[0], now)

    @api.model
    def _take_from_cards(self, partner_ids, keeper_id=None):
        """Add the phones and e-mails of client cards, and what the cards confirm.

        :param partner_ids: ids of partners; those that are no clients are skipped
        :param keeper_id: client whose contacts they become, clients or not: the cards
            are going to be merged into his
        """
        said = {} if keeper_id else self.env.cr.precommit.data.pop(SAID, {})
        source_id, today = self._card_source(), fields.Date.today()
        rows = []
        for card_id, country, known, *texts in self._fetch_cards(
            partner_ids, keeper_id, {card_id for card_id, _field in said}
        ):
            for kind, text in zip(CARD_FIELDS, texts, strict=True):
                before, now = said.get((card_id, kind), ("", ""))
                # Of a change that was rolled back nothing is left on the card.
                old = {
                    (key, normal["phone_extension"])
                    for _value, key, normal in self._split(kind, before, country)
                }
                rows += [
                    (keeper_id or card_id, kind, None, value, "personal")
                    + (source_id, today)
                    + tuple(normal[column] or None for column in POINT_COLUMNS)
                    for value, key, normal in self._split(kind, text, country)
                    if f"{kind}:{key}" not in known
                    or (now == text and (key, normal["phone_extension"]) not in old)
                ]
        if rows:
            self.env["crm.person.writer"]._write_point_rows("partner_id", rows)
            self.invalidate_model()
            clients = {row[0] for row in rows}
            self.env["crm.contact.scorer"]._touch("partner_id", clients)

    @api.model
    def _fetch_cards(self, partner_ids, keeper_id, said):
        """Cards whose phone or e-mail is no contact as it is written, or was changed.

        :return: list of (id, country code, `kind:key` of the contacts, phone, email)
        """
        return self.env.execute_query(
            SQL(
                """SELECT p.id, coalesce(c.code, cc.code, %(country)s), ARRAY(
                    SELECT v.kind || ':' || coalesce(v.match_key, v.value)
                    FROM crm_contact_point v
                    WHERE v.partner_id IN (p.id, %(keeper)s)), p.phone, p.email
                FROM res_partner p
                LEFT JOIN res_country c ON c.id = p.country_id
                LEFT JOIN res_company co ON co.id = p.company_id
                LEFT JOIN res_partner cp ON cp.id = co.partner_id
                LEFT JOIN res_country cc ON cc.id = cp.country_id
                WHERE p.id = ANY(%(ids)s)
                    AND (p.is_client OR %(keeper)s::int IS NOT NULL)
                    AND (p.id = ANY(%(said)s)
                        OR (p.phone <> '' AND NOT EXISTS (
                            SELECT FROM crm_contact_point v
                            WHERE v.partner_id = p.id AND v.kind = 'phone'
                                AND p.phone IN (v.value, v.phone_sanitized)))
                        OR (p.email <> '' AND NOT EXISTS (
                            SELECT FROM crm_contact_point v
                            WHERE v.partner_id = p.id AND v.kind = 'email'
                                AND p.email IN (v.value, v.email_normalized))))""",
                ids=list(partner_ids),
                said=list(said),
                keeper=keeper_id,
                country=self.env.company.country_id.code or "RU",
            )
        )

    @api.model
    def _card_source(self):
        return self.env.ref("crm_prospect.prospect_source_card").id
