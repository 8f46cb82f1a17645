# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_load import LoadCase

MARKER = "Приметнова"


@tagged("post_install", "-at_install")
class TestLoadRefused(LoadCase):
    """What is refused: by line, with the field and the reason, and as a whole."""

    def test_refused(self):
        """Each bad line names its field; nothing of it is written; others are."""
        marked = self.person(lastname=MARKER)
        long = MARKER * 30
        cases = [
            ("source", {"source": "NOPE"}),
            ("source", {"source": None}),
            ("source", {"source": ["AL"]}),
            ("Фамилия", {"Фамилия": MARKER}),
            ("5", {5: MARKER}),
            ("lastname", {"lastname": [MARKER]}),
            ("lastname", {"lastname": {MARKER: 1}}),
            ("lastname", {"lastname": 1.5}),
            ("lastname", {"lastname": True}),
            ("lastname", {"lastname": long}),
            ("firstname", {"firstname": MARKER + "\x00"}),
            ("city", {"city": MARKER + "\ud800"}),
            ("ref", {"ref": "\x00"}),
            ("ref", {"ref": "я" * 300}),
            ("comment", {"comment": "я" * 20_000}),
            ("gender", {"gender": MARKER}),
            ("birthdate", {"birthdate": "1980-13-45"}),
            ("birthdate", {"birthdate": MARKER}),
            ("birthdate", {"birthdate": ["1980-01-01"]}),
            ("birthdate", {"birthdate": True}),
            ("birthdate", {"birthdate": "9" * 100_000}),
            ("actual_date", {"actual_date": "вчера"}),
            ("actual_date", {"actual_date": {}}),
            ("country", {"country": MARKER}),
            ("client_since", {"client_since": "2020-01-01"}),
            ("phones", {"phones": MARKER}),
            ("phones", {"phones": {"value": MARKER}}),
            ("phones", {"phones": ["+79161234567"] * 500}),
            ("phones", {"phones": [["+79161234567"]]}),
            ("phones", {"phones": ["1" * 300]}),
            ("phones", {"phones": ["\x00"]}),
            ("phones", {"phones": [{"value": "+79161234567", "usage": MARKER}]}),
            ("phones", {"phones": [{"value": "+79161234567", "usage": [1]}]}),
            ("phones", {"phones": [{"value": "+79161234567", MARKER: 1}]}),
            ("phones", {"phones": [{"value": "+79161234567", "actual_date": MARKER}]}),
            ("emails", {"emails": [5.5]}),
            ("emails", {"emails": ["a" * 300 + "@example.org"]}),
            ("messengers", {"messengers": [MARKER]}),
            ("messengers", {"messengers": [{"network": MARKER, "id": "1"}]}),
            ("messengers", {"messengers": [{"network": ["vk"], "id": "1"}]}),
            ("messengers", {"messengers": [{"network": "vk", "id": "1", "x": 1}]}),
            ("documents", {"documents": [MARKER]}),
            ("documents", {"documents": [{"type": MARKER, "number": "1"}]}),
            ("documents", {"documents": [{"number": "1"}]}),
            ("documents", {"documents": [{"type": ["inn"], "number": "1"}]}),
            ("documents", {"documents": [{"type": "inn", "number": "1" * 300}]}),
            ("documents", {"documents": 7}),
        ]
        persons = [
            {**marked, "ref": str(n), **bad} for n, (_f, bad) in enumerate(cases)
        ]
        persons += [None, "text", [1], 5, {}, {"source": "AL"}]
        fields = [field for field, _bad in cases] + ["person"] * 4 + ["source", "name"]
        persons.append(self.person(ref="good"))
        before = self.env["crm.prospect"].search_count([])
        result = self.load(*persons)
        for line, (field, refused) in enumerate(
            zip(fields, result["refused"], strict=True)
        ):
            self.assertEqual((refused["line"], refused["field"]), (line, field))
            self.assertTrue(refused["reason"])
            self.assertNotIn(MARKER, refused["reason"])
            self.assertLess(len(refused["reason"]), 80)
        self.assertCounts(result, {"created": 1, "updated": 0, "unchanged": 0})
        self.assertEqual(result["ids"][:-1], [None] * len(fields))
        self.assertEqual(self.env["crm.prospect"].search_count([]), before + 1)
        domain = [("ref", "in", [str(n) for n in range(len(cases))])]
        self.assertFalse(self.env["crm.prospect.reference"].search(domain))

    def test_refused_line_of_a_known_reference(self):
        """Nothing of it reaches the person who exists already."""
        self.load(self.person())
        before = self.snapshot()
        result = self.load(self.person(city="Омск", phones=[["+79265550102"]]))
        self.assertEqual(result["refused"][0]["field"], "phones")
        self.assertEqual(self.snapshot(), before)

    def test_what_is_no_list(self):
        for persons in (None, {}, "text", 5, {"lastname": "x"}):
            with self.assertRaisesRegex(UserError, "list"):
                self.env["crm.prospect"].load(persons)
            with self.assertRaisesRegex(UserError, "list"):
                self.env["res.partner"].load_clients(persons)

    def test_only_stewards(self):
        for name in ("own", "all"):
            user = self.make_user(f"loader_{name}", name)
            with self.assertRaises(AccessError):
                self.env["crm.prospect"].with_user(user).load([self.person()])
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(user).load_clients([self.person()])
        steward = self.make_user("loader_steward", "steward")
        result = self.env["crm.prospect"].with_user(steward).load([self.person()])
        self.assertEqual(self.owned(result["ids"]).create_uid, steward)
        self.env["res.partner"].with_user(steward).load_clients([self.person()])
