# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How attributes are compared, each comparison with what it takes and what not."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools.misc import mute_logger

from .common import PASSPORT, ProspectCase

# condition, attribute, value of the client, value of the prospect, whether it holds
TABLE = [
    ("lastname:same", "lastname", "Соколова", "СОКОЛОВА", True),
    ("lastname:same", "lastname", "Соколова", "Соколов", False),
    ("lastname:same", "lastname", "", "", False),
    ("lastname:similar", "lastname", "Соколова", "Сокалова", True),
    ("lastname:similar", "lastname", "Соколова", "Соклоова", True),
    ("lastname:similar", "lastname", "Ким", "Кин", False),
    ("lastname:similar", "lastname", "Соколова", "", False),
    ("lastname:similar:90", "lastname", "Соколова", "Сокалова", False),
    ("lastname:similar:90", "lastname", "Преображенский", "Преображенскый", True),
    ("lastname:sounds", "lastname", "Бадеев", "Бодеев", True),
    ("lastname:sounds", "lastname", "Бадеев", "Фадеев", False),
    ("lastname:sounds", "lastname", "", "", False),
    ("lastname:latin", "lastname", "Хрущёв", "Khrushchev", True),
    ("lastname:latin", "lastname", "Хрущёв", "Krushov", False),
    ("lastname:different", "lastname", "Соколова", "Орлова", True),
    ("lastname:different", "lastname", "Соколова", "Sokolova", False),
    ("lastname:different", "lastname", "Соколова", "", False),
    ("firstname:same", "firstname", "И.", "И.", False),
    ("firstname:similar", "firstname", "Екатерина", "Екатерна", True),
    ("firstname:sounds", "firstname", "Наталья", "Наталия", True),
    ("firstname:sounds", "firstname", "И.", "И.", False),
    ("firstname:latin", "firstname", "Юлия", "Iuliia", True),
    ("firstname:variant", "firstname", "Александр", "Саша", True),
    ("firstname:variant", "firstname", "Александра", "Саша", True),
    ("firstname:variant", "firstname", "Николай", "Микола", True),
    ("firstname:variant", "firstname", "Александр", "Алексей", False),
    ("firstname:variant", "firstname", "", "", False),
    ("firstname:initial", "firstname", "Анна", "А.", True),
    ("firstname:initial", "firstname", "А", "Алла", True),
    ("firstname:initial", "firstname", "Анна", "Анна", True),
    ("firstname:initial", "firstname", "Анна", "В.", False),
    ("firstname:initial", "firstname", "Анна", "Алла", False),
    ("firstname:initial", "firstname", "", "А.", False),
    ("firstname:not_contradicting", "firstname", "Анна", "А.", True),
    ("firstname:not_contradicting", "firstname", "Анна", "", True),
    ("firstname:not_contradicting", "firstname", "Анна", "Аня", True),
    ("firstname:not_contradicting", "firstname", "Анна", "Алла", False),
    ("firstname:different", "firstname", "Анна", "Алла", True),
    ("firstname:different", "firstname", "Анна", "А.", False),
    ("firstname:different", "firstname", "Анна", "", False),
    ("middlename:initial", "middlename", "Петровна", "П.", True),
    ("middlename:initial", "middlename", "Петровна", "И.", False),
    ("middlename:latin", "middlename", "Петровна", "Petrovna", True),
    ("middlename:not_contradicting", "middlename", "Петровна", "П", True),
    ("middlename:not_contradicting", "middlename", "Петровна", "Ивановна", False),
    ("birthdate_date:same", "birthdate", "1980-05-07", "1980-05-07", True),
    ("birthdate_date:same", "birthdate", "1980-05-07", "1980-07-05", False),
    ("birthdate_date:close", "birthdate", "1980-05-07", "1980-05-07", True),
    ("birthdate_date:close", "birthdate", "1980-05-07", "1980-07-05", True),
    ("birthdate_date:close", "birthdate", "1980-05-07", "1981-05-07", True),
    ("birthdate_date:close", "birthdate", "1980-05-07", "1980-05-17", True),
    ("birthdate_date:close", "birthdate", "1980-05-19", "1980-05-20", False),
    ("birthdate_date:close", "birthdate", "1980-05-07", "1990-05-08", False),
    ("birthdate_date:close", "birthdate", "1980-05-07", None, False),
    ("birthdate_date:not_contradicting", "birthdate", None, "1980-05-07", True),
    ("birthdate_date:different", "birthdate", "1980-05-07", "1980-07-05", True),
    ("birthdate_date:different", "birthdate", "1980-05-07", None, False),
    ("city:similar", "city", "Екатеринбург", "Екатеренбург", True),
    ("city:similar", "city", "Тверь", "Пермь", False),
    ("gender:not_contradicting", "gender", "male", "female", False),
    ("gender:different", "gender", "male", "female", True),
]
# Values of attributes that people have several of.
PHONES = [["+79161111111", "+79162222222"], ["+79162222222", "+79163333333"]]
OTHERS = ["+79164444444"]


