# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each shipped rule hits with its least evidence, and with one piece less does not."""

from odoo.tests import tagged

from .common import (
    ANNA,
    BIRTH,
    EMAIL,
    INN,
    MESSENGER,
    NAME,
    PASSPORT,
    PHONE,
    SNILS,
    ProspectCase,
)

LAST = {"lastname": ANNA["lastname"]}
FIRST = {"firstname": ANNA["firstname"]}
MIDDLE = {"middlename": ANNA["middlename"]}
# Names that are hers, nearly; an initial; a date that is hers, nearly.
SIMILAR = {"lastname": "Сокалова", "firstname": "Аня"}
INITIAL = {"firstname": "А."}
CLOSE = {"birthdate": "1980-05-18"}
CITY = {"city": ANNA["city"]}
ADDRESS = {"street": ANNA["street"], "city": ANNA["city"]}
# An identity card of another kind.
FOREIGN = {"documents": [{"type": "passport_foreign", "number": "753298164"}]}
LANDLINE = {"phones": ["+74822345678"]}

# rule, state it leads to, pieces of evidence
SHIPPED = [
    ("name_birthdate_passport", "linked", (NAME, BIRTH, PASSPORT)),
    ("passport_lastname", "linked", (PASSPORT, LAST)),
    ("snils_lastname", "linked", (SNILS, LAST)),
    ("snils_firstname", "linked", (SNILS, FIRST)),
    ("inn_lastname", "linked", (INN, LAST)),
    ("name_birthdate_phone", "linked", (NAME, BIRTH, PHONE)),
    ("name_birthdate_email", "linked", (NAME, BIRTH, EMAIL)),
    ("email_names", "linked", (EMAIL, LAST, FIRST)),
    ("mobile_names", "linked", (PHONE, LAST, FIRST)),
    (
        "changed_surname",
        "linked",
        # That it is a woman is told by the patronymic.
        (FIRST, MIDDLE, BIRTH, PHONE),
    ),
    ("messenger_firstname", "linked", (MESSENGER, FIRST)),
    ("similar_birthdate_phone", "linked", (SIMILAR, BIRTH, PHONE)),
    ("similar_birthdate_email", "linked", (SIMILAR, BIRTH, EMAIL)),
    ("passport_similar", "linked", (PASSPORT, SIMILAR)),
    ("number_similar", "linked", (INN, SIMILAR)),
    ("phone_similar", "linked", (PHONE, SIMILAR)),
    ("email_similar", "linked", (EMAIL, SIMILAR)),
    ("name_birthdate", "linked", (NAME, BIRTH)),
    ("phone_similar_close", "proposed", (PHONE, SIMILAR, CLOSE)),
    ("email_similar_close", "proposed", (EMAIL, SIMILAR, CLOSE)),
    ("names_birthdate", "proposed", (LAST, FIRST, BIRTH)),
    ("similar_birthdate_city", "proposed", (SIMILAR, BIRTH, CITY)),
    ("similar_birthdate", "proposed", (SIMILAR, BIRTH)),
    ("phone_initial", "proposed", (PHONE, LAST, INITIAL)),
    ("email_initial", "proposed", (EMAIL, LAST, INITIAL)),
    ("name_address", "proposed", (NAME, ADDRESS)),
]


def merged(pieces):
    """One person dictionary of several pieces."""
    return {key: value for piece in pieces for key, value in piece.items()}


