# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, timedelta

from odoo.tests import new_test_user

from .common import ANNA, ProspectCase

# Everything in these tests happened on one of the days after this one.
START = datetime(2026, 3, 1, 12)


class TimelineCase(ProspectCase):
    """A client, her prospect and two applications, with dates that are known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tz": "UTC"})
        cls.client_card = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**ANNA, ref="77-1")
        cls.user_a = new_test_user(
            cls.env, "t_a", "sales_team.group_sale_salesman", name="Alla"
        )
        cls.user_b = new_test_user(
            cls.env, "t_b", "sales_team.group_sale_salesman", name="Boris"
        )
        cls.lead_a, cls.lead_b = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Loan of {user.name}",
                    "prospect_id": cls.prospect.id,
                    "user_id": user.id,
                    "type": "opportunity",
                }
                for user in (cls.user_a, cls.user_b)
            ]
        )
        cls.prospect.user_id = False
        # From here on changes of applications are tracked, as after a commit.
        cls.env.cr.flush()
        cls.set_date(cls.prospect, "registration_date", 1)
        cls.set_date(cls.prospect.reference_ids, "create_date", 2)
        cls.set_date(cls.lead_a, "create_date", 3)
        cls.set_date(cls.lead_b, "create_date", 4)
        cls.set_date(cls.prospect, "link_date", 5)

    @classmethod
    def set_date(cls, record, field, day):
        """Have something happened so many days after the start."""
        cls.env.flush_all()
        cls.env.cr.execute(
            f"UPDATE {record._table} SET {field} = %s WHERE id = %s",
            (START + timedelta(days=day), record.id),
        )
        cls.env.invalidate_all()

    @classmethod
    def post(cls, record, body, day, **kwargs):
        """A message of a person, so many days after the start."""
        kwargs.setdefault("message_type", "comment")
        message = record.message_post(body=body, **kwargs)
        cls.set_date(message, "date", day)
        return message

    def timeline(self, record, user=None, **kwargs):
        timeline = self.env["crm.timeline"].with_user(user or self.env.user)
        return timeline.get_timeline(record._name, record.id, **kwargs)

    def events(self, record, user=None, **kwargs):
        return self.timeline(record, user, **kwargs)["events"]

    def pages(self, record, limit, user=None, **kwargs):
        """All events, page by page; fails when a page is longer than asked for."""
        events, before = [], None
        while True:
            page = self.timeline(record, user, before=before, limit=limit, **kwargs)
            self.assertLessEqual(len(page["events"]), limit)
            events += page["events"]
            before = page["more"]
            if not before:
                return events
