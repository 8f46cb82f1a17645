# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import risk
from ..matching.held_values import held

# A value with more holders than this is nobody's own, known as generic or not.
MAX_HOLDERS = 100
# Prospects of one client, and applications of one prospect, looked at at most (the
# newest): also what keeps the statement on its indexes, whatever the statistics say.
MAX_SIBLINGS = 1_000
MAX_APPLICATIONS = 1_000


class Assessed(NamedTuple):
    """What the applications of a person within the period of his group tell."""

    level: str
    figures: risk.Figures
    group: models.BaseModel


class CrmRisk(models.AbstractModel):
    """Finds the applications of the same person.

    These are the leads of the prospect itself, of all prospects of its client, those
    whose contact is the client, and those of prospects who share a document or a
    contact with one of those or with the client.
    One hop only: who shares a phone with somebody who shares a document is not found.
    Generic, stopped and unusable values join nobody.
    """

    _name = "crm.risk"
    _description = "Risk of Applications"

    @api.model
    def _assess(self, prospects):
        """How high the risk of prospects is, by the limits of their groups.

        One statement, however many they are.

        :rtype: dict[int, Assessed]
        """
        groups = {
            prospect.id: prospect.group_id._or_settings()
            for prospect in prospects.sudo()
        }
        now = fields.Datetime.now()
        since = {
            prospect_id: now - timedelta(days=group.risk_days)
            for prospect_id, group in groups.items()
        }
        found = self._applications(prospects.ids, min(since.values(), default=now))
        return {
            prospect_id: self._assess_one(
                [a for a in applications if a.created >= since[prospect_id]],
                groups[prospect_id],
            )
            for prospect_id, applications in found.items()
        }

    @api.model
    def _assess_one(self, applications, group):
        """How high the risk is with these applications by the limits of the group."""
        counted = risk.figures(applications)
        limits = map(group._get_risk_limits, ("medium", "high"))
        return Assessed(risk.level(counted, *limits), counted, group)

    @api.model
    def _applications(self, prospect_ids, since=None):
        """The applications of the same person as each prospect, newest first.

        Leads of all users, archived ones too: for counting. What is shown of them goes
        through the rights of the user. Nothing of other companies than those of the
        prospect and the user counts.

        :param prospect_ids: ids of prospects
        :param datetime since: leaves out what was created before
        :rtype: dict[int, list[risk.Application]]
        """
        found = {prospect_id: [] for prospect_id in prospect_ids}
        if not found:
            return found
        self.env["crm.person.index"].sudo()._flush()
        self.env["crm.lead"].flush_model(
            [
                "partner_id",
                "prospect_id",
                "won_status",
                "lost_reason_id",
                "decision",
                "source_id",
            ]
        )
        self.env["crm.prospect"].flush_model(["partner_id", "source_id"])
        self.env["crm.application.reference"].flush_model()
        # Values of people are in no statement, but they may be in its plan.
        self.env.cr.execute(
            self._applications_query(list(found), since), log_exceptions=False
        )
        for (
            subject,
            way,
            last,
            first,
            middle,
            phones,
            documents,
            *row,
        ) in self.env.cr.fetchall():
            lead_id, prospect_id, *rest = row
            found[subject].append(
                risk.Application(
                    lead_id,
                    prospect_id,
                    risk.WAYS[way],
                    *rest,
                    name=(last, first, middle),
                    phones=tuple(phones or ()),
                    documents=tuple(documents or ()),
                )
            )
        return found

    @api.model
    def _applications_query(self, prospect_ids, since=None):
        """SELECT of the columns that :meth:`_applications` reads."""
        return SQL(
            """WITH subject AS MATERIALIZED (
                SELECT id, company_id,
                    CASE WHEN %(told)s THEN partner_id END AS partner_id
                FROM crm_prospect WHERE id = ANY(%(ids)s)
            ), kin AS MATERIALIZED (
                SELECT id AS subject, id AS prospect_id, 0 AS way FROM subject
                UNION ALL
                SELECT s.id, p.id, 1 FROM subject s
                CROSS JOIN LATERAL (SELECT id FROM crm_prospect
                    WHERE partner_id = s.partner_id LIMIT %(siblings)s) p
                WHERE p.id <> s.id
            ), person_value AS MATERIALIZED (
                SELECT DISTINCT o.subject, v.kind, v.value
                FROM (
                    SELECT k.subject, i.* FROM kin k CROSS JOIN LATERAL (%(prospect)s) i
                    UNION ALL
                    SELECT s.id, i.* FROM subject s CROSS JOIN LATERAL (%(client)s) i
                ) o
                CROSS JOIN LATERAL (
                    SELECT 'phone' AS kind, unnest(o.phones) AS value
                    UNION ALL SELECT 'email', unnest(o.emails)
                    UNION ALL SELECT 'messenger', unnest(o.messengers)
                    UNION ALL SELECT 'document', unnest(o.documents)) v
                WHERE %(evidence)s
            ), person AS MATERIALIZED (
                SELECT subject, prospect_id, min(way) AS way FROM (
                    SELECT * FROM kin
                    UNION ALL
                    SELECT v.subject, holder.id,
                        CASE v.kind WHEN 'document' THEN 2 ELSE 3 END
                    FROM person_value v
                    CROSS JOIN LATERAL (SELECT array_agg(h.prospect_id) AS ids
                        FROM (%(held)s LIMIT %(holders)s + 1) h) h
                    CROSS JOIN LATERAL unnest(h.ids) AS holder(id)
                    WHERE cardinality(h.ids) <= %(holders)s AND holder.id IS NOT NULL
                ) near GROUP BY subject, prospect_id
            ), application AS MATERIALIZED (
                SELECT DISTINCT ON (subject, id) * FROM (
                    SELECT n.subject, n.way, l.*, p.prospect_id, p.found_in
                    FROM person n
                    CROSS JOIN LATERAL (SELECT company_id FROM subject
                        WHERE id = n.subject LIMIT 1) s
                    CROSS JOIN LATERAL (%(leads_of_prospect)s) l
                    CROSS JOIN LATERAL (%(found_prospect)s) p
                    UNION ALL
                    SELECT s.id, 1, l.*, p.prospect_id, p.found_in
                    FROM subject s
                    CROSS JOIN LATERAL (%(leads_of_contact)s) l
                    -- Whoever it is of, if anybody is named.
                    LEFT JOIN LATERAL (%(named_prospect)s) p ON TRUE
                ) found ORDER BY subject, id, way
            )
            SELECT l.subject, l.way, i.lastname, i.firstname, i.middlename,
                i.phones, i.documents, l.id, l.prospect_id, l.create_date, l.won_status,
                l.lost_reason_id, l.decision, coalesce(r.source_id, l.found_in),
                l.source_id
            FROM application l
            LEFT JOIN LATERAL (%(name)s) i ON TRUE
            CROSS JOIN LATERAL (SELECT (array_agg(f.source_id ORDER BY f.id))[1]
                    AS source_id
                FROM crm_application_reference f WHERE f.lead_id = l.id) r
            ORDER BY l.create_date DESC, l.id DESC""",
            ids=prospect_ids,
            siblings=MAX_SIBLINGS,
            prospect=self._indexed("prospect_id", SQL("k.prospect_id")),
            told=self.env["crm.prospect"]._tells_hidden(),
            # What a hidden client has must not be learnt from those who have it too.
            client=self._indexed(
                "partner_id",
                SQL("NULL::int")
                if self.env.user._is_without_clients()
                else SQL("s.partner_id"),
            ),
            evidence=self._is_evidence(SQL("v.kind"), SQL("v.value")),
            held=held(SQL("v.kind"), SQL("v.value")),
            holders=MAX_HOLDERS,
            leads_of_prospect=self._leads("prospect_id", SQL("n.prospect_id"), since),
            found_prospect=self._prospect(SQL("n.prospect_id")),
            leads_of_contact=self._leads("partner_id", SQL("s.partner_id"), since),
            named_prospect=self._prospect(SQL("l.named")),
            name=self._indexed("prospect_id", SQL("l.prospect_id")),
        )

    @api.model
    def _leads(self, column, person, since):
        """SELECT of the newest leads with this prospect or contact."""
        return SQL(
            """SELECT id, create_date, won_status, lost_reason_id, decision, source_id,
                prospect_id AS named
            FROM crm_lead WHERE %(column)s = %(person)s AND %(since)s AND %(of_company)s
            -- By no column: following an index on it until there are enough rows would
            -- read the whole table where a person has fewer.
            ORDER BY -id LIMIT %(most)s""",
            column=SQL.identifier(column),
            person=person,
            since=SQL("create_date >= %s", since) if since else SQL("TRUE"),
            of_company=self._is_of_company(),
            most=MAX_APPLICATIONS,
        )

    @api.model
    def _prospect(self, prospect):
        """SELECT of a prospect and its source."""
        return SQL(
            """SELECT id AS prospect_id, source_id AS found_in FROM crm_prospect
            WHERE id = %s AND %s LIMIT 1""",
            prospect,
            self._is_of_company(),
        )

    @api.model
    def _is_of_company(self):
        """SQL: a row is of the company of the subject `s`, and of one of the user's."""
        same = SQL(
            "(company_id IS NULL OR s.company_id IS NULL OR company_id = s.company_id)"
        )
        reach = self.env.user._get_people_reach()
        if not reach:
            return same
        return SQL(
            "%s AND (company_id IS NULL OR company_id = ANY(%s))",
            same,
            list(reach.companies),
        )

    @api.model
    def _indexed(self, owner, person):
        """SELECT of what the index knows of a person: unusable values are not in it."""
        return SQL(
            """SELECT lastname, firstname, middlename, phones, emails, messengers,
                documents FROM crm_person_index WHERE %s = %s LIMIT 1""",
            SQL.identifier(owner),
            person,
        )

    @api.model
    def _is_evidence(self, kind, value):
        """SQL: sharing the value tells something about a person.

        Stricter than for links: a value found generic counts nothing from that moment
        on, before anybody has accepted it.
        """
        return SQL(
            """%(value)s IS NOT NULL AND NOT EXISTS (SELECT FROM crm_generic_value g
                WHERE g.kind = %(kind)s AND g.value = %(value)s AND g.state <> 'exempt')
            AND %(not_stopped)s""",
            kind=kind,
            value=value,
            not_stopped=self.env["crm.stop.value"]._passes(kind, value),
        )
