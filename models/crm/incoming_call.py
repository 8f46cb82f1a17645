# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import phones
from ..matching.match import LINKING
from ..person.person_text import MAX_TEXT
from ..prospect.person_parser import PersonError

# People looked at of those who have one number; it is nobody's by then.
MAX_HOLDERS = 100


class CrmProspect(models.Model):
    """Who calls: from a number to a person and the open applications (L12)."""

    _inherit = "crm.prospect"

    @api.model
    @api.readonly
    def who_calls(self, number: str, limit: int = 10):
        """Who has this phone number, and which of his applications are open.

        People are counted and not records: a client and the prospects linked with him
        are one person, and so are prospects linked with each other. Several people are
        told, and none is chosen. People of other companies are not looked at.

        :param str number: phone in any notation
        :param int limit: most candidates and most applications, 1 to 100
        :return: dict

            - `result`: `client`, `prospect`, `none`, or `several`
            - `number`: in E.164
            - `generic`: the number is a stop value or shared by too many people, and
              tells nobody: `result` is `several` or `none`
            - `client`, `prospect`: dict `id`, `name`, `number` of the one person, or
              None; of a client, the newest prospect linked with him
            - `candidates`: when there are several, a list of the same dictionaries
              with `kind`, `client` or `prospect`
            - `hidden`: how many of these people the user may not see
            - `applications`: open leads, newest first: dict `id`, `name`, `stage`,
              `user`, `date` (UTC)
            - `url`: of the card of the one person, else of the page of the call
        :rtype: dict
        :raise UserError: the number cannot be used, or an argument is wrong
        :raise AccessError: the user may not see prospects
        """
        self.check_access("read")
        self.env["crm.access.log"]._log("call", self)
        with self._refusals():
            self._check_limit(limit)
            number = self._check_caller_number(number)
        generic, members, twins, nameless = self._find_callers(number)
        persons = self._group_people(members, twins)
        prospects = [p for ids in persons.values() for p in ids]
        persons = self._without_nameless(persons, nameless)
        people, hidden = self._describe_people(persons)
        answer = {
            "result": "none",
            "number": number,
            "generic": generic,
            "client": None,
            "prospect": None,
            "candidates": [],
            "hidden": hidden,
            "applications": self._get_caller_applications(
                number,
                prospects,
                [p["client"]["id"] for p in people if p["client"]],
                limit,
            ),
        }
        if len(persons) == 1 and not generic:
            [(kind, _id)] = persons
            answer.update(people[0], result=kind)
        elif persons:
            answer["result"] = "several"
            answer["candidates"] = [
                {"kind": kind, **person[kind]}
                for person in people
                if (kind := next((k for k in person if person[k]), None))
            ][:limit]
        return {**answer, "url": self._get_caller_url(answer)}

    # ------------------------------------------------------------------ number

    @api.model
    def _check_caller_number(self, number):
        """The number in E.164.

        :raise PersonError: there is none in the text
        """
        if not isinstance(number, str) or len(number) > MAX_TEXT:
            raise PersonError("number", self.env._("a phone number is expected"))
        phone = phones.parse_one(number, self.env.company.country_id.code or "RU")
        if phone.reason:
            reason = self.env["crm.person.parser"]._reason(phone.reason)
            raise PersonError(
                "number", self.env._("cannot be used (%(reason)s)", reason=reason)
            )
        return phone.number

    # ------------------------------------------------------------------ persons

    @api.model
    def _find_callers(self, number):
        """Records with this number, whoever may see them.

        :return: whether the number is nobody's; list of (prospect id or None, client id
            or None) of the holders and of the other prospects of these clients; list
            of pairs of prospects that are one person; set of the prospects without name
        """
        self.env.cr.execute(
            SQL(
                """WITH held AS MATERIALIZED (
                    SELECT prospect_id, partner_id FROM crm_contact_point
                    WHERE match_key = %(number)s AND kind = 'phone' LIMIT %(most)s),
                found AS MATERIALIZED (
                    SELECT p.id, CASE WHEN %(told)s THEN p.partner_id END AS partner_id,
                        p.name IS NULL AS nameless
                    FROM held h JOIN crm_prospect p ON p.id = h.prospect_id
                    WHERE p.active AND %(prospect_company)s
                    UNION ALL
                    SELECT NULL, c.id, FALSE
                    FROM held h JOIN res_partner c ON c.id = h.partner_id
                    WHERE c.active AND c.is_client AND %(told)s
                        AND %(client_company)s),
                records AS (
                    SELECT id, partner_id, NULL::int AS twin, nameless FROM found
                    UNION
                    (SELECT p.id, p.partner_id, NULL, p.name IS NULL
                    FROM crm_prospect p
                    WHERE p.partner_id IN (
                            SELECT partner_id FROM found WHERE %(seen)s OR id > 0)
                        AND p.active AND %(prospect_company)s LIMIT %(most)s)
                    UNION
                    SELECT m.prospect_id, NULL, m.other_prospect_id, FALSE
                    FROM crm_match m
                    WHERE m.prospect_id IN (SELECT id FROM found)
                        AND m.other_prospect_id IN (SELECT id FROM found)
                        AND m.verdict = ANY(%(linking)s))
                SELECT flag.generic, r.id, r.partner_id, r.twin, r.nameless
                FROM (SELECT NOT (%(passes)s) OR EXISTS (
                    SELECT FROM crm_generic_value g WHERE g.kind = 'phone'
                        AND g.value = %(number)s AND g.state <> 'exempt') AS generic
                    ) flag
                LEFT JOIN records r ON TRUE""",
                number=number,
                most=MAX_HOLDERS,
                linking=list(LINKING),
                told=self._tells_hidden(),
                # That a hidden client has the number tells of none of his prospects.
                seen=not self.env.user._is_without_clients(),
                # As matching does: between companies nobody is the same person.
                prospect_company=SQL(
                    "(p.company_id IS NULL OR p.company_id = ANY(%s))",
                    self.env.companies.ids,
                ),
                client_company=SQL(
                    "(c.company_id IS NULL OR c.company_id = ANY(%s))",
                    self.env.companies.sudo().parent_ids.ids,
                ),
                passes=self.env["crm.stop.value"]._passes(
                    SQL("'phone'"), SQL("%s", number)
                ),
            ),
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        twins = [(row[1], row[3]) for row in rows if row[3]]
        nameless = {row[1] for row in rows if row[4]}
        members = [row[1:3] for row in rows if any(row[1:3]) and not row[3]]
        return rows[0][0], members, twins, nameless

    @api.model
    def _without_nameless(self, persons, nameless):
        """Those who have a name, if there are any.

        An application may leave nothing but a number: that is nobody else.
        """
        return {
            key: ids
            for key, ids in persons.items()
            if key[0] == "client" or set(ids) - nameless
        } or persons

    # ------------------------------------------------------------------ the rest

    @api.model
    def _get_caller_applications(self, number, prospect_ids, client_ids, limit):
        """Open leads of these people, and those of nobody that have the number.

        :param client_ids: of clients whom the user may see
        """
        leads = self.env["crm.lead"]
        if not leads.has_access("read"):
            return []
        leads = leads.search_fetch(
            self._get_caller_domain(number, prospect_ids, client_ids),
            ["name", "create_date"],
            order="create_date DESC, id DESC",
            limit=limit,
        )
        names = leads._get_stage_and_user_names()
        return [
            {
                "id": lead.id,
                "name": lead.name or "",
                **names[lead.id],
                "date": fields.Datetime.to_string(lead.create_date),
            }
            for lead in leads
        ]

    @api.model
    def _get_caller_domain(self, number, prospect_ids, client_ids):
        """Three look-ups in indexes: of an OR the database might read all there are."""
        whose = SQL(
            """SELECT id FROM crm_lead WHERE prospect_id = ANY(%s)
            UNION SELECT id FROM crm_lead WHERE partner_id = ANY(%s)
            UNION SELECT id FROM crm_lead
                WHERE prospect_id IS NULL AND phone_sanitized = %s""",
            prospect_ids,
            client_ids,
            number,
        )
        columns = ["partner_id", "phone_sanitized", "prospect_id"]
        self.env["crm.lead"].flush_model(columns)
        return Domain("won_status", "=", "pending") & Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), whose
            )
        )

    @api.model
    def _get_caller_url(self, answer):
        for kind, model in (("client", "res.partner"), ("prospect", "crm.prospect")):
            if answer["result"] == kind and answer[kind]:
                return f"/odoo/{model}/{answer[kind]['id']}"
        return f"/odoo/incoming-call?{urlencode({'number': answer['number']})}"


class CrmLead(models.Model):
    """What is told of an application during a call."""

    _inherit = "crm.lead"

    def _get_stage_and_user_names(self):
        """dict lead id -> dict `stage`, `user`, in one statement: the phone rings."""
        query = SQL(
            """SELECT l.id, %(stage)s, p.name FROM crm_lead l
            LEFT JOIN crm_stage s ON s.id = l.stage_id
            LEFT JOIN res_users u ON u.id = l.user_id
            LEFT JOIN res_partner p ON p.id = u.partner_id
            WHERE l.id = ANY(%(ids)s)""",
            stage=self.env["crm.stage"]._field_to_sql("s", "name"),
            ids=self.ids,
        )
        return {
            lead_id: {"stage": stage or "", "user": user or ""}
            for lead_id, stage, user in self.env.execute_query(query)
        }
