# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .common_step_log import StepLogCase


@tagged("post_install", "-at_install")
class TestStepLogDoors(StepLogCase):
    """Notes and actions that come by Odoo's own doors are in the log as well."""

    def test_chatter(self):
        """A note of the chatter; letters, discussions and tracking are no notes."""
        lead = self.lead.with_user(self.own)
        note = lead.message_post(body="By chatter", message_type="comment")
        self.assertEqual(note.crm_step_id.stage_id, self.stages[0])
        letter = lead.message_post(
            body="Letter", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        log = lead._message_log(body="Logged by itself")
        self.lead.expected_revenue = 5
        self.env.cr.flush()
        self.assertFalse((letter + log).crm_step_id)
        self.assertEqual(self.texts(), {("note", "By chatter", "Step 0")})

    def test_composer(self):
        """A note written in the full composer."""
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.own)
            .with_context(
                default_model="crm.lead",
                default_res_ids=self.lead.ids,
                default_subtype_xmlid="mail.mt_note",
                default_composition_mode="comment",
            )
        )
        composer.body = "<p>Composed</p>"
        composer.save()._action_send_mail()
        self.assertEqual(self.texts(), {("note", "Composed", "Step 0")})

    def test_logs_in_batch(self):
        """Comments on many leads at once: each on its own step, in one query."""
        other = self.make_lead(stage_id=self.stages[1].id)
        leads = self.lead + other
        messages = leads._message_log_batch(
            bodies=dict.fromkeys(leads.ids, "Batch"), message_type="comment"
        )
        self.assertEqual(messages.crm_step_id.stage_id, self.stages[0] + self.stages[1])

    def test_activities(self):
        """Scheduled by code, by RPC with a model name, and by defaults of a form."""
        self.lead.activity_schedule("mail.mail_activity_data_call", summary="One")
        Activity = self.env["mail.activity"].with_user(self.own)
        Activity.create(
            {
                "res_model": "crm.lead",
                "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "res_id": self.lead.id,
                "summary": "Two",
            }
        )
        Activity.with_context(
            default_res_model="crm.lead", default_res_id=self.lead.id
        ).create({"summary": "Three"})
        self.assertEqual(
            self.texts(),
            {("open", text, "Step 0") for text in ("One", "Two", "Three")},
        )

    def test_done_in_odoo(self):
        """Done in the chatter, in the list of activities or in bulk: done here."""
        other = self.make_lead(stage_id=self.stages[1].id)
        actions = self.lead.activity_schedule(summary="One", user_id=self.own.id)
        actions += other.activity_schedule(summary="Two", user_id=self.own.id)
        (self.lead + other).stage_id = self.stages[2]
        actions.with_user(self.own).action_feedback(feedback="Fine")
        self.assertEqual(self.texts(), {("done", "One\nFine", "Step 0")})
        self.assertEqual(self.texts(lead=other), {("done", "Two\nFine", "Step 1")})

    def test_cancelled_and_deleted(self):
        """An action that is cancelled is gone; a note without its text, too."""
        action = self.add("Do", user_id=self.own.id)
        note = self.add("Note")
        action.with_user(self.own).action_cancel()
        self.lead._message_update_content(note, body="", attachment_ids=[])
        self.assertEqual(self.entries(), [])

    def test_file_alone(self):
        """A note that is a file only shows its name."""
        file = self.env["ir.attachment"].create({"name": "plan.pdf", "raw": b"x"})
        self.lead.message_post(attachment_ids=file.ids, message_type="comment")
        self.assertEqual(self.texts(), {("note", "plan.pdf", "Step 0")})

    def test_done_without_an_action(self):
        """A message with a type of action, as a mailing posts it, is a done action."""
        self.lead.message_post(
            body="Dear Anna",
            subject="Offer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            mail_activity_type_id=self.env.ref("mail.mail_activity_data_email").id,
        )
        [entry] = self.entries()
        self.assertEqual(
            (entry["kind"], entry["text"], entry["step"]),
            ("done", "Offer\nDear Anna", "Step 0"),
        )
        self.assertFalse(entry["can_reopen"])

    def test_other_models(self):
        """Nothing is done, and nothing asked, for notes on other documents."""
        partner = self.env["res.partner"].create({"name": "Somebody"})
        note = partner.message_post(body="Note", message_type="comment")
        todo = partner.activity_schedule("mail.mail_activity_data_todo")
        self.assertFalse(note.crm_step_id)
        self.assertFalse(todo.crm_step_id)

    def test_merge(self):
        """Entries of a merged lead come along, done ones too, with their steps."""
        other = self.make_lead(stage_id=self.stages[1].id)
        self.add("Note", lead=other)
        done = self.add("Done", lead=other, user_id=self.own.id)
        done.with_user(self.own).action_feedback()
        self.add("Open", lead=other, user_id=self.own.id)
        winner = (self.lead + other).with_user(self.manager)._merge_opportunity()
        self.assertEqual(
            {entry for entry in self.texts(lead=winner) if "Merge" not in entry[1]},
            {
                ("note", "Note", "Step 1"),
                ("done", "Done", "Step 1"),
                ("open", "Open", "Step 1"),
            },
        )

    def test_reads_in_one_query(self):
        """A batch of messages costs one query more, other documents none."""
        leads = self.lead
        for _n in range(9):
            leads += self.make_lead()

        def post(records, message_type):
            def vals():
                return [
                    {
                        "model": record._name,
                        "res_id": record.id,
                        "body": "Many",
                        "message_type": message_type,
                        "subtype_id": self.env.ref("mail.mt_note").id,
                        "email_from": "a@example.org",
                        "reply_to": "a@example.org",
                    }
                    for record in records
                ]

            self.env["mail.message"].create(vals())
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["mail.message"].create(vals())
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        self.assertEqual(post(leads, "comment"), post(leads, "notification") + 1)
        self.assertEqual(
            post(leads[:1], "comment"), post(leads[:1], "notification") + 1
        )
