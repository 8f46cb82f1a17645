# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..wizard.crm_prospect_convert_many import CrmProspectConvertMany
from .common_convert import ConvertCase

PEOPLE = [{"lastname": f"Masslov{letter}", "firstname": "Ivan"} for letter in "abcd"]


@tagged("post_install", "-at_install")
class TestConvertMany(ConvertCase):
    """The dialog of a mass conversion: who can be, who cannot, and why."""

    def open_many(self, records, user=None):
        action = records.with_user(user or self.own).action_open_mass_conversion()
        self.assertEqual(action["res_model"], "crm.prospect.convert.many")
        dialogs = self.env[action["res_model"]].with_user(user or self.own)
        return dialogs.browse(action["res_id"])

    def test_from_prospects(self):
        """Counts first; then clients, and the refused ones by reason."""
        linked, new, early = (
            self.make_applicant(step=step, **person)
            for step, person in zip((5, 5, 4), PEOPLE, strict=False)
        )
        client = self.make_client(lastname="Masslova", city="Tver")
        linked.city = "Omsk"
        linked.action_link_client(client.id, despite_contradictions=True)
        dialog = self.open_many(linked + new + early)
        self.assertEqual(dialog.prospect_count, 2)
        self.assertEqual((dialog.linked_count, dialog.new_count), (1, 1))
        self.assertEqual(dialog.refused_count, 1)
        self.assertIn("last step", dialog.refusal_ids.reason)
        self.assertEqual(
            dialog.refusal_ids.action_view_prospects()["domain"],
            [("id", "in", early.ids)],
        )
        action = dialog.action_convert()
        self.assertEqual(action["res_id"], dialog.id)
        self.assertEqual((dialog.state, dialog.prospect_count), ("done", 2))
        self.assertEqual(dialog.refused_count, 1)
        self.assertEqual(linked.partner_id, client)
        self.assertEqual((client.city, client.firstname), ("Tver", "Ivan"))
        self.assertTrue(new.partner_id.is_client)
        self.assertFalse(early.partner_id)
        self.assertEqual(
            self.env["res.partner"].search(dialog.action_view_clients()["domain"]),
            client + new.partner_id,
        )
        [(_id, _in, ids)] = dialog.action_view_prospects()["domain"]
        self.assertEqual(set(ids), {linked.id, new.id})
        with self.assertRaisesRegex(UserError, "nobody left"):
            dialog.action_convert()

    def test_from_leads(self):
        """Applications lead to their people, each once; some name nobody."""
        one, two = (self.make_applicant(**person) for person in PEOPLE[:2])
        again = self.make_lead(one, user_id=self.own.id)
        nobody = self.make_lead(user_id=self.own.id)
        dialog = self.open_many(one.lead_ids + again + two.lead_ids + nobody)
        self.assertEqual((dialog.prospect_count, dialog.nameless_count), (2, 1))
        dialog.action_convert()
        self.assertTrue(one.partner_id and two.partner_id)
        self.assertEqual(again.partner_id, one.partner_id)

    def test_take_over(self):
        """Cards of linked clients are overwritten when that was chosen."""
        prospect = self.make_applicant(city="Omsk", **PEOPLE[0])
        client = self.make_client(lastname="Masslova", city="Tver")
        prospect.action_link_client(client.id, despite_contradictions=True)
        dialog = self.open_many(prospect)
        dialog.policy = "take"
        dialog.action_convert()
        self.assertEqual(client.city, "Omsk")

    def test_limit(self):
        """What is too much for one click waits."""
        people = self.env["crm.prospect"].union(
            *(self.make_applicant(**person) for person in PEOPLE)
        )
        self.patch(CrmProspectConvertMany, "_get_max_at_once", lambda self: 3)
        dialog = self.open_many(people)
        self.assertEqual((dialog.prospect_count, dialog.waiting_count), (4, 1))
        dialog.action_convert()
        self.assertEqual((dialog.prospect_count, dialog.waiting_count), (3, 0))
        self.assertEqual(len(people.filtered("partner_id")), 3)

    def test_refused_meanwhile(self):
        """Who stepped back since the dialog was opened is told, not converted."""
        one, two = (self.make_applicant(**person) for person in PEOPLE[:2])
        dialog = self.open_many(one + two)
        self.assertEqual(dialog.prospect_count, 2)
        two.lead_ids.stage_id = self.stages[0]
        dialog.action_convert()
        self.assertEqual(dialog.prospect_ids, one)
        self.assertEqual(dialog.refusal_ids.prospect_ids, two)

    def test_rights(self):
        """Whom a salesperson may not change is refused; a dialog is its owner's."""
        mine = self.make_applicant(**PEOPLE[0])
        theirs = self.make_applicant(user=self.all, **PEOPLE[1])
        dialog = self.open_many(mine)
        with self.assertRaises(AccessError):
            dialog.with_user(self.all).read(["state"])
        with self.assertRaises(AccessError):
            dialog.refusal_ids.create({"wizard_id": dialog.id, "reason": "none"})
        with self.assertRaises(AccessError):
            self.open_many(mine + theirs)
        # The same from outside the screen.
        with self.assertRaises(AccessError):
            dialog.write({"prospect_ids": [(4, theirs.id)]})
        both = self.open_many(mine + theirs, self.all)
        self.assertEqual(both.prospect_count, 2)

    def test_statements(self):
        """Opening the dialog asks as much for many as for a few."""
        people = self.env["crm.prospect"].union(
            *(self.make_applicant(**person) for person in PEOPLE)
        )
        self.open_many(people[:1])
        few = self.queries_of(lambda: self.open_many(people[:2]))
        many = self.queries_of(lambda: self.open_many(people))
        self.assertLessEqual(many, few + 1)
