# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What speaks for and against a pair stands beside its confidence."""

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.tools.person_compare import compare

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase

ROW = {
    "lastname": "соколова",
    "firstname": "анна",
    "middlename": "петровна",
    "birthdate_date": "1980-05-17",
    "gender": "female",
    "phones": ["+79161234567"],
    "documents": ["inn:500100732259", "passport_ru:4509123456"],
}
# What is other on the second row -> facts besides those of equal rows.
CASES = [
    ({}, {("name", "same", "")}),
    ({"middlename": None}, {("middlename", "missing", "right")}),
    ({"lastname": "сокалова"}, {("lastname", "similar", "typo")}),
    ({"lastname": "котова"}, {("lastname", "differs", "")}),
    (
        {"lastname": "котова", "former_lastnames": ["соколова"]},
        {("lastname", "same", "former")},
    ),
    ({"lastname": "анна", "firstname": "соколова"}, {("name", "similar", "swapped")}),
    ({"firstname": "а"}, {("firstname", "similar", "initial")}),
    ({"firstname": "м"}, {("firstname", "differs", "")}),
    (
        {"firstname": "анюта", "firstname_codes": ["anna"]},
        {("firstname", "differs", "")},
    ),
    ({"birthdate_date": "1980-05-18"}, {("birthdate_date", "similar", "close")}),
    ({"birthdate_date": "1981-06-17"}, {("birthdate_date", "differs", "")}),
    ({"birthdate_date": None}, {("birthdate_date", "missing", "right")}),
    ({"gender": "male"}, {("gender", "differs", "")}),
    ({"phones": ["+79160000001", "+79161234567"]}, {("phone", "same", "")}),
    ({"phones": ["+79160000001"]}, {("phone", "differs", "")}),
    ({"documents": ["inn:1"]}, {("document", "differs", "")}),
    ({"documents": None}, {("document", "missing", "right")}),
]


@tagged("post_install", "-at_install")
class TestPersonCompare(BaseCase):
    """The pure comparison behind the words."""

    def test_table(self):
        """Each difference is told, and nothing else than what the other row says."""
        for changes, expected in CASES:
            with self.subTest(changes=changes):
                facts = {fact[:3] for fact in compare(ROW, {**ROW, **changes})}
                self.assertLessEqual(expected, facts)
                differing = {f for f in facts if f[1] == "differs"}
                self.assertEqual(differing, {f for f in expected if f[1] == "differs"})

    def test_symmetric(self):
        """Seen from the other side, only the sides of what is missing change."""
        mirrored = {"left": "right", "right": "left"}
        for changes, _expected in CASES:
            other = {**ROW, **changes}
            with self.subTest(changes=changes):
                facts = [
                    fact._replace(how=mirrored.get(fact.how, fact.how))
                    for fact in compare(other, ROW)
                ]
                self.assertEqual(facts, compare(ROW, other))

    def test_columns_of_later(self):
        """Latin keys, variants and addresses are used where the index has them."""
        latin = {"lastname_latins": ["sokolova"]}
        variant = {"firstname_codes": ["anna"]}
        place = {"address_key": "тверь|мира|5|12"}
        left = {**ROW, **latin, **variant, **place}
        right = {**left, "lastname": "sokolowa", "firstname": "нюра"}
        facts = {fact[:3] for fact in compare(left, right)}
        self.assertIn(("lastname", "similar", "latin"), facts)
        self.assertIn(("firstname", "similar", "variant"), facts)
        self.assertIn(("address", "same", ""), facts)

    def test_contradictions(self):
        """Another phone or city holds nobody apart; another birth date does."""
        other = {**ROW, "phones": ["+79160000001"], "city": "тула"}
        facts = compare(
            {**ROW, "city": "тверь"}, {**other, "birthdate_date": "1999-01-31"}
        )
        self.assertEqual(
            [fact.attribute for fact in facts if fact.outcome == "differs"],
            ["birthdate_date", "phone", "city"],
        )
        self.assertEqual(
            [fact.attribute for fact in facts if fact.contradicts], ["birthdate_date"]
        )

    def test_two_networks(self):
        """An id in another network is not another id."""
        left = {**ROW, "messengers": ["vk:1"]}
        found = {f.attribute for f in compare(left, {**ROW, "messengers": ["tg:2"]})}
        self.assertNotIn("messenger", found)
        self.assertIn(
            ("messenger", "differs", "", ""),
            compare(left, {**ROW, "messengers": ["vk:2"]}),
        )


