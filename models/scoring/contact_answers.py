# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..contact.contact_point import KINDS
from .contact_facts import CONTACT, STATUS_NOW, USELESS_NOW
from .score_run import LAST_NIGHT

MAX_IDS = 10_000
MAX_CONTACTS = 100
MAX_ID = 2**31 - 1


class ResPartner(models.Model):
    """Other systems ask how clients can be reached."""

    _inherit = "res.partner"

    @api.readonly
    def contactability(self):
        """How well clients can be reached, by which contacts, and why.

        :param list[int] ids: the clients, 10 000 at most. Ids that do not exist, are no
            clients or may not be seen by the user are left out of the answer.
        :return: list of dicts in the order of the ids:

            - `id`, `client_number`
            - `score` (0 to 1000), `place` (1 is the best, equals share one),
              `percentile` (per cent of the clients with lower scores), `usable_count`;
              null when nothing is known of any contact yet
            - `contacts`: list of all contacts, best first: `{"kind", "value", "score",
              "rank", "status", "is_owner", "reasons": [{"text", "points"}]}`, the texts
              in the language of the user; the points add up to the score, limited to
              0 to 1000
            - `computed_at`: when the score was last found to be true; `owners_at`: as
              of when owners, places and percentiles are (`YYYY-MM-DD HH:MM:SS`, UTC)
        :rtype: list[dict]
        :raise AccessError: the user may not see the figures of clients
        :raise UserError: the ids are refused; the message is `ids: reason`
        """
        clients = self._get_asked_clients()
        self.env["crm.access.log"]._log("contacts", clients)
        contacts = clients._get_contact_answers()
        # Whose clients may be seen was asked already.
        scores = self.env["crm.contact.score"].sudo()
        reasons = scores.browse(
            row[-1] for rows in contacts.values() for row in rows
        )._get_reasons_by_id()
        return [
            {
                **figures,
                "contacts": [
                    {
                        **self._prepare_contact_answer(row),
                        "reasons": reasons[row[-1]],
                    }
                    for row in contacts.get(figures["id"], ())
                ],
            }
            for figures in clients._get_contactability_figures()
        ]

    @api.readonly
    def best_contacts(self, kind=None, limit=1):
        """The best contacts of clients; none that must not or cannot be used.

        :param list[int] ids: the clients, 10 000 at most. Ids that do not exist, are no
            clients or may not be seen by the user are left out of the answer.
        :param str kind: `phone`, `email` or `messenger`; null: each of them
        :param int limit: so many of each kind at most, from 1 to 100
        :return: list of dicts in the order of the ids: `id`, and `contacts`: list of
            `{"kind", "value", "score", "rank", "status", "is_owner"}`, best first,
            empty when the client has none
        :rtype: list[dict]
        :raise AccessError: the user may not see the figures of clients
        :raise UserError: an argument is refused; the message is `argument: reason`
        """
        self._check_contact_kind(kind)
        self._check_number("limit", limit, 1, MAX_CONTACTS)
        clients = self._get_asked_clients()
        self.env["crm.access.log"]._log("contacts", clients)
        contacts = clients._get_contact_answers(kind, limit, usable=True)
        return [
            {
                "id": client.id,
                "contacts": [
                    self._prepare_contact_answer(row)
                    for row in contacts.get(client.id, ())
                ],
            }
            for client in clients
        ]

    @api.model
    @api.readonly
    def most_contactable(self, domain, limit=100, min_score=0, kind=None):
        """The clients of a filter who can be reached best.

        :param list domain: domain on `res.partner`; only clients are looked at
        :param int limit: so many at most, from 1 to 10 000
        :param int min_score: contactability at least, from 0 to 1000
        :param str kind: `phone`, `email` or `messenger`: only clients with such a
            contact, and that one; null: the best contact of any kind
        :return: list of dicts, best first: `{"id", "score", "place", "contact":
            {"kind", "value", "score", "rank", "status", "is_owner"}}`
        :rtype: list[dict]
        :raise AccessError: the user may not see the figures of clients
        :raise UserError: an argument is refused; the message is `argument: reason`
        """
        self._check_contact_kind(kind)
        self._check_number("limit", limit, 1, MAX_IDS)
        self._check_number("min_score", min_score, 0, 1000)
        self.env["crm.contactability"].check_access("read")
        try:
            clients = self._search(Domain(domain) & Domain("is_client", "=", True))
            rows = self._get_most_contactable(clients, limit, min_score, kind)
        except (ValueError, TypeError, KeyError):
            raise UserError(
                self.env._("domain: a domain on res.partner is expected")
            ) from None
        found = self.browse([client for client, _score, _place in rows])
        self.env["crm.access.log"]._log("contacts", found)
        contacts = found._get_contact_answers(kind, limit=1, usable=True)
        return [
            {
                "id": client,
                "score": score,
                "place": place,
                "contact": self._prepare_contact_answer(
                    min(contacts[client], key=lambda row: row[4])
                ),
            }
            for client, score, place in rows
        ]

    # ------------------------------------------------------------------ arguments

    def _get_asked_clients(self):
        """The clients among these ids that the user may see, in the order asked."""
        self.env["crm.contactability"].check_access("read")
        if len(self._ids) > MAX_IDS:
            raise UserError(self.env._("ids: at most %(limit)s", limit=MAX_IDS))
        if not all(type(i) is int and 0 < i <= MAX_ID for i in self._ids):
            raise UserError(self.env._("ids: a list of whole numbers is expected"))
        clients = self.with_context(active_test=False).search(
            [("id", "in", self.ids), ("is_client", "=", True)]
        )
        known = set(clients._ids)
        return clients.browse(i for i in dict.fromkeys(self._ids) if i in known)

    @api.model
    def _check_contact_kind(self, kind):
        kinds = list(dict(KINDS))
        if kind is not None and kind not in kinds:
            raise UserError(
                self.env._("kind: one of %(kinds)s", kinds=", ".join(kinds))
            )

    @api.model
    def _check_number(self, name, number, low, high):
        if type(number) is not int or not low <= number <= high:
            raise UserError(
                self.env._(
                    "%(name)s: a number from %(low)s to %(high)s is expected",
                    name=name,
                    low=low,
                    high=high,
                )
            )

    # ------------------------------------------------------------------ statements

    def _get_contact_answers(self, kind=None, limit=None, usable=False):
        """Scored contacts of these clients.

        :param str kind: only of this kind
        :param int limit: so many of each kind
        :param bool usable: without those that must not or cannot be used
        :return: dict client id -> list of rows, best first: (client id, kind, value,
            score, rank, status, is_owner, id of the score)
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT client_id, kind, value, score, rank, status, is_owner,
                    score_id
                FROM (
                    SELECT p.partner_id AS client_id, p.kind, p.value, s.score, s.rank,
                        %(status)s AS status, coalesce(h.is_owner, TRUE) AS is_owner,
                        s.id AS score_id, row_number() OVER (
                            PARTITION BY p.partner_id, p.kind ORDER BY s.rank) AS place
                    FROM %(contact)s
                    WHERE p.partner_id = ANY(%(ids)s)
                        AND (%(kind)s::text IS NULL OR p.kind = %(kind)s)
                        AND NOT (%(usable)s AND %(useless)s)) contacts
                WHERE %(limit)s::int IS NULL OR place <= %(limit)s
                ORDER BY client_id, rank""",
                status=STATUS_NOW,
                contact=CONTACT,
                useless=USELESS_NOW,
                ids=self.ids,
                kind=kind,
                usable=usable,
                limit=limit,
            )
        )
        contacts = {}
        for row in rows:
            contacts.setdefault(row[0], []).append(row)
        return contacts

    def _get_contactability_figures(self):
        """Figures of these clients in their order; nulls of those who have none."""
        keys = ("id", "client_number", "score", "place", "percentile", "usable_count")
        rows = self.env.execute_query(
            SQL(
                """SELECT c.id, c.client_number, a.score, k.place, k.percentile,
                    a.usable_count, greatest(a.computed_at, n.ended_at), n.ended_at
                FROM unnest(%(ids)s::int[]) WITH ORDINALITY AS asked(id, nth)
                JOIN res_partner c ON c.id = asked.id
                LEFT JOIN crm_contactability a ON a.partner_id = c.id
                LEFT JOIN crm_contactability_place k ON k.score = a.score
                    AND k.company_id IS NOT DISTINCT FROM c.company_id
                CROSS JOIN (%(last_night)s) AS n(ended_at)
                ORDER BY asked.nth""",
                ids=self.ids,
                last_night=LAST_NIGHT,
            )
        )
        to_text = fields.Datetime.to_string
        return [
            {
                **dict(zip(keys, row, strict=False)),
                "percentile": None if row[4] is None else float(row[4]),
                "computed_at": to_text(row[6]) or None,
                "owners_at": to_text(row[7]) or None,
            }
            for row in rows
        ]

    @api.model
    def _get_most_contactable(self, clients, limit, min_score, kind):
        """(client id, contactability, place), best first.

        :param clients: query of those who come into question
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """SELECT a.partner_id, a.score, k.place FROM crm_contactability a
                JOIN res_partner c ON c.id = a.partner_id
                LEFT JOIN crm_contactability_place k ON k.score = a.score
                    AND k.company_id IS NOT DISTINCT FROM c.company_id
                WHERE a.partner_id IN %(clients)s AND a.score >= %(min_score)s
                    AND EXISTS (SELECT FROM %(contact)s
                        WHERE p.partner_id = a.partner_id AND NOT %(useless)s
                            AND (%(kind)s::text IS NULL OR p.kind = %(kind)s))
                ORDER BY a.score DESC, a.id LIMIT %(limit)s""",
                clients=clients.subselect(),
                min_score=min_score,
                contact=CONTACT,
                useless=USELESS_NOW,
                kind=kind,
                limit=limit,
            )
        )

    # ------------------------------------------------------------------ answers

    @api.model
    def _prepare_contact_answer(self, row):
        keys = ("kind", "value", "score", "rank", "status", "is_owner")
        answer = dict(zip(keys, row[1:], strict=False))
        value = self.env["crm.masked"]._mask_contact(answer["kind"], answer["value"])
        return {**answer, "value": value}