@tagged("post_install", "-at_install")
class TestShippedRules(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.namesake = cls.make_client(
            lastname="Орлов", firstname="Пётр", birthdate="1971-02-03"
        )

    def only(self, name):
        """Leave one shipped rule in use."""
        self.deactivate_rules(but=[name])
        return self.env.ref(f"crm_prospect.match_rule_{name}")

    def test_all_are_here(self):
        """Every shipped rule is in the table, in use, ready, strictest first."""
        rules = self.env["crm.match.rule"].search([])
        names = [f"crm_prospect.match_rule_{name}" for name, *_rest in SHIPPED]
        self.assertEqual(list(rules.get_external_id().values()), names)
        self.assertEqual(set(rules.mapped("state")), {"active"})
        self.assertFalse(any(rules.mapped("waiting")))

    def test_least_evidence(self):
        """All pieces: it hits; any piece less: it does not."""
        for name, state, pieces in SHIPPED:
            rule = self.only(name)
            with self.subTest(rule=name):
                prospect = self.make_prospect(**merged(pieces))
                self.assertEqual(prospect.match_state, state)
                self.assertEqual(prospect.match_ids.rule_id, rule)
                self.assertEqual(prospect.match_ids.partner_id, self.client)
                self.assertEqual(prospect.match_ids.confidence, rule.confidence)
                self.assertEqual(prospect.match_ids.rule_version, rule.version)
            for left_out in range(len(pieces)):
                less = merged(pieces[:left_out] + pieces[left_out + 1 :])
                with self.subTest(rule=name, without=pieces[left_out]):
                    prospect = self.make_prospect(**less)
                    self.assertEqual(prospect.match_state, "none")
                    self.assertFalse(prospect.match_ids)
            rules = self.env["crm.match.rule"].search([])
            rules.action_activate()

    def test_one_part_of_the_name_differs(self):
        """The full name is all of its parts."""
        for name in ("name_birthdate_passport", "name_birthdate_phone"):
            pieces = dict((n, p) for n, _s, p in SHIPPED)[name]
            self.only(name)
            for part in NAME:
                person = {**merged(pieces), part: "Другая"}
                with self.subTest(rule=name, part=part):
                    self.assertFalse(self.make_prospect(**person).partner_id)
            self.env["crm.match.rule"].search([]).action_activate()

    def test_every_letter_of_a_value(self):
        """A value that differs in one place is another value."""
        for name, other in (
            ("name_birthdate_passport", {"birthdate": "1980-05-18"}),
            (
                "passport_lastname",
                {"documents": [{"type": "passport_ru", "number": "4509 123457"}]},
            ),
            ("mobile_names", {"phones": ["+79161234568"]}),
            ("email_names", {"emails": ["anna.sokolov@example.org"]}),
            ("messenger_firstname", {"messengers": [{"network": "vk", "id": "58123"}]}),
            (
                "messenger_firstname",
                {"messengers": [{"network": "telegram", "id": "581233"}]},
            ),
        ):
            pieces = dict((n, p) for n, _s, p in SHIPPED)[name]
            self.only(name)
            with self.subTest(rule=name, other=other):
                prospect = self.make_prospect(**{**merged(pieces), **other})
                self.assertFalse(prospect.match_ids)
            self.env["crm.match.rule"].search([]).action_activate()

    def test_guards(self):
        """A guard stops a contradiction; blank on either side is none."""
        for name, guards in (
            ("email_names", ("birthdate", "middlename")),
            ("mobile_names", ("birthdate", "middlename", "gender")),
            ("phone_similar", ("birthdate", "middlename", "gender")),
            ("email_similar", ("birthdate", "middlename", "gender")),
            ("phone_initial", ("birthdate", "middlename", "gender")),
            ("email_initial", ("birthdate", "middlename", "gender")),
            ("name_address", ("birthdate",)),
        ):
            pieces = dict((n, p) for n, _s, p in SHIPPED)[name]
            self.only(name)
            against = {
                "birthdate": "1999-01-02",
                "middlename": "Ивановна",
                "gender": "male",
            }
            for guard in guards:
                with self.subTest(rule=name, guard=guard):
                    person = {**merged(pieces), guard: against[guard]}
                    self.assertFalse(self.make_prospect(**person).match_ids)
                    person[guard] = ANNA[guard]
                    self.assertTrue(self.make_prospect(**person).match_ids)
            self.env["crm.match.rule"].search([]).action_activate()

    def test_guard_of_the_patronymic(self):
        """Last name, first name, birth date: another patronymic is another person."""
        self.only("names_birthdate")
        person = {**LAST, **FIRST, **BIRTH, "middlename": "Ивановна"}
        self.assertFalse(self.make_prospect(**person).match_ids)

    def test_landline_is_no_mobile(self):
        """The rule of the mobile phone does not take a phone of the whole flat."""
        self.only("mobile_names")
        self.make_client(
            lastname="Белова", firstname="Ольга", phones=LANDLINE["phones"]
        )
        person = {"lastname": "Белова", "firstname": "Ольга", **LANDLINE}
        self.assertFalse(self.make_prospect(**person).match_ids)

    def test_changed_surname_is_for_women(self):
        """A man with another surname and the same phone is the brother-in-law."""
        man = {"firstname": "Олег", "middlename": "Ильич", **BIRTH, **LANDLINE}
        self.make_client(**man, lastname="Носов", gender="male")
        self.only("changed_surname")
        prospect = self.make_prospect(**man, lastname="Котов", gender="male")
        self.assertFalse(prospect.match_ids)

    def test_documents_by_type(self):
        """The same digits as a document of another type are another document."""
        self.only("inn_lastname")
        number = INN["documents"][0]["number"]
        person = {**LAST, "documents": [{"type": "rntrc_ua", "number": number}]}
        self.assertFalse(self.make_prospect(**person).match_ids)

    def test_passport_of_either_kind(self):
        """A foreign passport counts for the rule of passports, a licence does not."""
        self.only("passport_lastname")
        client = self.make_client(lastname="Зимина", firstname="Вера", **FOREIGN)
        prospect = self.make_prospect(lastname="Зимина", **FOREIGN)
        self.assertEqual(prospect.partner_id, client)

    def test_former_last_name(self):
        """Last names of the past match from either side."""
        self.only("passport_lastname")
        self.client.lastname = "Никитина"
        self.env.cr.flush()
        self.assertIn("Соколова", self.client.former_name_ids.mapped("lastname"))
        prospect = self.make_prospect(**PASSPORT, **LAST)
        self.assertEqual(prospect.partner_id, self.client)
        self.assertEqual(
            self.make_prospect(**PASSPORT, lastname="Никитина").partner_id, self.client
        )
        married = self.make_prospect(**PASSPORT, lastname="Иная")
        self.assertFalse(married.match_ids)
        married.former_name_ids = [(0, 0, {"lastname": "Никитина"})]
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(married.partner_id, self.client)

    def test_initials(self):
        """«Соколова А.» may be Анна or Алла: an initial is no first name."""
        self.client.firstname, self.client.middlename = "А.", "П."
        self.env.cr.flush()
        person = {**LAST, "firstname": "А.", "middlename": "П."}
        for name in ("name_birthdate", "name_birthdate_phone", "mobile_names"):
            self.only(name)
            with self.subTest(rule=name):
                prospect = self.make_prospect(**person, **BIRTH, **PHONE)
                self.assertFalse(prospect.match_ids)
            self.env["crm.match.rule"].search([]).action_activate()
        # A last name and a document say enough.
        self.only("passport_lastname")
        prospect = self.make_prospect(**person, **PASSPORT)
        self.assertEqual(prospect.partner_id, self.client)

    def test_rare_name(self):
        """Full name and birth date link while few bear the name, else propose."""
        rule = self.only("name_birthdate")
        self.assertEqual(rule.rare_name_limit, 5)
        person = {**NAME, **BIRTH}
        for number in range(4):
            self.make_client(**NAME, birthdate=f"195{number}-01-02")
        self.assertEqual(self.make_prospect(**person).match_state, "linked")
        self.make_client(**NAME, birthdate="1959-01-02")
        self.assertEqual(self.make_prospect(**person).match_state, "proposed")

    def test_rare_name_counts_blank_patronymics(self):
        """Who may bear the name counts as a bearer."""
        rule = self.only("name_birthdate")
        rule.rare_name_limit = 1
        self.make_client(**LAST, **FIRST, birthdate="1951-01-02")
        prospect = self.make_prospect(**NAME, **BIRTH)
        self.assertEqual(prospect.match_state, "proposed")

    def test_rare_name_counts_the_former(self):
        """A client met by a former name is as rare as that name is."""
        rule = self.only("name_birthdate")
        rule.rare_name_limit = 1
        self.client.lastname = "Штольц"
        self.env.cr.flush()
        person = {**NAME, **BIRTH}
        self.assertEqual(self.make_prospect(**person).match_state, "linked")
        self.make_client(**NAME, birthdate="1950-01-02")
        self.assertEqual(self.make_prospect(**person).match_state, "proposed")

    def test_blank_never_equals_blank(self):
        """Two people without anything are not each other (M4)."""
        self.make_client(lastname="Немой")
        for name, _state, _pieces in SHIPPED:
            self.only(name)
            with self.subTest(rule=name):
                self.assertFalse(self.make_prospect(lastname="Немой").match_ids)
                self.assertFalse(self.make_prospect(comment="?").match_ids)
            self.env["crm.match.rule"].search([]).action_activate()

    def test_unusable_value_never_matches(self):
        """A phone that cannot be one is kept on both sides and matches nobody."""
        person = {"lastname": "Тихий", "firstname": "Ян", "phones": ["5555555555"]}
        self.make_client(**person)
        prospect = self.make_prospect(**person)
        self.assertTrue(prospect.contact_point_ids.unusable_reason)
        self.assertFalse(prospect.match_ids)

    def test_reason_in_words(self):
        """The reason of a link is a rule in words."""
        rule = self.env.ref("crm_prospect.match_rule_name_birthdate_passport")
        self.assertEqual(rule.name, "Full name + birth date + passport")
        self.assertEqual(
            rule.sentence,
            "A prospect is linked with a client when full name is the same and birth"
            " date is the same and passport is the same.",
        )
        prospect = self.make_prospect(**NAME, **BIRTH, **PASSPORT)
        self.assertIn(rule.name, prospect.link_summary)
        self.assertEqual(
            prospect.match_ids.evidence_text.lower().split(", ")[:3],
            ["full name", "birth date", "passport"],
        )
