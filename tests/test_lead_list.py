# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the list of applications shows of each (L10)."""

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .common import ANNA
from .common_lead import LeadCase

COLUMNS = (
    "client_number_display",
    "contact_name",
    "phone",
    "email_from",
    "partner_name",
    "user_id",
    "create_date",
    "stage_id",
    "last_action",
    "last_action_date",
    "priority",
    "tag_ids",
    "information",
)


@tagged("post_install", "-at_install")
class TestLeadList(LeadCase):
    def test_columns(self):
        """Both lists show the columns in their order; the rest of Odoo's stays."""
        leads = self.env["crm.lead"].with_user(self.own)
        for xmlid in ("crm_case_tree_view_oppor", "crm_case_tree_view_leads"):
            view = self.env.ref(f"crm.{xmlid}")
            arch = etree.fromstring(leads.get_view(view.id, "list")["arch"])
            shown = [
                node.get("name")
                for node in arch.iterchildren("field")
                if node.get("optional") != "hide"
            ]
            with self.subTest(view=xmlid):
                ours = [name for name in shown if name in COLUMNS]
                self.assertEqual(ours, list(COLUMNS))
                self.assertTrue(arch.xpath("field[@name='city'][@optional]"))

    def test_newest_first(self):
        """What is urgent comes first, then what is new, as Odoo has it."""
        old, urgent, new = (
            self.make_lead(priority=priority) for priority in ("0", "2", "0")
        )
        ours = [("id", "in", (old + urgent + new).ids)]
        self.assertEqual(list(self.env["crm.lead"].search(ours)), [urgent, new, old])

    # ------------------------------------------------------------------ last action

    def test_last_action(self):
        """A note, a message or a done activity; what the machine says is none."""
        lead = self.make_lead().with_user(self.own)
        self.assertFalse(lead.last_action_date)
        self.assertFalse(lead.last_action)
        for words, deed in (
            ("Note", lambda: self.say(lead, "comment", "mail.mt_note")),
            ("Message", lambda: self.say(lead, "comment", "mail.mt_comment")),
            ("E-mail received", lambda: self.say(lead, "email", "mail.mt_comment")),
            ("Call", lambda: self.call(lead).action_feedback(feedback="Agreed")),
        ):
            with self.subTest(words=words):
                deed()
                lead.invalidate_recordset()
                self.assertEqual(lead.last_action, words)
                newest = lead.message_ids.sorted("id")[-1]
                self.assertEqual(lead.last_action_date, newest.date)
        lead._message_log(body="Moved by the machine")
        self.call(lead)
        lead.priority = "1"
        self.env.flush_all()
        lead.invalidate_recordset()
        self.assertEqual(lead.last_action, "Call")

    def say(self, lead, kind, subtype):
        return lead.message_post(body="Hello", message_type=kind, subtype_xmlid=subtype)

    def call(self, lead):
        return lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.own.id
        )

    def test_last_action_of_page(self):
        """A page takes one statement for its messages, however long it is."""
        leads = self.env["crm.lead"].create([{"name": f"Lead {i}"} for i in range(20)])
        for lead in leads:
            self.say(lead, "comment", "mail.mt_note")
        for lead in leads[::2]:
            self.call(lead).action_feedback(feedback="Agreed")
        few, many = leads[:2], leads

        def look(page):
            page = page.with_user(self.own)
            return lambda: [(lead.last_action, lead.last_action_date) for lead in page]

        look(few)()
        self.assertEqual(self.queries_of(look(few)), self.queries_of(look(many)))
        # One for the messages, one for the names of the types.
        self.assertLessEqual(self.queries_of(look(many)), 3)

    # ------------------------------------------------------------------ information

    def test_information(self):
        """The first words of the notes as plain text, else who the person is."""
        lead = self.make_lead(description="<p>Wants a <b>call</b> after six</p>")
        self.assertEqual(lead.information, "Wants a call after six")
        lead.description = f"<p>{'Long words of a letter. ' * 50}</p>"
        self.assertLessEqual(len(lead.information), 120)
        self.assertTrue(lead.information.endswith("…"))
        lead.write({"description": False, "prospect_id": self.make_prospect(**ANNA).id})
        self.assertEqual(lead.information, lead.person_banner)
        self.assertTrue(lead.information)

    def test_hidden_client(self):
        """One whom the user may not see has no number and no name in the list."""
        client = self.make_client(**ANNA)
        lead = self.make_lead(self.make_prospect(**ANNA))
        self.assertTrue(lead.with_user(self.own).client_number_display)
        self.hide_client(client, self.own)
        self.env.invalidate_all()
        columns = {name: {} for name in COLUMNS}
        row = lead.with_user(self.own).web_read(columns)[0]
        self.assertFalse(row["client_number_display"])
        self.assertNotIn(client.name, str(row))

    # ------------------------------------------------------------------ time

    def test_registered(self):
        """The day of registration is that of the application itself."""
        lead = self.make_lead()
        age = fields.Datetime.now() - lead.create_date
        self.assertLess(age, timedelta(minutes=5))