@tagged("post_install", "-at_install")
class TestComparisons(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()

    def pairs_of(self, rows):
        """Clients and prospects who hold these values of one attribute."""
        clients = self.load_clients(
            [self.person(number, row[1], row[2]) for number, row in enumerate(rows)]
        )
        prospects = self.load_prospects(
            [self.person(number, row[1], row[3]) for number, row in enumerate(rows)]
        )
        return list(zip(rows, clients, prospects, strict=True))

    def person(self, number, attribute, value):
        number = f"4509 {number + 123456}"
        person = {"documents": [{"type": "passport_ru", "number": number}]}
        if attribute != "lastname":
            # Somebody without any name is hardly a person.
            person["lastname"] = "Никто" if attribute != "city" else "Некто"
        return {**person, **({attribute: value} if value else {})}

    def condition(self, spec):
        attribute, comparison, threshold = (*spec.split(":"), "80")[:3]
        condition = self.draft_rule(f"{attribute}:{comparison}").condition_ids
        condition.threshold = int(threshold)
        return condition

    def test_facts(self):
        """Each condition holds for the pairs that it should, and no other."""
        facts = self.env["crm.match.engine"]._pair_facts
        for row, client, prospect in self.pairs_of(TABLE):
            condition = self.condition(row[0])
            with self.subTest(row=row):
                found = facts(prospect.id, "partner_id", client.id, condition)
                self.assertEqual(found, {condition.id: row[4]})

    def test_rules_find_the_same(self):
        """A run finds by rules of these conditions what they say of a pair."""
        rows = [row for row in TABLE if ":different" not in row[0]]
        pairs = self.pairs_of(rows)
        for spec in sorted({row[0] for row in rows}):
            rule = self.draft_rule("document", mode="proposing")
            self.condition(spec).copy({"rule_id": rule.id})
            rule.action_activate()
            with self.subTest(condition=spec):
                self.match_all()
                mine = [pair for pair in pairs if pair[0][0] == spec]
                self.assertEqual(
                    [bool(p.match_ids.partner_id & c) for _row, c, p in mine],
                    [row[4] for row, _client, _prospect in mine],
                )
            rule.action_deactivate()

    def test_any_of_several_values(self):
        """Of values that people have several of, one in common is enough."""
        rule = self.make_rule("phone", "lastname", mode="proposing")
        client = self.make_client(lastname="Лось", phones=PHONES[0])
        near = self.make_prospect(lastname="Лось", phones=PHONES[1])
        far = self.make_prospect(lastname="Лось", phones=OTHERS)
        blank = self.make_prospect(lastname="Лось")
        self.assertEqual(near.match_ids.partner_id, client)
        self.assertFalse(far.match_ids | blank.match_ids)
        facts = self.env["crm.match.engine"]._pair_facts
        different = self.draft_rule("phone:different").condition_ids
        for prospect, differs in ((near, False), (far, True), (blank, False)):
            found = facts(prospect.id, "partner_id", client.id, different)
            self.assertEqual(found, {different.id: differs})
        self.assertTrue(rule.sentence)

    def test_exception_demotes(self):
        """What a rule excepts is proposed instead of linked; blank is no exception."""
        rule = self.make_rule("document", "lastname", "firstname:different")
        self.assertIn("Only proposed when", rule.sentence)
        self.assertNotIn("different", rule.name)
        client = self.make_client(lastname="Лось", firstname="Анна", **PASSPORT)
        for firstname, state in (
            ("Алла", "proposed"),
            ("Анна", "linked"),
            ("Аня", "linked"),
            ("", "linked"),
        ):
            with self.subTest(firstname=firstname):
                prospect = self.make_prospect(
                    lastname="Лось", firstname=firstname, **PASSPORT
                )
                self.assertEqual(prospect.match_state, state)
                self.assertEqual(prospect.match_ids.partner_id, client)
                self.assertEqual(prospect.match_ids.rule_id, rule)
        self.match_all()
        self.assertEqual(
            client.prospect_count, 3, "The full pass says the same as one by one."
        )

    def test_impossible_comparisons(self):
        """What cannot be compared in a way is refused, naming it."""
        for spec in (
            "phone:similar",
            "birthdate_date:sounds",
            "lastname:close",
            "lastname:initial",
            "female:different",
            "document:variant",
        ):
            with (
                self.subTest(spec=spec),
                self.assertRaisesRegex(ValidationError, "cannot be compared by"),
            ):
                self.draft_rule(spec)

    def test_threshold_range(self):
        """Below 50 % all names are alike."""
        condition = self.condition("lastname:similar")
        for threshold in (49, 101):
            with (
                self.subTest(threshold=threshold),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(Exception, "threshold_range"),
                self.env.cr.savepoint(),
            ):
                condition.threshold = threshold
                self.env.flush_all()
