# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parallel loads of the same file, in real transactions."""

import random

from odoo.tests import tagged

from .common_parallel import MARK, SECRETS, ParallelCase

WORKERS = 4


@tagged("post_install", "-at_install")
class TestLoadConcurrency(ParallelCase):
    def persons(self, count):
        return [
            {
                "source": "PARALLEL",
                "ref": str(number),
                "lastname": MARK,
                "firstname": MARK,
                "birthdate": f"{number % 50 + 1940}-01-02",
                "city": MARK,
                "phones": [f"+7916555{number:04}"],
                "emails": [f"{number}.marked.person@example.org"],
                "documents": [{"type": "passport_ru", "number": f"4511 55{number:04}"}],
            }
            for number in range(count)
        ]

    def load_by_all(self, persons_of, model="crm.prospect", method="load"):
        """All workers load what `persons_of(worker)` says; return their answers."""
        results = self.in_parallel(
            *(
                lambda env, w=worker: getattr(env[model], method)(persons_of(w))
                for worker in range(WORKERS)
            )
        )
        for result in results:
            self.assertIsInstance(result, dict, result)
            self.assertFalse(result["refused"])
        self.assert_nothing_logged()
        return results

    def assert_nothing_logged(self):
        self.assert_no_secrets()
        text = "\n".join(self.recorder.lines)
        for value in (*SECRETS, "7916555", "marked.person", "4511 55", "451155"):
            self.assertNotIn(value, text)

    def total(self, results, key):
        return sum(result[key] for result in results)

    def count(self, model, **conditions):
        """Number of records of the prospects of the source."""
        domain = [(name, "=", value) for name, value in conditions.items()]
        domain.append(("prospect_id.source_id", "=", self.source))
        with self.environment() as env:
            return env[model].search_count(domain)

    def test_same_file(self):
        """Everybody created once, everybody answered, nobody in the log."""
        persons = self.persons(40)
        results = self.load_by_all(lambda worker: persons)
        self.assertEqual(self.total(results, "created"), 40)
        self.assertEqual(self.total(results, "unchanged"), 40 * (WORKERS - 1))
        self.assertEqual(len({tuple(result["ids"]) for result in results}), 1)
        self.assertEqual(self.count("crm.prospect.reference"), 40)
        self.assertEqual(self.count("crm.contact.point"), 80)
        self.assertEqual(self.count("crm.person.document"), 40)
        self.assertEqual(self.count("crm.person.index"), 40)

    def test_lines_in_another_order(self):
        """No deadlock, and the same answer."""
        persons = self.persons(40)

        def shuffled(worker):
            return random.Random(worker).sample(persons, len(persons))

        results = self.load_by_all(shuffled)
        self.assertEqual(self.total(results, "created"), 40)
        self.assertEqual(self.count("crm.prospect.reference"), 40)

        def dated(worker):
            date = {"actual_date": f"202{worker}-01-01", "city": "абвг"[worker]}
            return [{**person, **date} for person in shuffled(worker)]

        for _round in range(3):
            self.load_by_all(dated)
        self.assertFalse([line for line in self.recorder.lines if "deadlock" in line])

    def test_same_persons_changed(self):
        persons = self.persons(20)
        self.commit(lambda env: env["crm.prospect"].load(persons))

        def changed(worker):
            return [
                {
                    **person,
                    "lastname": MARK + "лмно"[worker],
                    "phones": [f"+7916555{9000 + worker * 20 + number:04}"],
                }
                for number, person in enumerate(persons)
            ]

        results = self.load_by_all(changed)
        self.assertEqual(self.total(results, "updated"), 20 * WORKERS)
        phones = self.count("crm.contact.point", kind="phone")
        self.assertEqual(phones, 20 * (WORKERS + 1))

    def test_same_clients(self):
        """Created once, and changed without a word in the log."""
        persons = self.persons(10)
        call = {"model": "res.partner", "method": "load_clients"}
        results = self.load_by_all(lambda worker: persons, **call)
        self.assertEqual(self.total(results, "created"), 10)
        self.assertEqual(len({tuple(result["ids"]) for result in results}), 1)
        results = self.load_by_all(
            lambda worker: [{**p, "city": MARK + "абвг"[worker]} for p in persons],
            **call,
        )
        self.assertEqual(self.total(results, "updated"), 10 * WORKERS)

    def test_contacts_added_to_one_person(self):
        """Several windows: the index ends with the values of all."""
        ids = self.commit(lambda env: env["crm.prospect"].load(self.persons(1))["ids"])
        self.in_parallel(
            *(
                lambda env, w=worker: (
                    env["crm.contact.point"]
                    .create({"prospect_id": ids[0], "value": f"+7916555900{w}"})
                    .ids
                )
                for worker in range(WORKERS)
            )
        )
        self.assert_nothing_logged()
        with self.environment() as env:
            env.cr.execute(
                "SELECT phones FROM crm_person_index WHERE prospect_id = %s", ids
            )
            [(phones,)] = env.cr.fetchall()
        self.assertEqual(len(phones), WORKERS + 1)
