# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_reach import ContactsCase


@tagged("post_install", "-at_install")
class TestContactabilityList(ContactsCase):
    """CRM ▸ Clients ▸ Contactability."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forget_clients()
        # Phones count 60 %, e-mails 30 %.
        cls.ivanov = cls.make_scored(
            "Иванов", [("+79165550101", 1000)], [("ivanov@example.org", 417)]
        )
        cls.petrov = cls.make_scored(
            "Петров", [("+79165550102", 1000)], [("petrov@example.org", 50)]
        )
        cls.smirnova = cls.make_scored(
            "Смирнова", [("+79165550103", 900)], [("smirnova@example.org", 250)]
        )
        cls.orlova = cls.make_scored("Орлова", emails=[("orlova@example.org", 300)])
        cls.give_places()
        cls.rows = cls.env["crm.contactability"]
        cls.user = cls.make_user("contactability_list", "own")

    def test_order_and_places(self):
        """«Иванов 725, Петров 615, Смирнова 615 …»: equals share a place."""
        rows = self.rows.with_user(self.user).search([])
        self.assertEqual(
            [(r.partner_id.lastname, r.score, r.place) for r in rows],
            [
                ("Иванов", 725, 1),
                ("Петров", 615, 2),
                ("Смирнова", 615, 2),
                ("Орлова", 90, 3),
            ],
        )
        self.assertEqual(rows.mapped("percentile"), [75, 25, 25, 0])
        self.assertEqual(rows.mapped("usable_count"), [2, 2, 2, 1])
        self.assertEqual(rows[0].phone, "+79165550101")
        self.assertEqual(rows[0].email, "ivanov@example.org")
        self.assertFalse(rows[3].phone)

    def test_bands(self):
        """The graph: how many have a score of 0–99, 100–199 and so on."""
        groups = self.rows.formatted_read_group([], ["band"], ["__count"])
        self.assertEqual(
            [(group["band"], group["__count"]) for group in groups],
            [("000", 1), ("600", 2), ("700", 1)],
        )
        self.assertEqual(
            self.rows.search([("band", "=", "600")]).partner_id,
            self.petrov + self.smirnova,
        )
        rows = self.rows.search([])
        self.assertEqual(rows.mapped("band"), ["700", "600", "600", "000"])
        self.env.cr.execute("UPDATE crm_contactability SET score = 1000")
        self.env.invalidate_all()
        self.assertEqual(set(rows.mapped("band")), {"900"})

    def test_search(self):
        """A client is found by the box of persons."""
        for text, client in (("Смирнова", self.smirnova), ("5550101", self.ivanov)):
            found = self.rows.with_user(self.user).search(
                [("person_search", "ilike", text)]
            )
            self.assertEqual(found.partner_id, client)
        with_phone = self.rows.search([("phone_point_id", "!=", False)])
        self.assertNotIn(self.orlova, with_phone.partner_id)

    def test_hidden_client(self):
        """Whom the user may not read he does not find here either, in no way."""
        row = self.rows.search([("partner_id", "=", self.ivanov.id)])
        own = row.with_user(self.user)
        self.assertEqual(own.score, 725)
        self.hide_clients()
        self.env.invalidate_all()
        self.assertFalse(own.search([]))
        self.assertFalse(own.formatted_read_group([], ["band"], ["__count"]))
        self.assertFalse(own.has_access("read"))
        with self.assertRaises(AccessError):
            own.read(["score"])
        with self.assertRaises(AccessError):
            own.action_open_client()

    def test_other_company(self):
        """Clients of another company are not counted."""
        company = self.env["res.company"].create({"name": "Other"})
        self.ivanov.company_id = company
        rows = self.rows.with_user(self.user).search([])
        self.assertNotIn(self.ivanov, rows.sudo().partner_id)
        self.assertEqual(len(rows), 3)

    def test_no_rights(self):
        """Without rights on prospects there is neither menu nor figure."""
        user = new_test_user(self.env, "contactability_none", "base.group_user")
        with self.assertRaises(AccessError):
            self.rows.with_user(user).search([])
        menu = self.env.ref("crm_prospect.crm_contactability_menu")
        for who, visible in ((user, False), (self.user, True)):
            menus = self.env["ir.ui.menu"].with_user(who)
            self.assertEqual(menu.id in menus._visible_menu_ids(), visible)

    def test_compute_now(self):
        """Stewards have everybody computed now; the others are refused."""
        with self.assertRaises(AccessError):
            self.rows.with_user(self.user).action_score_now()
        steward = self.make_user("contactability_steward", "steward")
        action = self.rows.with_user(steward).action_score_now()
        run = self.env["crm.contact.score.run"].browse(action["res_id"])
        self.assertEqual(run.state, "waiting")

    def test_statements(self):
        """No more statements for eighty rows than for one, whose reading is logged."""
        columns = ["place", "percentile", "score", "phone", "email", "client_number"]
        rows = self.rows.with_user(self.user).search([], limit=1)
        counts = []
        for limit in (1, 80):
            self.env.invalidate_all()
            rows.read(["place"])
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.rows.with_user(self.user).search([], limit=limit).read(columns)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
