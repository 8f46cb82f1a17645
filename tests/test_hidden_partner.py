# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_access import MARKER, AccessCase


@tagged("post_install", "-at_install")
class TestHiddenPartner(AccessCase, HttpCase):
    """A client behind the doors of contacts, for a user without the client base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.partner"].create(
            {"name": "Ромашка", "is_company": True, "city": "Тула"}
        )
        cls.portal = new_test_user(
            cls.env, f"portal {MARKER}", groups="base.group_portal"
        )
        cls.portal.partner_id.is_client = True
        cls.client.parent_id = cls.company

    def test_lists(self):
        """Neither lists, groups, mentions nor portal users."""
        partners = self.as_hidden(self.env["res.partner"])
        self.assertUnknown(partners.get_mention_suggestions(MARKER))
        self.assertUnknown(partners.web_search_read([], {"name": {}, "email": {}}))
        groups = partners.formatted_read_group([], ["city"], ["__count"])
        self.assertUnknown(groups)
        self.assertNotIn(self.portal, partners.env["res.users"].search([]))
        seen = self.client.with_user(self.seller).get_mention_suggestions(MARKER)
        self.assertIn(MARKER, repr(seen))

    def test_related_records(self):
        """Contacts, tags and bank accounts leave him out."""
        tag = self.env["res.partner.category"].create(
            {"name": "VIP", "partner_ids": [Command.link(self.client.id)]}
        )
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "40817810000000000001", "partner_id": self.client.id}
        )
        company = self.as_hidden(self.company)
        self.assertEqual(company.read(["child_ids"])[0]["child_ids"], [])
        spec = {"child_ids": {"fields": {"name": {}, "email": {}}}, "name": {}}
        self.assertEqual(company.web_read(spec)[0]["child_ids"], [])
        self.assertEqual(
            tag.with_user(self.hidden).read(["partner_ids"])[0]["id"], tag.id
        )
        self.assertFalse(tag.with_user(self.hidden).partner_ids)
        self.assertFalse(company.env["res.partner.bank"].search([("id", "=", bank.id)]))
        with self.assertRaises(AccessError):
            bank.with_user(self.hidden).read(["acc_number"])
        self.env.invalidate_all()
        seen = self.company.with_user(self.seller).read(["child_ids"])
        self.assertEqual(seen[0]["child_ids"], self.client.ids)

    def test_relation_with_fields(self):
        """The fields of a hidden client that another record leads to are left out,
        without an error."""
        user = self.env["res.partner"].create({"name": "Свой"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET commercial_partner_id = %s WHERE id = %s",
            [self.client.id, user.id],
        )
        mine = self.as_hidden(user)
        spec = {"commercial_partner_id": {"fields": {"display_name": {}, "email": {}}}}
        self.assertFalse(mine.web_read(spec)[0]["commercial_partner_id"])
        self.assertFalse(
            mine.read(["commercial_partner_id"])[0]["commercial_partner_id"]
        )

    def test_same_tax_id(self):
        """“A partner with the same tax ID” is not told."""
        other = self.env["res.partner"].create(
            {"name": "Другая", "vat": "500100732259"}
        )
        self.client.parent_id = False
        self.client.vat = other.vat
        self.assertEqual(other.with_user(self.seller).same_vat_partner_id, self.client)
        self.assertFalse(self.as_hidden(other).same_vat_partner_id)

    def test_put_into_a_record(self):
        """He cannot be made a parent, nor written or deleted."""
        partners = self.as_hidden(self.env["res.partner"])
        contact = partners.create({"name": "Мама"})
        for refused in (
            lambda: partners.create({"name": "Папа", "parent_id": self.client.id}),
            lambda: contact.write({"parent_id": self.client.id}),
            lambda: partners.browse(self.client.id).write({"name": "?"}),
            lambda: partners.browse(self.client.id).unlink(),
        ):
            with self.assertRaises(AccessError) as refusal, self.cr.savepoint():
                refused()
            self.assertUnknown(str(refusal.exception))

    def test_put_into_a_form(self):
        """A form that is not saved has no record rule."""
        client = self.client.id
        for model, name, told in (
            ("crm.lead", "partner_id", ["name", "contact_name", "phone", "street"]),
            ("res.partner", "parent_id", ["street", "vat", "complete_name"]),
            ("calendar.attendee", "partner_id", ["common_name", "email", "phone"]),
            ("calendar.event", "partner_ids", ["display_name"]),
        ):
            records = self.as_hidden(self.env[model])
            field = records._fields[name]
            value = client if field.type == "many2one" else [[4, client]]
            spec = {field: {} for field in told}
            spec[name] = {"fields": {"display_name": {}, "email": {}, "phone": {}}}
            sent = {f"default_{name}": client if value == client else [client]}
            with self.subTest(model=model):
                self.assertUnknown(records.onchange({name: value}, [name], spec))
                answer = records.with_context(**sent).onchange({}, [], spec)
                self.assertUnknown(answer)

    def test_refusal_in_debug_mode(self):
        """Not even there are records and rules named."""
        self.hidden.group_ids += self.env.ref("base.group_no_one")
        with self.assertRaises(AccessError) as refusal:
            self.as_hidden(self.client).read(["name"])
        self.assertNotIn("client base for some", str(refusal.exception))
        self.assertUnknown(str(refusal.exception))

    def test_speed_of_the_rule(self):
        """Each partner is judged by his own columns and those of his parent."""
        partners = self.as_hidden(self.env["res.partner"])
        statement = partners._search([("name", "=", "Ромашка")]).select().code.upper()
        self.assertIn("IS_CLIENT", statement)
        self.assertEqual(statement.count("SELECT"), 1, "a subquery per partner")

    def test_addresses_of_pages(self):
        """Picture and card are not served."""
        self.authenticate(self.hidden.login, self.hidden.login)
        self.client.image_1920 = PIXEL
        self.env.flush_all()
        image = self.url_open(f"/web/image/res.partner/{self.client.id}/avatar_128")
        other = self.url_open(f"/web/image/res.partner/{2**30}/avatar_128")
        self.assertEqual(image.content, other.content)
        with mute_logger("odoo.http"):
            card = self.url_open(f"/web/partner/vcard?partner_ids={self.client.id}")
        self.assertUnknown(card.text)


PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    b"awAAAABJRU5ErkJggg=="
)
