# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

MONTHS_PARAMETER = "crm_prospect.number_plan_months"
DEFAULT_MONTHS = 12


class CrmNumberPlan(models.Model):
    """A register of the numbers that were given out, replaced as a whole.

    It says "exists" of a number in one of its ranges, and "does not exist" of any other
    number that begins with its prefix; of several plans the one with the longest prefix
    tells. A plan that is too old tells nothing.
    """

    _name = "crm.number.plan"
    _description = "Numbering Plan"
    _order = "prefix, id"

    name = fields.Char(required=True)
    country_id = fields.Many2one("res.country", required=True, ondelete="restrict")
    prefix = fields.Char(
        "Numbers Beginning with",
        required=True,
        help="All numbers that begin like this are told by this register, for example"
        " +79 by the register of Russian mobile numbers.",
    )
    file_date = fields.Date("As of", required=True, default=fields.Date.context_today)
    range_ids = fields.One2many("crm.number.range", "plan_id", "Ranges")
    range_count = fields.Integer("Number of Ranges", compute="_compute_range_count")
    is_outdated = fields.Boolean(
        "Outdated",
        compute="_compute_is_outdated",
        help="Too old to tell whether a number exists; its operators and regions are"
        " shown all the same.",
    )

    _prefix_unique = models.Constraint(
        "UNIQUE(prefix)", "There is a register of these numbers already."
    )
    _prefix_format = models.Constraint(
        "CHECK(prefix ~ '^[+][0-9]{1,14}$')",
        "The beginning of numbers is written like +79.",
    )

    @api.depends("range_ids")
    def _compute_range_count(self):
        counts = dict(
            self.env["crm.number.range"]._read_group(
                [("plan_id", "in", self.ids)], ["plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.range_count = counts.get(plan._origin, 0)

    @api.depends("file_date")
    def _compute_is_outdated(self):
        fresh = self._fresh_date()
        for plan in self:
            plan.is_outdated = plan.file_date and plan.file_date < fresh

    # ------------------------------------------------------------------ use

    @api.model
    def _fresh_date(self):
        """Registers as of an earlier date say nothing of a number any more."""
        months = self.env["ir.config_parameter"].sudo().get_param(MONTHS_PARAMETER, "")
        months = int(months) if months.isdecimal() else DEFAULT_MONTHS
        return fields.Date.context_today(self) - relativedelta(months=months)

    @api.model
    def _ids_by_prefix(self, only_fresh=False):
        """dict prefix -> id of the plan, the longest prefix first.

        :param bool only_fresh: `None` instead of the id of a plan that is too old; it
            still keeps a plan with a shorter prefix from telling
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT prefix, CASE WHEN file_date >= %s THEN id END
                FROM crm_number_plan ORDER BY length(prefix) DESC, prefix""",
                self._fresh_date() if only_fresh else fields.Date.to_date("0001-01-01"),
            )
        )
        return dict(rows)

    # ------------------------------------------------------------------ change

    @api.model
    def _replace(self, plans, spans):
        """Put registers in the place of those with the same prefixes.

        Whoever imports the same register meanwhile waits here, then meets a conflict
        and does it all again: the later one wins as a whole.

        :param list[dict] plans: `prefix`, `name`, `country_id`, `file_date`
        :param list[tuple] spans: (prefix, first, last, operator, region, territory)
        :return: the plans
        """
        self.check_access("create")
        self.check_access("write")
        self.flush_model()
        self.env["crm.number.range"].flush_model()
        plan_ids = {
            # In one order, so that two imports never wait for one another.
            values["prefix"]: self._take(values)
            for values in sorted(plans, key=lambda values: values["prefix"])
        }
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_number_range WHERE plan_id = ANY(%s)",
                list(plan_ids.values()),
            )
        )
        if spans:
            prefixes, *columns = map(list, zip(*spans, strict=True))
            columns = [SQL("%s::text[]", column) for column in columns]
            self.env.cr.execute(
                SQL(
                    """INSERT INTO crm_number_range (plan_id, number_from, number_to,
                        operator, region, territory)
                    SELECT plan, first, last, nullif(operator, ''), nullif(region, ''),
                        nullif(territory, '')
                    FROM unnest(%s::int[], %s)
                        AS span(plan, first, last, operator, region, territory)""",
                    [plan_ids[prefix] for prefix in prefixes],
                    SQL(", ").join(columns),
                )
            )
        self.env.invalidate_all()
        return self.browse(plan_ids.values())

    @api.model
    def _take(self, values):
        """Id of the plan with a prefix, made or changed, and locked."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_number_plan (prefix, name, country_id, file_date,
                    create_uid, create_date, write_uid, write_date)
                VALUES (%(prefix)s, %(name)s, %(country_id)s, %(file_date)s,
                    %(user)s, %(now)s, %(user)s, %(now)s)
                ON CONFLICT (prefix) DO UPDATE SET
                    name = excluded.name, country_id = excluded.country_id,
                    file_date = excluded.file_date, write_uid = excluded.write_uid,
                    write_date = excluded.write_date
                RETURNING id""",
                **values,
                user=self.env.uid,
                now=self.env.cr.now(),
            ),
            # The conflict with another import is nothing to report.
            log_exceptions=False,
        )
        return self.env.cr.fetchone()[0]
