# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, FULL_NAME, DoorCase


@tagged("post_install", "-at_install")
class TestLeadEdit(DoorCase):
    """What a changed lead changes on its prospect."""

    def edit(self, lead, **vals):
        lead.write(vals)
        self.env.cr.flush()

    def test_unlinked(self):
        """An unlinked prospect takes it over, and keeps what it was."""
        [lead] = self.make_leads(BORIS_LEAD)
        prospect = lead.prospect_id
        self.edit(
            lead,
            contact_name="Орлов Борис Олегович",
            city="Казань",
            phone="+79035551111",
        )
        self.assertEqual(lead.prospect_id, prospect)
        self.assertRecordValues(prospect, [{"lastname": "Орлов", "city": "Казань"}])
        self.assertEqual(prospect.name_source_id.code, "LEAD")
        self.assertEqual(prospect.former_name_ids.mapped("lastname"), ["Кузнецов"])
        phones = prospect.contact_point_ids.filtered(lambda p: p.kind == "phone")
        self.assertEqual(set(phones.mapped("value")), {"+79035554433", "+79035551111"})
        self.assertEqual(set(phones.origin_ids.source_id.mapped("code")), {"LEAD"})
        self.assertIn(
            prospect,
            self.env["crm.prospect"].search([("person_search", "ilike", "Орлов")]),
        )

    def test_becomes_known(self):
        """A corrected phone lets the rule recognise the client at once."""
        [lead] = self.make_leads({**ANNA_LEAD, "phone": "+79990000001"})
        self.assertFalse(lead.client_id)
        [shown] = lead.web_save({"phone": ANNA_LEAD["phone"]}, {"client_id": {}})
        self.assertEqual(shown["client_id"], self.anna.id)

    def test_linked(self):
        """A linked prospect gets contacts only; the client nothing at all."""
        [lead] = self.make_leads(ANNA_LEAD)
        prospect = lead.prospect_id
        self.assertEqual(prospect.partner_id, self.anna)
        card = self.card(self.anna)
        self.edit(
            lead,
            contact_name="Воробьёва Анна Петровна",
            city="Казань",
            phone="+79035552222",
            email_from="anna.new@example.org",
        )
        self.assertEqual(lead.prospect_id, prospect)
        self.assertEqual(prospect.name, FULL_NAME)
        self.assertFalse(prospect.city)
        self.assertTrue(
            {"+79035552222", "anna.new@example.org"}
            <= set(prospect.contact_point_ids.mapped("value"))
        )
        self.assertEqual(self.card(self.anna), card)
        self.assertEqual(len(self.anna.contact_point_ids), 2)

    def test_somebody_else(self):
        """A lead that is another person's by now is looked up anew."""
        [lead] = self.make_leads(BORIS_LEAD)
        boris = lead.prospect_id
        self.edit(lead, **{k: v for k, v in ANNA_LEAD.items() if k != "name"})
        self.assertNotEqual(lead.prospect_id, boris)
        self.assertEqual(lead.client_id, self.anna)
        self.assertEqual(boris.lastname, "Кузнецов")
        self.assertFalse(boris.lead_ids)

    def test_family(self):
        """Another name at a shared phone renames nobody who has other applications."""
        one, two = self.make_leads(BORIS_LEAD, BORIS_LEAD)
        boris = one.prospect_id
        self.assertEqual(two.prospect_id, boris)
        self.edit(two, contact_name="Орлова Мария", email_from=False)
        self.assertEqual(boris.lastname, "Кузнецов")
        self.assertEqual(two.prospect_id.lastname, "Орлова")
        # The only application of a prospect says who it is.
        maria = two.prospect_id
        self.edit(two, contact_name="Соловьёва Дарья")
        self.assertEqual(two.prospect_id, maria)
        self.assertEqual(maria.lastname, "Соловьёва")
        # Whoever is misspelled is found again by the rules.
        self.edit(one, contact_name="Кузнецов")
        self.assertEqual(one.prospect_id, boris)

    def test_gets_a_person(self):
        """A lead that named nobody gets its prospect when it names one; keeps it."""
        [lead] = self.make_leads({"name": "Loan"})
        self.assertFalse(lead.prospect_id)
        self.edit(lead, contact_name="Борис Кузнецов")
        prospect = lead.prospect_id
        self.assertTrue(prospect)
        self.edit(lead, contact_name=False)
        self.assertEqual(lead.prospect_id, prospect)

    def test_quiet(self):
        """Finding a person is no change of the lead and no message."""
        [lead] = self.make_leads(BORIS_LEAD)
        messages = lead.message_ids
        self.env.cr.execute(
            "UPDATE crm_lead SET write_date = '2020-01-01', prospect_id = NULL"
            " WHERE id = %s",
            [lead.id],
        )
        lead.invalidate_recordset()
        lead.action_find_person()
        self.env.cr.flush()
        lead.invalidate_recordset()
        self.assertTrue(lead.prospect_id)
        self.assertEqual(str(lead.write_date), "2020-01-01 00:00:00")
        self.assertEqual(lead.message_ids, messages)

    def test_other_fields_cost_nothing(self):
        """Stage, salesman and title: not one statement more than Odoo's own."""
        stages = self.env["crm.stage"].search([], limit=2)
        one, two = self.make_leads(BORIS_LEAD, BORIS_LEAD)
        vals = {"stage_id": stages[1].id, "user_id": self.env.uid, "name": "Other"}

        def statements(lead, vals):
            self.env.cr.flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lead.write(vals)
            self.env.cr.flush()
            return self.env.cr.sql_log_count - before

        statements(one, vals)
        back = {"stage_id": stages[0].id, "user_id": self.salesman.id, "name": "Loan"}
        on = statements(one, back)
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("crm_prospect.lead_persons", "False")
        statements(two, vals)
        self.assertEqual(statements(two, back), on)
