# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .held_values import CONTACT_KINDS

# Holders of a value looked at while people wait.
MAX_LOOK = 1_000


class CrmGenericValue(models.Model):
    """Finds generic values at the moment that one person too many is indexed."""

    _inherit = "crm.generic.value"

    @api.model
    def _detect(self, owner, ids):
        """Record the values of persons just indexed that too many people hold.

        Costs one statement unless there are any. Addresses are left to the radar.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the persons
        :return: ids of those who hold such a value and have to be indexed without
        :rtype: set[int]
        """
        crowded = self._crowded(owner, ids) if ids else []
        if not crowded:
            return set()
        kinds, values = map(list, zip(*crowded, strict=True))
        new = self._record(
            SQL(
                "SELECT * FROM unnest(%s::text[], %s::text[]) AS v(kind, value)",
                kinds,
                values,
            ),
            look=MAX_LOOK,
        )
        if not new:
            return set()
        self.env.cr.execute(
            SQL(
                "SELECT h.person FROM (%s) AS h(person) WHERE h.person = ANY(%s)",
                self.browse(new)._holders_query(owner),
                list(ids),
            )
        )
        return {person for (person,) in self.env.cr.fetchall()}

    @api.model
    def _crowded(self, owner, ids):
        """(kind, value) of what more records hold than people may, and is not known.

        Each value is looked up for one record more than its limit. While nobody is
        keyed the whole base is being indexed, and the radar looks it through at the
        end: counting each batch would be useless.
        """
        limits = self._limits()
        stops = self.env["crm.stop.value"]
        kinds = (*CONTACT_KINDS, "document")
        self.env.cr.execute(
            SQL(
                """WITH mine AS MATERIALIZED (
                    SELECT DISTINCT c.kind, NULL::int AS type_id, c.match_key AS number,
                        c.match_key AS value
                    FROM crm_contact_point c
                    WHERE c.%(owner)s = ANY(%(ids)s) AND c.match_key IS NOT NULL
                        AND %(keyed)s
                    UNION ALL
                    SELECT DISTINCT 'document', d.type_id, d.number_normalized,
                        t.code || ':' || d.number_normalized
                    FROM crm_person_document d
                    JOIN crm_person_document_type t ON t.id = d.type_id
                    WHERE d.%(owner)s = ANY(%(ids)s)
                        AND d.number_normalized IS NOT NULL AND %(keyed)s)
                SELECT m.kind, m.value FROM mine m
                CROSS JOIN LATERAL (SELECT count(*) AS records FROM (
                    SELECT FROM crm_contact_point c
                    WHERE m.type_id IS NULL AND c.match_key = m.number
                        AND c.kind = m.kind
                    UNION ALL
                    SELECT FROM crm_person_document d
                    WHERE m.type_id IS NOT NULL AND d.number_normalized = m.number
                        AND d.type_id = m.type_id
                    LIMIT %(limit)s) probe) n
                JOIN (VALUES %(limits)s) AS most(kind, people) ON most.kind = m.kind
                WHERE n.records > most.people AND %(unknown)s AND %(passes)s""",
                owner=SQL.identifier(owner),
                ids=list(ids),
                keyed=SQL(
                    "EXISTS (SELECT FROM crm_match_signature WHERE state = 'ready')"
                ),
                limit=max(limits[kind] for kind in kinds) + 1,
                limits=self._limits_table(),
                unknown=SQL(
                    """NOT EXISTS (SELECT FROM crm_generic_value g
                        WHERE g.kind = m.kind AND g.value = m.value)"""
                ),
                passes=stops._passes(SQL("m.kind"), SQL("m.value")),
            ),
            log_exceptions=False,
        )
        return self.env.cr.fetchall()
