# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common_masked import (
    EMAIL,
    EMAIL_MASK,
    PASSPORT,
    PASSPORT_MASK,
    PHONE,
    PHONE_MASK,
    MaskedCase,
)


@tagged("post_install", "-at_install")
class TestMaskedWrite(MaskedCase):
    """A mask that comes back is not stored, and what was not seen is not wiped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create(
            {"name": "Анна", "email": EMAIL, "phone": PHONE}
        )

    def _cases(self):
        """(record, field, mask, value, another mask)."""
        return [
            (self.client, "phone", PHONE_MASK, PHONE, "+7 916 ***-**-00"),
            (self.client, "email", EMAIL_MASK, EMAIL, "b***@example.org"),
            (self.prospect, "phone", PHONE_MASK, PHONE, "+7 916 ***-**-00"),
            (self.lead, "email_from", EMAIL_MASK, EMAIL, "b***@example.org"),
            (self.lead, "phone", PHONE_MASK, PHONE, "***"),
            (self.phone, "value", PHONE_MASK, PHONE, "+7 916 ***-**-00"),
            (self.passport, "number", PASSPORT_MASK, PASSPORT, "*******000"),
        ]

    def test_mask_comes_back(self):
        for record, name, mask, value, _other in self._cases():
            with self.subTest(model=record._name, field=name):
                self.mine(record).write({name: mask})
                self.assertEqual(record[name], value)

    def test_other_mask(self):
        """A mask that somebody typed over is no value; the field is named."""
        for record, name, _mask, _value, other in self._cases():
            label = (
                record.with_context(lang="en_US")
                ._fields[name]
                ._description_string(record.with_context(lang="en_US").env)
            )
            with (
                self.subTest(model=record._name, field=name),
                self.assertRaisesRegex(UserError, f"{label}: this is a masked value"),
            ):
                self.mine(record).write({name: other})

    def test_new_value(self):
        self.mine(self.lead).write({"phone": "+79265550101"})
        self.assertEqual(self.lead.phone_sanitized, "+79265550101")
        self.mine(self.phone).write({"value": "+79265550101"})
        self.assertEqual(self.phone.match_key, "+79265550101")

    def test_birth_date(self):
        """A row that is written back as it was read does not wipe the birth date."""
        for record in (self.prospect, self.client):
            mine = self.mine(record)
            [row] = mine.read(["birthdate_date", "city"], load=None)
            row.pop("id")
            mine.write({**row, "city": "Клин"})
            self.assertEqual(record.city, "Клин")
            self.assertEqual(str(record.birthdate_date), "1980-05-17")
        self.mine(self.prospect).birthdate_date = "1981-01-01"
        self.assertEqual(
            self.prospect.birthdate_date, fields.Date.to_date("1981-01-01")
        )

    def test_form(self):
        """A form is saved with nothing lost, and shows nothing."""
        with Form(self.mine(self.lead)) as form:
            self.assertEqual(form.email_from, EMAIL_MASK)
            self.assertEqual(form.phone, PHONE_MASK)
            form.name = "Другая"
        self.assertEqual(self.lead.email_from, EMAIL)
        self.assertEqual(self.lead.phone, PHONE)
        with Form(self.mine(self.prospect)) as form:
            self.assertFalse(form.birthdate_date)
            form.city = "Клин"
        self.assertEqual(str(self.prospect.birthdate_date), "1980-05-17")

    def test_new_lead_of_customer(self):
        """The form shows the customer's address masked; the lead gets it whole."""
        leads = self.mine(self.env["crm.lead"])
        with Form(leads) as form:
            form.name = "Новая"
            form.partner_id = self.mine(self.customer)
            self.assertEqual(form.email_from, EMAIL_MASK)
            form.city = "Клин"
        lead = form.record.sudo()
        self.assertEqual(lead.email_from, EMAIL)
        self.assertEqual(self.customer.email, EMAIL)

    def test_onchange(self):
        """The answers of a form tell nothing."""
        spec = {"partner_id": {}, "email_from": {}, "phone": {}, "email_normalized": {}}
        answer = self.mine(self.env["crm.lead"]).onchange(
            {"partner_id": self.customer.id}, ["partner_id"], spec
        )
        self.assertEqual(answer["value"]["email_from"], EMAIL_MASK)
        self.assertNothingTold(answer)
        answer = self.mine(self.lead).onchange({"phone": "***"}, ["phone"], spec)
        self.assertEqual(answer, {"value": {}})

    def test_create(self):
        """A new record never starts with a mask."""
        with self.assertRaisesRegex(UserError, "masked value"):
            self.mine(self.env["crm.contact.point"]).create(
                {
                    "prospect_id": self.prospect.id,
                    "kind": "phone",
                    "value": PHONE_MASK,
                }
            )

    def test_import(self):
        """A file that holds masks is refused with the name of the column."""
        result = self.mine(self.env["crm.lead"]).load(
            [".id", "phone"], [[str(self.lead.id), "+7 916 ***-**-00"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("masked value", result["messages"][0]["message"])

    def test_copy(self):
        """A copy has the values themselves, and shows them masked."""
        copy = self.mine(self.lead).copy()
        self.assertEqual(copy.sudo().email_from, EMAIL)
        self.assertEqual(copy.read(["email_from"])[0]["email_from"], EMAIL_MASK)
        self.assertEqual(copy.env, self.mine(self.lead).env)
        for record in (self.lead, self.client, self.prospect, self.phone):
            self.assertNothingTold(self.mine(record).copy_data())

    def test_copy_dialog(self):
        """Values are taken over from a card that shows them masked."""
        lead = self.mine(self.env["crm.lead"].create({"name": "Без телефона"}))
        action = lead.action_copy_from()
        dialogs = self.env["crm.copy"].with_user(self.masked)
        form = Form(dialogs.with_context(**action["context"]))
        form.source_kind = "lead"
        form.source_lead_id = self.mine(self.lead)
        for index in range(len(form.line_ids)):
            with form.line_ids.edit(index) as line:
                self.assertNothingTold((line.source_value, line.target_value))
                line.choice = "take"
                self.assertNothingTold(line.result_value)
        for index in range(len(form.item_ids)):
            with form.item_ids.edit(index) as item:
                self.assertNothingTold(item.label)
                item.is_chosen = True
        dialog = form.save()
        labels = [row["label"] for row in dialog.item_ids.read(["label"])]
        self.assertIn(PHONE_MASK, labels)
        self.assertIn(EMAIL_MASK, labels)
        dialog.action_copy()
        self.assertEqual(lead.sudo().phone, PHONE)
        self.assertEqual(lead.sudo().email_from, EMAIL)
