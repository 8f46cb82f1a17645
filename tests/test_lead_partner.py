# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, DoorCase


@tagged("post_install", "-at_install")
class TestLeadPartner(DoorCase):
    """A client as the partner of a lead: a link by hand, and nothing copied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clara = cls.make_client(
            lastname="Цой", firstname="Клара", middlename="Ильинична"
        )
        cls.clara.write(
            {
                "email": "clara@example.org",
                "phone": "+79161230000",
                "street": "ул. Садовая, 3",
                "function": "Director",
                "website": "http://clara.example.org",
                "lang": "en_US",
                "company_name": "Clara & Co",
            }
        )

    def test_nothing_copied(self):
        """Neither in a form nor by a write, neither way; other partners as ever."""
        card = self.card(self.clara)
        [lead] = self.make_leads({"name": "Loan", "lang_id": False})
        with Form(lead) as form:
            form.partner_id = self.clara
        self.assertFalse(any(self.said(lead).values()))
        self.assertFalse(lead.function or lead.website or lead.lang_id)
        self.assertFalse(lead.partner_email_update or lead.partner_phone_update)
        with Form(lead) as form:
            form.email_from = "other@example.org"
            form.phone = "+79160000009"
        self.assertEqual(lead.email_from, "other@example.org")
        self.assertEqual(self.card(self.clara), card)
        # The card changes: the lead does not.
        self.clara.write({"email": "new@example.org", "phone": "+79161239999"})
        self.assertEqual(lead.email_from, "other@example.org")
        partner = self.env["res.partner"].create(
            {"name": "Plain", "email": "plain@example.org", "phone": "+79161111111"}
        )
        lead.partner_id = partner
        self.assertEqual(lead.contact_name, "Plain")
        self.assertEqual(lead.email_from, "plain@example.org")
        lead.phone = "+79162222222"
        self.assertEqual(partner.phone, "+79162222222")
        self.assertFalse(lead._prepare_values_from_partner(self.clara)["street"])

    def test_taken_away(self):
        """What the lead says of its person stays when the client is taken away."""
        for by_form in (True, False):
            [lead] = self.make_leads({**BORIS_LEAD, "partner_id": self.clara.id})
            said, prospect = self.said(lead), lead.prospect_id
            self.assertEqual(prospect.partner_id, self.clara)
            if by_form:
                with Form(lead) as form:
                    form.partner_id = self.env["res.partner"]
            else:
                lead.partner_id = False
            self.env.cr.flush()
            self.assertFalse(lead.partner_id)
            self.assertEqual(self.said(lead), said)
            self.assertEqual(lead.prospect_id, prospect)
            self.assertEqual(lead.client_id, self.clara)

    def test_company_chosen(self):
        """Choosing a company in place of a client empties no contacts."""
        company = self.env["res.partner"].create({"name": "R", "is_company": True})
        form = Form(
            self.env["crm.lead"].with_user(self.salesman),
            "crm.quick_create_opportunity_form",
        )
        form.name = "Loan"
        form.partner_id = self.clara
        form.phone = BORIS_LEAD["phone"]
        form.email_from = BORIS_LEAD["email_from"]
        form.commercial_partner_id = company
        self.assertFalse(form.partner_id)
        self.assertEqual(form.phone, "+7 903 555-44-33")
        self.assertEqual(form.email_from, BORIS_LEAD["email_from"])

    def test_client_as_company(self):
        """A client given as the company of a new contact is left alone."""
        self.clara.write({"street": False, "zip": False, "city": False})
        card = self.card(self.clara)
        [lead] = self.make_leads({**BORIS_LEAD, "street": "ул. Лесная, 5"})
        wizard = self.env["crm.lead2opportunity.partner"].with_user(self.salesman)
        wizard = wizard.with_context(
            active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create(
            {
                "name": "convert",
                "action": "create",
                "commercial_partner_id": self.clara.id,
            }
        )
        wizard.action_apply()
        self.env.cr.flush()
        self.assertFalse(lead.partner_id.is_client)
        self.assertEqual(self.card(self.clara), card)

    def test_link_by_hand(self):
        """The prospect of the lead is linked by the user, and the pair is his."""
        [lead] = self.make_leads(BORIS_LEAD)
        prospect = lead.prospect_id
        lead.partner_id = self.clara
        self.env.cr.flush()
        self.assertRecordValues(
            prospect,
            [
                {
                    "partner_id": self.clara.id,
                    "link_user_id": self.salesman.id,
                    "match_result": "linked",
                }
            ],
        )
        [match] = prospect.match_ids
        self.assertEqual((match.verdict, match.user_id), ("confirmed", self.salesman))
        # Another one chosen later does not move the link, and it is shown.
        lead.partner_id = self.anna
        self.env.cr.flush()
        self.assertEqual(lead.client_id, self.clara)
        self.assertTrue(lead.client_conflict)

    def test_proposed_and_rejected(self):
        """A proposal chosen by hand is confirmed, so is one that was rejected."""
        twin = self.make_client(lastname="Иная", phones=[ANNA_LEAD["phone"]])
        [lead] = self.make_leads({**BORIS_LEAD, "phone": ANNA_LEAD["phone"]})
        prospect = lead.prospect_id
        pairs = {match.partner_id: match for match in prospect.match_ids}
        self.assertEqual(set(pairs), {self.anna, twin})
        pairs[self.anna].action_reject()
        lead.partner_id = self.anna
        self.env.cr.flush()
        self.assertEqual(prospect.partner_id, self.anna)
        self.assertEqual(pairs[self.anna].verdict, "confirmed")
        self.assertFalse(pairs[twin].exists())

    def test_nameless_lead(self):
        """A lead that says nothing gets the latest prospect of the client, or one."""
        [first] = self.make_leads({"name": "Loan", "partner_id": self.clara.id})
        prospect = first.prospect_id
        self.assertRecordValues(
            prospect,
            [
                {
                    "lastname": "Цой",
                    "firstname": "Клара",
                    "middlename": "Ильинична",
                    "street": False,
                    "employer_name": False,
                    "partner_id": self.clara.id,
                    "link_user_id": self.salesman.id,
                }
            ],
        )
        self.assertEqual(prospect.source_id.code, "LEAD")
        self.assertFalse(prospect.contact_point_ids)
        [second] = self.make_leads({"name": "Card", "partner_id": self.clara.id})
        self.assertEqual(second.prospect_id, prospect)

    def test_client_without_usable_name(self):
        """The lead stays, and the choice, whatever the card of the client says."""
        client = self.env["res.partner"].create({"name": "Я" * 300, "is_client": True})
        [lead] = self.make_leads({"name": "Loan", "partner_id": client.id})
        self.assertEqual(lead.partner_id, client)
        self.assertFalse(lead.prospect_id)

    def test_hidden_client(self):
        """Who may not see a client links nobody with him."""
        self.hide_clients("base.group_user")
        [lead] = self.make_leads({**BORIS_LEAD, "partner_id": self.clara.id})
        self.assertTrue(lead.prospect_id)
        self.assertFalse(lead.prospect_id.partner_id)

    def test_own_prospects_only(self):
        """The link is made without rights on the prospect: the lead is enough."""
        user = self.make_user("l_own", "own")
        user.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        user.group_ids -= self.env.ref("crm_prospect.group_prospect_all")
        prospect = self.make_prospect(lastname="Чужая", firstname="Ольга")
        prospect.user_id = self.salesman
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": prospect.id, "user_id": user.id}
        )
        self.env.cr.flush()
        lead.with_user(user).partner_id = self.clara
        self.env.cr.flush()
        self.assertEqual(prospect.partner_id, self.clara)
        self.assertEqual(prospect.link_user_id, user)

    def test_nobody_chose(self):
        """What the system sets is no choice: the rules decide."""
        public = self.env.ref("base.public_user")
        vals = {**BORIS_LEAD, "partner_id": self.clara.id}
        lead = self.env["crm.lead"].with_user(public).sudo().create(vals)
        self.env.cr.flush()
        self.assertTrue(lead.prospect_id)
        self.assertFalse(lead.client_id)
