# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.models.crm.timeline import Page

from .common import ANNA
from .common_timeline import START, TimelineCase

MESSAGES = 10_000


@tagged("post_install", "-at_install")
class TestTimelinePerformance(TimelineCase):
    """A page costs what it shows, not what there is."""

    def count(self, record, **kwargs):
        """Queries of one page, without those that only fill caches of the registry."""
        self.timeline(record, **kwargs)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        events = self.timeline(record, **kwargs)["events"]
        return self.env.cr.sql_log_count - before, len(events)

    def live(self):
        """Events of every kind, of six more applications."""
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Loan {number}",
                    "prospect_id": self.prospect.id,
                    "type": "opportunity",
                    "expected_revenue": 10,
                }
                for number in range(6)
            ]
        )
        self.env.cr.flush()
        leads[:2].action_set_won()
        leads[2:4].action_set_lost()
        self.env.cr.flush()
        self.env["crm.prospect.former.link"].create(
            {
                "prospect_id": self.prospect.id,
                "partner_id": self.client_card.id,
                "match_rule_id": self.prospect.match_rule_id.id,
                "link_date": START,
                "end_date": START,
            }
        )
        for lead in leads:
            lead.message_post(body="Hello", message_type="comment")
            lead.activity_schedule("mail.mail_activity_data_todo")
            done = lead.activity_schedule("mail.mail_activity_data_todo")
            done.action_feedback(feedback="Fine")

    def test_queries(self):
        """No more queries for twice the events, of all kinds there are."""
        self.client_card.client_since = START.date()
        self.make_prospect(**ANNA)
        self.live()
        once, shown = self.count(self.prospect, limit=100)
        self.assertGreater(shown, 30)
        self.live()
        twice, shown_twice = self.count(self.prospect, limit=100)
        self.assertGreater(shown_twice, shown + 20)
        # Twenty more events, and not a query for each.
        self.assertLessEqual(twice, once + 2)
        self.assertLess(twice, 50)

    def test_many_messages(self):
        """Of ten thousand messages of a client those of one page are read."""
        self.env.cr.execute(
            """INSERT INTO mail_message
                (model, res_id, date, message_type, body, subtype_id, create_date)
            SELECT 'res.partner', %s, %s::timestamp + n * interval '1 minute',
                'comment', 'Message ' || n, %s, now()
            FROM generate_series(1, %s) n""",
            (
                self.client_card.id,
                START,
                self.env.ref("mail.mt_comment").id,
                MESSAGES,
            ),
        )
        self.env.cr.execute("ANALYZE mail_message")
        page = self.timeline(self.client_card)
        self.assertEqual(page["events"][0]["text"], f"Message {MESSAGES}")
        last = START + timedelta(minutes=MESSAGES - 29)
        self.assertEqual(page["events"][-1]["date"], str(last))
        for before in (None, page["more"]):
            self.assertLess(self.rows_read(before), 200)

    def rows_read(self, before):
        """Messages that the statement of a page reads."""
        timelines = self.env["crm.timeline"]
        page = Page(before and timelines._parse_cursor(before), 30)
        person = timelines._get_person(self.client_card)
        source = timelines._timeline_message(person, page)
        statement = timelines._source_sql("message", source, page)
        self.env.cr.execute(SQL("EXPLAIN (ANALYZE, FORMAT JSON) %s", statement))
        (explained,) = self.env.cr.fetchone()[0]
        return sum(self.scanned(explained["Plan"]))

    def scanned(self, node):
        if node.get("Relation Name") == "mail_message":
            removed = node.get("Rows Removed by Filter", 0)
            yield (node["Actual Rows"] + removed) * node["Actual Loops"]
        for child in node.get("Plans", ()):
            yield from self.scanned(child)
