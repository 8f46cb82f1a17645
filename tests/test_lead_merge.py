# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, DoorCase


@tagged("post_install", "-at_install")
class TestLeadMerge(DoorCase):
    """Odoo's ways of merging leads keep the person and the numbers right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vera = cls.make_client(
            lastname="Белова", firstname="Вера", phones=["+79035550000"]
        )
        cls.vera_lead = {
            "name": "Card",
            "contact_name": "Белова Вера",
            "phone": "+79035550000",
        }

    def refer(self, lead, ref):
        source = self.sources["AL"]
        return self.env["crm.application.reference"].create(
            {"lead_id": lead.id, "source_id": source.id, "ref": ref}
        )

    def merge(self, *leads):
        merged = leads[0].union(*leads[1:]).merge_opportunity()
        self.env.cr.flush()
        return merged

    def test_first_prospect(self):
        """The head keeps its prospect, or gets the first one there is."""
        head, tail = self.make_leads(
            {**BORIS_LEAD, "type": "opportunity", "probability": 50},
            {"name": "Second", "contact_name": "Кузнецова Ирина", "type": "lead"},
        )
        prospect = head.prospect_id
        self.assertEqual(self.merge(tail, head), head)
        self.assertEqual(head.prospect_id, prospect)
        head, tail = self.make_leads(
            {"name": "First", "type": "opportunity"}, {**BORIS_LEAD, "type": "lead"}
        )
        self.assertFalse(head.prospect_id)
        self.assertEqual(self.merge(head, tail).prospect_id, prospect)
        self.assertEqual(head.phone, BORIS_LEAD["phone"])

    def test_known_prospect(self):
        """Of several people, the single known client."""
        head, tail = self.make_leads(
            {**BORIS_LEAD, "type": "opportunity"}, {**ANNA_LEAD, "type": "lead"}
        )
        boris = head.prospect_id
        merged = self.merge(head, tail)
        self.assertEqual(merged, head)
        self.assertEqual(merged.client_id, self.anna)
        self.assertEqual(boris.lastname, "Кузнецов")
        self.assertEqual(merged.prospect_id.lastname, "Соколова")

    def test_two_clients(self):
        """Two known clients: the head's stays, and a note says so."""
        head, tail = self.make_leads(
            {**ANNA_LEAD, "type": "opportunity"}, {**self.vera_lead, "type": "lead"}
        )
        merged = self.merge(head, tail)
        self.assertEqual(merged.client_id, self.anna)
        notes = [str(body) for body in merged.message_ids.mapped("body")]
        self.assertEqual(sum("2 different clients" in note for note in notes), 1)
        self.assertFalse(any("Белова" in n for n in notes if "different" in n))
        head, tail = self.make_leads(ANNA_LEAD, ANNA_LEAD)
        notes = str(self.merge(head, tail).message_ids.mapped("body"))
        self.assertNotIn("different clients", notes)

    def test_references(self):
        """The numbers of all applications lead to the one that is left."""
        head, tail, third = self.make_leads(
            {**BORIS_LEAD, "type": "opportunity"}, BORIS_LEAD, BORIS_LEAD
        )
        references = self.refer(head, "1") + self.refer(tail, "2")
        references += self.refer(third, "3")
        merged = self.merge(tail, head, third)
        self.assertEqual(merged.application_reference_ids, references)
        self.assertEqual(references.exists().lead_id, merged)

    def test_convert_and_merge(self):
        """The convert dialog that merges duplicates."""
        opportunity, lead = self.make_leads(
            {**ANNA_LEAD, "type": "opportunity"}, {**ANNA_LEAD, "type": "lead"}
        )
        reference = self.refer(lead, "4")
        wizard = self.env["crm.lead2opportunity.partner"].with_user(self.salesman)
        wizard = wizard.with_context(
            active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create({"name": "merge", "action": "create"})
        self.assertEqual(wizard.duplicated_lead_ids, opportunity + lead)
        wizard.action_apply()
        self.env.cr.flush()
        [left] = (opportunity + lead).exists()
        self.assertEqual(left.client_id, self.anna)
        self.assertEqual(reference.exists().lead_id, left)

    def test_mass_convert(self):
        """Mass conversion with deduplication."""
        leads = self.make_leads(
            *[{**ANNA_LEAD, "type": "lead"}] * 2, *[{**BORIS_LEAD, "type": "lead"}] * 2
        )
        reference = self.refer(leads[0], "5") + self.refer(leads[1], "6")
        boris = leads[3].prospect_id
        wizard = self.env["crm.lead2opportunity.partner.mass"].with_user(self.salesman)
        wizard = wizard.with_context(
            active_model="crm.lead", active_ids=leads.ids
        ).create({"lead_tomerge_ids": [Command.set(leads.ids)], "deduplicate": True})
        wizard.action_mass_convert()
        self.env.cr.flush()
        left = leads.exists()
        self.assertEqual(len(left), 2)
        self.assertEqual(set(left.mapped("type")), {"opportunity"})
        self.assertEqual(left.prospect_id.partner_id, self.anna)
        self.assertIn(boris, left.prospect_id)
        self.assertEqual(len(reference.exists().lead_id), 1)
        self.assertFalse((left.partner_id - self.anna).filtered("is_client"))

    def test_assignment(self):
        """The assignment that deduplicates before it gives leads to teams."""
        team = self.env["crm.team"].create(
            {
                "name": "Assigned",
                "use_opportunities": True,
                "assignment_domain": "[('name', 'like', 'Assigned')]",
                "crm_team_member_ids": [
                    Command.create({"user_id": self.salesman.id, "assignment_max": 900})
                ],
            }
        )
        vals = {"name": "Assigned", "team_id": False, "user_id": False, "type": "lead"}
        leads = self.make_leads({**ANNA_LEAD, **vals}, {**ANNA_LEAD, **vals})
        self.assertEqual(len(leads.prospect_id), 1)
        reference = self.refer(leads[0], "7") + self.refer(leads[1], "8")
        leads.sudo().write({"create_date": "2024-01-01"})
        result = team.with_user(self.env.user)._allocate_leads_deduplicate(leads.sudo())
        self.env.cr.flush()
        [merged] = self.env["crm.lead"].browse(result["merged"])
        self.assertEqual(merged.team_id, team)
        self.assertEqual(merged.client_id, self.anna)
        self.assertEqual(reference.lead_id, merged)
