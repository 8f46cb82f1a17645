# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import phones

MAX_NUMBERS = 1000
# A longer text is no phone number.
MAX_LENGTH = 200
EXISTS = [("yes", "Yes"), ("no", "No"), ("unknown", "Not Known")]


class CrmNumberRange(models.Model):
    """Numbers given out to one operator, in E.164.

    Both ends have the same length, so that they compare as text in the order of bytes.
    """

    _name = "crm.number.range"
    _description = "Number Range"
    _log_access = False
    _order = "number_from"
    _rec_name = "number_from"

    plan_id = fields.Many2one("crm.number.plan", required=True, ondelete="cascade")
    number_from = fields.Char("From", required=True)
    number_to = fields.Char("To", required=True)
    operator = fields.Char(help="A hint: subscribers take their numbers along.")
    region = fields.Char()
    territory = fields.Char()

    # One probe from a number to the only range of its length that may hold it.
    _probe = models.Index(
        """(plan_id, length(number_from), number_from COLLATE "C")
        INCLUDE (number_to)"""
    )
    _ends = models.Constraint(
        """CHECK(length(number_from) = length(number_to)
        AND number_from COLLATE "C" <= number_to COLLATE "C")""",
        "A range ends where it begins, or after.",
    )

    # ------------------------------------------------------------------ look-up

    @api.model
    @api.readonly
    def look_up(self, numbers):
        """What the numbering plans say of phone numbers.

        :param list[str] numbers: as typed, 1 000 at most; without a country code they
            are of the company's country
        :return: list of dicts in the same order: `number` (E.164, `False` if it is no
            phone number), `exists` (`yes`, `no`, `unknown`), `operator` (a hint:
            subscribers take their numbers along), `region`, `territory`, `plan` (name
            of the register), `kind` (`mobile`, `fixed`, `toll_free`, `voip`, `other`);
            `False` for what is not known
        :raise UserError: the argument is anything else
        """
        self.check_access("read")
        if (
            not isinstance(numbers, list | tuple)
            or len(numbers) > MAX_NUMBERS
            or not all(isinstance(n, str) and len(n) <= MAX_LENGTH for n in numbers)
        ):
            raise UserError(
                self.env._(
                    "Give a list of phone numbers as texts, %(most)s at most.",
                    most=MAX_NUMBERS,
                )
            )
        country = self.env.company.country_id.code or "RU"
        parsed = [phones.parse_one(number, country) for number in numbers]
        facts = self._facts([phone.number for phone in parsed if phone.number])
        nothing = dict.fromkeys(("operator", "region", "territory", "plan"), False)
        return [
            {
                "number": phone.number or False,
                "exists": "unknown",
                **(facts.get(phone.number) or nothing),
                "kind": phone.kind or False,
            }
            for phone in parsed
        ]

    @api.model
    def _facts(self, numbers):
        """What the plans say of numbers; nothing of those that no plan covers.

        :param numbers: iterable of phones in E.164
        :return: dict number -> dict of `exists`, `operator`, `region`, `territory`,
            `plan`
        """
        numbers = list(set(numbers))
        if not numbers:
            return {}
        number = SQL.identifier("asked", "number")
        plans = self.env["crm.number.plan"]._ids_by_prefix()
        query = SQL(
            """SELECT asked.number, %s, span.operator, span.region, span.territory,
                plan.name
            FROM unnest(%s::text[]) asked(number)
            JOIN crm_number_plan plan ON plan.id = %s
            LEFT JOIN LATERAL (%s) span ON span.number_to COLLATE "C" >= asked.number
            """,
            self._exists_sql(number),
            numbers,
            self._plan_sql(plans, number),
            self._probe_sql(SQL("*"), SQL("plan.id"), number),
        )
        # The statement holds phones of people.
        self.env.cr.execute(query, log_exceptions=False)
        names = ("exists", "operator", "region", "territory", "plan")
        return {
            number: dict(zip(names, [value or False for value in values], strict=True))
            for number, *values in self.env.cr.fetchall()
        }

    @api.model
    def _exists_sql(self, number):
        """Whether a number was given out: `yes`, `no` or `unknown`.

        :param SQL number: text expression, a phone in E.164; NULL is unknown
        :return: SQL expression of type text; one btree probe per number
        """
        plans = self.env["crm.number.plan"]._ids_by_prefix(only_fresh=True)
        if not any(plans.values()):
            return SQL("'unknown'::text")
        self.flush_model()
        plan = self._plan_sql(plans, number)
        return SQL(
            """CASE
                WHEN %s IS NULL THEN 'unknown'
                WHEN (%s) COLLATE "C" >= %s THEN 'yes'
                ELSE 'no'
            END""",
            plan,
            self._probe_sql(SQL("number_to"), plan, number),
            number,
        )

    @api.model
    def _plan_sql(self, plans, number):
        """Id of the plan that tells of a number, NULL if none does.

        The plans are few and their ids are written into the statement: to join them
        would cost a million numbers more than the ranges do.
        """
        cases = [
            SQL("WHEN starts_with(%s, %s) THEN %s::int", number, prefix, plan_id)
            for prefix, plan_id in plans.items()
        ]
        return SQL("CASE %s END", SQL(" ").join(cases)) if cases else SQL("NULL::int")

    @api.model
    def _probe_sql(self, columns, plan, number):
        """SELECT of the last range that begins at or before a number."""
        return SQL(
            """SELECT %s FROM crm_number_range
            WHERE plan_id = %s
                AND length(number_from) = length(%s)
                AND number_from COLLATE "C" <= %s
            ORDER BY number_from COLLATE "C" DESC
            LIMIT 1""",
            columns,
            plan,
            number,
            number,
        )
