# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestClientSetup(TransactionCase):
    """Choosing the clients among the partners by a domain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.company = Partner.create({"name": "Setup & Co", "is_company": True})
        cls.employee = Partner.create(
            {"name": "Employee", "parent_id": cls.company.id, "type": "contact"}
        )
        cls.address = Partner.create(
            {"name": "Warehouse", "parent_id": cls.company.id, "type": "delivery"}
        )
        cls.person = Partner.create({"name": "Petrova Inna"})
        cls.client = Partner.create({"name": "Client Old", "is_client": True})
        cls.portal = new_test_user(
            cls.env, "setup_portal", "base.group_portal"
        ).partner_id
        cls.manager = new_test_user(
            cls.env, "setup_manager", "sales_team.group_sale_manager"
        )
        cls.steward = new_test_user(
            cls.env, "setup_steward", "crm_prospect.group_prospect_steward"
        )
        cls.partners = (
            cls.company
            + cls.employee
            + cls.address
            + cls.person
            + cls.client
            + cls.portal
            + cls.manager.partner_id
        )

    def _dialog(self, partners=None, **vals):
        partners = self.partners if partners is None else partners
        return (
            self.env["crm.client.setup"]
            .with_user(self.manager)
            .create({"domain": str([("id", "in", partners.ids)]), **vals})
        )

    def test_preview(self):
        """The preview says how many of whom become clients, and who does not."""
        dialog = self._dialog()
        self.assertEqual(dialog.found_count, 7)
        self.assertEqual(dialog.new_count, 3)
        self.assertEqual(dialog.portal_count, 1)
        self.assertEqual(dialog.client_count, 1)
        self.assertEqual(dialog.company_count, 2)
        self.assertEqual(dialog.user_count, 1)

    def test_make_clients(self):
        """What the preview announced is what happens, and no more."""
        number = self.client.client_number
        dialog = self._dialog()
        action = dialog.action_make_clients()
        added = self.employee + self.person + self.portal
        self.assertEqual(
            self.partners.filtered("is_client"), self.partners & (added + self.client)
        )
        self.assertEqual(self.client.client_number, number)
        self.assertEqual(len(set(added.mapped("client_number"))), 3)
        self.assertTrue(all(added.mapped("client_number")))
        self.assertFalse(any(added.mapped("client_since")))
        run = self.env["crm.match.run"].browse(action["res_id"])
        self.assertEqual(action["res_model"], run._name)
        self.assertEqual((run.kind, run.state), ("index", "waiting"))
        dialog.invalidate_recordset()
        self.assertEqual((dialog.new_count, dialog.client_count), (0, 4))
        with self.assertRaises(UserError):
            dialog.action_make_clients()

    def test_since_create_date(self):
        """The day of the card can be taken as the day the person became a client."""
        self._dialog(since="create_date").action_make_clients()
        self.assertEqual(self.person.client_since, self.person.create_date.date())
        self.assertFalse(self.client.client_since)

    def test_indexed_in_background(self):
        """The run that the dialog asks for makes the new clients findable."""
        self.person.write({"lastname": "Petrova", "firstname": "Inna"})
        self._dialog().action_make_clients()
        found = [("person_search", "ilike", "petrova inna")]
        self.assertNotIn(self.person, self.env["res.partner"].search(found))
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_match").method_direct_trigger()
        self.assertIn(self.person, self.env["res.partner"].search(found))

    def test_numbers_given_by_hand(self):
        """Numbers that partners bear already are stepped over."""
        [last] = self.env["res.partner"]._next_numbers(1)
        self.client.sudo().write({"client_number": last + 2})
        self.env.flush_all()
        self._dialog(self.person + self.portal).action_make_clients()
        self.assertEqual(
            sorted((self.person + self.portal).mapped("client_number")),
            [last + 1, last + 3],
        )

    def test_number_is_kept(self):
        """A person who was a client before keeps the number."""
        self.client.write({"is_client": False})
        number = self.client.client_number
        self._dialog(self.client).action_make_clients()
        self.assertTrue(self.client.is_client)
        self.assertEqual(self.client.client_number, number)

    def test_system_partners_stay_out(self):
        """No domain makes clients of the bot, the public user and own companies."""
        system = (
            self.env.ref("base.partner_root")
            + self.env.ref("base.public_partner")
            + self.env.company.partner_id
        )
        dialog = self._dialog(system, domain=str([("active", "in", (True, False))]))
        dialog.action_make_clients()
        self.assertFalse(any(system.mapped("is_client")))

    def test_bad_domain(self):
        """A domain that cannot be read is refused in words, and changes nothing."""
        for domain in (
            "[('name', '=', ",
            "[('no_such_field', '=', 1)]",
            "[('id', '=', 'abc')]",
            "name = 'x'",
            "7",
            "[('name',)]",
        ):
            dialog = self._dialog(domain=domain)
            with self.assertRaisesRegex(UserError, "cannot be read"):
                dialog.action_make_clients()
            with self.assertRaisesRegex(UserError, "cannot be read"):
                dialog._count_partners()
        self.assertFalse(self.person.is_client)

    def test_query_count(self):
        """The number of queries does not grow with the number of partners."""
        Partner = self.env["res.partner"].with_context(tracking_disable=True)
        few = Partner.create([{"name": f"Few {n}"} for n in range(3)])
        many = Partner.create([{"name": f"Many {n}"} for n in range(300)])
        counts = []
        for partners in (few, many):
            dialog = self._dialog(partners)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            dialog.action_make_clients()
            counts.append(self.env.cr.sql_log_count - start)
            self.assertTrue(all(partners.mapped("is_client")))
        self.assertLessEqual(counts[1], counts[0])

    def test_only_administrators(self):
        """A steward decides about matches, but not who is a client."""
        with self.assertRaises(AccessError):
            self.env["crm.client.setup"].with_user(self.steward).create({})
