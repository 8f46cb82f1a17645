# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ANNA, NAME, PHONE
from .common_convert import ConvertCase

OTHERS = {
    "lastname": "Соколова",
    "firstname": "Анна",
    "birthdate": "1981-06-18",
    "city": "Москва",
    "street": "ул. Лесная, д. 1",
    "emails": ["other@example.org"],
}


@tagged("post_install", "-at_install")
class TestConvertDialog(ConvertCase):
    """The dialog of a conversion shows what happens, and that is what happens."""

    def card_words(self, prospect, client):
        """What the card says after a conversion, in the words of the dialog."""
        rows = prospect._prepare_conversion(client)["rows"]
        return {row["field"]: row["client"][1] or "" for row in rows}

    def assertAsShown(self, dialog):
        """Convert, and compare the card with the column “client after”."""
        shown = self.shown(dialog)
        prospect = self.env["crm.prospect"].browse(dialog.prospect_id.id)
        action = dialog.save().action_convert()
        client = prospect.partner_id
        self.assertEqual(action["params"]["next"]["res_id"], client.id)
        self.env.invalidate_all()
        words = self.card_words(prospect, client)
        self.assertEqual({field: words[field] for field in shown}, shown)
        return client

    # ------------------------------------------------------------------ whom

    def test_new_client(self):
        """Nobody fits: a new client is made, of everything but what is left out."""
        prospect = self.make_applicant()
        prospect.comment = "Calls after six"
        before = self.env["res.partner"].search_count([("is_client", "=", True)])
        dialog = self.open_dialog(prospect)
        self.assertEqual(dialog.target, "new")
        self.choose(dialog, address="keep")
        shown = self.shown(dialog)
        self.assertEqual(shown["lastname"], ANNA["lastname"])
        self.assertEqual(shown["address"], "")
        self.assertIn("Documents: 3", dialog.carried)
        self.assertEqual(
            self.env["res.partner"].search_count([("is_client", "=", True)]), before
        )
        client = self.assertAsShown(dialog)
        self.assertTrue(client.is_client)
        self.assertFalse(client.city)
        self.assertEqual(prospect.match_state, "converted")

    def test_client_after(self):
        """Each field becomes what the third column says: kept, taken, appended."""
        client = self.make_client(**OTHERS)
        client.comment = "<p>An old friend</p>"
        client.category_id = self.env["res.partner.category"].create({"name": "Old"})
        prospect = self.make_applicant()
        prospect.write(
            {
                "comment": "Calls after six",
                "tag_ids": [(0, 0, {"name": "Young"})],
                "employer_name": "Factory",
            }
        )
        dialog = self.open_dialog(prospect)
        dialog.partner_id = client
        self.assertEqual(dialog.target, "client")
        choices = self.shown(dialog, "choice")
        # Verified values stay, blanks are filled, tags and comments are added.
        self.assertEqual(choices["birthdate_date"], "keep")
        self.assertEqual(choices["address"], "keep")
        self.assertEqual(choices["middlename"], "take")
        self.assertEqual(choices["phone"], "take")
        self.assertEqual(choices["tag_ids"], "append")
        self.assertEqual(choices["comment"], "append")
        self.assertFalse(dialog.overwritten)
        self.choose(dialog, address="take", email="take", employer="keep")
        self.assertIn("Address", dialog.overwritten)
        shown = self.shown(dialog)
        self.assertIn("Тверь", shown["address"])
        self.assertEqual(shown["employer"], "")
        self.assertEqual(shown["tag_ids"], "Old, Young")
        self.assertAsShown(dialog)
        self.assertEqual(client.city, "Тверь")
        self.assertEqual(str(client.birthdate_date), OTHERS["birthdate"])

    def test_proposals(self):
        """Who may be meant is shown with the reasons; a hidden one is a number."""
        self.make_rule("lastname", "phone", mode="proposing")
        client = self.make_client(**OTHERS, **PHONE)
        hidden = self.make_client(**PHONE, lastname=ANNA["lastname"], firstname="Инна")
        prospect = self.make_applicant()
        self.hide_client(hidden, self.own)
        dialog = self.open_dialog(prospect)
        self.assertFalse(dialog.target)
        [proposal] = dialog.proposals["clients"]
        self.assertEqual(dialog.proposals["hidden"], 1)
        self.assertEqual(proposal["id"], client.id)
        self.assertIn("birth date differs", proposal["against"])
        self.assertTrue(proposal["reasons"])
        self.assertTrue(proposal["rule"])
        self.assertEqual(proposal["number"], client.client_number_display)
        self.assertNotIn("Инна", str(dialog.proposals))
        with self.assertRaisesRegex(UserError, "Choose a client"):
            dialog.save().action_convert()
        self.assertFalse(prospect.partner_id)

    def test_only_proposal(self):
        """One whom nothing speaks against is chosen at once, and can be left again."""
        self.make_rule("lastname", "phone", mode="proposing")
        client = self.make_client(**NAME, **PHONE)
        prospect = self.make_applicant()
        dialog = self.open_dialog(prospect)
        self.assertEqual((dialog.target, dialog.partner_id), ("client", client))
        dialog.partner_id = self.env["res.partner"]
        self.assertFalse(dialog.target)
        self.assertFalse(dialog.line_ids._records)
        record = dialog.save()
        record.target = "new"
        record.action_convert()
        self.assertTrue(prospect.partner_id)
        self.assertNotEqual(prospect.partner_id, client)

    def test_linked(self):
        """The client of a linked prospect is no choice."""
        client = self.make_client(**OTHERS)
        prospect = self.make_applicant()
        prospect.action_link_client(client.id, despite_contradictions=True)
        dialog = self.open_dialog(prospect)
        self.assertTrue(dialog.is_linked)
        self.assertFalse(dialog.proposals["clients"])
        self.assertEqual(self.assertAsShown(dialog), client)

    # ------------------------------------------------------------------ choices

    def test_policies(self):
        """One click chooses for all fields; the first of them resets."""
        client = self.make_client(**OTHERS)
        client.comment = "<p>An old friend</p>"
        prospect = self.make_applicant()
        prospect.comment = "Calls after six"
        dialog = self.open_dialog(prospect)
        dialog.partner_id = client
        usual = self.shown(dialog, "choice")
        dialog.policy = "take"
        taken = self.shown(dialog, "choice")
        self.assertEqual(taken["birthdate_date"], "take")
        self.assertEqual(taken["lastname"], "keep", "they are the same")
        self.assertEqual(taken["comment"], "append", "nothing is lost")
        dialog.policy = "keep"
        self.assertEqual(set(self.shown(dialog, "choice").values()), {"keep"})
        dialog.policy = "empty"
        self.assertEqual(self.shown(dialog, "choice"), usual)

    def test_remembered(self):
        """A choice between two values is remembered, for one user and field."""
        client = self.make_client(**OTHERS)
        prospects = [self.make_applicant() for _time in range(3)]
        dialog = self.open_dialog(prospects[0])
        dialog.partner_id = client
        self.choose(dialog, address="take")
        dialog.remember = True
        dialog.save().action_convert()
        client.city = "Омск"
        dialog = self.open_dialog(prospects[1])
        dialog.partner_id = client
        self.assertEqual(self.shown(dialog, "choice")["address"], "take")
        self.assertEqual(self.shown(dialog, "choice")["birthdate_date"], "keep")
        dialog.policy = "empty"
        self.assertEqual(self.shown(dialog, "choice")["address"], "keep")
        dialog.remember = True
        dialog.save().action_convert()
        dialog = self.open_dialog(prospects[2])
        dialog.partner_id = client
        self.assertEqual(self.shown(dialog, "choice")["address"], "keep")
        # Another user has his own memory.
        lines = self.env["crm.prospect.convert.line"]
        lines.with_user(self.own)._remember("phone", "take")
        self.assertEqual(lines.with_user(self.own)._get_remembered(), {"phone": "take"})
        self.assertFalse(lines.with_user(self.all)._get_remembered())

    # ------------------------------------------------------------------ refused

    def test_changed_meanwhile(self):
        """What is not shown is not done."""
        prospect = self.make_applicant()
        for change in ({"city": "Омск"}, {"city": False, "street": False}):
            record = self.open_dialog(prospect).save()
            prospect.write(change)
            with self.assertRaisesRegex(UserError, "Address was changed meanwhile"):
                record.action_convert()
        self.assertFalse(prospect.partner_id)

    def test_too_early(self):
        """Of five steps the fourth is refused, whoever shows the dialog."""
        prospect = self.make_applicant(step=4)
        lead = prospect.lead_ids.with_user(self.own)
        self.assertEqual(lead.conversion_state, "refused")
        self.assertIn("last step", lead.conversion_refusal)
        for record in (lead, lead.prospect_id):
            with self.assertRaisesRegex(UserError, "last step"):
                record.action_open_conversion()
        dialogs = self.env["crm.prospect.convert"].with_user(self.own)
        dialog = dialogs.create({"prospect_id": prospect.id, "target": "new"})
        with self.assertRaisesRegex(UserError, "last step"):
            dialog.action_convert()
        lead.stage_id = self.stages[4]
        self.assertEqual(lead.conversion_state, "ready")
        self.assertFalse(lead.conversion_refusal)

    def test_nobody(self):
        """An application that names nobody leads nowhere."""
        lead = self.make_lead(user_id=self.own.id).with_user(self.own)
        self.assertFalse(lead.conversion_state)
        with self.assertRaisesRegex(UserError, "names nobody"):
            lead.action_open_conversion()

    def test_no_prospect(self):
        """A dialog that nobody opened on a prospect has nothing to show."""
        client = self.make_client(**ANNA)
        for vals in ({"target": "new"}, {"target": "client", "partner_id": client.id}):
            answer = (
                self.env["crm.prospect.convert"]
                .with_user(self.own)
                .onchange(vals, list(vals), {"line_ids": {}, "carried": {}})
            )
            self.assertFalse(answer["value"].get("line_ids"))
            self.assertFalse(answer["value"].get("carried"))

    def test_rights(self):
        """Somebody else's prospect is not shown, nor his dialog."""
        prospect = self.make_applicant(user=self.all)
        mine = self.make_applicant(**OTHERS)
        with self.assertRaises(AccessError):
            prospect.with_user(self.own).action_open_conversion()
        dialogs = self.env["crm.prospect.convert"]
        foreign = dialogs.with_user(self.own).with_context(
            default_prospect_id=prospect.id
        )
        self.assertFalse(foreign.default_get(["prospect_id", "target"]).get("target"))
        dialog = self.open_dialog(mine).save()
        with self.assertRaises(AccessError):
            dialogs.with_user(self.all).browse(dialog.id).read(["target"])
        for user in (self.all, self.steward):
            self.assertEqual(mine.with_user(user).conversion_state, "ready")

    def test_hidden_client(self):
        """A client one may not see is neither shown nor written."""
        client = self.make_client(**OTHERS)
        prospect = self.make_applicant()
        prospect.action_link_client(client.id, despite_contradictions=True)
        self.hide_client(client, self.own)
        self.env.invalidate_all()
        mine = prospect.with_user(self.own)
        self.assertEqual(mine.conversion_state, "refused")
        dialogs = self.env["crm.prospect.convert"].with_user(self.own)
        values = dialogs.with_context(default_prospect_id=prospect.id).default_get(
            ["prospect_id", "target", "partner_id"]
        )
        self.assertFalse(values["partner_id"])

    # ------------------------------------------------------------------ afterwards

    def test_read_only(self):
        """The form of a converted prospect is for reading, but for comments."""
        prospect = self.make_applicant()
        self.open_dialog(prospect).save().action_convert()
        self.assertEqual(prospect.with_user(self.own).conversion_state, "done")
        with self.assertRaisesRegex(UserError, "already"):
            prospect.with_user(self.own).action_open_conversion()
        view = self.env["crm.prospect"].get_view(view_type="form")
        readonly = {
            node.get("name"): node.get("readonly") or ""
            for node in etree.fromstring(view["arch"]).xpath(
                "//sheet//field[not(ancestor::field)]"
            )
        }
        for field in ("lastname", "contact_point_ids", "tag_ids", "user_id"):
            self.assertIn("conversion_date", readonly[field], field)
        self.assertNotIn("conversion_date", readonly["comment"])
