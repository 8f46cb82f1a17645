# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The button New Quotation of `sale_crm`; `./dev/test --with` installs it."""

from odoo.tests import Form, tagged

from .common_doors import PEOPLE, PeopleCase


@tagged("post_install", "-at_install")
class TestLeadQuotation(PeopleCase):
    """It asks for a partner: nobody becomes a client by it, and no card is touched."""

    def setUp(self):
        super().setUp()
        if "crm.quotation.partner" not in self.env:
            self.skipTest(
                "needs ./dev/test --with sale_crm /crm_prospect:TestLeadQuotation"
            )

    def quote(self, lead, choice):
        """Press the button, choose a partner, and save the quotation.

        :param choice: `exist` or `create`
        :return: the quotation and the partner whom the dialog offered first
        """
        action = lead.action_sale_quotations_new()
        dialog = Form(
            self.env[action["res_model"]]
            .with_user(self.salesman)
            .with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
        )
        offered = dialog.partner_id
        dialog.action = choice
        if choice == "exist":
            dialog.partner_id = offered or self.clara
        action = dialog.save().action_apply()
        orders = self.env["sale.order"].with_user(self.salesman)
        return Form(orders.with_context(**action["context"])).save(), offered

    def test_existing_partner(self):
        """Chosen by hand, whatever was found: the person stays who he is."""
        for kind, vals in PEOPLE.items():
            with self.subTest(kind=kind):
                lead = self.leads.create(dict(vals))
                self.env.cr.flush()
                cards, said = self.cards(), self.said(lead)
                order, offered = self.quote(lead, "exist")
                client = offered or self.clara
                self.assertEqual((order.partner_id, lead.partner_id), (client, client))
                self.assertEqual(order.opportunity_id, lead)
                self.assertEqual(self.said(lead), said)
                self.assertEqual(self.cards(), cards)
                conflict = kind == "known" and client != self.anna
                self.check(kind, lead, client, conflict)

    def test_new_partner(self):
        """One that is made of the lead is a partner, and never a client."""
        for kind, vals in PEOPLE.items():
            with self.subTest(kind=kind):
                lead = self.leads.create(dict(vals))
                self.env.cr.flush()
                cards = self.cards()
                order, _offered = self.quote(lead, "create")
                self.env.cr.flush()
                self.assertTrue(order.partner_id)
                self.assertEqual(order.partner_id, lead.partner_id)
                self.assertEqual(self.cards(), cards)
                clients = self.env["res.partner"].search([("is_client", "=", True)])
                self.assertEqual(clients, self.clients)
