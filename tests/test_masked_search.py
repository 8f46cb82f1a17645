# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common_masked import EMAIL, INN, PASSPORT, PHONE, MaskedCase


@tagged("post_install", "-at_install")
class TestMaskedSearch(MaskedCase):
    """Masked values are found as a whole only, and neither sorted nor grouped by."""

    def _cases(self):
        """(record, field, whole value)."""
        return [
            (self.client, "phone", PHONE),
            (self.client, "email", EMAIL),
            (self.client, "vat", INN),
            (self.client, "birthdate_date", "1980-05-17"),
            (self.prospect, "phone", PHONE),
            (self.prospect, "email", EMAIL),
            (self.prospect, "birthdate_date", "1980-05-17"),
            (self.lead, "phone", PHONE),
            (self.lead, "email_from", EMAIL),
            (self.lead, "email_normalized", EMAIL),
            (self.phone, "value", PHONE),
            (self.email, "match_key", EMAIL),
            (self.passport, "number", PASSPORT),
        ]

    def _found(self, record, *condition):
        models = self.mine(record).browse()
        return record & models.search([condition]).with_env(record.env)

    def test_whole(self):
        for record, name, value in self._cases():
            with self.subTest(model=record._name, field=name):
                self.assertTrue(self._found(record, name, "=", value))
                self.assertTrue(self._found(record, name, "in", [value]))
                self.assertFalse(self._found(record, name, "!=", value))
                self.assertTrue(self._found(record, name, "!=", False))
                self.assertFalse(self._found(record, name, "=", False))

    def test_other_notation(self):
        """A search box takes the whole value however it is written."""
        self.assertTrue(self._found(self.lead, "phone", "ilike", "8 (916) 123-45-67"))
        self.assertTrue(
            self._found(self.lead, "phone_mobile_search", "ilike", "89161234567")
        )
        self.assertTrue(self._found(self.lead, "email_from", "ilike", EMAIL.upper()))
        self.assertTrue(self._found(self.passport, "number", "ilike", "4509123456"))
        self.assertTrue(
            self._found(self.prospect, "birthdate_date", "ilike", "17.05.1980")
        )

    def test_part(self):
        """A part finds nothing in a search box, and is refused elsewhere."""
        for record, name, value in self._cases():
            for part in (value[:5], value[-5:], "%", value[:6] + "%"):
                with self.subTest(model=record._name, field=name, part=part):
                    self.assertFalse(self._found(record, name, "ilike", part))
            for operator in ("like", "=like", "not ilike", "not like", ">", "<="):
                with (
                    self.subTest(model=record._name, field=name, operator=operator),
                    self.assertRaisesRegex(UserError, "masked for you"),
                ):
                    self._found(record, name, operator, value)

    def test_parts_of_dates(self):
        for part in ("year_number", "month_number", "day_of_month"):
            with self.assertRaisesRegex(UserError, "Birth dates are masked"):
                self._found(self.prospect, f"birthdate_date.{part}", "=", 5)

    def test_guesses(self):
        """Lists of guesses would halve what is unknown."""
        dates = ["1980-05-16", "1980-05-17"]
        with self.assertRaises(UserError):
            self._found(self.prospect, "birthdate_date", "in", dates)
        numbers = [f"+7916123{n:04}" for n in range(200)]
        with self.assertRaises(UserError):
            self._found(self.lead, "phone", "in", numbers)

    def test_cut_guesses(self):
        """A list of guesses is one, however it is cut up."""
        numbers = [f"+7916123{n:04}" for n in range(200)]
        cut = Domain.OR(
            Domain("id", ">", n) & Domain("phone", "in", numbers[n : n + 20])
            for n in range(0, 200, 20)
        )
        dates = Domain.OR(
            Domain("id", ">", day) & Domain("birthdate_date", "=", f"1980-05-{day}")
            for day in (16, 17)
        )
        for record, domain in (
            (self.lead, cut),
            (self.prospect, dates),
            (self.prospect, Domain("person_search", "in", numbers)),
        ):
            with self.subTest(domain=domain), self.assertRaises(UserError):
                self.mine(record).search_count(domain)

    def test_guesses_are_questions(self):
        """Each value asked for stands in the log, where the limit counts it."""
        asked = Domain("kind", "=", "find") & Domain("user_id", "=", self.masked.id)
        log = self.env["crm.access.log"]
        for record, name, values, number in (
            (self.lead, "phone", [PHONE, "+79161230000"], 2),
            (self.prospect, "birthdate_date", ["1980-05-17"], 1),
            (self.prospect, "person_search", [PHONE], 1),
            (self.lead, "prospect_id.phone", [PHONE], 1),
            (self.lead, "name", ["Заявка"], 0),
        ):
            before = log.search_count(asked)
            with self.subTest(name=name):
                self.mine(record).search_count([(name, "in", values)])
                self.assertGreaterEqual(log.search_count(asked) - before, number)
                if not number:
                    self.assertEqual(log.search_count(asked), before)

    def test_paths(self):
        """The same by way of another model."""
        self.lead.prospect_id = self.prospect
        self.env.flush_all()
        leads = self.mine(self.env["crm.lead"])
        for path in (
            "prospect_id.birthdate_date",
            "prospect_id.contact_point_ids.value",
            "prospect_id.document_ids.number",
            "partner_id.phone",
            "partner_id.email",
        ):
            with self.subTest(path=path), self.assertRaises(UserError):
                leads.search([(path, "not ilike", "1")])
            with self.subTest(path=path), self.assertRaises(UserError):
                leads.search([(path, ">", "1980-01-01")])
        self.assertEqual(
            leads.search([("prospect_id.birthdate_date", "=", "1980-05-17")]), self.lead
        )
        for model, path in (
            ("crm.contact.score", "point_id.value"),
            ("crm.contact.score", "value"),
            ("mail.followers", "partner_id.email"),
            ("mail.followers", "email"),
            ("res.users", "partner_id.phone"),
        ):
            with self.subTest(model=model, path=path), self.assertRaises(UserError):
                self.env[model].with_user(self.masked).search([(path, "=like", "1%")])

    def test_search_box(self):
        """One text for everything: parts of masked values are not found."""
        for records in (self.prospect, self.client, self.lead):
            models = self.mine(records).browse()
            for text in (
                "1234567",
                "916123",
                "+7916",
                "anna.s",
                "anna.sokolova@",
                "4567",
            ):
                with self.subTest(model=records._name, text=text):
                    found = models.search([("person_search", "ilike", text)])
                    self.assertNotIn(records.id, found.ids)
            for text in (PHONE, EMAIL):
                with self.subTest(model=records._name, text=text):
                    found = models.search([("person_search", "ilike", text)])
                    self.assertIn(records.id, found.ids)

    def test_name_search(self):
        """Odoo looks for names in addresses and numbers, too."""
        partners = self.mine(self.env["res.partner"])
        for text in ("anna.sok", "50010073", "example.org"):
            self.assertNotIn(self.client.id, dict(partners.name_search(text)))
        for text in (EMAIL, INN, "Соколова"):
            self.assertIn(self.client.id, dict(partners.name_search(text)))

    def test_archived(self):
        """Archived records stay out, unless they are asked for."""
        self.prospect.active = False
        self.env.flush_all()
        prospects = self.mine(self.env["crm.prospect"])
        born = ("birthdate_date", "=", "1980-05-17")
        self.assertNotIn(self.prospect, prospects.search([born]))
        for active in (("active", "=", False), ("active", "in", [True, False])):
            self.assertIn(self.prospect, prospects.search([born, active]))

    def test_sort(self):
        """The order of a list tells nothing of what is masked."""
        self.env["crm.lead"].create({"name": "Вторая", "phone": "+79000000000"})
        for record, name, _value in self._cases():
            if not record._fields[name].store:
                continue
            models = self.mine(record).browse()
            with self.subTest(model=record._name, field=name):
                both = [
                    models.search([], order=f"{name} {way}, id").ids
                    for way in ("asc", "desc")
                ]
                self.assertEqual(*both)

    def test_group(self):
        for record, name, _value in self._cases():
            field = record._fields[name]
            if not field.store:
                continue
            models = self.mine(record).browse()
            spec = f"{name}:month" if field.type == "date" else name
            with (
                self.subTest(model=record._name, field=name),
                self.assertRaises(UserError),
            ):
                models.web_read_group([], [spec], ["__count"])
            described = models.fields_get([name], ["groupable"])
            self.assertFalse(described[name]["groupable"])
            for function in ("max", "min", "array_agg"):
                with (
                    self.subTest(model=record._name, field=name, function=function),
                    self.assertRaises(UserError),
                ):
                    models.formatted_read_group([], [], [f"{name}:{function}"])

    def test_others(self):
        """Kinds that are shown are searched as before."""
        user = self.make_seller("only_emails", "emails")
        points = self.env["crm.contact.point"].with_user(user)
        found = points.search([("value", "ilike", "916123")])
        self.assertIn(self.phone.id, found.ids)
        self.assertFalse(points.search([("value", "ilike", "anna.s")]))

    def test_actions(self):
        """What a button opens tells no value in its name or its domain."""
        for point in (self.phone, self.email):
            self.mine(point).with_context(outcome="no_answer").action_record_outcome()
            action = self.mine(point).action_open_outcomes()
            self.assertNothingTold((action["name"], action["domain"]))
            events = self.mine(self.env["crm.contact.event"])
            self.assertEqual(len(events.search(action["domain"])), 1)
        value = self.env["crm.generic.value"].create({"kind": "phone", "value": PHONE})
        self.masked.group_ids += self.env.ref("crm_prospect.group_prospect_steward")
        action = self.mine(value).action_view_holders()
        self.assertNothingTold((action["name"], action["domain"]))
        points = self.mine(self.env["crm.contact.point"]).search(action["domain"])
        self.assertIn(self.phone.id, points.ids)
