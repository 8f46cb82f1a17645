# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that are made without `read` hold masks for users of the mask groups."""

from odoo.tests import Form, tagged

from .common import ANNA, NAME
from .common_convert import ConvertCase
from .common_masked_told import MaskedMixin
from .common_reach import ContactsCase

PHONE, EMAIL = ANNA["phones"][0], ANNA["emails"][0]
SHOWN_PHONE, SHOWN_EMAIL = "+7 916 ***-**-67", "a***@example.org"


@tagged("post_install", "-at_install")
class TestMaskedAnswers(MaskedMixin, ContactsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forget_clients()
        cls.deactivate_rules()
        cls.make_rule("lastname", "birthdate_date", mode="proposing", confidence=60)
        rest = {k: v for k, v in ANNA.items() if k not in ("phones", "emails")}
        rest.pop("lastname")
        cls.anna = cls.make_scored("Соколова", [(PHONE, 900)], [(EMAIL, 500)], **rest)
        cls.give_places()
        cls.prospect = cls.make_prospect(**ANNA)
        cls.match = cls.prospect.match_ids.ensure_one()
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Loan",
                "type": "opportunity",
                "prospect_id": cls.prospect.id,
                "phone": PHONE,
                "email_from": EMAIL,
            }
        )
        cls.env.cr.flush()

    # ------------------------------------------------------------------ search

    def test_find(self):
        """A whole value still finds; what is found is told masked."""
        told = self.check(
            lambda user: self.env["crm.prospect"].with_user(user).find(PHONE),
            *("phone", "email", "birthdate"),
        )
        self.assertEqual({found["phone"] for found in told}, {SHOWN_PHONE})
        self.assertEqual({found["email"] for found in told}, {SHOWN_EMAIL})
        self.assertEqual({found["birthdate"] for found in told}, {"***"})

    def test_choice(self):
        """A choice tells namesakes apart by their numbers alone."""

        def ask(user):
            persons = [self.prospect.with_user(user), self.anna.with_user(user)]
            context = {"formatted_display_name": True, "pick_client": True}
            return [person.with_context(**context).display_name for person in persons]

        self.check(ask, "birthdate")

    def test_asking(self):
        """Who asks with values is told names, numbers and reasons in words."""

        def ask(user):
            prospects = self.env["crm.prospect"].with_user(user)
            person = {**NAME, "birthdate": ANNA["birthdate"]}
            calls = prospects.who_calls(PHONE)
            calls.pop("number"), calls.pop("url")
            return prospects.identify(person), prospects.find_similar(person), calls

        self.assertTrue(ask(self.masked)[0]["candidates"])
        self.check(ask)

    # ------------------------------------------------------------------ pairs

    def test_desk(self):
        """Masked values are the same or not; which signs differ, is not told."""
        self.anna.birthdate_date = "1980-05-17"
        self.anna.contact_point_ids.filtered(
            lambda point: point.kind == "phone"
        ).value = "+79161234599"
        self.env.cr.flush()
        match = self.env["crm.match"].search([("prospect_id", "=", self.prospect.id)])

        def ask(user):
            desk = self.env["crm.match.desk"].with_user(user)
            return desk._prepare_units(self.prospect.ids)

        told = self.check(ask, "phone", "email", "document", "birthdate", "messenger")
        [pair] = told[0]["pairs"]
        self.assertEqual(pair["id"], match.id)
        lines = {line["key"]: line for line in pair["lines"]}
        self.assertEqual(lines["contact_email"]["state"], "same")
        self.assertEqual(lines["birthdate"]["left"], [[("***", "same")]])
        self.assertEqual(
            lines["contact_phone"]["left"], [[(SHOWN_PHONE, "only")]], "not letters"
        )

    def test_explain(self):
        """As an answer, on the screen and on paper."""

        def ask(user):
            prospect = self.prospect.with_user(user)
            return prospect.explain(partner_id=self.anna.id)

        kinds = ("phone", "email", "document", "birthdate", "messenger")
        told = self.check(ask, *kinds)
        values = {line["attribute"]: line for line in told["values"]}
        self.assertTrue(values["document"]["left"][0]["same"])

        def ask_page(user):
            match = self.match.with_user(user)
            report = self.env["ir.actions.report"].with_user(user)
            html, _kind = report._render_qweb_html(
                "crm_prospect.report_match_explain", match.ids
            )
            dialog = Form(
                self.env["crm.match.explain"]
                .with_user(user)
                .with_context(
                    **self.prospect.with_user(user).action_explain()["context"]
                )
            )
            return html.decode() + dialog.explanation

        self.check(ask_page, "phone", "email", "document", "birthdate")

    # ------------------------------------------------------------------ dialogs

    def test_copy_dialog(self):
        other = self.make_prospect(lastname="Другая")

        def ask(user):
            return other.with_user(user).copy_choices("crm.prospect", self.prospect.id)

        told = self.check(ask, "phone", "email", "document", "birthdate", "messenger")
        labels = [item["label"] for item in told["items"]]
        self.assertIn(f"{SHOWN_PHONE} (Personal)", labels)
        # What is copied is the value, not the mask.
        other.with_user(self.masked).copy_from(
            "crm.prospect",
            self.prospect.id,
            {"birthdate_date": "take"},
            [item["key"] for item in told["items"] if item["kind"] == "phone"],
            told["stamp"],
        )
        self.assertEqual(other.phone, PHONE)
        self.assertEqual(other.birthdate_date, self.prospect.birthdate_date)

    def test_copy_from_application(self):
        other = self.make_prospect(lastname="Третья")

        def ask(user):
            return other.with_user(user).copy_choices("crm.lead", self.lead.id)

        self.check(ask, "phone", "email")

    def test_conversion(self):
        """What goes where; the value goes though its mask is shown."""

        def ask(user):
            dialog = self.env["crm.prospect.convert"].with_user(user)
            dialog = dialog.create(
                {
                    "prospect_id": self.prospect.id,
                    "partner_id": self.anna.id,
                    "target": "client",
                }
            )
            names = ["source_value", "target_value", "result_value"]
            lines = dialog.line_ids.read(names)
            self.assertTrue(lines)
            return lines, dialog.proposals

        self.check(ask, "phone", "email", "birthdate")

    # ------------------------------------------------------------------ contacts

    def test_contact_answers(self):
        def ask(user):
            clients = self.anna.with_user(user)
            domain = [("id", "=", self.anna.id)]
            return [
                clients.contactability(),
                clients.best_contacts(),
                clients.most_contactable(domain),
                clients.contact_point_ids.get_score_reasons(),
            ]

        told = self.check(ask, "phone", "email")
        best = told[1][0]["contacts"]
        self.assertLessEqual(
            {SHOWN_PHONE, SHOWN_EMAIL}, {contact["value"] for contact in best}
        )

    def test_call_list(self):
        action = self.anna.with_user(self.masked).action_make_call_list()
        dialog = self.env["crm.call.list.make"].with_user(self.masked)
        dialog.browse(action["res_id"]).action_make()
        call_list = self.env["crm.call.list"].search([], limit=1)
        told = self.check(
            lambda user: call_list.with_user(user)._export_csv().decode("utf-8-sig"),
            "phone",
        )
        self.assertIn(SHOWN_PHONE, told)

    def test_outcomes(self):
        """Neither the title nor the domain of the list tells the contact."""
        point = self.get_point(self.anna, PHONE)
        point.with_context(outcome="reached").action_record_outcome()

        def ask(user):
            action = point.with_user(user).action_open_outcomes()
            return action["name"], action["domain"]

        name, domain = self.check(ask, "phone")
        self.assertIn(SHOWN_PHONE, name)
        events = self.env["crm.contact.event"].with_user(self.masked).search(domain)
        self.assertEqual(events.outcome, "reached")

        def ask_timeline(user):
            timeline = self.env["crm.timeline"].with_user(user)
            return timeline.get_timeline("res.partner", self.anna.id)

        self.check(ask_timeline, "phone")

    # ------------------------------------------------------------------ the rest

    def test_letters(self):
        """A letter from an address without contact, in the timeline and step log."""
        note = self.env.ref("mail.mt_note").id
        self.lead.message_post(
            body="A word", author_id=False, email_from=EMAIL, subtype_id=note
        )
        message = self.lead.message_ids[:1]
        message.author_id = False

        def ask(user):
            timeline = self.env["crm.timeline"].with_user(user)
            return timeline.get_timeline("crm.lead", self.lead.id)

        self.check(ask, "email")
        self.check(lambda user: message.with_user(user)._get_step_entry(), "email")

    def test_mailing(self):
        """An application that names nobody is called by its address."""
        self.env.company.crm_mailing_sender = "sales@example.com"
        action = self.lead.with_user(self.masked).action_write_letter()
        mailing = self.env["crm.mailing"].browse(action["res_id"])
        recipient = mailing.recipient_ids
        self.assertEqual(recipient.email_normalized, EMAIL)
        self.lead.contact_name = False
        self.lead.flush_recordset()
        self.env.cr.execute(
            "UPDATE crm_lead SET name = '' WHERE id = %s", self.lead.ids
        )
        recipient.sudo().prospect_id = False
        self.check(lambda user: recipient.with_user(user).display_name, "email")

    def test_privacy_lookup(self):
        """It is not filled in with a mask, by which nobody would be found."""

        def ask(user):
            return [
                self.prospect.with_user(user).action_privacy_lookup()["context"],
                self.anna.with_user(user).action_privacy_lookup()["context"],
            ]

        for context in self.check(ask, "phone", "email"):
            self.assertEqual(context["default_phone"], False)
            self.assertEqual(context["default_email"], False)

    def test_one_kind(self):
        """Only what the groups of the user say is masked."""
        self.unmask_only("phones")
        [found, *_rest] = self.env["crm.prospect"].with_user(self.masked).find(PHONE)
        self.assertEqual(found["phone"], SHOWN_PHONE)
        self.assertEqual(found["email"], EMAIL)
        self.assertEqual(found["birthdate"], ANNA["birthdate"])


@tagged("post_install", "-at_install")
class TestMaskedConversion(MaskedMixin, ConvertCase):
    """The dialog shows masks and sends them back; the card gets the values."""

    def test_new_client(self):
        prospect = self.make_applicant(user=self.masked)
        dialog = self.open_dialog(prospect, self.masked)
        shown = self.shown(dialog)
        self.assertFalse(self.found_in(shown), shown)
        self.assertEqual(shown["phone"], SHOWN_PHONE)
        dialog.save().action_convert()
        client = prospect.partner_id
        self.assertEqual((client.phone, client.email), (PHONE, EMAIL))
        self.assertEqual(str(client.birthdate_date), ANNA["birthdate"])

    def test_one_mask(self):
        """Two phones with one mask are two phones: the choice is left to the user."""
        client = self.make_client(lastname="Иная", phones=["+79169999967"])
        prospect = self.make_applicant(user=self.masked)
        dialog = self.open_dialog(prospect, self.masked)
        dialog.partner_id = client
        self.choose(dialog, phone="take")
        dialog.save().action_convert()
        self.assertEqual(client.phone, PHONE)
