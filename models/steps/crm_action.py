# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Whose activities are actions of the sales team; of partners, only those on clients.
MODELS = ("crm.lead", "crm.prospect", "res.partner")


class MailActivity(models.Model):
    """An action of the sales team: whom it is about, and whose team it is for.

    Rights are part of the condition, and not left to what Odoo takes off each page of
    activities afterwards: pages are full, and counting needs one statement.
    """

    _inherit = "mail.activity"

    is_crm_action = fields.Boolean(store=False, search="_search_is_crm_action")
    crm_record_name = fields.Char("Record", compute="_compute_crm_record")
    crm_person_name = fields.Char("Client or Prospect", compute="_compute_crm_record")
    crm_team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        compute="_compute_crm_team_id",
        search="_search_crm_team_id",
        help="That of the application or prospect, else that of the responsible.",
    )

    # ------------------------------------------------------------------ which ones

    @api.model
    def _search_is_crm_action(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain.OR(self._get_crm_action_domain(name) for name in MODELS)

    @api.model
    def _get_crm_action_domain(self, model_name):
        """Actions on records of a model: the user's own, and those he may work on."""
        model = self.env[model_name]
        actions = Domain("res_model", "=", model_name)
        records = Domain.TRUE
        if model_name == "res.partner":
            records = Domain("is_client", "=", True)
            actions &= self._get_on_record_domain(model_name, records)
        allowed = Domain("user_id", "=", self.env.uid)
        # What Odoo asks of who reads the activities of others.
        operation = getattr(model, "_mail_post_access", "read")
        if model.has_access(operation):
            rules = self.env["ir.rule"]._compute_domain(model_name, operation)
            allowed |= self._get_on_record_domain(model_name, records & rules)
        return actions & allowed

    @api.model
    def _get_on_record_domain(self, model_name, domain):
        """Activities whose record fits a domain, looked up one by one by its id."""
        records = self.env[model_name].sudo().with_context(active_test=False)

        def to_sql(_model, alias, _query):
            found = records._search(domain)
            if found.is_empty():
                return SQL("FALSE")
            found.add_where(
                SQL(
                    "%s = %s",
                    SQL.identifier(found.table, "id"),
                    SQL.identifier(alias, "res_id"),
                )
            )
            # Not EXISTS: PostgreSQL would read all records first, for any page of a
            # few actions.
            return SQL("(%s) IS TRUE", found.select(SQL("TRUE")))

        return Domain.custom(to_sql=to_sql)

    # ------------------------------------------------------------------ whom about

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "su", "allowed_company_ids", "lang")
    def _compute_crm_record(self):
        """Names of the record and of its person, as far as the user may see them.

        Not `res_name`: it is stored, and shown to whoever an activity is given.
        """
        self.crm_record_name = self.crm_person_name = False
        for model_name, activities in self.grouped("res_model").items():
            if model_name not in MODELS:
                continue
            ids = set(activities.mapped("res_id"))
            records = self.env[model_name].browse(ids).exists()
            seen = {r.id: r for r in records._filtered_access("read")}
            persons = self._get_crm_person_names(records.browse(seen))
            for activity in activities:
                if record := seen.get(activity.res_id):
                    activity.crm_record_name = self._get_crm_record_name(record)
                    activity.crm_person_name = persons[record]
                else:
                    activity.crm_record_name = self.env._("(hidden)")

    @api.model
    def _get_crm_record_name(self, record):
        """An application by its name; prospects and clients by their number."""
        if record._name == "crm.prospect":
            return self.env._("Prospect %(number)s", number=record.number_display)
        if record._name == "res.partner":
            return self.env._("Client %(number)s", number=record.client_number_display)
        return record.display_name

    @api.model
    def _get_crm_person_names(self, records):
        """dict record -> name of its client, or of its prospect while there is none."""
        if records._name == "res.partner":
            return {client: client.display_name for client in records}
        if records._name == "crm.prospect":
            return {p: (p.client_id or p).display_name for p in records}
        prospects = records.prospect_id._filtered_access("read")
        return {
            lead: (lead.client_id or lead.prospect_id & prospects).display_name
            or lead.contact_name
            or lead.partner_name
            for lead in records
        }

    # ------------------------------------------------------------------ whose team

    @api.depends("res_model", "res_id", "user_id.sale_team_id")
    def _compute_crm_team_id(self):
        for model_name, activities in self.grouped("res_model").items():
            teams = {}
            if model_name in MODELS and "team_id" in self.env[model_name]._fields:
                ids = set(activities.mapped("res_id"))
                records = self.env[model_name].sudo().browse(ids).exists()
                teams = {record.id: record.team_id.id for record in records}
            for activity in activities:
                team = teams.get(activity.res_id)
                activity.crm_team_id = team or activity.user_id.sudo().sale_team_id.id

    @api.model
    def _search_crm_team_id(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator == "any":
            condition = Domain(value)
        else:
            field = "id" if operator == "in" else "display_name"
            condition = Domain(field, operator, value)
        teams = self.env["crm.team"].with_context(active_test=False)._search(condition)

        def to_sql(model, alias, query):
            team = model._field_to_sql(alias, "crm_team_id", query)
            return SQL("%s IN %s", team, teams.subselect())

        return Domain.custom(to_sql=to_sql)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Actions can be grouped and counted by team."""
        if field_expr != "crm_team_id":
            return super()._field_to_sql(alias, field_expr, query)
        branches = [
            SQL(
                "WHEN %s THEN (SELECT %s FROM %s r WHERE r.id = %s)",
                name,
                self.env[name]._field_to_sql("r", "team_id"),
                SQL.identifier(self.env[name]._table),
                SQL.identifier(alias, "res_id"),
            )
            for name in ("crm.lead", "crm.prospect")
        ]
        return SQL(
            """coalesce(CASE %s %s END,
                (SELECT %s FROM res_users u WHERE u.id = %s))""",
            self._field_to_sql(alias, "res_model", query),
            SQL(" ").join(branches),
            self.env["res.users"]._field_to_sql("u", "sale_team_id"),
            self._field_to_sql(alias, "user_id", query),
        )

    @api.model
    def _count_crm_actions(self):
        """How many actions the user sees in each team: those due, and those overdue.

        :return: dict team id -> (due today, overdue)
        """
        today = fields.Date.context_today(self)
        # The rights are those of the user; the statement itself needs none.
        domain = self._search_is_crm_action("in", [True])
        query = self.sudo()._search(domain & Domain("date_deadline", "<=", today))
        team = self._field_to_sql(query.table, "crm_team_id", query)
        deadline = self._field_to_sql(query.table, "date_deadline", query)
        query.groupby = team
        rows = self.env.execute_query(
            query.select(
                team,
                SQL("count(*) FILTER (WHERE %s = %s)", deadline, today),
                SQL("count(*) FILTER (WHERE %s < %s)", deadline, today),
            )
        )
        return {team: counts for team, *counts in rows}
