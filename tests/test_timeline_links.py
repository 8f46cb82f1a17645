# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NAME, PHONE
from .common_access import WITHOUT_CLIENTS
from .common_timeline import START, TimelineCase

OTHER = {"lastname": "Иная", "firstname": "Вера", "phones": ["+79035556677"]}


@tagged("post_install", "-at_install")
class TestTimelineLinks(TimelineCase):
    """Every link that there was is told, with its end and the reason for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_client(**OTHER)
        cls.former = cls.env["crm.prospect.former.link"]
        cls.steward = cls.make_user("t_links", "steward")

    @property
    def rows(self):
        return self.former.search([("prospect_id", "=", self.prospect.id)])

    def on_day(self, day):
        """What was just written happened on this day."""
        self.env.flush_all()
        last = self.rows[:1]
        if last.end_date and last.end_date > START + timedelta(days=99):
            self.set_date(last, "end_date", day)
        if self.prospect.partner_id:
            self.set_date(self.prospect, "link_date", day)
        self.env.invalidate_all()

    def told(self, record, user=None):
        return [
            (event["kind"], event["date"][8:10], event["text"], event["author"])
            for event in self.events(record, user, group="links")
            if event["kind"].startswith("link")
        ]

    def test_all_links(self):
        """By rule, its ground gone, by hand, taken back with a reason, linked again."""
        mine = self.prospect.with_user(self.steward)
        self.deactivate_rules()
        rule = self.make_rule("document:same:passport_ru")
        self.match_all()
        self.assertEqual(self.prospect.match_rule_id, rule)
        self.prospect.document_ids.unlink()
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertFalse(self.prospect.partner_id)
        self.on_day(6)
        mine.action_link_client(self.other.id, despite_contradictions=True)
        self.on_day(7)
        mine.action_unlink_client("oops")
        self.assertFalse(self.prospect.partner_id)
        self.on_day(8)
        mine.action_link_client(self.other.id, despite_contradictions=True)
        self.on_day(9)
        anna = f"Client: {self.client_card.display_name}"
        other = f"Client: {self.other.display_name}"
        user = self.steward.name
        of_other = [
            ("link", "10", other, user),
            ("link_ended", "09", f"{other} – oops", user),
            ("link_former", "08", other, user),
        ]
        of_anna = [
            ("link_ended", "07", anna, ""),
            ("link_former", "06", anna, ""),
        ]
        for record in (self.prospect, self.lead_a, self.other):
            self.assertEqual(self.told(record), of_other + of_anna, record)
        # Her card tells of her links alone.
        self.assertEqual(self.told(self.client_card), of_anna)
        titles = {
            event["kind"]: event["title"] for event in self.events(self.client_card)
        }
        self.assertIn(rule.name, titles["link_former"])
        self.assertIn("by the rules", titles["link_ended"])
        whole = self.events(self.prospect, limit=100)
        for limit in (1, 2, 5):
            self.assertEqual(self.pages(self.prospect, limit), whole, limit)

    def test_client_replaced_by_rules(self):
        """A rule of higher rank links another client in one statement."""
        change = (self.prospect.id, self.other.id, None, "linked")
        self.env["crm.match.apply"]._write_links([change])
        self.assertEqual(self.prospect.partner_id, self.other)
        self.assertEqual(self.rows.partner_id, self.client_card)
        self.assertFalse(self.rows.end_user_id)
        self.on_day(6)
        kinds = [(kind, day) for kind, day, _text, _user in self.told(self.prospect)]
        self.assertEqual(
            kinds, [("link", "07"), ("link_ended", "07"), ("link_former", "06")]
        )

    def test_confirmed(self):
        """A link by rule that a person confirms: both are told, and no end."""
        rule = self.prospect.match_rule_id
        for user in (self.steward, self.steward, self.user_a):
            match = self.prospect.match_ids.filtered("partner_id").with_user(user)
            match.action_confirm()
        self.assertEqual(
            [(row.link_user_id, row.match_rule_id) for row in self.rows],
            [(self.steward, rule), (self.env["res.users"], rule)],
        )
        kinds = [kind for kind, *_rest in self.told(self.prospect)]
        self.assertEqual(sorted(kinds), ["link", "link_former", "link_former"])

    def test_doors(self):
        """Each way of taking a link back keeps it, with who did it and why."""
        link = self.prospect.with_user(self.steward).action_link_client
        for name, reason, end in (
            ("reject", "Her mother", lambda m: m.action_reject("Her mother")),
            ("take back", "Unsure", lambda m: m.action_take_back("Unsure")),
            ("revoke", False, lambda m: m.action_revoke()),
        ):
            with self.subTest(name):
                link(self.client_card.id, despite_contradictions=True)
                before = self.rows
                match = self.prospect.match_ids.filtered(
                    lambda m: m.partner_id == self.client_card
                )
                end(match.with_user(self.steward))
                row = self.rows - before
                self.assertEqual(
                    (row.partner_id, row.end_user_id, row.reason),
                    (self.client_card, self.steward, reason),
                )
                self.assertGreaterEqual(row.end_date, row.link_date)

    def test_revert(self):
        """Links that a revert undoes are kept, each once."""
        rule = self.prospect.match_rule_id
        revert = rule.action_revert_links()
        self.assertFalse(self.prospect.partner_id)
        user = self.env["crm.match.revert"].browse(revert).user_id
        self.assertEqual((self.rows.match_rule_id, self.rows.end_user_id), (rule, user))
        self.assertTrue(self.rows.reason)

    def test_present_links_have_no_row(self):
        """Passes over many people write rows for the links that change, only."""
        persons = [{**NAME, **PHONE} for _number in range(5)]
        prospects = self.load_prospects(persons)
        self.match_all()
        self.assertEqual(prospects.partner_id, self.client_card)
        self.assertFalse(self.former.search([]))
        for kind in ("full", "incremental", "full"):
            self.match_all(kind)
        self.assertFalse(self.former.search([]))
        prospects[:2].contact_point_ids.unlink()
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertFalse(prospects[:2].partner_id)
        self.assertEqual(self.former.search([]).prospect_id, prospects[:2])
        self.match_all()
        self.assertEqual(self.former.search_count([]), 2)

    def test_merge_is_no_end(self):
        """Merged cards are one client: nothing ended, and the past is the same."""
        self.prospect.action_unlink_client("oops")
        merged = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "state": "selection",
                "partner_ids": [Command.set((self.client_card + self.other).ids)],
                "dst_partner_id": self.other.id,
            }
        )
        rows = self.rows
        merged.action_merge()
        self.env.invalidate_all()
        self.assertEqual(self.rows, rows)
        self.assertEqual(rows.partner_id, self.other)

    # ------------------------------------------------------------------ rights

    def test_hidden(self):
        """Who works without the client base learns of no former link."""
        self.prospect.action_unlink_client("oops")
        self.assertTrue(self.told(self.prospect, self.user_a))
        self.user_a.group_ids += self.env.ref(WITHOUT_CLIENTS)
        for record in (self.prospect, self.lead_a):
            self.assertFalse(self.told(record, self.user_a), record)
            self.assertNotIn("oops", str(self.events(record, self.user_a)))
        mine = self.rows.with_user(self.user_a)
        self.assertFalse(mine.search([]))
        with self.assertRaises(AccessError):
            mine.read(["partner_id"])

    def test_client_of_another_company(self):
        """Nor does a user of other companies than that of the client."""
        self.prospect.action_unlink_client("oops")
        company = self.env["res.company"].create({"name": "Far"})
        self.client_card.company_id = company
        self.assertFalse(self.rows.with_user(self.user_a).search([]))
        self.assertFalse(self.told(self.prospect, self.user_a))
        self.user_a.company_ids += company
        both = [self.env.company.id, company.id]
        seen = self.rows.with_user(self.user_a).with_context(allowed_company_ids=both)
        self.assertEqual(seen.search([]), self.rows)

    def test_of_others(self):
        """Links of prospects of others are theirs; nobody writes any."""
        self.prospect.action_unlink_client("oops")
        self.prospect.user_id = self.user_b
        self.assertFalse(self.told(self.client_card, self.user_a))
        self.assertTrue(self.told(self.client_card, self.user_b))
        admin = self.make_user("t_links_admin", "admin")
        for operation in ("create", "write", "unlink"):
            self.assertFalse(self.former.with_user(admin).has_access(operation))

    def test_forgotten(self):
        """The past of a link goes with the prospect."""
        self.prospect.action_unlink_client("oops")
        self.assertTrue(self.rows)
        (self.lead_a + self.lead_b).unlink()
        self.prospect.unlink()
        self.assertFalse(self.former.search([]))
