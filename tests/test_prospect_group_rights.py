# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import BIRTH, NAME, PASSPORT, PHONE, ProspectCase

ANNA = {**NAME, **BIRTH, **PASSPORT, **PHONE}


@tagged("post_install", "-at_install")
class TestProspectGroupRights(ProspectCase):
    """A partner's clerk sees the partner's people, and of the others a number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sources = cls.env["crm.prospect.source"].search([("group_id", "!=", False)])
        of_groups = list(sources.grouped("group_id").values())
        cls.own_source, cls.foreign_source = of_groups[0][0], of_groups[1][0]
        cls.group = cls.own_source.group_id
        cls.clerk = new_test_user(
            cls.env,
            "clerk",
            groups="crm_prospect.group_prospect_steward,"
            "sales_team.group_sale_salesman_all_leads",
        )
        cls.clerk.prospect_group_ids = cls.group
        cls.ungrouped_source = cls.env["crm.prospect.source"].create(
            {"code": "NOGROUP", "name": "Of no group"}
        )
        cls.mine, cls.foreign, cls.ungrouped = cls.load_prospects(
            [
                {**ANNA, "source": cls.own_source.code, "ref": "1"},
                {**ANNA, "source": cls.foreign_source.code, "ref": "1"},
                {"lastname": "Ничей", "source": "NOGROUP", "ref": "1"},
            ]
        )
        client = cls.make_client(lastname="Клиентова")
        cls.env["crm.prospect.former.link"].create(
            [
                {"prospect_id": prospect.id, "partner_id": client.id}
                for prospect in (cls.mine, cls.foreign)
            ]
        )

    def as_clerk(self, records):
        return records.with_user(self.clerk)

    def leads(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": "Loan", "prospect_id": prospect.id, "user_id": False}
                for prospect in (self.mine, self.foreign)
            ]
            + [{"name": "Nobody", "user_id": False}]
        )
        self.env.cr.flush()
        return leads

    # ------------------------------------------------------------------ seen

    def test_people(self):
        found = self.as_clerk(self.mine).search([])
        self.assertIn(self.mine, found)
        self.assertEqual(found.group_id, self.group)
        everybody = self.make_user("everybody", "steward")
        found = self.mine.with_user(everybody).search([])
        self.assertLessEqual(self.mine + self.foreign + self.ungrouped, found)

    def people(self, records):
        if "prospect_id" in records:
            return records.prospect_id
        return records.contact_point_id.prospect_id | records.document_id.prospect_id

    def test_what_hangs_on_them(self):
        for model in (
            "crm.person.document",
            "crm.contact.point",
            "crm.prospect.reference",
            "crm.person.origin",
            "crm.prospect.former.link",
        ):
            records = self.env[model].search([])
            seen = self.as_clerk(records).search([]).sudo()
            self.assertLess(seen, records, model)
            people = self.people(records)
            self.assertIn(self.foreign, people, model)
            self.assertEqual(self.people(seen) & people, self.mine, model)
        points = self.as_clerk(self.mine).contact_point_ids
        self.assertEqual(points.mapped("value"), PHONE["phones"])
        with self.assertRaises(AccessError):
            self.as_clerk(self.foreign.document_ids).read(["number"])

    def test_matches(self):
        """A pair with somebody of another group is not seen."""
        self.make_rule("document:same:passport_ru", target="prospect", sequence=0)
        self.match_all()
        first, second = sorted((self.mine + self.foreign).ids)
        domain = [("prospect_id", "=", first), ("other_prospect_id", "=", second)]
        self.assertTrue(self.env["crm.match"].search(domain))
        self.assertFalse(self.as_clerk(self.env["crm.match"]).search(domain))
        self.assertFalse(self.as_clerk(self.mine).pair_ids)

    def test_applications(self):
        """Those of foreign people are hidden; those of nobody are Odoo's matter."""
        leads = self.leads()
        mine, foreign, nobodys = leads
        found = self.as_clerk(leads).search([("id", "in", leads.ids)])
        self.assertEqual(found, mine + nobodys)
        with self.assertRaises(AccessError):
            self.as_clerk(foreign).read(["name"])
        steps = self.as_clerk(self.env["crm.lead.step"]).search([])
        self.assertIn(mine.id, steps.mapped("lead_id"))
        self.assertNotIn(foreign.id, steps.mapped("lead_id"))
        theirs = self.env["crm.lead.step"].search([("lead_id", "=", foreign.id)])
        self.assertTrue(theirs)
        self.assertFalse(self.as_clerk(theirs)._filtered_access("read"))
        days = self.as_clerk(self.env["crm.lead.day"]).search([])
        seen = {(day.res_model, day.res_id) for day in days}
        self.assertIn(("crm.prospect", self.mine.id), seen)
        self.assertNotIn(("crm.prospect", self.foreign.id), seen)
        self.assertNotIn(("crm.lead", foreign.id), seen)

    def test_lists(self):
        sources = self.as_clerk(self.own_source).search([])
        self.assertEqual(sources.group_id, self.group)
        self.assertEqual(self.as_clerk(self.group).search([]), self.group)
        for model in ("crm.base.health", "crm.generic.value"):
            self.assertFalse(self.as_clerk(self.env[model]).search_count([]))

    def test_risk_and_timeline(self):
        """The risk is a number; what is behind it is not shown."""
        self.leads()
        mine = self.as_clerk(self.mine)
        self.assertEqual(mine.risk_count, 2)
        action = mine.action_view_risk()
        shown = self.as_clerk(self.env["crm.lead"]).search(action["domain"])
        self.assertEqual(shown.prospect_id, self.mine)
        timeline = self.as_clerk(self.env["crm.timeline"])
        told = timeline.get_timeline("crm.prospect", self.mine.id)
        self.assertTrue(told["events"])
        with self.assertRaises(AccessError):
            timeline.get_timeline("crm.prospect", self.foreign.id)

    # ------------------------------------------------------------------ asked

    def test_put_into_forms_and_dialogs(self):
        """Neither tells the name of a person or application of another group."""
        lead = self.leads()[1]
        lead.name = f"Loan of {self.foreign.name}"
        self.env.flush_all()
        self.env.invalidate_all()
        names = {"display_name": {}}
        kind = self.env["ir.model"]._get("crm.prospect")
        for model, sent, told in (
            ("crm.lead", {"prospect_id": self.foreign.id}, "person_banner"),
            ("crm.contact.point", {"prospect_id": self.foreign.id}, "match_key"),
            ("crm.prospect.link", {"prospect_id": self.foreign.id}, "prospect_name"),
            ("calendar.event", {"opportunity_id": lead.id}, "name"),
            (
                "mail.activity",
                {
                    "res_model_id": kind.id,
                    "res_model": "crm.prospect",
                    "res_id": self.foreign.id,
                },
                "res_name",
            ),
            ("crm.lead2opportunity.partner", {"lead_id": lead.id}, "name"),
        ):
            name = list(sent)[-1]
            records = self.as_clerk(self.env[model]).with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
            field = records._fields[name]
            spec = {told: {}, name: {"fields": names} if field.relational else {}}
            with self.subTest(model=model):
                self.assertNotIn(
                    self.foreign.lastname, str(records.onchange(sent, [name], spec))
                )
                self.assertNotIn(
                    self.foreign.lastname, str(records.onchange({}, [], spec))
                )
        for model, sent in (
            ("crm.prospect.unlink", {"prospect_id": self.foreign.id}),
            ("crm.match.explain", {"prospect_id": self.foreign.id}),
            ("crm.lead2opportunity.partner", {"lead_id": lead.id}),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError) as refusal:
                self.as_clerk(self.env[model]).create(sent)
            self.assertNotIn(self.foreign.lastname, str(refusal.exception))

    def test_refusal_in_debug_mode(self):
        """Debug mode is anybody's: it would turn numbers into names."""
        self.clerk.group_ids += self.env.ref("base.group_no_one")
        self.env.flush_all()
        self.env.invalidate_all()
        for foreign in (self.foreign, self.foreign.document_ids):
            with self.debug_mode(), self.assertRaises(AccessError) as refusal:
                self.as_clerk(foreign).read(["display_name"])
            self.assertNotIn(foreign.display_name, str(refusal.exception))

    def test_identify(self):
        told = self.as_clerk(self.env["crm.prospect"]).identify(ANNA)
        self.assertEqual([p["id"] for p in told["prospects"]], self.mine.ids)
        self.assertEqual(told["hidden"], 1)
        found = self.as_clerk(self.env["crm.prospect"]).find(PHONE["phones"][0])
        self.assertEqual([person["id"] for person in found], self.mine.ids)

    def test_register(self):
        """A foreign source is unknown, a foreign person is not found."""
        prospects = self.as_clerk(self.env["crm.prospect"])
        with self.assertRaisesRegex(UserError, "source"):
            prospects.register({**ANNA, "source": self.foreign_source.code})
        [refused] = prospects.load([{**ANNA, "source": self.foreign_source.code}])[
            "refused"
        ]
        self.assertEqual(refused["field"], "source")
        self.mine.unlink()
        told = prospects.register({**ANNA, "source": self.own_source.code})
        self.assertTrue(told["created"])
        created = self.mine.browse(told["prospect_id"])
        self.assertEqual(created.group_id, self.group)
        self.assertEqual(self.as_clerk(created).name, created.name)

    def test_known_number(self):
        """His source's number of a foreign person: what he says counts, no id."""
        reference = {"source_id": self.own_source.id, "ref": "55"}
        self.foreign.reference_ids = [Command.create(reference)]
        person = {"source": self.own_source.code, "ref": "55", "city": "Тверь"}
        prospects = self.as_clerk(self.env["crm.prospect"])
        told = prospects.register({**NAME, **person}, {"name": "Loan"})
        self.assertFalse(told["created"])
        for key in ("prospect_id", "client", "lead_id"):
            self.assertIsNone(told[key], key)
        self.assertEqual(prospects.load([{**NAME, **person}])["ids"], [None])

    def test_typed_in(self):
        """What he types in is of his group, without choosing a source."""
        created = self.as_clerk(self.mine).create({"name": "Новикова Ольга"})
        self.assertEqual(created.group_id, self.group)
        with self.assertRaises(AccessError):
            self.as_clerk(self.mine).create(
                {"name": "Новикова", "source_id": self.foreign_source.id}
            )
        lead = self.as_clerk(self.env["crm.lead"]).create(
            {"name": "Loan", "contact_name": "Новикова Ольга Ильинична"}
        )
        self.env.cr.flush()
        self.assertEqual(lead.sudo().prospect_id.group_id, self.group)
        self.assertEqual(lead.name, "Loan")

    # ------------------------------------------------------------------ the limit

    def test_who_may_limit(self):
        """Neither he himself nor a colleague; whoever manages users does."""
        limit = {"prospect_group_ids": [Command.clear()]}
        for user in (self.clerk, self.make_user("colleague", "admin")):
            with self.assertRaises(AccessError):
                self.clerk.with_user(user).write(limit)
        manager = new_test_user(self.env, "erp", groups="base.group_erp_manager")
        self.clerk.with_user(manager).write(limit)
        self.assertIn(self.foreign, self.as_clerk(self.foreign).search([]))
        self.clerk.with_user(manager).write(
            {"prospect_group_ids": [Command.set(self.group.ids)]}
        )
        self.assertNotIn(self.foreign, self.as_clerk(self.foreign).search([]))
        # A limited user opens nothing, whatever else he may.
        manager.prospect_group_ids = self.group
        with self.assertRaises(AccessError):
            manager.with_user(manager).write(limit)

    def test_archived_group(self):
        """A limit to an archived group stays a limit."""
        self.group.active = False
        self.assertNotIn(self.foreign, self.as_clerk(self.foreign).search([]))

    def test_costs_nothing(self):
        """The rule of who is not limited adds nothing to a query."""
        user = self.make_user("everybody", "all")
        rules = self.env["ir.rule"].with_user(user)
        domain = str(rules._compute_domain("crm.prospect", "read"))
        self.assertNotIn("group_id", domain)
        domain = str(
            self.env["ir.rule"].with_user(self.clerk)._compute_domain("crm.prospect")
        )
        self.assertIn("group_id", domain)
