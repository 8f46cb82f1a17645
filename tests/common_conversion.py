# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prospects with applications on the five steps of a team."""

from odoo.fields import Command

from .common_lead import LeadCase

PERSON = {
    "lastname": "Волкова",
    "firstname": "Ирина",
    "middlename": "Олеговна",
    "gender": "female",
    "birthdate": "1985-03-02",
    "phones": ["+79165550101"],
    "emails": ["irina.volkova@example.org"],
    "documents": [{"type": "passport_ru", "number": "4510 654321"}],
    "street": "ул. Лесная, 5",
    "zip": "170001",
    "city": "Тверь",
    "employer": "Ромашка",
}

# Of the same woman, as the client base knows her: she married, and moved.
CLIENT = {
    **PERSON,
    "lastname": "Лисина",
    "phones": ["+79165550102"],
    "emails": [],
    "street": "ул. Новая, 1",
    "city": "Москва",
    "zip": "101000",
    "employer": "",
}


class ConversionCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage"].search([]).team_ids = cls.env["crm.team"].create(
            {"name": "Others"}
        )
        cls.team = cls.env["crm.team"].create({"name": "Five Steps"})
        cls.stages = cls.env["crm.stage"].create(
            [
                {
                    "name": f"Step {number}",
                    "sequence": 10 * number,
                    "team_ids": [Command.link(cls.team.id)],
                }
                for number in range(1, 6)
            ]
        )
        cls.last = cls.stages[-1]
        cls.manager = cls.make_seller("lead_manager", "group_sale_manager")

    @classmethod
    def make_person(cls, step=5, person=None, **vals):
        """A prospect with an application on a step, both of nobody in particular."""
        prospect = cls.make_prospect(**(PERSON if person is None else person))
        prospect.write({"user_id": False, **vals})
        if step:
            cls.make_application(prospect, step)
        return prospect

    @classmethod
    def make_application(cls, prospect, step, **vals):
        stage = cls.stages[step - 1].id
        vals = {"team_id": cls.team.id, "stage_id": stage, **vals}
        return cls.make_lead(prospect, **vals)

    def counts(self):
        """How many rows there are of whatever a conversion writes."""
        models = ("res.partner", "crm.contact.point", "crm.person.document")
        models += ("crm.person.origin", "crm.match", "ir.attachment", "mail.activity")
        self.env.flush_all()
        return {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in models
        }

    def convert(self, prospect, *args, **kwargs):
        """Converted by a salesperson; the client."""
        result = prospect.with_user(self.own).convert(*args, **kwargs)
        self.env.cr.flush()
        self.env.invalidate_all()
        return self.env["res.partner"].browse(result["client_id"])

    def rows(self, prospect, client=None):
        prepared = prospect.with_user(self.own)._prepare_conversion(client)
        return {row["field"]: row for row in prepared["rows"]}, prepared["carried"]
