# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from .held_values import COLUMNS, held

# Comparisons that take nothing from a value, or hold without it as well.
NOT_RESTING = ("not_contradicting", "different")


class CrmGenericValue(models.Model):
    """Which automatic links would lose their ground without a value."""

    _inherit = "crm.generic.value"

    def _count_links(self):
        """Bring the number of links these values hold up up to date."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE crm_generic_value g SET link_count = n.links
                FROM (SELECT v.id, count(l.match_id) AS links
                    FROM crm_generic_value v
                    LEFT JOIN (%(links)s) l ON l.id = v.id
                    WHERE v.id = ANY(%(ids)s) GROUP BY v.id) n
                WHERE g.id = n.id AND g.link_count <> n.links""",
                links=self._links_query(SQL("g.id")),
                ids=self.ids,
            ),
            log_exceptions=False,
        )
        self.invalidate_recordset(["link_count"])

    def _fetch_links(self, limit):
        """Ids of the automatic links that rest on all these values together.

        :param int limit: ids at most
        """
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT match_id FROM (%s) l LIMIT %s",
                self._links_query(SQL("ANY(%s)", self.ids)),
                limit,
            )
        )
        return [match_id for (match_id,) in rows]

    def _links_query(self, taken):
        """SELECT (id, match_id) of the automatic links that rest on these values.

        The recorded evidence of such a pair meets no automatic rule once the
        conditions are taken from it that hold by accepted values and by these alone.

        :param SQL taken: the id that is taken away: that of `g`, or ANY of many
        """
        return SQL(
            """SELECT g.id, m.id AS match_id
            FROM crm_generic_value g
            CROSS JOIN LATERAL (SELECT DISTINCT prospect_id FROM (%(held)s) h) p
            JOIN crm_match m ON m.prospect_id = p.prospect_id
                AND m.verdict = 'automatic' AND m.partner_id IS NOT NULL
            JOIN crm_person_index a ON a.prospect_id = m.prospect_id
            JOIN crm_person_index c ON c.partner_id = m.partner_id
            CROSS JOIN LATERAL (
                SELECT coalesce(bit_or(1::int8 << k.bit), 0) AS bits
                FROM unnest(%(bits)s::int[], %(attributes)s::text[], %(codes)s::text[])
                    AS k(bit, attribute, codes)
                WHERE NOT EXISTS (SELECT FROM (%(shared)s) s(kind, value)
                    WHERE (k.codes = ''
                            OR split_part(s.value, ':', 1)
                                = ANY(string_to_array(k.codes, '|')))
                        AND NOT EXISTS (SELECT FROM crm_generic_value o
                            WHERE o.kind = s.kind AND o.value = s.value
                                AND (o.state = 'accepted' OR o.id = %(taken)s)))
                ) lost
            WHERE g.id = ANY(%(ids)s)
                AND m.partner_id IN (SELECT h.partner_id FROM (%(held)s) h)
                AND NOT EXISTS (SELECT FROM unnest(%(rules)s::int8[]) AS rule
                    WHERE m.evidence & ~lost.bits & rule = rule)""",
            held=held(SQL("g.kind"), SQL("g.value")),
            ids=self.ids,
            taken=taken,
            rules=self._automatic_masks(),
            shared=_shared_query(),
            **self._prepare_conditions(),
        )

    def _prepare_conditions(self):
        """The conditions that hold by values which may be generic, as columns."""
        conditions = (
            self.env["crm.match.condition"]
            .sudo()
            .search(
                [
                    ("attribute", "in", [*COLUMNS, "address"]),
                    ("comparison", "not in", NOT_RESTING),
                ],
                limit=10_000,
            )
        )
        return {
            "bits": conditions.mapped("bit"),
            "attributes": [condition.attribute for condition in conditions],
            "codes": [
                "|".join(condition.document_type_ids.mapped("code"))
                for condition in conditions
            ],
        }

    def _automatic_masks(self):
        """Evidence that each rule needs which links automatically."""
        return [
            rule.required_mask
            for rule in self.env["crm.match.rule"]._usable_content()
            if rule.mode == "automatic" or rule.rare_name_limit
        ]


def _shared_query():
    """SELECT (kind, value) that rows `a` and `c` share of the attribute of `k`."""
    branches = [
        SQL(
            """SELECT %(kind)s::text, v FROM unnest(a.%(column)s) AS v
            WHERE k.attribute = %(attribute)s AND v = ANY(c.%(column)s)""",
            attribute=attribute,
            kind=kind,
            column=SQL.identifier(column),
        )
        for attribute, (kind, column) in COLUMNS.items()
    ]
    branches.append(
        SQL(
            """SELECT 'address', a.address_key
            WHERE k.attribute = 'address' AND a.address_key = c.address_key"""
        )
    )
    return SQL(" UNION ALL ").join(branches)
