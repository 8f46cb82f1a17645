# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestAccess(ProspectCase):
    """Who may do what, with which records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "public": cls.env.ref("base.public_user"),
            "portal": new_test_user(cls.env, "a_portal", groups="base.group_portal"),
            "plain": new_test_user(cls.env, "a_plain", groups="base.group_user"),
            **{
                name: cls.make_user(f"a_{name}", name)
                for name in ("own", "all", "steward", "admin")
            },
        }
        cls.other = cls.make_user("a_other", "own")
        manager = cls.env.ref("base.group_partner_manager")
        cls.manager = cls.make_user("a_manager", "own")
        cls.manager.group_ids += manager
        cls.own = cls.make_prospect(**ANNA, ref="1", user_id=cls.users["own"].id)
        cls.nobodys = cls.make_prospect(**NAME, ref="2", user_id=False)
        cls.others = cls.make_prospect(
            **{**ANNA, "phones": ["+79265550102"]}, ref="3", user_id=cls.other.id
        )
        cls.others.lastname = "Орлова"
        cls.client = cls.make_client(**ANNA, ref="4")
        cls.match_all("incremental")

    def as_user(self, role, records):
        return records.with_user(self.users[role])

    def values(self, person):
        return (
            person.document_ids,
            person.contact_point_ids,
            person.former_name_ids,
            person.reference_ids,
            person.contact_point_ids.origin_ids,
            person.match_ids,
        )

    # ------------------------------------------------------------------ records

    def test_own_prospects(self):
        everybody = self.own + self.nobodys + self.others
        found = self.as_user("own", self.env["crm.prospect"]).search(
            [("id", "in", everybody.ids)]
        )
        self.assertEqual(found, self.own + self.nobodys)
        for role in ("all", "steward", "admin"):
            found = self.as_user(role, self.env["crm.prospect"]).search(
                [("id", "in", everybody.ids)]
            )
            self.assertEqual(found, everybody)
        with self.assertRaises(AccessError):
            self.as_user("own", self.others).read(["name"])
        with self.assertRaises(AccessError):
            self.as_user("own", self.others).write({"city": "Омск"})

    def test_values_of_others_prospects(self):
        """What hangs on a prospect is as visible as the prospect."""
        self.assertTrue(self.own.match_ids and self.others.match_ids)
        for values in self.values(self.others):
            self.assertTrue(values, values._name)
            ids = [("id", "in", values.ids)]
            model = self.env[values._name]
            self.assertFalse(self.as_user("own", model).search(ids), values._name)
            self.assertEqual(self.as_user("all", model).search(ids), values)
            with self.assertRaises(AccessError):
                self.as_user("own", values).read()
        for values in self.values(self.own):
            ids = [("id", "in", values.ids)]
            found = self.as_user("own", self.env[values._name]).search(ids)
            self.assertEqual(found, values)

    def test_own_prospect_may_not_be_taken(self):
        with self.assertRaises(AccessError):
            self.as_user("own", self.others).user_id = self.users["own"]

    def test_values_are_not_attached_to_others_prospects(self):
        passport = self.env.ref("crm_prospect.document_type_passport_ru")
        for model, vals in (
            ("crm.contact.point", {"kind": "phone", "value": "+79265550103"}),
            ("crm.person.document", {"type_id": passport.id, "number": "4510 765432"}),
            ("crm.person.name", {"lastname": "Новая"}),
            (
                "crm.prospect.reference",
                {"source_id": self.sources["GM"].id, "ref": "1"},
            ),
        ):
            owned = self.as_user("own", self.env[model])
            with self.assertRaises(AccessError):
                owned.create({**vals, "prospect_id": self.others.id})
            value = owned.create({**vals, "prospect_id": self.own.id})
            with self.assertRaises(AccessError):
                value.prospect_id = self.others
            with self.assertRaises(AccessError):
                value.write({"prospect_id": False, "partner_id": self.client.id})

    def test_values_of_a_client(self):
        """Whoever may not write a card may not write what hangs on it."""
        point = self.client.contact_point_ids[0]
        number = self.client.document_ids[0]
        own = self.users["own"]
        self.assertFalse(self.client.with_user(own).has_access("write"))
        for change in (
            lambda: point.with_user(own).write({"value": "+79265550103"}),
            lambda: point.with_user(own).write({"usage": "work"}),
            lambda: number.with_user(own).write({"number": "x"}),
            lambda: (
                self.env["crm.contact.point"]
                .with_user(own)
                .create({"partner_id": self.client.id, "value": "+79265550103"})
            ),
            lambda: self.client.with_user(own).write(
                {"contact_point_ids": [Command.create({"value": "+79265550103"})]}
            ),
        ):
            with self.assertRaises(AccessError):
                change()
        steward = self.users["steward"]
        with self.assertRaises(AccessError):
            point.with_user(steward).unlink()
        self.env["crm.contact.point"].with_user(self.manager).create(
            {"partner_id": self.client.id, "value": "+79265550103"}
        )
        point.with_user(self.manager).usage = "work"

    def test_companies(self):
        """Nothing of another company is seen, whatever the role."""
        company = self.env["res.company"].create({"name": "Another company"})
        self.others.write({"user_id": False, "company_id": company.id})
        admin = self.users["admin"]
        for records in (self.others, *self.values(self.others)):
            found = self.env[records._name].with_user(admin).search([])
            self.assertFalse(found & records, records._name)
        admin.company_ids += company
        both = (self.env.company + company).ids
        for records in (self.others, *self.values(self.others)):
            found = self.env[records._name].with_user(admin)
            found = found.with_context(allowed_company_ids=both).search([])
            self.assertEqual(found & records, records, records._name)

    # ------------------------------------------------------------------ protected

    def test_link_fields_are_protected(self):
        """Not writable by anybody, neither when creating nor by a default."""
        prospects = self.as_user("admin", self.env["crm.prospect"])
        for vals in (
            {"partner_id": self.client.id},
            {"match_rule_id": False},
            {"link_date": "2020-01-01 00:00:00"},
            {"link_user_id": self.env.uid},
            {"link_kind": "became"},
            {"match_result": "linked"},
        ):
            with self.assertRaises(ValidationError):
                prospects.create(vals)
            with self.assertRaises(ValidationError):
                self.as_user("admin", self.nobodys).write(vals)
            defaults = {f"default_{name}": value for name, value in vals.items()}
            created = prospects.with_context(**defaults).create({})
            self.assertFalse(created.partner_id or created.match_result)
            self.assertFalse(created.link_kind or created.link_date)
        created = prospects.with_context(default_partner_id=self.client.id).create(
            {**NAME, "contact_point_ids": [Command.create({"value": "+79265550105"})]}
        )
        self.assertFalse(created.contact_point_ids.partner_id)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(
                self.as_user("admin", self.env["crm.match"]).has_access(operation)
            )

    def test_number_stays(self):
        """A number leads to the same person for ever."""
        with self.assertRaises(ValidationError):
            self.as_user("admin", self.own).number = self.own.number + 1000

    def test_number_is_not_chosen(self):
        """Nobody takes a number, and the refusal leaves no name in the log."""
        prospects = self.as_user("admin", self.env["crm.prospect"])
        cards = self.as_user("admin", self.env["res.partner"])
        with self.assertNoLogs("odoo.sql_db", "ERROR"):
            with self.assertRaises(ValidationError):
                prospects.create({**NAME, "number": self.own.number})
            with self.assertRaises(ValidationError):
                cards.create({**NAME, "client_number": self.client.client_number})

    # ------------------------------------------------------------------ partners

    def test_card_stays_readable(self):
        """Users without any right of the addon use partners as before."""
        plain = self.client.with_user(self.users["plain"])
        ours = {
            name
            for name in plain.fields_get()
            if "crm_prospect" in plain._fields[name]._modules
        }
        self.assertIn("is_client", ours)
        self.assertNotIn("document_ids", ours)
        [values] = plain.read(list(ours))
        self.assertEqual(values["prospect_count"], 0)
        plain.name_search("Соколова")
        plain.get_view(view_type="form")
        user = new_test_user(
            self.env, "a_cards", groups="base.group_user,base.group_partner_manager"
        )
        client = self.client.with_user(user)
        client.write({"lastname": "Новая", "phone": "+79265550104", "city": "Омск"})
        self.env.cr.flush()
        self.assertEqual(self.client.former_name_ids.lastname, "Соколова")
        partner = client.create({"name": "Иван", "firstname": "Иван"})
        partner.copy()
        partner.unlink()
        portal = self.users["portal"].partner_id
        portal.with_user(self.users["portal"]).read(["name", "city"])

    @mute_logger("odoo.models.unlink")
    def test_steward_deletes(self):
        with self.assertRaises(AccessError):
            self.as_user("all", self.nobodys).unlink()
        self.as_user("steward", self.nobodys).unlink()

    def test_search_tells_no_more(self):
        """The box finds nothing that the user may not see."""
        for text in ("орлова", "+79265550102", "4509 123456", "AL: 3"):
            domain = [("person_search", "ilike", text)]
            found = self.as_user("own", self.env["crm.prospect"]).search(domain)
            self.assertNotIn(self.others, found)
        domain = [("person_search", "ilike", "орлова")]
        self.assertEqual(
            self.as_user("all", self.env["crm.prospect"]).search(domain), self.others
        )

    def test_created_by_a_salesman(self):
        """Everything of a prospect in one go, as the form does it."""
        salesman = new_test_user(
            self.env, "a_salesman", groups="sales_team.group_sale_salesman"
        )
        passport = self.env.ref("crm_prospect.document_type_passport_ru")
        prospect = (
            self.env["crm.prospect"]
            .with_user(salesman)
            .create(
                {
                    **NAME,
                    "contact_point_ids": [
                        Command.create({"value": PHONE["phones"][0]})
                    ],
                    "document_ids": [
                        Command.create(
                            {
                                "type_id": passport.id,
                                "number": PASSPORT["documents"][0]["number"],
                            }
                        )
                    ],
                }
            )
        )
        self.assertEqual(prospect.user_id, salesman)
        self.assertEqual(prospect.sudo().partner_id, self.client)
        prospect.read()
        prospect.lastname = "Орлова"
        prospect.contact_point_ids.value = "+79265550104"

    def test_without_sales(self):
        """Who works with prospects alone opens a card with tags, teams, channels."""
        user = self.make_user("no_sales", "own")
        self.assertFalse(user.has_group("sales_team.group_sale_salesman"))
        prospect = self.make_prospect(**NAME, user_id=False)
        prospect.tag_ids = self.env["crm.tag"].create({"name": "Insurance"})
        self.env.invalidate_all()
        with Form(prospect.with_user(user)) as form:
            form.comment = "Called twice"
        self.assertEqual(prospect.comment, "Called twice")
