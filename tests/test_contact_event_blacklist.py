# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who opts out is put on Odoo's blacklists; the latest dated fact wins."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_event import MAIL, PHONE, EventCase


@tagged("post_install", "-at_install")
class TestContactEventBlacklist(EventCase):
    def listed(self, kind="email"):
        model = "mail.blacklist" if kind == "email" else "phone.blacklist"
        rows = self.env[model].with_context(active_test=False)
        return rows.search([(rows._rec_name, "=", MAIL if kind == "email" else PHONE)])

    def opt_out(self, value=MAIL, days=0, **event):
        date = fields.Datetime.now() + timedelta(days=days)
        event = {"outcome": "opted_out", "date": date.isoformat(), **event}
        return self.record(self.of(self.anna, value=value, **event))

    def test_put_on(self):
        for kind, value in (("email", MAIL), ("phone", PHONE)):
            self.opt_out(value)
            self.assertTrue(self.listed(kind).active)
            point = self.point_of(self.anna, kind)
            self.assertEqual(self.score_of(point).status, "opted_out")
        # The number is the prospect's too.
        self.assertEqual(self.score_of(self.point_of(self.boris)).status, "opted_out")
        self.assertTrue(all(self.events.search([]).mapped("blacklisted")))

    def test_messenger(self):
        """Odoo has no blacklist of messengers: the event is the fact."""
        self.opt_out("telegram:anna_s")
        point = self.point_of(self.anna, "messenger")
        self.assertEqual(self.score_of(point).status, "opted_out")

    def test_other_outcomes(self):
        self.opt_out(outcome="bounced")
        self.assertFalse(self.listed())

    def test_addresses_of_one_mailbox(self):
        """All ways to write a mailbox that people have are listed."""
        dotted, plain = "a.b@gmail.com", "ab@gmail.com"
        for person, value in ((self.anna, dotted), (self.boris, plain)):
            owner = "partner_id" if person == self.anna else "prospect_id"
            self.env["crm.contact.point"].create(
                {owner: person.id, "kind": "email", "value": value}
            )
        self.opt_out(dotted)
        rows = self.env["mail.blacklist"].search([("email", "in", [dotted, plain])])
        self.assertEqual(len(rows), 2)

    def test_taken_off_later(self):
        """Who was taken off after he opted out stays off, and the status ends."""
        self.opt_out(days=-2)
        self.env["mail.blacklist"]._remove(MAIL)
        point = self.point_of(self.anna, "email")
        self.assertNotEqual(self.score_of(point).status, "opted_out")
        self.opt_out(days=-1)
        self.assertFalse(self.listed().active)
        self.assertNotEqual(self.score_of(point).status, "opted_out")

    def test_taken_off_earlier(self):
        """Who opts out after he was taken off is put on again."""
        row = self.env["mail.blacklist"].create({"email": MAIL})
        row.action_archive()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_blacklist SET write_date = write_date - interval '3 days'"
            " WHERE id = %s",
            (row.id,),
        )
        self.env.invalidate_all()
        self.opt_out(days=-4)
        self.assertFalse(self.listed().active)
        self.opt_out(days=-1)
        self.assertTrue(self.listed().active)

    def test_undo(self):
        """Undo takes off what this outcome put on, without a trace."""
        point = self.point_of(self.anna, "email")
        point.with_context(outcome="opted_out").action_record_outcome()
        self.assertTrue(self.listed().active)
        point.action_undo_outcome()
        self.assertFalse(self.listed())
        self.assertFalse(self.stored())
        self.assertNotEqual(self.score_of(point).status, "opted_out")
        # An earlier opting out is not older than the taking off that never was.
        self.opt_out(days=-1)
        self.assertTrue(self.listed().active)

    def test_undo_of_what_others_said(self):
        """Who was listed before, or opted out by somebody else too, stays listed."""
        point = self.point_of(self.anna, "email")
        self.env["mail.blacklist"].create({"email": MAIL})
        point.with_context(outcome="opted_out").action_record_outcome()
        point.action_undo_outcome()
        self.assertTrue(self.listed().active)
        self.listed().unlink()
        point.with_context(outcome="opted_out").action_record_outcome()
        self.opt_out(days=-1)
        steward = self.make_user("b_steward", "steward")
        self.events.search([("date", "<", "now -1H")]).sudo().create_uid = steward
        point.action_undo_outcome()
        self.assertTrue(self.listed().active)
        self.assertTrue(self.events.search([]).blacklisted)
