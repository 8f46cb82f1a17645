# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of masked values share: one person everywhere, and who sees him."""

from odoo.tests import new_test_user

from .common import ANNA, ProspectCase

MASK_GROUPS = ("documents", "birthdates", "phones", "emails")
PHONE = "+79161234567"
PHONE_MASK = "+7 916 ***-**-67"
EMAIL = "anna.sokolova@example.org"
EMAIL_MASK = "a***@example.org"
PASSPORT = "4509 123456"
PASSPORT_MASK = "*******456"
INN = "500100732259"
INN_MASK = "*********259"
# Nothing of these may be told to who sees masks.
SECRETS = (
    "9161234567",
    "123-45-67",
    "anna.sokolova",
    "4509",
    "123456",
    "500100732",
    "112-233",
    "1980",
)


class MaskedCase(ProspectCase):
    """One person as prospect, client and application; users with and without masks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.masked = cls.make_seller("masked", *MASK_GROUPS)
        cls.full = cls.make_seller("full")
        cls.client = cls.make_client(
            **ANNA, ref="1", vat=INN, email=EMAIL, phone=PHONE, user_id=cls.masked.id
        )
        cls.prospect = cls.make_prospect(**ANNA, ref="2", user_id=cls.masked.id)
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Заявка",
                "contact_name": "Анна",
                "email_from": EMAIL,
                "phone": PHONE,
                "user_id": cls.masked.id,
            }
        )
        points = cls.prospect.contact_point_ids
        cls.phone = points.filtered(lambda point: point.kind == "phone")
        cls.email = points.filtered(lambda point: point.kind == "email")
        cls.passport = cls.prospect.document_ids.filtered(
            lambda document: document.number == PASSPORT
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def make_seller(cls, login, *masks):
        groups = [
            "sales_team.group_sale_salesman_all_leads",
            "crm_prospect.group_prospect_all",
            "base.group_allow_export",
            "base.group_partner_manager",
            *(f"crm_prospect.group_mask_{name}" for name in masks),
        ]
        return new_test_user(cls.env, login, groups=",".join(groups))

    def mine(self, records):
        """The same records for the user who sees masks."""
        return records.with_user(self.masked).with_context(lang="en_US")

    def assertNothingTold(self, answer):
        for secret in SECRETS:
            self.assertNotIn(secret, str(answer))
