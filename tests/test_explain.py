# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why two persons are, or are not, one: rule by rule, condition by condition."""

from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE
from .common_explain import ExplainCase


@tagged("post_install", "-at_install")
class TestExplain(ExplainCase):
    """Rules and their conditions."""

    def test_hit(self):
        """The link of a rule: the deciding rule, both values, nothing apart."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        answer = self.explain(prospect)
        rule = self.shipped("passport_lastname")
        self.assertEqual([r["id"] for r in answer["rules"] if r["decides"]], rule.ids)
        self.assertEqual(answer["verdict"]["verdict"], "automatic")
        self.assertEqual(answer["verdict"]["rule_id"], rule.id)
        self.assertTrue(answer["linked"])
        self.assertEqual(answer["apart"], [])
        self.assertTrue(answer["candidates"]["compared"])
        self.assertEqual(answer["candidates"]["shared"], ["document"])
        self.assertEqual(answer["short"], "+full name +passport")
        self.assertEqual(answer["other"]["name"], self.client.name)
        decides = self.rule_of(answer, rule)
        self.assertEqual((decides["state"], decides["holds"]), ("holds", True))
        passport = self.condition_of(decides, "document")
        self.assertEqual(passport["outcome"], "fits")
        [shown] = passport["left"]
        self.assertEqual(shown["text"], "Passport of Russia 4509 123456")
        self.assertTrue(shown["same"])
        # The INN and the SNILS of the client are other documents.
        self.assertEqual(len(passport["right"]), 1)

    def test_near_miss(self):
        """One condition short: which one, and what is missing on whose side."""
        prospect = self.make_prospect(**NAME, **BIRTH)
        answer = self.explain(prospect)
        rule = self.rule_of(answer, self.shipped("name_birthdate_phone"))
        self.assertEqual((rule["state"], rule["holds"]), ("fails", False))
        outcomes = {c["attribute"]: c["outcome"] for c in rule["conditions"]}
        self.assertEqual(
            outcomes, {"name": "fits", "birthdate_date": "fits", "phone": "missing"}
        )
        phone = self.condition_of(rule, "phone")
        self.assertEqual(phone["text"], "phone: the prospect has none")
        self.assertEqual(phone["left"], [])
        self.assertEqual(phone["right"][0]["text"], ANNA["phones"][0])
        self.assertFalse(phone["right"][0]["same"])

    def test_typed_values(self):
        """Values are shown as typed, not in their normal form."""
        prospect = self.make_prospect(
            lastname="СОКОЛОВА", firstname="анна", phones=["8 (916) 123-45-67"], **BIRTH
        )
        answer = self.explain(prospect)
        rule = self.rule_of(answer, self.shipped("mobile_names"))
        phone = self.condition_of(rule, "mobile")
        self.assertEqual(phone["left"][0]["text"], "8 (916) 123-45-67")
        self.assertEqual(phone["right"][0]["text"], "+79161234567")
        self.assertTrue(phone["left"][0]["same"])
        lastname = self.condition_of(rule, "lastname")
        self.assertEqual(lastname["left"][0]["text"], "СОКОЛОВА")
        self.assertTrue(lastname["left"][0]["same"])
        # A guard that has nothing to compare lets through, and says so.
        guard = self.condition_of(rule, "middlename", "not_contradicting")
        self.assertEqual(guard["outcome"], "fits")
        self.assertIn("the prospect has none", guard["text"])

    def test_values(self):
        """Both persons attribute by attribute, a line for each type of document."""
        prospect = self.make_prospect(**NAME, **PASSPORT, **BIRTH)
        self.client.write({"lastname": "Котова"})
        lines = {v["label"]: v for v in self.explain(prospect)["values"]}
        self.assertEqual(
            [v["text"] for v in lines["last name"]["right"]], ["Котова", "Соколова"]
        )
        self.assertTrue(lines["last name"]["right"][1]["same"])
        self.assertEqual(len(lines["Passport of Russia"]["right"]), 1)
        self.assertEqual(lines["SNILS"]["left"], [])
        self.assertEqual(lines["gender"]["left"][0]["text"], "Female (by the name)")
        self.assertNotIn("first name", lines)

    def test_guard_contradicts(self):
        """A contradicting birth date stands against a rule and holds them apart."""
        prospect = self.make_prospect(**NAME, **PHONE, birthdate="1999-01-31")
        answer = self.explain(prospect)
        rule = self.rule_of(answer, self.shipped("mobile_names"))
        self.assertEqual(rule["state"], "fails")
        guard = self.condition_of(rule, "birthdate_date")
        self.assertEqual((guard["outcome"], guard["text"]), ("against", "contradicts"))
        self.assertEqual(guard["left"][0]["text"], "1999-01-31")
        self.assertIn("birth date differs", answer["apart"])
        self.assertFalse(answer["linked"])

    def test_states_of_rules(self):
        """Why each rule has no say: draft, group, target, company, keys."""
        draft = self.draft_rule("document", "firstname", sequence=1)
        group = self.make_rule(
            "document",
            "lastname",
            sequence=2,
            group_ids=self.groups[next(iter(self.groups))].ids,
        )
        others = self.make_rule("document", "lastname", sequence=3, target="prospect")
        building = self.make_rule("phone", "city", sequence=4)
        building.signature_ids = self.env["crm.match.signature"].create(
            {"parts": "firstname_codes,phones"}
        )
        prospect = self.make_prospect(**NAME, **PASSPORT)
        prospect.source_id = self.env.ref("crm_prospect.prospect_source_manual")
        self.assertFalse(prospect.group_id)
        answer = self.explain(prospect)
        states = {r["id"]: (r["state"], r["holds"]) for r in answer["rules"]}
        self.assertEqual(states[draft.id], ("in_draft", True))
        self.assertEqual(states[group.id], ("not_for_this_group", True))
        self.assertEqual(states[others.id], ("other_target", True))
        self.assertEqual(states[building.id], ("being_prepared", False))
        sequences = [
            self.env["crm.match.rule"].browse(r["id"]).sequence for r in answer["rules"]
        ]
        self.assertEqual(sequences, sorted(sequences))

    def test_company(self):
        """People of two companies are never compared, whatever they share."""
        one, two = self.env["res.company"].create([{"name": "One"}, {"name": "Two"}])
        prospect = self.make_prospect(**NAME, **PASSPORT)
        self.client.company_id = one
        prospect.company_id = two
        self.env.cr.flush()
        answer = self.explain(prospect)
        self.assertIn("The two belong to different companies.", answer["apart"])
        rule = self.rule_of(answer, self.shipped("passport_lastname"))
        self.assertEqual((rule["state"], rule["holds"]), ("other_company", True))
        self.assertFalse(any(rule["decides"] for rule in answer["rules"]))

    def test_never_compared(self):
        """Without a shared key the two are never looked at, and it says why."""
        prospect = self.make_prospect(lastname="Чужая", firstname="Ида")
        answer = self.explain(prospect)
        self.assertFalse(answer["candidates"]["compared"])
        self.assertIn("Never compared", answer["candidates"]["text"])
        self.assertIn("birth date + last name", answer["candidates"]["text"])
        self.assertIn(answer["candidates"]["text"], answer["apart"])
        self.assertIsNone(answer["verdict"])

    def test_too_common(self):
        """A key that more people share than a block may have compares nobody."""
        crowd = [
            {
                "lastname": f"Толпа{n}",
                "firstname": "Иван",
                "messengers": [{"network": "vk", "id": "777001"}],
            }
            for n in range(201)
        ]
        clients = self.load_clients(crowd)
        prospect = self.make_prospect(
            firstname="Иван", messengers=[{"network": "vk", "id": "777001"}]
        )
        answer = self.explain(prospect, clients[0])
        self.assertFalse(answer["candidates"]["compared"])
        self.assertEqual(answer["candidates"]["too_common"], ["messenger id"])
        self.assertIn("more than 200 people", answer["candidates"]["text"])

    def test_stop_value(self):
        """A placeholder is shown with the reason why it tells nothing."""
        prospect = self.make_prospect(
            **NAME,
            phones=["+70000000000"],
            documents=[{"type": "inn", "number": "1234567890"}],
        )
        answer = self.explain(prospect)
        rule = self.rule_of(answer, self.shipped("name_birthdate_phone"))
        phone = self.condition_of(rule, "phone")
        self.assertTrue(phone["left"][0]["unusable"])
        self.assertEqual(phone["outcome"], "missing")
        self.assertEqual(phone["right"][0]["unusable"], "")

    def test_stopped_by_hand(self):
        """A value that an administrator stopped is no evidence, and says why."""
        self.env["crm.stop.value"].create({"kind": "phone", "value": ANNA["phones"][0]})
        prospect = self.make_prospect(**NAME, **PHONE)
        rule = self.rule_of(self.explain(prospect), self.shipped("mobile_names"))
        phone = self.condition_of(rule, "mobile")
        self.assertEqual(phone["outcome"], "missing")
        self.assertEqual(
            phone["left"][0]["unusable"], "Placeholder typed instead of a value"
        )

    def test_generic_value(self):
        """A phone of a whole office is shown as shared by too many people."""
        first_names = (
            "Иван",
            "Пётр",
            "Ольга",
            "Мария",
            "Юлия",
            "Борис",
            "Глеб",
            "Инна",
        )
        self.load_clients(
            [
                {"lastname": f"Конторов{n}", "firstname": name, **PHONE}
                for n, name in enumerate(first_names)
            ]
        )
        prospect = self.make_prospect(**NAME, **PHONE)
        rule = self.rule_of(self.explain(prospect), self.shipped("mobile_names"))
        phone = self.condition_of(rule, "mobile")
        self.assertTrue(phone["left"][0]["generic"])
        self.assertEqual(phone["left"][0]["unusable"], "")
        self.assertEqual(phone["outcome"], "missing")

    def test_exception(self):
        """An exception demotes a rule: it holds, and only proposes."""
        rule = self.make_rule("phone", "firstname", "lastname:different", sequence=1)
        prospect = self.make_prospect(lastname="Котова", firstname="Анна", **PHONE)
        found = self.rule_of(self.explain(prospect), rule)
        self.assertEqual((found["state"], found["holds"]), ("demoted", True))
        exception = self.condition_of(found, "lastname")
        self.assertEqual(exception["outcome"], "against")
        self.assertEqual(prospect.match_ids.verdict, "proposed")
        same = self.make_prospect(**NAME, **PHONE)
        found = self.rule_of(self.explain(same), rule)
        self.assertEqual((found["state"], found["holds"]), ("holds", True))
        self.assertEqual(self.condition_of(found, "lastname")["text"], "no exception")

    def test_graded(self):
        """Comparisons by degree are explained as the engine tells them."""
        rule = self.make_rule("phone", "lastname:similar", "birthdate_date:close")
        near = self.make_prospect(lastname="Сокалова", birthdate="1980-05-18", **PHONE)
        far = self.make_prospect(lastname="Котова", birthdate="1990-01-18", **PHONE)
        outcomes = [
            [c["outcome"] for c in self.rule_of(self.explain(p), rule)["conditions"]]
            for p in (near, far)
        ]
        self.assertEqual(
            outcomes, [["fits", "fits", "fits"], ["fits", "differs", "differs"]]
        )
        label = self.rule_of(self.explain(near), rule)["conditions"][1]["label"]
        self.assertIn("80 %", label)

    def test_keyboard_layout(self):
        """A name typed in the wrong layout is shown with what it is read as."""
        prospect = self.make_prospect(
            lastname="Cjrjkjdf", firstname="Fyyf", middlename="Gtnhjdyf", **PASSPORT
        )
        answer = self.explain(prospect)
        rule = self.rule_of(answer, self.shipped("passport_lastname"))
        [shown] = self.condition_of(rule, "lastname")["left"]
        self.assertEqual((shown["text"], shown["read_as"]), ("Cjrjkjdf", "Соколова"))
        self.assertTrue(shown["same"])
