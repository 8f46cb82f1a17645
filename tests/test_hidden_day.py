# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_access import CLIENT, AccessCase


@tagged("post_install", "-at_install")
class TestHiddenDay(AccessCase):
    """The day of a salesperson without the client base: nothing of his work breaks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_link()
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Заявка",
                "type": "opportunity",
                "prospect_id": cls.prospect.id,
                "user_id": cls.hidden.id,
            }
        )
        cls.mine = cls.lead.with_user(cls.hidden)

    def setUp(self):
        super().setUp()
        self.as_hidden(self.lead)

    def read_messages(self, record):
        """All that is written on a record, as its reader gets it."""
        return [
            (m.body, m.subject, m.preview, m.sudo().tracking_value_ids.read())
            for m in record.message_ids
        ]

    def test_create(self):
        """An application that names the person of a client: by form and by call."""
        form = Form(self.env["crm.lead"].with_user(self.hidden))
        form.name = "Новая"
        form.contact_name = "Иной Человек"
        form.phone = CLIENT["phones"][0]
        lead = form.save()
        lead._flush_persons()
        self.assertTrue(lead.prospect_id)
        shown = lead.web_read({"person_banner_state": {}, "person_banner": {}})
        self.assertUnknown(shown)

    def test_edit(self):
        """Every field he may write, through the form."""
        form = Form(self.mine)
        form.name = "Переименована"
        form.expected_revenue = 1000
        form.priority = "2"
        form.save()
        self.assertEqual(self.lead.name, "Переименована")
        form = Form(self.prospect.with_user(self.hidden))
        form.city = "Тверь"
        form.comment = "Перезвонить"
        form.save()
        self.assertEqual(self.prospect.city, "Тверь")

    def test_contacts(self):
        """Contacts and documents of the prospect are his to keep."""
        prospect = self.prospect.with_user(self.hidden)
        for model, vals in (
            ("crm.contact.point", {"kind": "phone", "value": "+7 916 111-00-33"}),
            (
                "crm.person.document",
                {
                    "type_id": self.env.ref("crm_prospect.document_type_inn").id,
                    "number": "500100732259",
                },
            ),
        ):
            record = prospect.env[model].create({"prospect_id": prospect.id, **vals})
            self.assertTrue(record.read())
            record.write({list(vals)[1]: list(vals.values())[1]})
        prospect.contact_point_ids.with_context(
            outcome="reached"
        ).action_record_outcome()

    def test_stages(self):
        for stage in self.env["crm.stage"].search([("is_won", "=", False)]):
            self.mine.stage_id = stage
        self.mine.action_set_lost()
        self.mine.action_unarchive()
        self.mine.action_set_won_rainbowman()
        self.assertEqual(self.lead.won_status, "won")
        self.assertTrue(self.env["crm.lead.step"].with_user(self.hidden).get_funnel())

    def test_notes_and_actions(self):
        """Notes, actions and their log."""
        self.mine.message_post(body="Заметка")
        entry = self.mine.add_step_entry(
            "Позвонить", date_deadline=str(fields.Date.today())
        )
        self.assertTrue(entry)
        self.mine.activity_schedule("mail.mail_activity_data_call", summary="Звонок")
        log = self.mine.get_step_log()
        self.assertUnknown(log)
        self.mine.activity_ids[:1].action_feedback(feedback="Готово")
        self.assertUnknown(self.read_messages(self.mine))

    def test_mail(self):
        """A letter to the address of the application; nobody becomes a contact."""
        before = self.env["res.partner"].search_count([])
        self.lead.email_from = "inoy@example.org"
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.hidden)
            .with_context(default_model="crm.lead", default_res_ids=self.lead.ids)
        )
        composer.body = "<p>Здравствуйте</p>"
        composer.subject = "Предложение"
        composer.save()._action_send_mail()
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_assign_and_hand_on(self):
        self.mine.user_id = self.seller
        self.assertEqual(self.lead.user_id, self.seller)
        self.prospect.with_user(self.hidden).user_id = self.seller
        self.assertEqual(self.prospect.user_id, self.seller)

    def test_copy(self):
        """A copy keeps the person, and tells nothing more."""
        copy = self.mine.copy()
        self.assertEqual(copy.prospect_id, self.prospect)
        self.assertEqual(copy.person_banner_state, "hidden")
        other = self.make_prospect(lastname="Донор", firstname="Олег", city="Псков")
        choices = self.mine.copy_choices("crm.prospect", other.id)
        self.assertUnknown(choices)
        self.assertUnknown(
            self.prospect.with_user(self.hidden).copy_choices("crm.prospect", other.id)
        )

    def test_merge(self):
        """Applications of two clients are merged; the note names neither."""
        other_client = self.make_client(lastname="Второва", firstname="Инна")
        other = self.make_prospect(lastname="Другой", firstname="Пётр")
        other.action_link_client(other_client.id, despite_contradictions=True)
        second = self.env["crm.lead"].create(
            {"name": "Вторая", "type": "opportunity", "prospect_id": other.id}
        )
        both = self.as_hidden(self.lead + second)
        merged = both.merge_opportunity()
        body = self.read_messages(merged)
        self.assertUnknown(body)
        self.assertNotIn("Второва", str(body))

    def test_put_off(self):
        until = str(fields.Date.today() + timedelta(days=3))
        for record in (self.mine, self.prospect.with_user(self.hidden)):
            record.action_put_off(until, "Отпуск")
            self.assertTrue(record.put_off_until)
            record.action_take_up()
            self.assertUnknown(self.read_messages(record))

    def test_find(self):
        """The search box finds applications and prospects by what they say."""
        prospects = self.env["crm.prospect"].with_user(self.hidden)
        self.assertIn(
            self.prospect, prospects.search([("person_search", "ilike", "иной")])
        )
        leads = self.env["crm.lead"].with_user(self.hidden)
        self.assertIn(self.lead, leads.search([("person_search", "ilike", "иной")]))
        # Not by what only the client has.
        for text in (CLIENT["lastname"], CLIENT["phones"][0], CLIENT["ref"]):
            self.assertFalse(prospects.search([("person_search", "ilike", text)]))
            self.assertFalse(leads.search([("person_search", "ilike", text)]))

    def test_lists(self):
        """Lists, boards, groups and today's actions open."""
        leads = self.env["crm.lead"].with_user(self.hidden)
        views = leads.get_views([(False, "list"), (False, "search")])
        names = set(views["models"]["crm.lead"]["fields"]) - {"id"}
        shown = leads.web_search_read(
            [("id", "=", self.lead.id)],
            {
                name: {"fields": {"display_name": {}}}
                if leads._fields[name].relational
                else {}
                for name in names
                if name in leads.fields_get()
            },
        )
        self.assertUnknown(shown)
        groups = leads.web_read_group([], ["stage_id"], ["__count"])
        self.assertTrue(groups["groups"])
        groups = leads.formatted_read_group([], ["client_id"], ["__count"])
        self.assertUnknown(groups)
        self.assertEqual([group["client_id"] for group in groups], [False])
        day = self.env["crm.lead.day"].with_user(self.hidden)
        self.assertUnknown(day.search([]).read())

    def test_manager_told(self):
        """The manager of the client is told without a name: others read it, too."""
        self.client.user_id = self.seller
        lead = self.env["crm.lead"].create(
            {"name": "Ещё", "prospect_id": self.prospect.id, "user_id": self.hidden.id}
        )
        self.env.flush_all()
        activity = self.env["mail.activity"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        )
        self.assertEqual(activity.user_id, self.seller)
        self.assertIn("Your client", activity.with_user(self.seller).summary)
        mine = activity.with_user(self.hidden)
        self.env.invalidate_all()
        self.assertUnknown(mine.read())
        self.assertUnknown(lead.with_user(self.hidden).activity_ids.read())
        activity.with_user(self.seller).action_feedback(feedback="Видел")
        self.assertUnknown(self.read_messages(lead.with_user(self.hidden)))

    def test_notes_of_others(self):
        """Linking, taking back and matching write no name where he reads it."""
        self.prospect.with_user(self.seller).action_unlink_client(reason="Не он")
        self.prospect.with_user(self.seller).action_link_client(
            self.client.id, despite_contradictions=True
        )
        for record in (self.prospect, self.lead):
            self.assertUnknown(self.read_messages(self.as_hidden(record)))

    def test_unlink(self):
        """Deleting is refused without a word of the client."""
        with self.assertRaises(AccessError) as caught:
            self.prospect.with_user(self.hidden).unlink()
        self.assertUnknown(str(caught.exception))
