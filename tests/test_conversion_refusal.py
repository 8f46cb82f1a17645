# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from .common_conversion import PERSON, ConversionCase


@tagged("post_install", "-at_install")
class TestConversionRefusal(ConversionCase):
    """Who is not converted, whatever the browser shows: all calls as over RPC."""

    def convert(self, prospect, user=None, **kwargs):
        prospects = self.env["crm.prospect"].with_user(user or self.own)
        return call_kw(prospects, "convert", [prospect.ids], kwargs)

    def assert_refused(self, prospect, text, user=None, error=UserError, **kwargs):
        before = self.counts()
        with self.assertRaisesRegex(error, text):
            self.convert(prospect, user, **kwargs)
        self.assertEqual(self.counts(), before)
        prospect.invalidate_recordset()
        self.assertFalse(prospect.conversion_date)

    def test_steps(self):
        """Of five steps the fourth is refused, by all roles; the fifth is not."""
        for user, name in ((self.own, "А"), (self.all, "Б"), (self.manager, "В")):
            prospect = self.make_person(1, {"lastname": name, "firstname": "Ольга"})
            lead = prospect.lead_ids
            for stage in self.stages[:4]:
                lead.stage_id = stage
                self.assert_refused(prospect, "last step", user)
            lead.stage_id = self.last
            self.assertTrue(self.convert(prospect, user)["created"])
            self.assertEqual(prospect.match_state, "converted")
            # Lowering the step afterwards unlocks nothing.
            lead.stage_id = self.stages[0]
            self.assertEqual(prospect.match_state, "converted")
            with self.assertRaisesRegex(UserError, "converted already"):
                self.convert(prospect, user)

    def test_last_stage(self):
        """The highest sequence among the stages of the team and of all teams."""
        prospect = self.make_person()
        self.env["crm.stage"].create({"name": "For all", "sequence": 500})
        self.assert_refused(prospect, "last step")
        lead = prospect.lead_ids
        lead.stage_id = self.env["crm.stage"].search([("name", "=", "For all")])
        self.assertEqual(prospect.with_user(self.own)._get_conversion_refusal(), {})
        # Of two with one sequence the last one in Odoo's order.
        self.env["crm.stage"].create({"name": "For all, 2", "sequence": 500})
        self.assert_refused(prospect, "last step")

    def test_without_team(self):
        """Without a team the stages of all teams count; without any, nobody passes."""
        prospect = self.make_person(step=None)
        self.make_lead(prospect, team_id=False, stage_id=self.last.id)
        self.assert_refused(prospect, "last step", self.manager)
        stage = self.env["crm.stage"].create({"name": "For all", "sequence": 1})
        prospect.lead_ids.stage_id = stage
        self.assertEqual(prospect.with_user(self.own)._get_conversion_refusal(), {})

    def test_several_leads(self):
        """One on the last step is enough; one that was lost there is not."""
        prospect = self.make_person(step=2)
        second = self.make_application(prospect, 4)
        self.assert_refused(prospect, "last step")
        second.stage_id = self.last
        second.action_set_lost()
        self.assert_refused(prospect, "last step", self.manager)
        self.make_application(prospect, 5)
        self.assertTrue(self.convert(prospect)["created"])

    def test_without_lead(self):
        """A right of its own, which administrators have."""
        prospect = self.make_person(step=None)
        for user in (self.own, self.all, self.steward):
            self.assert_refused(prospect, "right of its own", user)
        self.assertTrue(
            self.manager.has_group("crm_prospect.group_prospect_convert"),
        )
        self.all.group_ids += self.env.ref("crm_prospect.group_prospect_convert")
        self.assertTrue(self.convert(prospect, self.all)["created"])

    def test_rights(self):
        """Whose prospect or application it is not, does not convert it."""
        prospect = self.make_person(user_id=self.all.id)
        self.assert_refused(prospect, "", error=AccessError)
        prospect.user_id = False
        prospect.lead_ids.write(
            {
                "user_id": self.all.id,
                "team_id": self.team.id,
                "stage_id": self.last.id,
            }
        )
        self.assert_refused(prospect, "not yours")
        self.assertEqual(
            self.env["crm.prospect"]
            .with_user(self.own)
            .browse(prospect.id)
            .convert_many()["refused"][0]["id"],
            prospect.id,
        )
        clerk = new_test_user(self.env, "no_clerk", groups="base.group_user")
        self.assert_refused(prospect, "", clerk, AccessError)
        self.assertTrue(self.convert(prospect, self.all)["created"])

    def test_hidden_client(self):
        """A client one may not see: neither chosen nor linked, and not named."""
        client = self.make_client(lastname="Скрытова", firstname="Ольга")
        self.hide_client(client, self.own)
        prospect = self.make_person()
        self.assert_refused(prospect, "", error=AccessError, partner_id=client.id)
        prospect.action_link_client(client.id, despite_contradictions=True)
        self.assert_refused(prospect, "may not see")
        self.assert_refused(prospect, "may not see", partner_id=0)
        proposals, hidden = prospect.with_user(self.own)._propose_clients()
        self.assertEqual((proposals, hidden), ([], 1))

    def test_blind_user(self):
        """Who sees no clients makes one, and is not told which."""
        self.hide_clients()
        prospect = self.make_person(step=None)
        clerk = self.make_user("blind_clerk", "own")
        clerk.group_ids += self.env.ref("crm_prospect.group_prospect_convert")
        result = self.convert(prospect, clerk)
        self.assertEqual(result, {"client_id": False, "created": True, "number": 0})
        self.assertEqual(prospect.match_state, "converted")

    def test_other_client(self):
        """Linked with one client, he does not become another one, nor a new one."""
        client, other = (
            self.make_client(lastname=name, firstname="Ольга") for name in ("А", "Б")
        )
        prospect = self.make_person()
        prospect.action_link_client(client.id, despite_contradictions=True)
        self.assert_refused(prospect, "another client", partner_id=other.id)
        self.assert_refused(prospect, "another client", partner_id=0)
        self.assertEqual(self.convert(prospect)["client_id"], client.id)

    def test_rejected_pair(self):
        client = self.make_client(lastname="А", firstname="Ольга")
        prospect = self.make_person()
        prospect.action_link_client(client.id, despite_contradictions=True)
        prospect.action_unlink_client()
        self.assert_refused(prospect, "told apart", partner_id=client.id)

    def test_ambiguous(self):
        """Who fits several clients is refused without a choice, and says so."""
        clients = [self.make_client(**PERSON) for _number in range(2)]
        prospect = self.make_person()
        self.assertEqual(prospect.match_state, "ambiguous")
        self.assert_refused(prospect, "Several clients fit")
        many = prospect.with_user(self.own).convert_many()
        self.assertEqual(many["converted"], 0)
        self.assertIn("Several clients fit", many["refused"][0]["reason"])
        result = self.convert(prospect, partner_id=clients[1].id)
        self.assertEqual(result["client_id"], clients[1].id)
        # The other one is no proposal any more.
        self.assertEqual(prospect.match_ids.partner_id, clients[1])

    def test_on_purpose(self):
        """A new client although somebody fits: only when it is said."""
        self.make_client(**PERSON)
        self.make_client(**PERSON)
        prospect = self.make_person()
        self.assertTrue(self.convert(prospect, partner_id=0)["created"])

    def test_arguments(self):
        """A wrong argument is named, before anything is written."""
        prospect = self.make_person()
        for kwargs, text in (
            ({"partner_id": "7"}, "partner_id"),
            ({"partner_id": True}, "partner_id"),
            ({"partner_id": [1]}, "partner_id"),
            ({"partner_id": 2**31 - 1}, "partner_id"),
            ({"partner_id": 2**60}, "partner_id"),
            ({"choices": ["take"]}, "choices"),
            ({"choices": {"password": "take"}}, "choices"),
            ({"choices": {"lastname": "append"}}, "lastname"),
            ({"choices": {"comment": "delete"}}, "comment"),
            ({"choices": {"comment": ["take"]}}, "comment"),
            (
                {
                    "choices": {
                        "lastname": "keep",
                        "firstname": "keep",
                        "middlename": "keep",
                    }
                },
                "lastname",
            ),
        ):
            with self.subTest(kwargs=kwargs):
                self.assert_refused(prospect, text, **kwargs)

    def test_targets(self):
        """No company becomes a client, nobody without a name, nor across companies."""
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        prospect = self.make_person()
        self.assert_refused(prospect, "Nobody can become", partner_id=company.id)
        nameless = self.make_person(person={"phones": ["+79165550199"]})
        self.assert_refused(nameless, "no name")
        firms = self.env["res.company"].create([{"name": "One"}, {"name": "Two"}])
        self.own.company_ids += firms
        client = self.make_client(lastname="А", firstname="Ольга")
        client.company_id = firms[0]
        prospect.company_id = firms[1]
        prospects = self.env["crm.prospect"].with_user(self.own)
        prospects = prospects.with_context(allowed_company_ids=firms.ids)
        with self.assertRaisesRegex(UserError, "different companies"):
            prospects.browse(prospect.id).convert(client.id)

    def test_second_of_several(self):
        """A conflict of the second one leaves nothing of the first one."""
        first = self.make_person(person={"lastname": "А", "firstname": "Б"})
        second = self.make_person(step=4)
        before = self.counts()
        with self.assertRaisesRegex(UserError, second.number_display):
            self.env["crm.prospect"].with_user(self.own)._convert(
                {
                    p.with_user(self.own): self.env["res.partner"].with_user(self.own)
                    for p in (first, second)
                }
            )
        self.assertEqual(self.counts(), before)
        self.assertFalse(first.conversion_date)
