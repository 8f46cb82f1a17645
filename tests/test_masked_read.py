# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_api import ApiMixin
from .common_masked import (
    EMAIL,
    EMAIL_MASK,
    INN,
    INN_MASK,
    PASSPORT,
    PASSPORT_MASK,
    PHONE,
    PHONE_MASK,
    MaskedCase,
)


@tagged("post_install", "-at_install")
class TestMaskedRead(MaskedCase):
    """What who sees masks reads, of each model."""

    def _cases(self):
        """(record, field, stored value, what is read)."""
        birth = fields.Date.to_date("1980-05-17")
        return [
            (self.client, "phone", PHONE, PHONE_MASK),
            (self.client, "email", EMAIL, EMAIL_MASK),
            (self.client, "email_normalized", EMAIL, EMAIL_MASK),
            (self.client, "vat", INN, INN_MASK),
            (self.client, "birthdate_date", birth, False),
            (self.prospect, "phone", PHONE, PHONE_MASK),
            (self.prospect, "email", EMAIL, EMAIL_MASK),
            (self.prospect, "birthdate_date", birth, False),
            (self.lead, "phone", PHONE, PHONE_MASK),
            (self.lead, "phone_sanitized", PHONE, PHONE_MASK),
            (self.lead, "email_from", EMAIL, EMAIL_MASK),
            (self.phone, "value", PHONE, PHONE_MASK),
            (self.phone, "match_key", PHONE, PHONE_MASK),
            (self.phone, "display_name", PHONE, PHONE_MASK),
            (self.email, "value", EMAIL, EMAIL_MASK),
            (self.email, "email_normalized", EMAIL, EMAIL_MASK),
            (self.passport, "number", PASSPORT, PASSPORT_MASK),
        ]

    def test_read(self):
        for record, name, stored, read in self._cases():
            with self.subTest(model=record._name, field=name):
                self.assertEqual(
                    record.with_user(self.full).read([name])[0][name], stored
                )
                mine = self.mine(record)
                [row] = mine.read([name])
                self.assertEqual(row[name], read)
                [row] = mine.search_read([("id", "=", record.id)], [name])
                self.assertEqual(row[name], read)
                [row] = mine.web_read({name: {}})
                self.assertEqual(row[name], read)
                found = mine.web_search_read([("id", "=", record.id)], {name: {}})
                self.assertEqual(found["records"][0][name], read)

    def test_code_has_the_value(self):
        """Letters go to the address itself."""
        for record, name, stored, _read in self._cases():
            if name != "display_name":
                self.assertEqual(self.mine(record)[name], stored)

    def test_each_kind_alone(self):
        """Each group masks its own kind."""
        for mask, names in (
            ("phones", {"phone"}),
            ("emails", {"email"}),
            ("documents", {"vat"}),
            ("birthdates", {"birthdate_date"}),
        ):
            user = self.make_seller(f"only_{mask}", mask)
            asked = ["phone", "email", "vat", "birthdate_date"]
            [shown] = self.client.with_user(user).read(asked)
            [stored] = self.client.read(asked)
            self.assertEqual({n for n in asked if shown[n] != stored[n]}, names)

    def test_everything(self):
        """No field of any of these records tells a value, whatever it is called."""
        points = self.prospect.contact_point_ids + self.client.contact_point_ids
        documents = self.prospect.document_ids + self.client.document_ids
        for records in (self.client, self.prospect, self.lead, points, documents):
            mine = self.mine(records)
            names = [
                name
                for name in mine.fields_get(attributes=())
                if mine._fields[name].type in ("char", "date", "text", "many2one")
            ]
            for row in mine.read(names):
                for name, value in row.items():
                    with self.subTest(model=records._name, field=name):
                        self.assertNothingTold(value)

    def test_names(self):
        """Names of contacts and documents, in every code that runs for him."""
        for records in (self.phone + self.email, self.passport):
            for record in self.mine(records).sudo():
                self.assertNothingTold(record.display_name)
        partner = self.mine(self.client).with_context(show_email=True, show_vat=True)
        self.assertIn(EMAIL_MASK, partner.display_name)
        self.assertNothingTold(partner.display_name)
        partner = self.mine(self.client).with_context(pick_client=True)
        self.assertNothingTold(partner.display_name)

    def test_related(self):
        """Values read by way of another model."""
        [row] = self.mine(self.prospect).web_read(
            {
                "contact_point_ids": {
                    "fields": {"value": {}, "match_key": {}, "display_name": {}}
                },
                "document_ids": {"fields": {"number": {}, "display_name": {}}},
            }
        )
        self.assertTrue(row["document_ids"] and row["contact_point_ids"])
        self.assertNothingTold(row)
        self.lead.message_subscribe(self.client.ids)
        followers = self.mine(self.lead).message_follower_ids
        [row] = followers.filtered(lambda f: f.partner_id == self.client).read(
            ["email"]
        )
        self.assertEqual(row["email"], EMAIL_MASK)

    def test_letters(self):
        """Whose letter it is: the address of a colleague is shown."""
        messages = self.lead.message_post(
            body="1", email_from=f"Анна <{EMAIL}>", author_id=False
        ) + self.lead.message_post(body="2", author_id=self.full.partner_id.id)
        rows = self.mine(messages).read(["email_from"])
        shown = {row["id"]: row["email_from"] for row in rows}
        self.assertEqual(shown[messages[0].id], EMAIL_MASK)
        self.assertEqual(shown[messages[1].id], messages[1].email_from)

    def test_portal_user(self):
        """A client with access to the portal is no colleague."""
        user = self.env["res.users"].create(
            {
                "partner_id": self.client.id,
                "login": EMAIL,
                "group_ids": [self.env.ref("base.group_portal").id],
            }
        )
        [row] = self.mine(user).read(["login", "email", "phone"])
        self.assertNothingTold(row)

    def test_colleagues_and_companies(self):
        """Neither the address of a colleague nor the INN of a company is masked."""
        colleague = self.full.partner_id
        colleague.email = "colleague@example.com"
        [row] = self.mine(colleague).read(["email"])
        self.assertEqual(row["email"], "colleague@example.com")
        company = self.env["res.partner"].create(
            {"name": "Ромашка", "is_company": True, "vat": "7707083893"}
        )
        [row] = self.mine(company).read(["vat"])
        self.assertEqual(row["vat"], "7707083893")

    def test_cost(self):
        """A page costs no statement more with masks, and none for asking."""
        self.env["crm.lead"].create(
            [{"name": f"Заявка {n}", "email_from": f"m{n}@a.ru"} for n in range(80)]
        )
        counts = []
        for user in (self.full, self.masked):
            leads = self.env["crm.lead"].with_user(user)
            spec = {"name": {}, "email_from": {}, "phone": {}}
            for _time in range(2):
                self.env.invalidate_all()
                start = self.cr.sql_log_count
                page = leads.web_search_read([], spec, limit=80)
                count = self.cr.sql_log_count - start
            self.assertEqual(len(page["records"]), 80)
            counts.append(count)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestMaskedJson2(ApiMixin, MaskedCase, HttpCase):
    """Masks over JSON-2, as other systems and scripts of users call."""

    def _call(self, path, **arguments):
        self.env["res.users.apikeys"].flush_model()
        return self.post_with(self.make_key(self.masked), path, **arguments)

    def test_read(self):
        for record, name, read in (
            (self.client, "phone", PHONE_MASK),
            (self.prospect, "email", EMAIL_MASK),
            (self.lead, "email_from", EMAIL_MASK),
            (self.phone, "value", PHONE_MASK),
            (self.passport, "number", PASSPORT_MASK),
        ):
            response = self._call(f"{record._name}/read", ids=record.ids, fields=[name])
            self.assertEqual(response.status_code, 200, response.text)
            self.assertEqual(response.json()[0][name], read)

    @mute_logger("odoo.http")
    def test_search(self):
        domain = [["birthdate_date", "<", "1990-01-01"]]
        response = self._call("crm.prospect/search", domain=domain)
        self.assertEqual(response.status_code, 403, response.text)
        self.assertIn("Birth dates are masked", response.text)
