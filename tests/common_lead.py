# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Applications of people, and those who work with them."""

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from .common import ProspectCase


class LeadCase(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.make_seller("lead_own", "group_sale_salesman")
        cls.all = cls.make_seller("lead_all", "group_sale_salesman_all_leads")
        cls.steward = cls.make_seller("lead_steward", "group_sale_salesman_all_leads")
        cls.steward.group_ids += cls.env.ref("crm_prospect.group_prospect_steward")

    @classmethod
    def make_seller(cls, login, group="group_sale_salesman"):
        return new_test_user(cls.env, login, groups=f"sales_team.{group}")

    @classmethod
    def make_lead(cls, prospect=None, **vals):
        """An application of this person, or of nobody."""
        vals = {"name": "Application", "type": "opportunity", "user_id": False, **vals}
        return cls.env["crm.lead"].create(
            {"prospect_id": prospect.id if prospect else False, **vals}
        )

    @classmethod
    def hide_client(cls, client, user):
        """A record rule by which this user does not see this client."""
        group = cls.env["res.groups"].create(
            {"name": "No such clients", "user_ids": [Command.link(user.id)]}
        )
        cls.env["ir.rule"].create(
            {
                "name": "No such clients",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "groups": [Command.link(group.id)],
                "domain_force": [("id", "!=", client.id)],
            }
        )
        # Rules of several groups are alternatives: the others say nothing less.
        rules = cls.env["ir.rule"].search(
            [
                ("model_id.model", "=", "res.partner"),
                ("groups", "in", user.group_ids.ids),
            ]
        )
        rules.filtered(lambda rule: rule.groups != group).active = False

    def queries_of(self, deed):
        """How many statements something takes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        deed()
        return self.env.cr.sql_log_count - before

    def plan_of(self, query):
        """The plan of a query without reading whole tables, where that is possible."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query))
        return "\n".join(line for (line,) in self.env.cr.fetchall())
