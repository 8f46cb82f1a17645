# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_conversion import PERSON, ConversionCase


@tagged("post_install", "-at_install")
class TestConverted(ConversionCase):
    """A converted prospect: read-only but for comments, converted for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_person()
        result = cls.prospect.with_user(cls.own).convert()
        cls.client_card = cls.env["res.partner"].browse(result["client_id"])
        cls.env.cr.flush()

    def test_read_only(self):
        """For everybody, whatever the way; the values stay as they were."""
        point = self.prospect.contact_point_ids[:1]
        for user in (self.own, self.manager):
            mine = self.prospect.with_user(user)
            tag = self.env["crm.tag"].create({"name": f"Tag {user.login}"})
            deeds = (
                lambda p=mine: p.write({"lastname": "Иная"}),
                lambda p=mine: p.write({"phone": "+79165550109"}),
                lambda p=mine, t=tag: p.write({"tag_ids": [Command.link(t.id)]}),
                lambda p=mine: p.write({"comment": "x", "city": "Москва"}),
                lambda p=mine: p.write(
                    {"contact_point_ids": [Command.create({"value": "+79165550109"})]}
                ),
                lambda p=mine, u=user: point.with_user(u).write({"usage": "work"}),
                lambda p=mine, u=user: point.with_user(u).create(
                    {"prospect_id": p.id, "value": "+79165550109"}
                ),
                lambda p=mine: p.document_ids.write({"issuer": "?"}),
                lambda p=mine: p.reference_ids.create(
                    {"prospect_id": p.id, "source_id": p.source_id.id, "ref": "1"}
                ),
                lambda p=mine: p.action_unlink_client(),
                lambda p=mine: p.match_ids.action_revoke(),
            )
            for number, deed in enumerate(deeds):
                with (
                    self.subTest(user=user.login, deed=number),
                    self.assertRaisesRegex(UserError, self.prospect.number_display),
                    self.env.cr.savepoint(),
                ):
                    deed()
        self.env.invalidate_all()
        self.assertEqual(self.prospect.lastname, PERSON["lastname"])
        self.assertEqual(len(self.prospect.contact_point_ids), 2)

    def test_comments(self):
        """Comments, messages and activities are for everybody who may see it."""
        mine = self.prospect.with_user(self.own)
        with Form(mine) as form:
            form.comment = "Sends his regards"
        mine.message_post(body="Called")
        mine.activity_schedule("mail.mail_activity_data_call", user_id=self.own.id)
        mine.message_subscribe(self.own.partner_id.ids)
        self.assertEqual(self.prospect.comment, "Sends his regards")
        self.assertTrue(self.prospect.activity_ids)

    def test_source_goes_on(self):
        """What its source says afterwards is recorded still: it is evidence."""
        loaded = self.load_prospects([{**PERSON, "ref": "c-1"}])
        loaded.user_id = False
        self.make_application(loaded, 5)
        loaded.with_user(self.own).convert()
        more = {**PERSON, "ref": "c-1", "phones": ["+79165550188"]}
        self.assertEqual(self.load_prospects([more]), loaded)
        self.assertIn("+79165550188", loaded.contact_point_ids.mapped("value"))
        self.assertEqual(loaded.match_state, "converted")

    def test_runs(self):
        """No run and no changed date makes less of it, whatever the rules say."""
        self.deactivate_rules()
        self.match_all()
        self.prospect.action_match()
        self.client_card.client_since = "2001-01-01"
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertEqual(self.prospect.partner_id, self.client_card)
        self.assertEqual(self.prospect.match_state, "converted")
        self.assertEqual(self.prospect.link_kind, "became")
        self.prospect.match_ids.action_confirm()
        self.assertEqual(self.prospect.match_state, "converted")
        self.assertEqual(
            self.env["crm.prospect"].search([("match_state", "in", ["converted"])]),
            self.prospect,
        )

    def test_columns_are_protected(self):
        """Nobody says over RPC that a prospect was converted."""
        other = self.make_person(person={"lastname": "Б", "firstname": "В"})
        for field, value in (
            ("conversion_date", "2026-01-01"),
            ("conversion_user_id", self.own.id),
        ):
            with self.assertRaises(UserError):
                other.with_user(self.manager).write({field: value})

    def test_timeline(self):
        """The conversion is told, on the prospect and on the card of the client."""
        timeline = self.env["crm.timeline"].with_user(self.own)
        for record in (self.prospect, self.client_card):
            events = timeline.get_timeline(record._name, record.id)["events"]
            [event] = [e for e in events if e["kind"] == "conversion"]
            self.assertEqual(event["author"], self.own.name)
            self.assertEqual(event["res_id"], self.prospect.id)
