# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..models.person.person_mixin import NAME_PARTS
from ..tools import names

# Of two verdicts on the same pair the one of a person stays.
STRENGTH = SQL(
    """CASE m.verdict WHEN 'confirmed' THEN 0 WHEN 'rejected' THEN 1
    WHEN 'automatic' THEN 2 ELSE 3 END"""
)


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's own partner merge carries everything of a client along.

    It rewrites foreign keys by SQL and deletes rows that a unique key refuses, so
    whatever could clash is united before it starts.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._check_may_merge(self.env["res.partner"].browse(partner_ids).exists())
        return super()._merge(partner_ids, dst_partner, extra_checks)

    @api.model
    def _check_may_merge(self, partners):
        """Who may edit contacts may merge them, but for clients: that cannot be undone.

        :raise AccessError: a client is among them, and the user has no right to it
        """
        if self.env.su or self.env.user.has_group("crm_prospect.group_prospect_merge"):
            return
        if any(partners.sudo().mapped("is_client")):
            raise AccessError(
                self.env._(
                    "One of these contacts is a client: only those with the right"
                    " “Merging Clients” may merge it. Ask your data steward."
                )
            )

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        partners = src_partners | dst_partner
        clients = partners.filtered("is_client")
        if clients and any(partners.mapped("is_company")):
            raise UserError(
                self.env._(
                    "A client is an individual: not to be merged with a company."
                )
            )
        self.env.flush_all()
        if clients:
            # The remaining card shows one phone and one e-mail only.
            self.env["crm.contact.point"].sudo()._take_from_cards(
                src_partners.ids, dst_partner.id
            )
            self._unite_client_columns(src_partners, dst_partner)
        # Former clients have values and verdicts too.
        self._unite_values(src_partners, dst_partner)
        self._unite_events(src_partners, dst_partner)
        self._unite_matches(src_partners, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        if clients:
            self.env.invalidate_all()
            for derived in ("crm.person.index", "crm.contact.scorer"):
                self.env[derived].sudo()._touch("partner_id", partners.ids)
        return result

    @api.model
    def _update_values(self, src_partners, dst_partner):
        former = self._prepare_former_names(src_partners, dst_partner)
        result = super()._update_values(src_partners, dst_partner)
        if dst_partner.is_client:
            self.env["crm.person.name"].sudo().create(former)
            self._complete_name(dst_partner)
            # Two clients that fitted are one now, with the values of both: decide on
            # their prospects anew.
            matches = (
                self.env["crm.match"]
                .sudo()
                .search([("partner_id", "=", dst_partner.id)])
            )
            # The card changed by this merge, not the person whom somebody rejected.
            matches.filtered(lambda m: m.verdict == "rejected")._take_fingerprint()
            self.env["crm.match.engine"]._match_prospects(matches.prospect_id.ids)
        return result

    @api.model
    def _prepare_former_names(self, src_partners, dst_partner):
        """Last names that the remaining card does not bear."""
        known = names.normalize(dst_partner.name).split()
        return [
            {
                "partner_id": dst_partner.id,
                "lastname": partner.lastname,
                "firstname": partner.firstname,
                "middlename": partner.middlename,
                "source_id": partner.name_source_id.id,
                "last_seen": partner.name_seen or fields.Date.context_today(partner),
            }
            for partner in src_partners
            if partner.lastname and names.normalize(partner.lastname) not in known
        ]

    @api.model
    def _complete_name(self, client):
        """Odoo keeps the name of the card: complete it where the parts know more."""
        full = client._join_name({part: client[part] for part in NAME_PARTS})
        words = set(names.normalize(client.name).split())
        if client.name != full and words <= set(names.normalize(full).split()):
            client.name = full

    @api.model
    def _unite_client_columns(self, src_partners, dst_partner):
        """The merged card is a client since the earliest date, with one number."""
        self.env.cr.execute(
            SQL(
                """WITH merged AS (
                    SELECT min(client_number) FILTER (WHERE id <> %(dst)s) AS number,
                        min(client_since) AS since,
                        CASE WHEN bool_or(is_client AND client_until IS NULL)
                            THEN NULL ELSE max(client_until) END AS until
                    FROM res_partner WHERE id = ANY(%(all)s)),
                cleared AS (
                    UPDATE res_partner SET is_client = FALSE, client_number = NULL,
                        client_since = NULL, client_until = NULL
                    WHERE id = ANY(%(src)s) RETURNING id)
                SELECT number, since, until, (SELECT count(*) FROM cleared)
                FROM merged""",
                dst=dst_partner.id,
                src=src_partners.ids,
                all=(src_partners | dst_partner).ids,
            )
        )
        [(number, since, until, _cleared)] = self.env.cr.fetchall()
        self.env.cr.execute(
            SQL(
                """UPDATE res_partner SET is_client = TRUE, client_since = %s,
                    client_until = %s, client_number = coalesce(client_number, %s)
                WHERE id = %s""",
                since,
                until,
                number,
                dst_partner.id,
            )
        )
        self.env["res.partner"].invalidate_model()

    @api.model
    def _unite_values(self, src_partners, dst_partner):
        """Move contacts and documents; equal ones become one with all its origins."""
        for table, origin, unique in (
            (
                "crm_contact_point",
                "contact_point_id",
                SQL("v.kind, COALESCE(v.match_key, v.value)"),
            ),
            (
                "crm_person_document",
                "document_id",
                SQL("v.type_id, COALESCE(v.number_normalized, v.number)"),
            ),
        ):
            terms = {
                "table": SQL.identifier(table),
                "origin": SQL.identifier(origin),
                "unique": unique,
                "all": (src_partners | dst_partner).ids,
                "src": src_partners.ids,
                "dst": dst_partner.id,
            }
            # The value of the remaining card stays, else the oldest one.
            self.env.cr.execute(
                SQL(
                    """SELECT v.id, first_value(v.id) OVER (
                        PARTITION BY %(unique)s
                        ORDER BY v.partner_id <> %(dst)s, v.id)
                    FROM %(table)s v WHERE v.partner_id = ANY(%(all)s)""",
                    **terms,
                )
            )
            doubles = [(i, kept) for i, kept in self.env.cr.fetchall() if i != kept]
            terms["ids"] = [value_id for value_id, _kept in doubles]
            terms["kept"] = [kept for _id, kept in doubles]
            self._replace_values(table, terms["ids"], terms["kept"])
            for statement in (
                """INSERT INTO crm_person_origin AS o
                    (%(origin)s, source_id, first_seen, last_seen, times)
                -- The same days may have counted for both.
                SELECT d.kept, s.source_id, min(s.first_seen), max(s.last_seen),
                    max(s.times)
                FROM unnest(%(ids)s::int[], %(kept)s::int[]) AS d(id, kept)
                JOIN crm_person_origin s ON s.%(origin)s = d.id
                GROUP BY d.kept, s.source_id
                ON CONFLICT (%(origin)s, source_id) WHERE %(origin)s IS NOT NULL
                DO UPDATE SET first_seen = least(o.first_seen, EXCLUDED.first_seen),
                    last_seen = greatest(o.last_seen, EXCLUDED.last_seen),
                    times = greatest(o.times, EXCLUDED.times)""",
                "DELETE FROM %(table)s WHERE id = ANY(%(ids)s::int[])",
                "UPDATE %(table)s SET partner_id = %(dst)s"
                " WHERE partner_id = ANY(%(src)s)",
            ):
                self.env.cr.execute(SQL(statement, **terms))

    @api.model
    def _replace_values(self, table, ids, kept):
        """Called before doubled values are deleted.

        :param ids: of the rows that go
        :param kept: of the row that stays instead of each
        """

    @api.model
    def _unite_events(self, src_partners, dst_partner):
        """Move outcomes; the same one told of both cards is one."""
        terms = {
            "all": (src_partners | dst_partner).ids,
            "src": src_partners.ids,
            "dst": dst_partner.id,
        }
        for statement in (
            """DELETE FROM crm_contact_event d USING (
                SELECT e.id, row_number() OVER (
                    PARTITION BY e.match_key, e.kind, e.outcome, e.date
                    ORDER BY e.blacklisted DESC NULLS LAST, e.id) AS place
                FROM crm_contact_event e WHERE e.partner_id = ANY(%(all)s)) ranked
            WHERE d.id = ranked.id AND ranked.place > 1""",
            """UPDATE crm_contact_event SET partner_id = %(dst)s
            WHERE partner_id = ANY(%(src)s)""",
        ):
            self.env.cr.execute(SQL(statement, **terms))

    @api.model
    def _unite_matches(self, src_partners, dst_partner):
        """Move pairs and links."""
        terms = {
            "all": (src_partners | dst_partner).ids,
            "src": src_partners.ids,
            "dst": dst_partner.id,
            "strength": STRENGTH,
        }
        for statement in (
            """DELETE FROM crm_match d USING (
                SELECT m.id, row_number() OVER (
                    PARTITION BY m.prospect_id
                    ORDER BY %(strength)s, m.partner_id <> %(dst)s, m.id) AS place
                FROM crm_match m WHERE m.partner_id = ANY(%(all)s)) ranked
            WHERE d.id = ranked.id AND ranked.place > 1""",
            "UPDATE crm_match SET partner_id = %(dst)s WHERE partner_id = ANY(%(src)s)",
            """UPDATE crm_prospect SET partner_id = %(dst)s
            WHERE partner_id = ANY(%(src)s)""",
            "DELETE FROM crm_person_index WHERE partner_id = ANY(%(src)s)",
            "DELETE FROM crm_match_key_client WHERE person = ANY(%(src)s)",
        ):
            self.env.cr.execute(SQL(statement, **terms))
