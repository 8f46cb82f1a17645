# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command
from odoo.tools import SQL

from . import attributes
from .base_health import SIDES
from .held_values import CONTACT_KINDS

# Columns of the person index, by the attribute that rules call them. What is no
# evidence is not in them: a generic phone is none.
COLUMNS = {
    "lastname": "lastname",
    "firstname": "firstname",
    "middlename": "middlename",
    "birthdate_date": "birthdate_date",
    "gender": "gender",
    "city": "city",
    "address": "address_key",
    "phone": "phones",
    "mobile": "mobiles",
    "email": "emails",
    "messenger": "messengers",
    "document": "documents",
}
# Many share a gender or a patronymic, and mobile phones are phones.
NOT_TELLING = {"middlename", "gender", "mobile"}
COMMON_VALUES = 20


class CrmBaseHealth(models.Model):
    """Figures measured over the person index."""

    _inherit = "crm.base.health"

    @api.model
    def _common_attributes(self):
        """Attributes whose most common values are told."""
        return [name for name in COLUMNS if name not in NOT_TELLING]

    @api.model
    def _persons(self, side):
        """SQL: an index row `a` is of this side."""
        return SQL("%s IS NOT NULL", SQL.identifier("a", SIDES[side]))

    def _add_lines(self, metric, side, lines):
        """Record figures: their share is of all persons of the side."""
        total = self[f"{side}_count"]
        self.env["crm.base.health.line"].create(
            [
                {
                    "health_id": self.id,
                    "metric": metric,
                    "side": side,
                    "total": total,
                    "share": 100 * line["count"] / total if total else 0,
                    **line,
                }
                for line in lines
            ]
        )

    # ------------------------------------------------------------------ figures

    def _measure_complete(self, side):
        """How many have each attribute: one pass over the rows."""
        columns = [SQL("count(%s)", SQL.identifier("a", c)) for c in COLUMNS.values()]
        [(total, *counts)] = self.env.execute_query(
            SQL(
                "SELECT count(*), %s FROM crm_person_index a WHERE %s",
                SQL(", ").join(columns),
                self._persons(side),
            )
        )
        self[f"{side}_count"] = total
        self._add_lines(
            "complete",
            side,
            [
                {"attribute": attribute, "count": count}
                for attribute, count in zip(COLUMNS, counts, strict=True)
            ],
        )

    def _measure_unlinkable(self, side):
        """How many lack, for each rule in use, something that it needs."""
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM %s WHERE %s AND NOT %s",
                self._with_double(),
                self._persons(side),
                self._linkable(side),
            )
        )
        self._add_lines("unlinkable", side, [{"count": count}])
        total = self[f"{side}_count"]
        self[f"{side}_unlinkable"] = 100 * count / total if total else 0

    @api.model
    def _with_double(self):
        """SQL: index rows `a`, each with itself as `b`."""
        return SQL("crm_person_index a CROSS JOIN LATERAL (SELECT a.*) b")

    @api.model
    def _linkable(self, side):
        """SQL: some rule in use would find the double `b` of person `a`."""
        rules = self.env["crm.match.rule"]._usable()
        if side == "client":
            rules = rules.filtered(lambda rule: rule.target != "prospect")
        tests = [SQL("FALSE")]
        for rule in rules:
            test = SQL(" AND ").join(c._answerable() for c in rule.condition_ids)
            if rule.group_ids and side == "prospect":
                groups = rule.group_ids.ids
                test = SQL("%s AND a.group_id = ANY(%s)", test, groups)
            tests.append(SQL("coalesce(%s, FALSE)", test))
        return SQL("(%s)", SQL(" OR ").join(tests))

    def _measure_common(self, side, attribute):
        """Who shares what with most others."""
        source, value = self._values_of(side, attribute)
        rows = self.env.execute_query(
            SQL(
                """SELECT %(value)s::text, count(*) FROM %(source)s
                WHERE %(persons)s AND %(value)s IS NOT NULL
                GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT %(limit)s""",
                value=value,
                source=source,
                persons=self._persons(side),
                limit=COMMON_VALUES,
            )
        )
        companies = self._companies_of(
            SQL(
                """SELECT %(value)s::text AS value, a.company_id FROM %(source)s
                WHERE %(persons)s AND %(value)s::text = ANY(%(values)s)""",
                value=value,
                source=source,
                persons=self._persons(side),
                values=[shared for shared, _count in rows],
            )
        )
        self._add_lines(
            "common",
            side,
            [
                {
                    "attribute": attribute,
                    "value": shared,
                    "count": count,
                    "company_ids": [Command.set(companies[shared])],
                }
                for shared, count in rows
            ],
        )

    @api.model
    def _values_of(self, side, attribute):
        """(SQL of the rows, of index rows `a` among them, SQL of the value).

        Contacts and documents are counted where they are stored: the most common ones
        are no evidence, and not in the index for that reason.
        """
        owner = SIDES[side]
        if attribute in CONTACT_KINDS:
            source = SQL(
                """crm_contact_point v JOIN crm_person_index a
                    ON a.%(owner)s = v.%(owner)s AND v.kind = %(kind)s""",
                owner=SQL.identifier(owner),
                kind=attribute,
            )
            return source, SQL("v.match_key")
        if attribute == "document":
            source = SQL(
                """crm_person_document v
                JOIN crm_person_document_type t ON t.id = v.type_id
                JOIN crm_person_index a ON a.%(owner)s = v.%(owner)s""",
                owner=SQL.identifier(owner),
            )
            return source, SQL("t.code || ':' || v.number_normalized")
        return SQL("crm_person_index a"), SQL.identifier("a", COLUMNS[attribute])

    @api.model
    def _companies_of(self, shared):
        """Companies of the persons who share a value.

        :param SQL shared: SELECT (value, company_id)
        :return: dict value -> ids of companies, none if some person is of no company
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT value, bool_or(company_id IS NULL),
                    array_agg(DISTINCT company_id)
                FROM (%s) shared GROUP BY value""",
                shared,
            )
        )
        return {value: [] if open_to_all else ids for value, open_to_all, ids in rows}


class CrmMatchCondition(models.Model):
    """What a person has to have for a condition to hold for him and anybody."""

    _inherit = "crm.match.condition"

    def _answerable(self):
        """SQL: the condition can hold for an index row `a`, whose double is `b`."""
        self.ensure_one()
        if self._is_guard():
            return SQL("TRUE")
        if self.comparison == "similar":
            codes = self.document_type_ids.mapped("code")
            return SQL("NOT %s", attributes.blank(self.attribute, codes))
        return self._get_content().fact()
