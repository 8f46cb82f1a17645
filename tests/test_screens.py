# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestScreens(TransactionCase):
    """The screens open for those who may use them, and spare the others."""

    def test_every_action_opens(self):
        """Each view of each action can be loaded by whom its menu is shown to."""
        menus = self.env["ir.model.data"].search(
            [("module", "=", "crm_prospect"), ("model", "=", "ir.ui.menu")], limit=100
        )
        administrator = new_test_user(
            self.env, "screens_admin", "sales_team.group_sale_manager"
        )
        for menu in self.env["ir.ui.menu"].browse(menus.mapped("res_id")):
            # The one client action, the review desk, has tours of its own.
            if not menu.action or menu.action._name != "ir.actions.act_window":
                continue
            with self.subTest(menu=menu.complete_name):
                views = [(False, mode) for mode in menu.action.view_mode.split(",")]
                if menu.action.target != "new":
                    views.append((menu.action.search_view_id.id, "search"))
                model = self.env[menu.action.res_model].with_user(administrator)
                found = model.get_views(views, {"load_filters": True})["views"]
                self.assertEqual(set(found), {mode for _view, mode in views})

    def test_salesperson(self):
        """A salesperson types a prospect in, and the name is split at once."""
        user = new_test_user(
            self.env, "screens_sales", "sales_team.group_sale_salesman"
        )
        with Form(self.env["crm.prospect"].with_user(user)) as form:
            form.name = "Ivan Petrov"
            with form.contact_point_ids.new() as contact:
                contact.kind = "phone"
                contact.value = "8 (916) 555-01-27"
        prospect = form.save()
        self.assertEqual(prospect.firstname, "Ivan")
        self.assertEqual(prospect.lastname, "Petrov")
        self.assertEqual(prospect.phone, "8 (916) 555-01-27")
        self.assertEqual(prospect.user_id, user)

    def test_partner_form_without_rights(self):
        """A user without any right on prospects opens cards as before."""
        user = new_test_user(
            self.env, "screens_other", "base.group_user,base.group_partner_manager"
        )
        client = self.env["res.partner"].create(
            {"lastname": "Petrov", "firstname": "Ivan", "is_client": True}
        )
        form = Form(client.with_user(user))
        form.city = "Tver"
        form.save()
        self.assertEqual(client.city, "Tver")
        self.assertNotIn("is_client", form._view["fields"])

    def test_choice_of_a_client(self):
        """The choice of a client finds by phone and tells namesakes apart."""
        namesakes = self.env["res.partner"].create(
            [
                {
                    "lastname": "Petrov",
                    "firstname": "Ivan",
                    "birthdate_date": birthdate,
                    "phone": phone,
                    "is_client": True,
                }
                for birthdate, phone in (
                    ("1970-01-30", "+7 916 555-01-28"),
                    ("1999-12-31", "+7 916 555-01-29"),
                )
            ]
        )
        self.env.flush_all()
        self.env["crm.person.index"]._flush()
        partners = self.env["res.partner"].with_context(pick_client=True)
        found = partners.name_search("8 916 555 01 29")
        self.assertEqual([partner_id for partner_id, _name in found], namesakes[1].ids)
        self.assertIn("1999", found[0][1])
        self.assertIn(namesakes[1].client_number_display, found[0][1])

    def test_link_by_hand(self):
        """The dialog says what is known of the pair, and links."""
        client = self.env["res.partner"].create(
            {"lastname": "Petrova", "firstname": "Inna", "is_client": True}
        )
        prospect = self.env["crm.prospect"].create({"lastname": "Sidorova"})
        action = prospect.action_link_by_hand()
        dialog = Form(self.env[action["res_model"]].with_context(**action["context"]))
        dialog.partner_id = client
        self.assertEqual(dialog.verdict_text, "No rule has found this pair.")
        dialog.save().action_link_all_the_same()
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(prospect.link_user_id, self.env.user)
        prospect.action_unlink_client()
        self.assertFalse(prospect.partner_id)
        dialog = Form(self.env[action["res_model"]].with_context(**action["context"]))
        dialog.partner_id = client
        self.assertIn("Rejected", dialog.verdict_text)

    def test_companies_are_found(self):
        """The live box finds companies by name, INN, e-mail and phone as typed."""
        company = self.env["res.partner"].create(
            {
                "name": "Tourworks Ltd",
                "is_company": True,
                "vat": "7707083893",
                "email": "office@tourworks.example.com",
                "phone": "+7 495 500-55-50",
            }
        )
        for text in ("tourw", "7707083893", "office@tour", "495 500 55", "(495) 500"):
            with self.subTest(text=text):
                domain = [("is_company", "=", True), ("person_search", "ilike", text)]
                self.assertIn(company, self.env["res.partner"].search(domain))
        domain = [("is_company", "=", True), ("person_search", "ilike", "no such one")]
        self.assertFalse(self.env["res.partner"].search(domain))

    def test_start_runs(self):
        """The buttons of the list of runs ask for a run and show it."""
        runs = self.env["crm.match.run"]
        for kind in ("incremental", "full"):
            action = getattr(runs, f"action_start_{kind}")()
            run = runs.browse(action["res_id"])
            self.assertEqual((run.kind, run.state), (kind, "waiting"))
            self.assertIn(run.display_name, ("What changed", "Everybody"))
            self.assertEqual(getattr(runs, f"action_start_{kind}")(), action)
