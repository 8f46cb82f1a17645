# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ANNA, PASSPORT, PHONE
from .common_index import IndexCase


@tagged("post_install", "-at_install")
class TestProspectValues(IndexCase):
    """Contacts, documents and former names: kept, refused, with their origins."""

    def test_unusable_values_are_kept_with_the_reason(self):
        prospect = self.make_prospect(
            phones=["5555555555", "нет"],
            emails=["test@test.ru", "@"],
            documents=[{"type": "passport_ru", "number": "0000 000000"}],
            birthdate="1900-01-01",
        )
        self.assertEqual(len(prospect.contact_point_ids), 4)
        self.assertTrue(all(prospect.contact_point_ids.mapped("unusable_reason")))
        self.assertFalse(any(prospect.contact_point_ids.mapped("match_key")))
        self.assertTrue(prospect.document_ids.unusable_reason)
        self.assertEqual(prospect.document_ids.number, "0000 000000")
        self.assertEqual(str(prospect.birthdate_date), "1900-01-01")
        self.assertFalse(self._indexed(prospect).birthdate_date)
        for column in ("phones", "emails", "documents"):
            self.assertIsNone(self._array(prospect, column))

    def test_several_origins(self):
        """A value knows every source that said it, first and last when."""
        person = {**PHONE, **PASSPORT}
        [prospect] = self.load_prospects(
            [{**person, "ref": "1", "actual_date": "2015-03-04"}]
        )
        reference = {"source_id": self.sources["BT"].id, "ref": "7"}
        prospect.reference_ids = [Command.create(reference)]
        for date in ("2017-05-06", "2016-01-01"):
            self.load_prospects(
                [{**person, "source": "BT", "ref": "7", "actual_date": date}]
            )
        for value in (prospect.contact_point_ids, prospect.document_ids):
            self.assertEqual(
                {
                    (o.source_id.code, str(o.first_seen), str(o.last_seen))
                    for o in value.origin_ids
                },
                {
                    ("AL", "2015-03-04", "2015-03-04"),
                    ("BT", "2016-01-01", "2017-05-06"),
                },
            )

    def test_duplicate_values_are_refused_in_words(self):
        """The refusal names no value, and no statement with values is logged."""
        prospect = self.make_prospect(**ANNA)
        cases = (
            ("contact_point_ids", {"kind": "phone", "value": "8 (916) 123-45-67"}),
            (
                "contact_point_ids",
                {"kind": "email", "value": "ANNA.sokolova@example.org"},
            ),
            (
                "document_ids",
                {
                    "type_id": self.env.ref(
                        "crm_prospect.document_type_passport_ru"
                    ).id,
                    "number": "4509123456",
                },
            ),
        )
        for field, vals in cases:
            with self._no_statement_logged():
                with self.assertRaisesRegex(ValidationError, "has this") as caught:
                    prospect.write({field: [Command.create(vals)]})
            self.assertNotIn("916", str(caught.exception))
        two = [Command.create({"value": v}) for v in ("+79265550103", "89265550103")]
        with self.assertRaisesRegex(ValidationError, "has this contact already"):
            self.env["crm.prospect"].create({"contact_point_ids": two})
        point = self.env["crm.contact.point"].create(
            {"prospect_id": prospect.id, "value": "+79265550103"}
        )
        with self.assertRaisesRegex(ValidationError, "has this contact already"):
            point.value = "89161234567"
        point.write({"value": "8 926 555 01 03", "usage": "work"})
        other = self.make_prospect(**ANNA)
        self.assertEqual(len(other.contact_point_ids), 3, "no double of another's")

    def test_typed_by_hand(self):
        """A value that a person typed says so, and so does one that he corrected."""
        [prospect] = self.load_prospects([{**PHONE, **PASSPORT, "ref": "1"}])
        for value, changed in (
            (prospect.contact_point_ids, {"value": "+79265550103"}),
            (prospect.document_ids, {"number": "4510 765432"}),
        ):
            self.assertEqual(value.origin_ids.source_id.code, "AL")
            value.write(changed)
            self.assertEqual(value.origin_ids.source_id.code, "HAND")
        point = self.env["crm.contact.point"].create(
            {"prospect_id": prospect.id, "value": "+79265550104"}
        )
        self.assertEqual(point.origin_ids.source_id.code, "HAND")
        point.usage = "work"
        self.assertEqual(len(point.origin_ids), 1)

    def test_values_longer_than_an_index_can_take(self):
        """Refused in words, before PostgreSQL quotes them in an error."""
        prospect = self.make_prospect(**ANNA)
        document_type = self.env.ref("crm_prospect.document_type_passport_ru")
        source = self.sources["BT"]
        cases = (
            ("contact_point_ids", {"kind": "phone", "value": "x" * 9000}),
            ("contact_point_ids", {"kind": "email", "value": "x" * 9000}),
            ("document_ids", {"type_id": document_type.id, "number": "я" * 9000}),
            ("former_name_ids", {"lastname": "я" * 9000}),
            ("reference_ids", {"source_id": source.id, "ref": "я" * 9000}),
        )
        for field, vals in cases:
            with self._no_statement_logged():
                with self.assertRaisesRegex(ValidationError, "255 characters"):
                    prospect.write({field: [Command.create(vals)]})
        for field in ("lastname", "firstname", "middlename", "name", "city"):
            with self._no_statement_logged():
                with self.assertRaisesRegex(ValidationError, "255 characters"):
                    prospect.write({field: "я" * 9000})