@tagged("post_install", "-at_install")
class TestMatchReasons(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)

    def test_words(self):
        """The words say what fits, what stands against and what is missing."""
        prospect = self.make_prospect(**NAME, **PASSPORT, birthdate="1999-01-31")
        match = prospect.match_ids
        reasons = match._get_reasons()[match.id]
        self.assertEqual(reasons["for"], ["full name matches", "passport matches"])
        self.assertEqual(reasons["against"], ["birth date differs"])
        self.assertEqual(reasons["contradicts"], ["birth date differs"])
        self.assertIn("phone: the prospect has none", reasons["missing"])
        self.assertIn("SNILS: the prospect has none", reasons["missing"])
        self.assertEqual(match.reasons_for, "full name matches, passport matches")
        self.assertEqual(match.reasons_against, "birth date differs")
        self.assertEqual(match.key_text, "+full name −birth date +passport")

    def test_two_prospects(self):
        """Of two prospects the other one is called so."""
        self.make_rule("phone", "firstname", target="prospect", sequence=1)
        first = self.make_prospect(**NAME, **PHONE, **BIRTH)
        second = self.make_prospect(firstname="Анна", lastname="Котова", **PHONE)
        match = first.match_ids.filtered(lambda m: m.other_prospect_id == second)
        self.assertIn("birth date: the other prospect has none", match.reasons_missing)
        self.assertIn("last name differs", match.reasons_against)

    def test_language(self):
        """In the language of the reader, not in that of who read before."""
        match = self.make_prospect(**NAME, **PASSPORT).match_ids
        self.assertIn("matches", match.reasons_for)
        self.env["res.lang"]._activate_lang("ru_RU")
        russian = match.with_context(lang="ru_RU")
        russian.env["crm.person.document.type"].search(
            [("code", "=", "passport_ru")]
        ).label = "удостоверение"
        self.assertIn("удостоверение", russian.reasons_for)
        self.assertNotIn("удостоверение", match.reasons_for)

    def test_archived(self):
        """A side that is not compared any more gives no reasons, and no error."""
        match = self.make_prospect(**NAME, **PASSPORT).match_ids
        match.prospect_id.active = False
        self.env.cr.flush()
        match.invalidate_recordset()
        self.assertFalse(match.reasons_for)
        self.assertFalse(match.key_text)

    def test_hidden_side(self):
        """Who may not see the client learns nothing of its values."""
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        prospect = self.make_prospect(**NAME, **PASSPORT)
        match = prospect.match_ids
        user = self.make_user("reasons_own", "all")
        self.assertTrue(match.with_user(user).reasons_for)
        self.client.company_id = elsewhere
        self.env.invalidate_all()
        theirs = match.with_user(user)
        for name in ("verdict", "reasons_for", "reasons_missing"):
            with self.assertRaises(AccessError):
                theirs.read([name])
        self.assertTrue(match.reasons_for)

    def test_queries(self):
        """Eighty pairs cost the queries of one."""
        people = [
            {
                "lastname": "Орлов",
                "firstname": "Пётр",
                "phones": [f"+7916555{n + 100:04}"],
            }
            for n in range(80)
        ]
        self.load_clients(people)
        self.make_rule("phone", "lastname", sequence=1)
        prospects = self.load_prospects(people)
        self.match_all()
        matches = self.env["crm.match"].browse(prospects.match_ids.ids)
        self.assertEqual(len(matches), 80)
        user = self.make_user("reasons_count", "all")
        matches.with_user(user)._get_reasons()
        for records in (matches[:1], matches):
            self.env.invalidate_all()
            with self.assertQueryCount(8):
                found = records.with_user(user)._get_reasons()
            self.assertEqual(len(found), len(records))
            self.assertTrue(all(f["for"] for f in found.values()))
