# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The step log: notes are messages, actions are activities, nothing is stored twice.

Each keeps the step it was made on, whatever becomes of the stage and of the lead.
"""

from odoo import api, fields, models
from odoo.tools import SQL

PRIORITIES = [("0", "Low"), ("1", "Medium"), ("2", "High")]


def with_steps(env, vals_list, get_lead_id):
    """Values of new entries, with the steps that their leads stand on.

    :param function get_lead_id: values -> id of the lead, or nothing when they are no
        entry of a step log
    """
    lead_ids = {
        index: lead_id
        for index, vals in enumerate(vals_list)
        if not vals.get("crm_step_id") and (lead_id := get_lead_id(vals))
    }
    if not lead_ids:
        return vals_list
    steps = env["crm.lead"].browse(set(lead_ids.values()))._get_open_steps()
    return [
        {**vals, "crm_step_id": steps.get(lead_ids[index])}
        if index in lead_ids
        else vals
        for index, vals in enumerate(vals_list)
    ]


class MailMessage(models.Model):
    """A note of the step log, or what tells that an action was done."""

    _inherit = "mail.message"

    crm_step_id = fields.Many2one(
        "crm.lead.step", "Step", index="btree_not_null", ondelete="set null"
    )
    crm_activity_id = fields.Many2one(
        "mail.activity",
        "Done Action",
        index="btree_not_null",
        ondelete="set null",
        help="The action whose end this message tells.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        note_id = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")

        def get_lead_id(vals):
            is_note = (
                vals.get("message_type") == "comment"
                and vals.get("subtype_id") == note_id
            )
            is_entry = is_note or vals.get("mail_activity_type_id")
            return vals.get("model") == "crm.lead" and is_entry and vals.get("res_id")

        return super().create(with_steps(self.env, vals_list, get_lead_id))


class MailActivity(models.Model):
    """An action of the step log."""

    _inherit = "mail.activity"

    crm_step_id = fields.Many2one(
        "crm.lead.step", "Step", index="btree_not_null", ondelete="set null"
    )
    # Without a default: none is low, and no row is written at installation.
    priority = fields.Selection(PRIORITIES)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "priority":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        # PostgreSQL would put those without any above the urgent ones.
        priority = self._field_to_sql(alias, field_name, query)
        query._order_groupby.append(priority)
        return SQL("coalesce(%s, '0') %s", priority, direction)

    @api.model_create_multi
    def create(self, vals_list):
        lead_model_id = self.env["ir.model"]._get_id("crm.lead")
        context = self.env.context

        def get_lead_id(vals):
            def value(field):
                return vals.get(field, context.get(f"default_{field}"))

            of_lead = (
                value("res_model_id") == lead_model_id
                or value("res_model") == "crm.lead"
            )
            return of_lead and value("res_id")

        return super().create(with_steps(self.env, vals_list, get_lead_id))


class CrmLead(models.Model):
    """What happens with entries of the step log when Odoo finishes or merges."""

    _inherit = "crm.lead"

    def _get_message_create_valid_field_names(self):
        return super()._get_message_create_valid_field_names() | {
            "crm_activity_id",
            "crm_step_id",
        }

    def message_post_with_source(self, source_ref, *, render_values=None, **kwargs):
        """What tells that an action was done stays on the step of the action."""
        activity = (render_values or {}).get("activity")
        if source_ref == "mail.message_activity_done" and activity:
            kwargs["crm_activity_id"] = activity.id
            kwargs["crm_step_id"] = activity.crm_step_id.id
        return super().message_post_with_source(
            source_ref, render_values=render_values, **kwargs
        )

    def _merge_dependences_history(self, opportunities):
        """Odoo moves open actions only; done ones would be deleted with their lead."""
        result = super()._merge_dependences_history(opportunities)
        done = opportunities.sudo().with_context(active_test=False).activity_ids
        done.write({"res_id": self.id})
        return result
