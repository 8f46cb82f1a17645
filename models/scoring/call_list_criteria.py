# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..contact.contact_point import KINDS
from ..person.person_employer import inn_sql
from .contact_facts import OPTED_OUT_NOW
from .contact_score import USELESS

# What becomes of a client whose list is made: the luckiest fate first, since a client
# with several numbers has that of his best one.
FATES = (
    "chosen",
    "min_score",
    "not_own",
    "useless",
    "opted_out",
    "unscored",
    "no_contact",
)
# What keeps a client out whose number would do.
LATE_FATES = ("same_number", "same_company", "beyond")
OWNERSHIPS = [
    ("own", "Only their own"),
    ("relative", "Also of their relatives"),
    ("any", "Also shared with others"),
]
# Statuses that do, beside those of one's own contacts.
ALLOWED = {"own": (), "relative": ("relative",), "any": ("relative", "shared")}
APART = [("no", "As many as there are"), ("company", "At most one per company")]


class CrmCallListCriteria(models.AbstractModel):
    """Which contact of which clients gets on a call list."""

    _name = "crm.call.list.criteria"
    _description = "Criteria of a Call List"

    kind = fields.Selection(KINDS, "Contacts", required=True, default="phone")
    limit = fields.Integer("How Many", help="The best so many clients; 0: all.")
    min_score = fields.Integer("Minimum Score", help="Of the contact, from 0 to 1000.")
    ownership = fields.Selection(
        OWNERSHIPS, "Whose Contacts", required=True, default="own"
    )
    apart = fields.Selection(APART, "Colleagues", required=True, default="no")

    _figures = models.Constraint(
        'CHECK("limit" >= 0 AND min_score BETWEEN 0 AND 1000)',
        "The number of clients is not negative, the minimum score is from 0 to 1000.",
    )

    def _get_distinct_key(self):
        """SQL on a client `c`: clients with the same key are one for the list.

        NULL is everybody for himself.
        """
        if self.apart == "company":
            return SQL(
                """coalesce(
                    'id ' || CASE WHEN c.commercial_partner_id <> c.id
                        THEN c.commercial_partner_id END,
                    'inn ' || nullif(%s, ''),
                    'name ' || nullif(lower(trim(c.employer_name)), ''))""",
                inn_sql(SQL("c.employer_vat")),
            )
        return SQL("NULL::text")

    def _select_fates(self, clients):
        """What becomes of each client.

        :param clients: query of those who come into question
        :return: SELECT of partner_id, point_id, score, rank and fate
        :rtype: SQL
        """
        self.ensure_one()
        self.env.flush_all()
        return SQL(
            """WITH judged AS (
                SELECT c.id AS partner_id, p.id AS point_id, s.score, s.rank,
                    p.match_key, %(key)s AS key,
                    CASE WHEN p.id IS NULL THEN 'no_contact'
                        WHEN %(opted_out)s THEN 'opted_out'
                        WHEN s.id IS NULL THEN 'unscored'
                        WHEN s.status = ANY(%(useless)s) THEN 'useless'
                        WHEN s.status = ANY(%(foreign)s) THEN 'not_own'
                        WHEN s.score < %(min_score)s THEN 'min_score'
                        ELSE 'chosen' END AS fate
                FROM res_partner c
                LEFT JOIN crm_contact_point p
                    ON p.partner_id = c.id AND p.kind = %(kind)s
                LEFT JOIN crm_contact_score s ON s.point_id = p.id
                WHERE c.id IN %(clients)s),
            best AS (
                SELECT DISTINCT ON (partner_id) * FROM judged
                ORDER BY partner_id, array_position(%(fates)s::text[], fate), rank),
            numbers AS (%(numbers)s),
            companies AS (%(companies)s)
            SELECT partner_id, point_id, score, rank, %(limited)s AS fate
            FROM companies""",
            key=self._get_distinct_key(),
            opted_out=OPTED_OUT_NOW,
            useless=list(USELESS),
            foreign=[
                status
                for status in ALLOWED["any"]
                if status not in ALLOWED[self.ownership]
            ],
            min_score=self.min_score,
            kind=self.kind,
            clients=clients.subselect(),
            fates=list(FATES),
            numbers=self._select_first("best", "match_key", "same_number"),
            companies=self._select_first("numbers", "key", "same_company"),
            limited=SQL(
                """CASE WHEN fate = 'chosen' AND %(limit)s > 0 AND row_number() OVER (
                    PARTITION BY fate ORDER BY score DESC, partner_id) > %(limit)s
                THEN 'beyond' ELSE fate END""",
                limit=self.limit,
            ),
        )

    @api.model
    def _select_first(self, table, column, fate):
        """Of the chosen ones with the same value the best one stays chosen."""
        return SQL(
            """SELECT partner_id, point_id, score, rank, match_key, key,
                CASE WHEN fate = 'chosen' AND %(column)s IS NOT NULL
                    AND row_number() OVER (PARTITION BY fate, %(column)s
                        ORDER BY score DESC, partner_id) > 1
                THEN %(fate)s ELSE fate END AS fate
            FROM %(table)s""",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            fate=fate,
        )

    def _count_fates(self, clients):
        """How many clients each fate meets.

        :param clients: query of those who come into question
        :return: dict fate -> number
        """
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT fate, count(*) FROM (%s) fates GROUP BY fate",
                    self._select_fates(clients),
                )
            )
        )
