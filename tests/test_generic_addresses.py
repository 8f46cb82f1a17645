# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An address of many people, a dormitory or an office, found by the radar."""

from odoo.tests import tagged

from .common_generic import GenericCase, colleagues

IVAN = {"lastname": "Иванов", "firstname": "Иван"}
HOME = {"city": "Тверь", "street": "ул. Мира, 1, кв. 5"}


@tagged("post_install", "-at_install")
class TestGenericAddresses(GenericCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_rule("address", "lastname", "firstname")
        cls.client = cls.make_client(**IVAN, **HOME)
        cls.linked_before = cls.make_prospect(**IVAN, **HOME)
        cls.crowd = cls.load_prospects(colleagues(12, **HOME))
        cls.env["crm.generic.value"]._radar()

    def key_of(self, person):
        return self.column(person, "address_key")

    def test_found(self):
        """Taken from everybody but from who is linked by it, and kept from new ones."""
        value = self.generic(kind="address")
        self.assertEqual((value.person_count, value.state), (13, "generic"))
        self.assertEqual(value.link_count, 1)
        self.assertFalse(self.key_of(self.crowd[0]))
        self.assertEqual(self.linked(self.linked_before.id), [self.client])
        late = self.make_prospect(**IVAN, **HOME)
        self.assertFalse(self.key_of(late))
        self.assertFalse(late.partner_id)

    def test_indexed_anew(self):
        """The link stays until the value is accepted, and goes to review then."""
        self.linked_before.city = "Тверь "
        self.client.write({"gender": "male"})
        self.match_all("incremental")
        self.assertTrue(self.key_of(self.linked_before))
        self.assertEqual(self.linked(self.linked_before.id), [self.client])
        action = self.generic(kind="address").action_accept()
        wizard = self.env["crm.generic.accept"].with_context(**action["context"])
        wizard.create({}).action_accept()
        self.settle()
        self.assertFalse(self.key_of(self.linked_before))
        self.assertEqual(self.linked_before.match_state, "proposed")

    def test_exempt(self):
        """Back to everybody, though the key was stored nowhere."""
        late = self.make_prospect(**IVAN, **HOME)
        self.generic(kind="address").action_exempt()
        self.settle()
        self.assertTrue(self.key_of(self.crowd[0]))
        self.assertEqual(self.linked(late.id), [self.client])
        self.env["crm.generic.value"]._radar()
        self.assertEqual(self.generic(kind="address").state, "exempt")
        self.assertTrue(self.key_of(self.crowd[0]))

    def test_radar_again(self):
        """Who was indexed without it is not counted as having moved away."""
        self.assertEqual(self.env["crm.generic.value"]._radar()["freed"], 0)
        self.assertEqual(self.generic(kind="address").person_count, 13)
