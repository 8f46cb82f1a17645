# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import BIRTH, NAME, PASSPORT, PHONE
from .common_lead import LeadCase

PERSON = {**NAME, **BIRTH, **PASSPORT}
CLIENT, PROSPECT = "action_open_client", "action_open_prospect"
WHY, REVIEW = "action_explain_person", "action_review_person"
ASK = "action_ask_for_access"
BUTTONS = {CLIENT, PROSPECT, WHY, REVIEW, ASK}


@tagged("post_install", "-at_install")
class TestLeadBannerButtons(LeadCase):
    """The banner offers what makes sense in each state of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**PERSON)

    def buttons(self, lead, user=None):
        """(state, names of the buttons that the form shows in its banners)"""
        lead = lead.with_user(user or self.own)
        arch = etree.fromstring(lead.get_view(view_type="form")["arch"])
        fields = arch.xpath("//field[not(ancestor::field)]/@name")
        values = lead.read(set(fields))[0]

        def shown(node):
            return not safe_eval(node.get("invisible") or "False", dict(values))

        banners = arch.xpath("//div[hasclass('o_crm_lead_person')]")
        self.assertEqual(len(banners), 3)
        banners = list(filter(shown, banners))
        self.assertEqual(len(banners), 1)
        buttons = filter(shown, banners[0].iter("button"))
        names = {button.get("name") for button in buttons}
        return values["person_banner_state"], names & BUTTONS

    def lead_of(self, *persons):
        """An application of the last of them; all are taken in at once."""
        prospect = self.load_prospects(list(persons))[-1]
        prospect.user_id = self.own
        return self.make_lead(prospect, user_id=self.own.id)

    def test_known(self):
        lead = self.lead_of(PERSON)
        self.assertEqual(self.buttons(lead), ("known", {CLIENT, WHY, PROSPECT}))
        lead.prospect_id.user_id = self.all
        self.env.invalidate_all()
        self.assertEqual(self.buttons(lead), ("known", {CLIENT}))

    def test_hidden(self):
        """There is no way to a client whom the user may not see but to ask for him."""
        lead = self.lead_of(PERSON)
        self.hide_client(self.client, self.own)
        self.assertEqual(self.buttons(lead), ("hidden", {ASK, PROSPECT}))

    def test_conflict(self):
        other = self.make_client(lastname="Орлова", firstname="Инна")
        lead = self.lead_of(PERSON)
        # As it is after the choice: who chooses a client by hand is another test.
        self.env.cr.execute(
            "UPDATE crm_lead SET partner_id = %s WHERE id = %s", (other.id, lead.id)
        )
        self.env.invalidate_all()
        self.assertEqual(self.buttons(lead), ("conflict", {CLIENT, WHY, PROSPECT}))

    def test_to_review(self):
        lead = self.lead_of({**NAME, **BIRTH, "middlename": None})
        self.assertEqual(self.buttons(lead), ("possible", {REVIEW, WHY, PROSPECT}))
        self.make_client(**NAME, **PHONE)
        lead = self.lead_of({**PERSON, **PHONE})
        self.assertEqual(self.buttons(lead), ("ambiguous", {REVIEW, WHY, PROSPECT}))

    def test_pending(self):
        # More than are matched before the call returns.
        lead = self.lead_of(*[{"lastname": "Иванова"}] * 60)
        self.assertEqual(self.buttons(lead), ("pending", {PROSPECT}))

    def test_new(self):
        """Why nobody fits is told of the client whom the user has in mind."""
        lead = self.lead_of({"lastname": "Новая", "firstname": "Вера"})
        self.assertEqual(self.buttons(lead), ("new", {WHY, PROSPECT}))
        action = lead.with_user(self.own).action_explain_person()
        dialogs = self.env[action["res_model"]].with_user(self.own)
        dialog = Form(dialogs.with_context(**action["context"]))
        self.assertFalse(dialog.explanation)
        dialog.partner_id = self.client
        self.assertIn("Never compared", dialog.explanation)

    def test_without_clients(self):
        """Who sees no client has no button that would compare somebody with one."""
        leads = [self.lead_of(PERSON), self.lead_of({"lastname": "Новая"})]
        self.own.group_ids += self.env.ref("crm_prospect.group_without_clients")
        for lead in leads:
            _state, names = self.buttons(lead)
            self.assertIn(PROSPECT, names)
            self.assertFalse(names & {CLIENT, WHY, REVIEW})
