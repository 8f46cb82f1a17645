# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common_tour import TourCase


class ApplicationTourCase(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "user_id": False, **vals}
                for name, vals in (
                    ("Loan of a client", {"prospect_id": cls.prospect.id}),
                    ("Loan of a stranger", {"contact_name": "Elsewhere Ivan"}),
                )
            ]
        )
        cls.env.flush_all()

    def see(self, tour, url="/odoo/action-crm.crm_lead_opportunities"):
        self.start_tour(url, tour, login=self.user.login)


@tagged("post_install", "-at_install")
class TestListTabsTour(ApplicationTourCase):
    """Tabs, watching and live search as a salesperson uses them."""

    def test_applications(self):
        self.see("crm_lead_tabs")
        followed = self.leads.filtered(
            lambda lead: self.user.partner_id in lead.message_partner_ids
        )
        self.assertEqual(followed.mapped("name"), ["Loan of a stranger"])

    def test_call(self):
        """A card opened from a call leads on to the other ones of the caller."""
        self.leads[1].write({"name": "Second loan", "prospect_id": self.prospect.id})
        self.env.flush_all()
        self.see("crm_call_pager", "/odoo/incoming-call?number=%2B79165550127")


@tagged("post_install", "-at_install")
class TestPhoneWidth(ApplicationTourCase):
    """The same on a phone: nothing is out of reach (L13)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_applications(self):
        self.see("crm_phone_width")

    def test_prospect(self):
        source = self.env["crm.prospect.source"].create(
            {"code": "TT", "name": "Tour Tickets"}
        )
        self.prospect.write(
            {
                "reference_ids": [
                    Command.create({"source_id": source.id, "ref": "T-77"})
                ],
                "document_ids": [
                    Command.create(
                        {
                            "type_id": self.env.ref(
                                "crm_prospect.document_type_passport_ru"
                            ).id,
                            "number": "4509 123456",
                        }
                    )
                ],
            }
        )
        self.env.flush_all()
        self.see("crm_phone_prospect", f"/odoo/crm.prospect/{self.prospect.id}")
