# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import NAME
from .common_masked import EMAIL, EMAIL_MASK, PASSPORT_MASK, PHONE_MASK, MaskedCase


@tagged("post_install", "-at_install")
class TestMaskedExport(MaskedCase):
    """Files hold no more than the screen does."""

    def _export(self, records, *names):
        return self.mine(records).export_data(list(names))["datas"]

    def test_columns(self):
        [row] = self._export(self.lead, "name", "email_from", "phone")
        self.assertEqual(row, ["Заявка", EMAIL_MASK, PHONE_MASK])
        [row] = self._export(self.client, "birthdate_date", "email", "vat", ".id")
        self.assertEqual(row[0], "")
        self.assertEqual(row[3], str(self.client.id))
        self.assertNothingTold(row)

    def test_lines(self):
        """Records with several lines each: each value stands where it belongs."""
        other = self.make_prospect(**{**NAME, "firstname": "Мария"}, ref="9")
        rows = self._export(
            self.prospect + other,
            "firstname",
            "birthdate_date",
            "document_ids/number",
            "document_ids/display_name",
            "contact_point_ids/value",
        )
        self.assertNothingTold(rows)
        self.assertEqual(rows[0][0], "Анна")
        self.assertEqual(rows[-1], ["Мария", "", "", "", ""])
        self.assertIn(PASSPORT_MASK, [row[2] for row in rows])
        self.assertIn(EMAIL_MASK, [row[4] for row in rows])

    def test_without_masks(self):
        data = self.lead.with_user(self.full).export_data(["email_from"])
        self.assertEqual(data["datas"], [[EMAIL]])

    def test_visiting_card(self):
        """The card that Odoo lets one download."""
        card = self.mine(self.client)._get_vcard_file().decode()
        self.assertIn(EMAIL_MASK, card)
        self.assertNothingTold(card)
        self.assertIn(
            EMAIL, self.client.with_user(self.full)._get_vcard_file().decode()
        )
