# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from textwrap import shorten

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import html_to_inner_content

# What the machine says on a record is no action of anybody.
MACHINE_MESSAGES = (
    "notification",
    "auto_comment",
    "user_notification",
    "out_of_office",
)
MAX_INFORMATION = 120


class CrmLead(models.Model):
    """What the list of applications shows of each, and its tabs."""

    _inherit = "crm.lead"

    is_potential = fields.Boolean(
        "Potential",
        compute="_compute_is_potential",
        search="_search_is_potential",
        help="The person is no client, or nobody is named.",
    )
    last_action = fields.Char(
        "Latest Action", compute="_compute_last_action", groups="base.group_user"
    )
    last_action_date = fields.Datetime(
        "Latest Action on", compute="_compute_last_action", groups="base.group_user"
    )
    information = fields.Char(
        compute="_compute_information",
        help="The first words of the notes, else who the person is.",
    )

    # ------------------------------------------------------------------ potential

    @api.depends("prospect_id.partner_id")
    @api.depends_context("uid")
    def _compute_is_potential(self):
        """A client whom the user may not see is one nevertheless, as the badge says."""
        for lead in self:
            lead.is_potential = not lead.sudo().prospect_id._get_told_clients()

    @api.model
    def _search_is_potential(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env["crm.prospect"]._tells_hidden():
            return Domain.TRUE
        self.env["crm.prospect"].flush_model(["partner_id"])
        # Looked up for each application of the page that is walked: PostgreSQL would
        # collect all linked prospects first for a join.
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(SELECT p.partner_id FROM crm_prospect p WHERE p.id = %s) IS NULL",
                model._field_to_sql(alias, "prospect_id", query),
            )
        )

    # ------------------------------------------------------------------ last action

    @api.depends_context("lang")
    def _compute_last_action(self):
        """The newest thing that somebody did: a done action, a message or a note."""
        found = self._fetch_last_actions()
        types = self.env["mail.activity.type"].sudo()
        types = types.browse({row["activity_type"] for row in found.values()} - {None})
        types.fetch(["name"])
        for lead in self:
            row = found.get(lead._origin.id)
            lead.last_action = row and lead._get_action_words(**row)
            lead.last_action_date = row and row["date"]

    def _fetch_last_actions(self):
        """Dict lead id -> dict of `date`, `kind`, `subtype` and `activity_type`."""
        fields_read = ["message_type", "subtype_id", "mail_activity_type_id"]
        self.env["mail.message"].flush_model(["model", "res_id", "date", *fields_read])
        rows = self.env.execute_query(
            SQL(
                """SELECT l.id, m.date, m.message_type, m.subtype_id,
                    m.mail_activity_type_id
                FROM unnest(%s::int[]) AS l(id) CROSS JOIN LATERAL (
                    SELECT * FROM mail_message
                    WHERE model = %s AND res_id = l.id AND (
                        message_type <> ALL(%s) OR mail_activity_type_id IS NOT NULL)
                    ORDER BY id DESC LIMIT 1) m""",
                self._origin.ids,
                self._name,
                list(MACHINE_MESSAGES),
            )
        )
        names = ("date", "kind", "subtype", "activity_type")
        return {lead_id: dict(zip(names, row, strict=True)) for lead_id, *row in rows}

    def _get_action_words(self, kind, subtype, activity_type, **row):
        """What was done last, in words.

        :param str kind: type of the message that tells it
        :param int subtype: id of its subtype
        :param int activity_type: id of the type of a done action, or None
        """
        if activity_type:
            return self.env["mail.activity.type"].sudo().browse(activity_type).name
        if kind == "email":
            return self.env._("E-mail received")
        if kind == "email_outgoing":
            return self.env._("E-mail sent")
        if subtype == self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"):
            return self.env._("Note")
        return self.env._("Message")

    # ------------------------------------------------------------------ information

    @api.depends("description", "person_banner")
    @api.depends_context("lang", "uid", "su", "allowed_company_ids")
    def _compute_information(self):
        for lead in self:
            text = html_to_inner_content(lead.description or "")
            words = shorten(text, MAX_INFORMATION, placeholder="…")
            lead.information = words or lead.person_banner
