# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

KINDS = [
    ("prospect", "Potential Client Came"),
    ("came", "Application Came"),
    ("won", "Won"),
    ("lost", "Lost"),
]


class CrmLeadDay(models.Model):
    """What happened on a day: a person or an application came, or was finished.

    From the steps and not from the applications: figures of yesterday stay.
    """

    _name = "crm.lead.day"
    _description = "Came and Finished"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "date"
    _depends = {
        "crm.lead.step": [
            "lead_id",
            "stage_id",
            "credit_team_id",
            "credit_user_id",
            "team_id",
            "user_id",
            "company_id",
            "date_start",
            "is_first",
            "finish",
            "date_finish",
        ],
        "crm.prospect": [
            "registration_date",
            "team_id",
            "user_id",
            "company_id",
        ],
    }

    date = fields.Datetime(readonly=True)
    kind = fields.Selection(KINDS, "Event", readonly=True)
    # Ids, and no many2one: Odoo tells the names of those to whoever sees the line.
    res_model = fields.Char("Model", readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", readonly=True, aggregator=None
    )
    name = fields.Char("Who or What", compute="_compute_name")
    stage_id = fields.Many2one("crm.stage", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        # Ids of three kinds of events side by side
        return SQL(
            """SELECT id::int8 * 3 AS id, date_start AS date, 'came' AS kind,
                'crm.lead' AS res_model, lead_id AS res_id, stage_id,
                credit_team_id AS team_id, credit_user_id AS user_id, company_id
            FROM crm_lead_step WHERE is_first
            UNION ALL
            SELECT id::int8 * 3 + 1, date_finish, finish, 'crm.lead', lead_id, stage_id,
                CASE finish WHEN 'won' THEN credit_team_id ELSE team_id END,
                CASE finish WHEN 'won' THEN credit_user_id ELSE user_id END, company_id
            FROM crm_lead_step WHERE finish IS NOT NULL
            UNION ALL
            SELECT id::int8 * 3 + 2, registration_date, 'prospect', 'crm.prospect', id,
                NULL, team_id, user_id, company_id
            FROM crm_prospect"""
        )

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_name(self):
        """Names of those the user may read; the others are counted only."""
        self.name = False
        for model, days in self.grouped("res_model").items():
            subjects = self.env[model].browse(days.mapped("res_id")).exists()
            names = {
                subject.id: subject.display_name
                for subject in subjects._filtered_access("read")
            }
            for day in days:
                day.name = names.get(day.res_id)

    def action_open_subject(self):
        """Open the application or the potential client behind a line.

        :raise UserError: it was deleted
        :raise AccessError: the user may not read it
        """
        self.ensure_one()
        subject = self.env[self.res_model].browse(self.res_id).exists()
        if not subject:
            raise UserError(self.env._("It was deleted, or merged into another one."))
        subject.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": subject._name,
            "res_id": subject.id,
            "views": [(False, "form")],
        }
