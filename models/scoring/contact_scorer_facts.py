# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..contact.blacklisted import blacklisted
from ..contact.contact_event import OF_VALUE, SUCCESSES, VALUE_OUTCOMES
from .score_factor import COUNTED

# Half-lives after which an outcome counts nothing any more (a power cannot be smaller).
FORGOTTEN = 100
DEAD = ("not_in_service", "bounced")
UNANSWERED = ("no_answer", "busy")


class CrmContactScorer(models.AbstractModel):
    """What is known of each contact: the facts that its score and status rest on."""

    _inherit = "crm.contact.scorer"

    @api.model
    def _get_facts(self):
        """SQL of each fact that a line may look at, by the code of the factor.

        Of the relations of :meth:`_select_facts`. To be extended by factors of others;
        the ones that a version does not use are not computed.
        """
        today = fields.Date.today()
        facts = {code: SQL.identifier("e", code) for code, _name in COUNTED}
        return {
            **facts,
            "base": SQL("'any'"),
            "sources": SQL("o.sources"),
            "source_weight": SQL("o.source_weight"),
            "usage": SQL("h.usage"),
            "kind": SQL("CASE h.kind WHEN 'phone' THEN h.phone_type ELSE h.kind END"),
            "holders": SQL("coalesce(s.holders, 1)"),
            "age": SQL("%s::date - o.first_seen", today),
            "confirmed": SQL("%s::date - o.last_seen", today),
            "communicated": SQL("%s::date - e.last::date", today),
            "number_exists": self._get_number_exists(),
            "domain_class": self.env["crm.email.domain"]._class_sql(
                SQL("h.email_normalized")
            ),
            "role_address": SQL(
                "CASE WHEN %s THEN 'yes' END",
                self.env["crm.email.role"]._is_role_sql(SQL("h.email_normalized")),
            ),
            "unusable": SQL("CASE WHEN h.unusable_reason <> '' THEN 'yes' END"),
        }

    @api.model
    def _get_number_exists(self):
        """SQL: what the numbering plan says, unless somebody was reached since then."""
        return SQL(
            """CASE WHEN h.kind = 'phone' AND h.phone_sanitized <> '' THEN
                CASE WHEN e.last_success IS NOT NULL AND e.last_success::date > (
                    SELECT file_date FROM crm_number_plan
                    WHERE starts_with(h.phone_sanitized, prefix)
                    ORDER BY length(prefix) DESC LIMIT 1) THEN 'yes'
                ELSE %s END END""",
            self.env["crm.number.range"]._exists_sql(SQL("h.phone_sanitized")),
        )

    @api.model
    def _select_facts(self, used):
        """SELECT of the facts of each contact, used ones and those of statuses.

        :param used: codes of the factors of the version
        """
        facts = self._get_facts()
        used = sorted({*used, "number_exists"})
        return SQL(
            """SELECT h.id AS point_id, h.person, h.kind, h.match_key,
                h.phone_sanitized, h.email_normalized, h.unusable_reason,
                o.last_seen, e.last_success, e.last_own_success, e.last_dead,
                e.last_wrong, e.unanswered, e.opted_out,
                s.id IS NOT NULL AND s.is_owner IS NOT TRUE AS is_shared, s.relation,
                %(facts)s
            FROM held h
            LEFT JOIN origins o ON o.point_id = h.id
            LEFT JOIN outcomes e ON e.point_id = h.id
            LEFT JOIN crm_contact_share s ON s.point_id = h.id""",
            facts=SQL(", ").join(
                SQL("%s AS %s", facts[code], SQL.identifier(f"fact_{code}"))
                for code in used
            ),
        )

    # ------------------------------------------------------------------ relations

    @api.model
    def _get_relations(self, owner, condition, model):
        """What facts are read of: dict name of a CTE -> SELECT, in their order."""
        return {
            "held": SQL(
                """SELECT id, person, kind, match_key, usage, phone_type,
                    phone_sanitized, email_normalized, unusable_reason
                FROM (%s) p""",
                self._select_of("crm_contact_point", owner, condition),
            ),
            "linked": self._select_linked(owner, condition),
            "origins": self._select_origins(),
            "events": self._select_events(owner, condition),
            "outcomes": self._select_outcomes(model),
        }

    @api.model
    def _select_of(self, table, owner, condition):
        """SELECT of the rows of persons, with their id as `person`."""
        return SQL(
            """SELECT * FROM (SELECT *, %s AS person FROM %s) owned
            WHERE person IS NOT NULL AND (%s)""",
            SQL.identifier(owner),
            SQL.identifier(table),
            condition,
        )

    @api.model
    def _select_linked(self, owner, condition):
        """SELECT (person, id) of the prospects that count as the same person."""
        if owner == "prospect_id":
            return SQL("SELECT NULL::int AS person, NULL::int AS id WHERE FALSE")
        return SQL(
            "SELECT person, id FROM (%s) p",
            self._select_of("crm_prospect", owner, condition),
        )

    @api.model
    def _select_origins(self):
        """SELECT of who said each contact: of the person, or of a linked prospect."""
        return SQL(
            """SELECT said.point_id, count(DISTINCT o.source_id) AS sources,
                max(s.weight) AS source_weight, min(o.first_seen) AS first_seen,
                max(o.last_seen) AS last_seen
            FROM (
                SELECT id AS point_id, id FROM held
                UNION ALL
                SELECT h.id, p.id FROM linked l
                JOIN crm_contact_point p ON p.prospect_id = l.id
                JOIN held h ON h.person = l.person AND h.kind = p.kind
                    AND h.match_key = p.match_key) said
            JOIN crm_person_origin o ON o.contact_point_id = said.id
            JOIN crm_prospect_source s ON s.id = o.source_id
            GROUP BY said.point_id"""
        )

    @api.model
    def _select_events(self, owner, condition):
        """SELECT of the outcomes that count for each contact.

        Those of the person, and those that say something of the value for everybody.
        """
        same = SQL("h.kind = e.kind AND h.match_key = e.match_key")
        value_outcomes = list(VALUE_OUTCOMES)
        return SQL(
            """SELECT h.id AS point_id, e.outcome, e.date, TRUE AS is_own
            FROM (%(own)s) e JOIN held h ON h.person = e.person AND %(same)s
            WHERE e.outcome <> ALL(%(value_outcomes)s)
            UNION ALL
            SELECT h.id, e.outcome, e.date, TRUE
            FROM linked l JOIN crm_contact_event e ON e.prospect_id = l.id
            JOIN held h ON h.person = l.person AND %(same)s
            WHERE e.outcome <> ALL(%(value_outcomes)s)
            UNION ALL
            SELECT h.id, e.outcome, e.date, FALSE
            FROM held h JOIN (
                SELECT kind, match_key, outcome, date FROM crm_contact_event
                WHERE %(of_value)s) e ON %(same)s""",
            of_value=SQL(OF_VALUE),
            own=self._select_of("crm_contact_event", owner, condition),
            same=same,
            value_outcomes=value_outcomes,
        )

    @api.model
    def _select_outcomes(self, model):
        """SELECT of the outcomes of each contact, one row each."""
        counted = SQL(", ").join(
            SQL(
                """round((sum(weight) FILTER (WHERE outcome = %s))::numeric, 6)::float8
                AS %s""",
                code,
                SQL.identifier(code),
            )
            for code, _name in COUNTED
        )
        return SQL(
            """SELECT point_id, %(counted)s, max(date) AS last,
                max(last_success) AS last_success,
                max(date) FILTER (WHERE is_own AND outcome = ANY(%(successes)s))
                    AS last_own_success,
                max(date) FILTER (WHERE outcome = ANY(%(dead)s)) AS last_dead,
                max(date) FILTER (WHERE is_own AND outcome = 'wrong_person')
                    AS last_wrong,
                count(*) FILTER (WHERE outcome = ANY(%(unanswered)s)
                    AND (date <= last_success) IS NOT TRUE) AS unanswered,
                bool_or(outcome = 'opted_out') AS opted_out
            FROM (
                SELECT *, power(0.5, least(%(forgotten)s,
                        greatest(%(today)s::date - date::date, 0)
                        / %(half_life)s::float8)) AS weight,
                    max(date) FILTER (WHERE outcome = ANY(%(successes)s))
                        OVER (PARTITION BY point_id) AS last_success
                FROM events) e
            GROUP BY point_id""",
            counted=counted,
            successes=list(SUCCESSES),
            dead=list(DEAD),
            unanswered=list(UNANSWERED),
            forgotten=FORGOTTEN,
            today=fields.Date.today(),
            half_life=model.half_life,
        )

    # ------------------------------------------------------------------ status

    @api.model
    def _get_status(self, model):
        """SQL: status of a row of facts; the first that holds."""
        cases = SQL(" ").join(
            SQL("WHEN %s THEN %s", test, status)
            for status, test in self._get_status_tests(model).items()
        )
        return SQL("CASE %s ELSE 'personal' END", cases)

    @api.model
    def _get_status_tests(self, model):
        """dict status -> SQL condition on the facts `f`, in the order of precedence."""
        return {
            "opted_out": SQL(
                "%s OR f.kind = 'messenger' AND f.opted_out", blacklisted("f")
            ),
            "not_exist": SQL(
                """f.unusable_reason <> ''
                OR f.last_dead > greatest(f.last_success, f.last_wrong, '-infinity')
                OR f.fact_number_exists = 'no' AND f.last_success IS NULL"""
            ),
            "wrong_person": SQL(
                "f.last_wrong > coalesce(f.last_own_success, '-infinity')"
            ),
            "relative": SQL("f.is_shared AND f.relation <> ''"),
            "shared": SQL(
                """f.is_shared OR EXISTS (SELECT FROM crm_generic_value g
                    WHERE g.kind = f.kind AND g.value = f.match_key
                        AND g.state <> 'exempt')"""
            ),
            "no_answer": SQL("f.unanswered >= %s", model.no_answer_limit),
        }
