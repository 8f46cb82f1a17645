# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_doors import ANNA_LEAD, BORIS_LEAD, FULL_NAME, DoorCase


@tagged("post_install", "-at_install")
class TestLeadPerson(DoorCase):
    """Which leads name a person, and what their prospects are told."""

    def test_names_person(self):
        """Who is named, in which words, and who is not."""
        cases = [
            ({"contact_name": "Иван Петров"}, "Петров Иван"),
            (
                {"contact_name": "Иван Петров", "partner_name": "Romashka"},
                "Петров Иван",
            ),
            ({"email_from": '"Иван Петров" <i.petrov@example.org>'}, "Петров Иван"),
            ({"phone": "+79161112233"}, False),
            ({"email_from": "i.petrov@example.org"}, False),
            ({"partner_name": "Romashka", "phone": "+79161112233"}, None),
            ({"partner_name": "R", "email_from": "Иван Петров <i@example.org>"}, None),
            ({"email_from": "info@romashka.example.org"}, None),
            ({"email_from": "Romashka <sales@romashka.example.org>"}, None),
            ({"phone": "5555555555"}, None),
            ({"contact_name": "–"}, None),
            ({"city": "Тверь"}, None),
            ({}, None),
        ]
        leads = self.make_leads(*({"name": "Case", **vals} for vals, _name in cases))
        for lead, (vals, name) in zip(leads, cases, strict=True):
            with self.subTest(vals=sorted(vals)):
                self.assertEqual(bool(lead.prospect_id), name is not None)
                if name is not None:
                    self.assertEqual(lead.prospect_id.name, name)

    def test_company_partner(self):
        """A lead of a company partner names nobody by its phone."""
        company = self.env["res.partner"].create({"name": "R", "is_company": True})
        [lead] = self.make_leads(
            {"name": "Case", "partner_id": company.id, "phone": "+79161112233"}
        )
        self.assertFalse(lead.prospect_id)

    def test_told(self):
        """All that the lead says is on the prospect, with the lead as its source."""
        campaign = self.env["utm.campaign"].create({"title": "Spring"})
        medium = self.env["utm.medium"].create({"name": "Radio of Tver"})
        source = self.env["utm.source"].create({"name": "Fair of Tver"})
        lang = self.env["res.lang"]._get_data(code="en_US")
        team = self.env["crm.team"].create({"name": "Retail"})
        [lead] = self.make_leads(
            {
                **BORIS_LEAD,
                "email_from": "Борис <boris@example.org>, office@example.org",
                "partner_name": "Romashka",
                "street": "ул. Мира, 1",
                "street2": "кв. 5",
                "zip": "170100",
                "city": "Тверь",
                "country_id": self.env.ref("base.ru").id,
                "campaign_id": campaign.id,
                "medium_id": medium.id,
                "source_id": source.id,
                "lang_id": lang.id,
                "user_id": self.salesman.id,
                "team_id": team.id,
            }
        )
        prospect = lead.prospect_id
        self.assertRecordValues(
            prospect,
            [
                {
                    "lastname": "Кузнецов",
                    "firstname": "Борис",
                    "middlename": "Олегович",
                    "employer_name": "Romashka",
                    "street": "ул. Мира, 1, кв. 5",
                    "zip": "170100",
                    "city": "Тверь",
                    "country_id": self.env.ref("base.ru").id,
                    "source_id": self.env.ref("crm_prospect.prospect_source_lead").id,
                    "campaign_id": campaign.id,
                    "medium_id": medium.id,
                    "channel_id": source.id,
                    "lang": "en_US",
                    "user_id": self.salesman.id,
                    "team_id": team.id,
                    "company_id": lead.company_id.id,
                    "match_state": "none",
                }
            ],
        )
        self.assertEqual(
            set(prospect.contact_point_ids.mapped("value")),
            {"+79035554433", "boris@example.org", "office@example.org"},
        )
        self.assertEqual(
            prospect.contact_point_ids.origin_ids.source_id.mapped("code"), ["LEAD"]
        )

    def test_unusable_values(self):
        """What cannot be used is kept and marked; what cannot be kept is left out."""
        [lead] = self.make_leads(
            {
                "name": "Case",
                "contact_name": "Иван Петров",
                "phone": "5555555555",
                "email_from": "ivan at example",
                "city": "Т" * 3000,
                "street": "ул. Мира, 1",
            }
        )
        prospect = lead.prospect_id
        self.assertEqual(len(lead.city), 3000)
        self.assertFalse(prospect.city)
        self.assertEqual(prospect.street, "ул. Мира, 1")
        points = prospect.contact_point_ids
        self.assertEqual(set(points.mapped("value")), {"5555555555", "ivan at example"})
        self.assertTrue(all(points.mapped("unusable_reason")))

    def test_one_person(self):
        """Leads of one person share a prospect, in one call and in two."""
        first, second, other = self.make_leads(ANNA_LEAD, ANNA_LEAD, BORIS_LEAD)
        self.assertTrue(first.prospect_id)
        self.assertEqual(first.prospect_id, second.prospect_id)
        self.assertNotEqual(first.prospect_id, other.prospect_id)
        [again] = self.make_leads({**BORIS_LEAD, "active": False})
        self.assertEqual(again.prospect_id, other.prospect_id)
        self.assertEqual(first.client_id, self.anna)
        self.assertEqual(first.match_rule_id, self.rule)
        self.assertEqual(first.prospect_id.name, FULL_NAME)
        self.assertEqual(len(first.prospect_id.lead_ids), 2)
        self.assertFalse(first.partner_id)

    def test_given_prospect(self):
        """A lead that is given its prospect keeps it, and tells it new contacts."""
        prospect = self.make_prospect(lastname="Иванов", firstname="Пётр")
        [lead] = self.make_leads({**ANNA_LEAD, "prospect_id": prospect.id})
        self.assertEqual(lead.prospect_id, prospect)
        self.assertEqual(prospect.name, "Иванов Пётр")
        self.assertIn(
            ANNA_LEAD["phone"], prospect.contact_point_ids.mapped("phone_sanitized")
        )
        copy = lead.copy()
        self.env.cr.flush()
        self.assertEqual(copy.prospect_id, prospect)

    def test_shown_at_once(self):
        """What is saved in a form comes back with its prospect and client."""
        lead = self.env["crm.lead"].with_user(self.salesman)
        [shown] = lead.web_save(ANNA_LEAD, {"prospect_id": {}, "client_id": {}})
        self.assertTrue(shown["prospect_id"])
        self.assertEqual(shown["client_id"], self.anna.id)

    def test_rolled_back_and_deleted(self):
        """Leads that are gone by the time they are looked at do no harm."""
        before = self.env["crm.prospect"].search_count([])
        leads = self.env["crm.lead"].with_user(self.salesman)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            leads.create(BORIS_LEAD)
            raise ZeroDivisionError
        leads.create(BORIS_LEAD).sudo().unlink()
        self.env.cr.flush()
        self.assertEqual(self.env["crm.prospect"].search_count([]), before)
        [kept] = self.make_leads(BORIS_LEAD)
        self.assertTrue(kept.prospect_id)

    def test_switched_off(self):
        """Nothing is looked for when it is off, or off for the team."""
        team = self.env["crm.team"].create({"name": "B2B", "find_persons": False})
        [lead] = self.make_leads({**ANNA_LEAD, "team_id": team.id, "user_id": False})
        self.assertFalse(lead.prospect_id)
        settings = self.env["res.config.settings"].create({"lead_persons": False})
        settings.execute()
        self.assertFalse(self.env["res.config.settings"].create({}).lead_persons)
        [lead] = self.make_leads(ANNA_LEAD)
        self.assertFalse(lead.prospect_id)
        lead.write({"phone": "+79161234567", "city": "Тверь"})
        self.env.cr.flush()
        self.assertFalse(lead.prospect_id)
        self.env["res.config.settings"].create({"lead_persons": True}).execute()
        [lead] = self.make_leads(ANNA_LEAD)
        self.assertEqual(lead.client_id, self.anna)

    def test_companies(self):
        """Each company has prospects of its own."""
        other = self.env["res.company"].create({"name": "Other"})
        self.salesman.company_ids += other
        mine, theirs = self.make_leads(
            {**BORIS_LEAD, "company_id": self.env.company.id},
            {**BORIS_LEAD, "company_id": other.id, "user_id": False, "team_id": False},
        )
        self.assertEqual(mine.prospect_id.company_id, self.env.company)
        self.assertEqual(theirs.prospect_id.company_id, other)
        mine.sudo().write({"company_id": other.id, "user_id": False, "team_id": False})
        self.env.cr.flush()
        self.assertEqual(mine.prospect_id, theirs.prospect_id)
