# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import ast

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class CrmClientSetup(models.TransientModel):
    """Dialog: choose which partners are the clients, by a domain with a preview.

    Nobody becomes a client by itself; this is the one way to flag many at once.
    Only individuals are taken: no companies, no addresses of somebody else, no
    employees with a login. Portal users may be clients.
    """

    _name = "crm.client.setup"
    _description = "Choose Clients"

    domain = fields.Char("Partners", required=True, default="[]")
    since = fields.Selection(
        [("blank", "Leave blank"), ("create_date", "Day the card was created")],
        "Client Since",
        required=True,
        default="blank",
    )
    found_count = fields.Integer("Partners Found", compute="_compute_counts")
    new_count = fields.Integer("Become Clients", compute="_compute_counts")
    client_count = fields.Integer("Clients Already", compute="_compute_counts")
    company_count = fields.Integer(
        "Companies and Addresses Left Out", compute="_compute_counts"
    )
    user_count = fields.Integer("Users Left Out", compute="_compute_counts")
    portal_count = fields.Integer("Portal Users among Them", compute="_compute_counts")

    @api.depends("domain")
    def _compute_counts(self):
        for dialog in self:
            counts = dialog._count_partners()
            for name, count in counts.items():
                dialog[name] = count

    def _count_partners(self):
        """Preview: number of partners by what happens to them, in one query."""
        self.ensure_one()
        [counts] = self._execute(
            SQL(
                """SELECT count(*),
                    count(*) FILTER (WHERE kind = 'new'),
                    count(*) FILTER (WHERE kind = 'client'),
                    count(*) FILTER (WHERE kind = 'company'),
                    count(*) FILTER (WHERE kind = 'user'),
                    count(*) FILTER (WHERE kind = 'new' AND portal)
                FROM (%s) chosen""",
                self._partners_query(),
            )
        )
        names = ("found", "new", "client", "company", "user", "portal")
        return {f"{name}_count": n for name, n in zip(names, counts, strict=True)}

    def _partners_query(self):
        """SQL: (id, kind, portal) of the partners that the domain finds.

        `kind` is what happens to a partner: `new` client, `client` already, left
        out as `company` or as `user` (system partners and logins of employees).
        """
        return SQL(
            """SELECT p.id, coalesce(u.portal, FALSE) AS portal, CASE
                WHEN p.is_client THEN 'client'
                WHEN p.is_company OR (p.parent_id IS NOT NULL AND p.type <> 'contact')
                    OR EXISTS (SELECT FROM res_company c WHERE c.partner_id = p.id)
                    THEN 'company'
                WHEN u.internal OR p.id = ANY(%(system)s) THEN 'user'
                ELSE 'new' END AS kind
            FROM res_partner p
            LEFT JOIN (
                SELECT partner_id, bool_or(NOT share) AS internal,
                    bool_or(share) AS portal
                FROM res_users GROUP BY partner_id) u ON u.partner_id = p.id
            WHERE p.id IN %(found)s""",
            found=self._find_partners().subselect(),
            system=self._system_partner_ids(),
        )

    @api.model
    def _system_partner_ids(self):
        """Partners that are no persons although they have a login."""
        xml_ids = (
            "base.partner_root",
            "base.public_partner",
            "base.template_portal_user_id",
        )
        records = [self.env.ref(xml_id, False) for xml_id in xml_ids]
        return [
            (record.partner_id if record._name == "res.users" else record).id
            for record in records
            if record
        ]

    def _find_partners(self):
        """Query of the partners that the domain finds.

        :raise UserError: the domain is no domain of partners
        """
        self.ensure_one()
        partners = self.env["res.partner"]
        try:
            domain = Domain(ast.literal_eval(self.domain or ""))
            self.env.flush_all()
            return partners._search(domain)
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            raise UserError(self._bad_domain()) from error

    def _execute(self, query):
        """Rows of a query that contains the domain."""
        try:
            with self.env.cr.savepoint():
                # The values of a domain do not belong into a log.
                self.env.cr.execute(query, log_exceptions=False)
                return self.env.cr.fetchall()
        except psycopg2.DataError as error:
            raise UserError(self._bad_domain()) from error

    @api.model
    def _bad_domain(self):
        return self.env._(
            "This choice of partners cannot be read. Build it again with the editor."
        )

    def action_make_clients(self):
        """Flag the chosen individuals in one statement and have them indexed.

        :return: action that shows the run with its progress
        :raise UserError: the domain finds nobody who would become a client
        """
        self.ensure_one()
        self.check_access("write")
        [(count,)] = self._execute(self._flag_query())
        if not count:
            raise UserError(
                self.env._("Nobody to add: no individual among these partners is new.")
            )
        self.env["res.partner"].invalidate_model()
        return self.env["crm.match.run"]._request("index")._action_open()

    def _flag_query(self):
        """SQL: flag and number the new clients.

        Numbers given by hand ahead of the sequence are stepped over, so more are
        drawn than needed, and the rest is never asked for.
        """
        return SQL(
            """WITH chosen AS (
                SELECT id, row_number() OVER (ORDER BY id) AS place
                FROM (%(partners)s) found WHERE kind = 'new'),
            drawn AS (
                SELECT n, row_number() OVER () AS place FROM (
                    SELECT n FROM (
                        SELECT nextval(%(sequence)s)::int AS n
                        FROM generate_series(1, (SELECT count(*) FROM chosen) + (
                            SELECT count(client_number) FROM res_partner))) numbers
                    WHERE NOT EXISTS (
                        SELECT FROM res_partner t WHERE t.client_number = n)
                    LIMIT (SELECT count(*) FROM chosen)) free),
            flagged AS (
                UPDATE res_partner p SET is_client = TRUE,
                    client_number = coalesce(p.client_number, drawn.n),
                    client_since = %(since)s,
                    write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                FROM chosen JOIN drawn USING (place) WHERE p.id = chosen.id
                RETURNING p.id)
            SELECT count(*) FROM flagged""",
            partners=self._partners_query(),
            sequence=self.env["res.partner"]._number_sequence,
            since=(
                SQL("p.create_date::date")
                if self.since == "create_date"
                else SQL("p.client_since")
            ),
            uid=self.env.uid,
        )
