# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ANNA
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestCopyRights(LeadCase):
    """One copies what one may see to what one may change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_seller("copy_manager", "group_sale_manager")
        cls.mine = cls.make_prospect(lastname="Орлова", firstname="Вера")
        cls.mine.user_id = cls.own
        cls.hidden = cls.make_prospect(**ANNA)
        cls.hidden.user_id = cls.all
        cls.lead = cls.make_lead(user_id=cls.own.id)
        cls.hidden_lead = cls.make_lead(cls.hidden, user_id=cls.all.id, city="Ялта")
        cls.env.cr.flush()

    def test_own_sees_no_foreign_card(self):
        mine = self.mine.with_user(self.own)
        gone = self.make_prospect(lastname="Нет")
        gone_id = gone.id
        gone.unlink()
        texts = set()
        for model, res_id in (
            ("crm.prospect", self.hidden.id),
            ("crm.lead", self.hidden_lead.id),
            ("crm.prospect", gone_id),
        ):
            for call in (mine.copy_choices, mine.copy_from):
                args = ({"gender": "take"},) if call == mine.copy_from else ()
                with self.assertRaises(AccessError) as error:
                    call(model, res_id, *args)
                texts.add(str(error.exception))
        # One text, so that it does not tell what exists.
        self.assertEqual(len(texts), 1)

    def test_own_changes_no_foreign_card(self):
        for target in (self.hidden, self.hidden_lead):
            with self.assertRaises(AccessError):
                target.with_user(self.own).copy_from(
                    "crm.prospect", self.mine.id, {"tag_ids": "take"}
                )

    def test_dialog_of_foreign_card(self):
        """An id in a dialog tells no name and opens no card."""
        dialogs = self.env["crm.copy"].with_user(self.own)
        vals = {"target_model": "crm.prospect", "target_id": self.mine.id}
        for source in (
            {"source_prospect_id": self.hidden.id},
            {"source_lead_id": self.hidden_lead.id},
        ):
            with self.assertRaises(AccessError):
                dialogs.create({**vals, **source})
        foreign = self.env["crm.copy"].with_user(self.all).create(vals)
        with self.assertRaises(AccessError):
            foreign.with_user(self.own).read(["target_id"])

    def test_all_and_manager(self):
        for user in (self.all, self.steward, self.manager):
            target = self.make_prospect(lastname="Орлова")
            target.user_id = False
            self.env.cr.flush()
            target = target.with_user(user)
            shown = target.copy_choices("crm.prospect", self.hidden.id)
            keys = [item["key"] for item in shown["items"]]
            target.copy_from("crm.prospect", self.hidden.id, {"gender": "take"}, keys)
            self.env.cr.flush()
            self.assertEqual(target.gender, "female")
            self.assertEqual(
                len(target.contact_point_ids), len(self.hidden.contact_point_ids)
            )

    def test_application_of_foreign_prospect(self):
        """Its prospect is somebody else's: it is neither read nor changed."""
        self.lead.prospect_id = self.hidden
        self.env.cr.flush()
        lead = self.lead.with_user(self.own)
        self.mine.write({"gender": "female", "city": "Клин"})
        shown = lead.copy_choices("crm.prospect", self.mine.id)
        fields = {row["field"] for row in shown["rows"]}
        self.assertIn("address", fields)
        self.assertNotIn("gender", fields)
        self.assertNotIn(ANNA["city"], str(shown["rows"]))
        with self.assertRaisesRegex(UserError, "may not change the potential client"):
            lead.copy_from("crm.prospect", self.mine.id, {"gender": "take"})
        # Nor is anything of that prospect offered when the application is the source.
        shown = self.mine.with_user(self.own).copy_choices("crm.lead", lead.id)
        self.assertFalse(shown["items"])
        self.assertNotIn("birthdate_date", {row["field"] for row in shown["rows"]})

    def test_handed_over(self):
        """A card that is handed over by it gets everything else, too."""
        self.mine.with_user(self.own).copy_from(
            "crm.lead", self.lead.id, {"registration_date": "take"}
        )
        source = self.make_lead(user_id=self.own.id, city="Ялта")
        source.user_id = self.own
        taken = self.make_prospect(lastname="Ли", city="Клин")
        taken.user_id = False
        target = self.make_lead(user_id=self.own.id)
        colleague = self.make_seller("copy_colleague")
        taken.user_id = colleague
        self.env["ir.rule"].search(
            [("model_id.model", "=", "crm.prospect")]
        ).active = False
        self.env.cr.flush()
        target.with_user(self.own).copy_from(
            "crm.prospect", taken.id, {"address": "take", "user_id": "take"}
        )
        self.env.cr.flush()
        self.assertEqual((target.user_id, target.city), (colleague, "Клин"))
        self.assertFalse(target.with_user(self.own).has_access("read"))
