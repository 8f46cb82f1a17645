# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestPersonFinder(ProspectCase):
    """The search form: one hit opens the card, several the list, none creates (L5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_prospect(
            **ANNA,
            employer="Ромашка",
            comment="звонить утром",
            source="BT",
            ref="79503",
        )
        cls.prospect.priority = "2"
        cls.prospect.registration_date = "2026-03-10 22:30:00"
        cls.other = cls.make_prospect(
            lastname="Орлова", firstname="Анна", phones=["+79265550102"], ref="7"
        )
        cls.card = cls.make_client(lastname="Зорин", firstname="Лев", ref="A/1")
        cls.stage = cls.env["crm.stage"].create({"name": "Far Away"})
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Loan",
                "contact_name": "Вера Холодная",
                "partner_name": "Синема",
                "email_from": "vera@holodnaya.example",
                "phone": "+7 926 555-77-33",
                "city": "Ялта",
                "street": "Набережная, 5",
                "description": "просит отсрочку",
                "priority": "3",
                "stage_id": cls.stage.id,
                "user_id": False,
                "prospect_id": cls.other.id,
            }
        )
        cls.env["crm.application.reference"].create(
            {"lead_id": cls.lead.id, "source_id": cls.sources["BT"].id, "ref": "Z-15"}
        )
        cls.env.cr.flush()
        # Odoo writes the day of creation itself.
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2026-03-10 12:00' WHERE id = %s",
            [cls.lead.id],
        )

    def find(self, kind="prospect", **vals):
        finder = self.env["crm.person.finder"].create({"kind": kind, **vals})
        action = finder.action_find()
        # What was typed is forgotten, unless the form stays.
        self.assertEqual(
            bool(finder.exists()), action["res_model"] == "crm.person.finder"
        )
        return action

    def assertOpens(self, record, kind="prospect", **vals):
        action = self.find(kind, **vals)
        self.assertEqual(
            (action["res_model"], action.get("res_id")), (record._name, record.id), vals
        )

    def assertNobody(self, kind="prospect", **vals):
        action = self.find(kind, **vals)
        self.assertEqual(action["res_model"], "crm.person.finder", vals)
        finder = self.env["crm.person.finder"].browse(action["res_id"])
        self.assertTrue(finder.nobody_found)
        return finder

    # ------------------------------------------------------------------ each field

    def test_fields_of_a_prospect(self):
        for vals in (
            {"number": self.prospect.number_display},
            {"number": "BT: 79503"},
            {"name": "петровна соколова"},
            {"name": "8 916 123-45-67"},
            {"name": "anna.sokolova@example.org"},
            {"phone": "123-45"},
            {"email": "anna.sok"},
            {"email": "Anna.Sokolova@example.org"},
            {"city": "твер"},
            {"street": "советская"},
            {"employer": "ромаш"},
            {"source_id": self.sources["BT"].id},
            {"priority": "2"},
            {"comment": "утром"},
            {"date_from": "2026-03-10", "date_to": "2026-03-10"},
        ):
            self.assertOpens(self.prospect, **vals)

    def test_fields_exclude(self):
        """All that is typed has to fit."""
        for vals in (
            {"city": "Ялта"},
            {"phone": "99-99"},
            {"email": "vera"},
            {"source_id": self.env.ref("crm_prospect.prospect_source_lead").id},
            {"priority": "1"},
            {"comment": "вечером"},
            {"employer": "Лютик"},
            {"street": "Лесная"},
            {"user_id": self.env.ref("base.user_admin").id},
            {"date_from": "2026-03-11", "date_to": "2026-03-12"},
            {"number": "79504"},
        ):
            self.assertNobody(name="соколова", **vals)

    def test_days_are_those_of_the_user(self):
        self.env.user.tz = "Europe/Moscow"
        days = {"date_from": "2026-03-11", "date_to": "2026-03-11"}
        self.assertOpens(self.prospect, **days)

    def test_fields_of_an_application(self):
        for vals in (
            {"number": "Z-15"},
            {"number": self.other.number_display},
            {"name": "холодная"},
            {"name": "орлова анна"},
            {"name": "926 555 77"},
            {"name": "vera@holodnaya"},
            {"phone": "7733"},
            {"phone": "926 555 01 02"},
            {"email": "vera@holodnaya.example"},
            {"email": "vera"},
            {"city": "ялт"},
            {"street": "набереж"},
            {"employer": "синема"},
            {"source_id": self.sources["BT"].id},
            {"stage_id": self.stage.id},
            {"comment": "отсрочку"},
            {"date_from": "2026-03-10", "date_to": "2026-03-10"},
        ):
            self.assertOpens(self.lead, "lead", **vals)
        self.assertNobody("lead", name="холодная", priority="1")

    def test_fields_of_a_client(self):
        for vals in ({"name": "зорин"}, {"number": self.card.client_number_display}):
            self.assertOpens(self.card, "client", **vals)

    def test_responsible(self):
        """People of each kind are found by who works with them."""
        user = self.make_user("finder_responsible", "own")
        for kind, record in (
            ("prospect", self.prospect),
            ("lead", self.lead),
            ("client", self.card),
        ):
            self.assertNobody(kind, user_id=user.id)
            record.user_id = user
            self.assertOpens(record, kind, user_id=user.id)

    def test_kind_changed(self):
        """What the other kind is not looked for by is emptied; the rest stays."""
        form = Form(self.env["crm.person.finder"])
        form.kind = "lead"
        form.name = "зорин"
        form.employer = "Лютик"
        form.source_id = self.sources["BT"]
        form.stage_id = self.stage
        form.date_from, form.date_to = "2026-03-10", "2026-03-11"
        form.priority = "1"
        form.comment = "вечером"
        form.kind = "prospect"
        self.assertFalse(form.stage_id)
        self.assertEqual((form.employer, form.priority), ("Лютик", "1"))
        form.kind = "client"
        finder = form.save()
        for name in ("employer", "source_id", "date_from", "date_to", "priority"):
            self.assertFalse(finder[name], name)
        self.assertFalse(finder.comment)
        self.assertEqual(finder.action_find()["res_id"], self.card.id)

    def test_nothing_is_left_out(self):
        """Nobody is found who would not fit all that was given."""
        day = "2026-03-10"
        for kind, name, vals in (
            ("prospect", "соколова", {"stage_id": self.stage.id}),
            ("client", "зорин", {"stage_id": self.stage.id}),
            ("client", "зорин", {"employer": "Лютик"}),
            ("client", "зорин", {"source_id": self.sources["BT"].id}),
            ("client", "зорин", {"date_from": day}),
            ("client", "зорин", {"date_to": day}),
            ("client", "зорин", {"priority": "0"}),
            ("client", "зорин", {"comment": "вечером"}),
        ):
            with self.subTest(**vals), self.assertRaises(UserError):
                self.find(kind, name=name, **vals)

    # ------------------------------------------------------------------ answers

    def test_several(self):
        """The list shows all hits, and by the same rights."""
        action = self.find(name="анна")
        self.assertEqual(action["views"][0][1], "list")
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.prospect + self.other)

    def test_empty(self):
        """A form without anything typed says so and stays."""
        for kind in ("prospect", "lead", "client"):
            finder = self.env["crm.person.finder"].create({"kind": kind})
            self.assertEqual(finder.action_find()["tag"], "display_notification")
            self.assertTrue(finder.exists())

    def test_create_prospect(self):
        """None found: a new card has what was typed, each value in its place."""
        finder = self.assertNobody(
            name="иванова мария", phone="+7 916 555-09-09", email="m@ivanova.example"
        )
        action = finder.action_create()
        self.assertFalse(finder.exists())
        with Form(self.env["crm.prospect"].with_context(**action["context"])) as form:
            pass
        prospect = form.save()
        self.assertEqual(prospect.lastname, "Иванова")
        self.assertEqual(prospect.firstname, "Мария")
        self.assertEqual(prospect.phone, "+7 916 555-09-09")
        self.assertEqual(prospect.email, "m@ivanova.example")

    def test_create_puts_things_where_they_belong(self):
        for text, kind in (("8 916 555 09 08", "phone"), ("q@w.example", "email")):
            action = self.assertNobody(name=text).action_create()
            self.assertNotIn("default_name", action["context"])
            self.assertEqual(
                action["context"]["default_contact_point_ids"],
                [Command.create({"kind": kind, "value": text})],
            )

    def test_create_application(self):
        finder = self.assertNobody("lead", name="иванова мария", phone="89165550909")
        context = finder.action_create()["context"]
        self.assertEqual(context["default_contact_name"], "иванова мария")
        self.assertEqual(context["default_phone"], "89165550909")

    def test_a_client_is_never_created(self):
        action = self.assertNobody("client", name="иванова мария").action_create()
        self.assertEqual(action["res_model"], "crm.prospect")

    def test_changed_criteria(self):
        finder = self.assertNobody(name="иванова мария")
        with Form(finder) as form:
            form.name = "иванова"
            self.assertFalse(form.nobody_found)

    # ------------------------------------------------------------------ rights

    def test_rights(self):
        """Whom one may not read is not found, nor are others' searches."""
        user = self.make_user("finder_own", "own")
        self.prospect.user_id = self.env.ref("base.user_admin")
        finder = self.env["crm.person.finder"].with_user(user)
        finder = finder.create({"name": "соколова"})
        finder.action_find()
        self.assertTrue(finder.nobody_found)
        stranger = self.make_user("finder_stranger", "own")
        self.assertFalse(self.env["crm.person.finder"].with_user(stranger).search([]))


@tagged("post_install", "-at_install")
class TestPersonFinderTour(HttpCase):
    """The search form in a browser, by the keyboard."""

    def test_finder(self):
        user = new_test_user(
            self.env, "finder_tour", "sales_team.group_sale_salesman_all_leads"
        )
        person = {"lastname": "Touring", "firstname": "Anna"}
        birth = {"birthdate_date": "1985-03-14"}
        phone = {
            "contact_point_ids": [
                Command.create({"kind": "phone", "value": "+7 916 555-01-27"})
            ]
        }
        self.env["res.partner"].create({**person, **birth, **phone, "is_client": True})
        self.env["crm.prospect"].create({**person, **birth, **phone})
        self.env.flush_all()
        self.start_tour("/odoo/prospects", "crm_person_finder", login=user.login)
