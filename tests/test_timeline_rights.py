# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ANNA
from .common_timeline import TimelineCase


@tagged("post_install", "-at_install")
class TestTimelineRights(TimelineCase):
    """What a user may not read is not in his timeline."""

    def names(self, record, user, **kwargs):
        return {event["name"] for event in self.events(record, user, **kwargs)}

    def test_applications_of_others(self):
        """A salesman sees nothing that happened on the application of another."""
        self.post(self.lead_b, "Secret of Boris", 8)
        self.lead_b.activity_schedule(
            "mail.mail_activity_data_todo", summary="Plan of Boris"
        )
        for record in (self.prospect, self.client_card, self.lead_a):
            events = self.events(record, self.user_a)
            self.assertIn("Loan of Alla", {event["name"] for event in events})
            self.assertNotIn("Boris", str(events))
            self.assertIn("Secret of Boris", str(self.events(record)))
        with self.assertRaises(AccessError):
            self.events(self.lead_b, self.user_a)

    def test_prospects_of_others(self):
        """Another's prospect of the same client is not told of."""
        other = self.make_prospect(**ANNA)
        other.user_id = self.user_b
        self.assertEqual(other.partner_id, self.client_card)
        about = {
            (event["model"], event["res_id"])
            for event in self.events(self.client_card, self.user_a)
        }
        self.assertIn(("crm.prospect", self.prospect.id), about)
        self.assertNotIn(("crm.prospect", other.id), about)
        with self.assertRaises(AccessError):
            self.events(other, self.user_a)

    def test_client_of_another_company(self):
        """The prospect is told of, its client and what happened there is not."""
        self.post(self.client_card, "Says the client", 8)
        self.client_card.client_since = "2026-03-10"
        self.client_card.name = "Hidden Name"
        self.client_card.company_id = self.env["res.company"].create({"name": "Far"})
        self.env["ir.rule"].create(
            {
                "name": "Clients of companies",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": "[('company_id', 'in', company_ids + [False])]",
            }
        )
        events = self.events(self.prospect, self.user_a)
        kinds = {event["kind"] for event in events}
        self.assertIn("link", kinds)
        self.assertNotIn("client", kinds)
        self.assertNotIn("Hidden Name", str(events))
        self.assertNotIn("Says the client", str(events))
        with self.assertRaises(AccessError):
            self.events(self.client_card, self.user_a)
        # Nor is a pair that was told apart.
        self.prospect.match_ids.filtered("partner_id").action_reject("No")
        events = self.events(self.prospect, self.user_a)
        self.assertNotIn("Hidden Name", str(events))

    def test_without_sales(self):
        """An employee without the right to prospects sees the partner alone."""
        plain = new_test_user(self.env, "t_plain", "base.group_user")
        self.post(self.client_card, "Hello", 8)
        self.post(self.lead_a, "Loan", 9)
        events = self.events(self.client_card, plain)
        self.assertEqual([event["text"] for event in events], ["Hello"])
        with self.assertRaises(AccessError):
            self.events(self.prospect, plain)

    def test_prospects_without_sales(self):
        """A user of prospects alone sees no applications."""
        user = self.make_user("t_all", "all")
        kinds = {event["kind"] for event in self.events(self.prospect, user)}
        self.assertEqual(kinds, {"registration", "reference", "link"})

    def test_portal(self):
        """A portal user who reads his own card sees no internal notes."""
        portal = new_test_user(self.env, "t_portal", "base.group_portal")
        self.post(portal.partner_id, "About you", 8, subtype_xmlid="mail.mt_note")
        self.post(portal.partner_id, "To you", 9, subtype_xmlid="mail.mt_comment")
        texts = [event["text"] for event in self.events(portal.partner_id, portal)]
        self.assertNotIn("About you", texts)
        with self.assertRaises(AccessError):
            self.events(self.prospect, portal)
