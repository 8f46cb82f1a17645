# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from babel.units import format_unit
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import babel_locale_parse

from .blacklisted import blacklisted
from .contact_event import OUTCOMES, VALUE_OUTCOMES


class CrmContactPoint(models.Model):
    """Since when a contact is known, who said so, and what came of using it.

    A prospect linked with a client is this client: what is known of an equal contact
    of such a prospect is known of the client's. Computed in one query for all
    contacts of a screen.
    """

    _inherit = "crm.contact.point"

    first_seen = fields.Date(
        compute="_compute_times",
        help="The first day that any source speaks of. Prospects linked with the"
        " client count, when they have the same contact.",
    )
    last_confirmed = fields.Date(
        compute="_compute_times",
        help="The last day on which any source named the contact. Prospects linked"
        " with the client count, when they have the same contact.",
    )
    source_count = fields.Integer(
        "Sources",
        compute="_compute_times",
        help="How many different sources named the contact. Those of prospects linked"
        " with the client count, when they have the same contact.",
    )
    age = fields.Char(
        compute="_compute_times", help="How long the person has had this contact."
    )
    last_communication = fields.Datetime(
        compute="_compute_times",
        help="The last time that the contact was used, whatever came of it.",
    )
    outcome_summary = fields.Char(
        "Outcomes",
        compute="_compute_times",
        help="How often each outcome came of using the contact.",
    )
    is_opted_out = fields.Boolean(
        "Opted out",
        compute="_compute_times",
        help="The number or address is on Odoo's blacklist, or the person asked not"
        " to be written to.",
    )

    @api.depends(
        "match_key",
        "partner_id",
        "prospect_id",
        "origin_ids.source_id",
        "origin_ids.first_seen",
        "origin_ids.last_seen",
    )
    @api.depends_context("lang", "tz")
    def _compute_times(self):
        today = fields.Date.context_today(self)
        locale = babel_locale_parse(self.env.lang or "en_US")
        events = self.env["crm.contact.event"]
        outcomes = dict(events._fields["outcome"]._description_selection(self.env))
        rows = {row.pop("id"): row for row in self._fetch_times()}
        for point in self:
            row = rows.get(point._origin.id, {})
            first = row.get("first_seen")
            counts = row.get("outcomes") or {}
            point.first_seen = first
            point.last_confirmed = row.get("last_confirmed")
            point.source_count = row.get("source_count")
            point.age = first and self._format_age(first, today, locale)
            point.last_communication = row.get("last_communication")
            point.outcome_summary = ", ".join(
                f"{outcomes[outcome]}: {counts[outcome]}"
                for outcome, _label in OUTCOMES
                if outcome in counts
            )
            point.is_opted_out = row.get("is_opted_out")

    @api.model
    def _format_age(self, first, today, locale):
        """Full years, months or days in words."""
        age = relativedelta(max(today, first), first)
        unit = next((u for u in ("year", "month") if getattr(age, f"{u}s")), "day")
        return format_unit(getattr(age, f"{unit}s"), f"duration-{unit}", locale=locale)

    def _fetch_times(self):
        """What is stored about these contacts elsewhere: a list of dicts, with `id`."""
        for model in (
            "crm.contact.point",
            "crm.person.origin",
            "crm.contact.event",
            "crm.prospect",
            "phone.blacklist",
            "mail.blacklist",
        ):
            self.env[model].flush_model()
        # Dates and numbers only: they may be told to whoever sees the contact.
        return self.env.execute_query_dict(
            SQL(
                """SELECT p.id, o.*, e.last_communication, e.outcomes,
                    %(blacklisted)s OR p.kind = 'messenger'
                        AND coalesce(e.outcomes ? 'opted_out', FALSE) AS is_opted_out
                FROM crm_contact_point p
                CROSS JOIN LATERAL (
                    SELECT min(first_seen) AS first_seen,
                        max(last_seen) AS last_confirmed,
                        count(DISTINCT source_id) AS source_count
                    FROM crm_person_origin
                    WHERE contact_point_id IN (
                        SELECT p.id UNION ALL
                        SELECT l.id FROM crm_prospect k
                        JOIN crm_contact_point l ON l.prospect_id = k.id
                        WHERE k.partner_id = p.partner_id AND l.kind = p.kind
                            AND l.match_key = p.match_key)) o
                CROSS JOIN LATERAL (
                    SELECT max(last) AS last_communication,
                        jsonb_object_agg(outcome, times) AS outcomes
                    FROM (SELECT v.outcome, max(v.date) AS last, count(*) AS times
                        FROM crm_contact_event v
                        WHERE v.match_key = p.match_key AND v.kind = p.kind
                            AND (coalesce(v.partner_id, v.prospect_id) IS NULL
                                OR v.outcome = ANY(%(of_value)s)
                                OR v.partner_id = p.partner_id
                                OR v.prospect_id = p.prospect_id
                                OR EXISTS (SELECT FROM crm_prospect k
                                    WHERE k.id = v.prospect_id
                                        AND k.partner_id = p.partner_id))
                        GROUP BY v.outcome) by_outcome) e
                WHERE p.id = ANY(%(ids)s)""",
                ids=self._origin.ids,
                of_value=list(VALUE_OUTCOMES),
                blacklisted=blacklisted("p"),
            )
        )
