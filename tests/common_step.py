# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A pipeline of its own, and the stays of applications on its stages."""

import logging
from contextlib import contextmanager

from odoo.fields import Command, Datetime
from odoo.tools import SQL

from .common_lead import LeadCase


class StepCase(LeadCase):
    """A team with the stages 0, 1, 2 and 3, won."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Steps"})
        # Otherwise Odoo gives what they get to another team, hence to other stages.
        cls.team.member_ids = cls.own + cls.all
        cls.stages = cls.make_stages(cls.team, 100)

    @classmethod
    def make_stages(cls, team, sequence):
        return cls.env["crm.stage"].create(
            [
                {
                    "name": f"Step {number}",
                    "sequence": sequence + number,
                    "is_won": number == 3,
                    "team_ids": [Command.link(team.id)],
                }
                for number in range(4)
            ]
        )

    @classmethod
    def make_step_lead(cls, stage=0, **vals):
        """An application on one of the stages."""
        vals = {"team_id": cls.team.id, "stage_id": cls.stages[stage].id, **vals}
        return cls.make_lead(**vals)

    def steps_of(self, leads):
        return self.env["crm.lead.step"].search(
            [("lead_id", "in", leads.ids)], order="id"
        )

    def stays(self, lead):
        """(Stage, whether it ended, finish) of each stay."""
        return [
            (step.display_name, bool(step.date_end), step.finish)
            for step in self.steps_of(lead)
        ]

    @contextmanager
    def step_statements(self):
        """The statements that write steps meanwhile."""
        self.env.flush_all()
        logger = logging.getLogger("odoo.sql_db")
        level = logger.level
        statements = []
        handler = logging.Handler(logging.DEBUG)

        def keep(record):
            text = record.getMessage()
            if "INTO crm_lead_step" in text or "UPDATE crm_lead_step" in text:
                statements.append(text)

        handler.emit = keep
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        try:
            yield statements
        finally:
            logger.setLevel(level)
            logger.propagate = True
            logger.removeHandler(handler)

    def forget_steps(self, leads):
        """As if the addon had been installed just now."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM crm_lead_step WHERE lead_id = ANY(%s)", leads.ids)
        )
        self.env.invalidate_all()

    def write_past_odoo(self, leads, **values):
        """Change columns of leads by SQL, as imports of others do."""
        self.env.flush_all()
        changes = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in values.items()
        )
        self.env.cr.execute(
            SQL("UPDATE crm_lead SET %s WHERE id = ANY(%s)", changes, leads.ids)
        )
        self.env.invalidate_all()

    def run_step_cron(self):
        """Read and repair everything, in the transaction of the test."""
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_lead_steps").method_direct_trigger()
        self.env.invalidate_all()

    def track_move(self, lead, date, old, new, old_name="", new_name=""):
        """What Odoo notes about a move, as of that day."""
        message = self.env["mail.message"].create(
            {
                "model": "crm.lead",
                "res_id": lead.id,
                "date": Datetime.to_datetime(date),
                "message_type": "notification",
            }
        )
        self.env["mail.tracking.value"].create(
            {
                "mail_message_id": message.id,
                "field_id": self.env["ir.model.fields"]._get("crm.lead", "stage_id").id,
                "old_value_integer": old,
                "old_value_char": old_name,
                "new_value_integer": new,
                "new_value_char": new_name,
            }
        )
