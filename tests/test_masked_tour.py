# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common_access_log import CommittedLog
from .common_masked_told import MASKS
from .common_tour import TourCase

EMAIL = "anna@example.org"


@tagged("post_install", "-at_install")
class TestMaskedTour(CommittedLog, TourCase):
    """A salesperson with all masks: one value is shown at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unmask = cls.env.ref("crm_prospect.group_prospect_unmask")
        for kind in MASKS:
            cls.user.group_ids |= cls.env.ref(f"crm_prospect.group_mask_{kind}")
        cls.user.group_ids |= cls.unmask
        passport = cls.env["crm.person.document.type"].search(
            [("code", "=", "passport_ru")]
        )
        cls.prospect.write(
            {
                "contact_point_ids": [
                    Command.create({"kind": "email", "value": EMAIL})
                ],
                "document_ids": [
                    Command.create({"type_id": passport.id, "number": "4509 123456"})
                ],
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Loan",
                "type": "opportunity",
                "user_id": cls.user.id,
                "phone": "+7 916 555-01-27",
                "email_from": EMAIL,
            }
        )
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.clear_log_of(self.user.id)
        self.addCleanup(self.clear_log_of, self.user.id)

    def open(self, record, tour):
        self.start_tour(
            f"/odoo/{record._name}/{record.id}", tour, login=self.user.login
        )

    def unmasked(self):
        """What the log says that was shown."""
        rows = self.committed(self.user.id, "kind", "res_model", "detail")
        return [row[1:] for row in rows if row[0] == "unmask"]

    def test_prospect(self):
        self.open(self.prospect, "crm_masked_prospect")
        self.assertEqual(
            self.unmasked(),
            [
                ("crm.prospect", "birthdate_date"),
                ("crm.contact.point", "value"),
                ("crm.contact.point", "value"),
                ("crm.person.document", "number"),
            ],
        )
        self.prospect.invalidate_recordset()
        self.assertEqual(str(self.prospect.birthdate_date), "1985-03-14")
        self.assertCountEqual(
            self.prospect.contact_point_ids.mapped("value"),
            ["+7 916 555-01-27", EMAIL, "+79165550199"],
        )

    def test_lead(self):
        self.open(self.lead, "crm_masked_lead")
        self.assertEqual(
            self.unmasked(), [("crm.lead", "phone"), ("crm.lead", "email_from")]
        )

    def test_list(self):
        self.prospect.lastname = "Masked"
        self.start_tour("/odoo/prospects", "crm_masked_list", login=self.user.login)
        self.assertFalse(self.unmasked())

    def test_without_the_right(self):
        self.user.group_ids -= self.unmask
        self.open(self.lead, "crm_masked_no_right")
        self.assertFalse(self.unmasked())

    def test_birthdate(self):
        """An empty birth date is no masked one: it can be filled in."""
        self.assertTrue(self.prospect.with_user(self.user).is_birthdate_masked)
        empty = self.env["crm.prospect"].create({"lastname": "Empty"})
        self.assertFalse(empty.with_user(self.user).is_birthdate_masked)
        self.assertFalse(self.prospect.is_birthdate_masked)
