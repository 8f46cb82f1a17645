# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Thirty-two calls for one person at the same moment, in real transactions."""

from odoo.service.model import retrying
from odoo.tests import tagged

from .common_parallel import MAIL, MARK, PHONE, ParallelCase

CALLS = 32
PERSON = {
    "lastname": MARK,
    "firstname": "Анна",
    "birthdate": "1980-05-17",
    "phones": [PHONE],
    "emails": [MAIL],
    "source": "PARALLEL",
}


@tagged("post_install", "-at_install")
class TestRegisterConcurrency(ParallelCase):
    def setUp(self):
        super().setUp()
        with self.environment() as env:
            last = max(env["crm.lead"].search([], limit=1, order="id desc").ids or [0])
        self.addCleanup(self.drop_leads, last)

    def drop_leads(self, last):
        with self.environment() as env:
            env["crm.lead"].search([("id", ">", last)], limit=1000).unlink()

    def register(self, *calls):
        """Register (person, application) pairs at once, each retried as by Odoo.

        And no more often: a call that Odoo gives up is one that is lost.
        """

        def deed(person, application):
            def call(env):
                method = env["crm.prospect"].register
                return retrying(lambda: method(person, application), env)

            return call

        answers = self.in_parallel(*(deed(*call) for call in calls), tries=1)
        for answer in answers:
            self.assertIsInstance(answer, dict, answer)
        self.assert_no_secrets()
        return answers

    def count(self, model):
        with self.environment() as env:
            ids = env["crm.prospect"].search([("source_id", "=", self.source)]).ids
            return env[model].search_count([("prospect_id", "in", ids)])

    def test_one_person_and_reference(self):
        """One prospect, one lead, one link; everybody is told the same."""
        [client] = self.make("res.partner", birthdate="1980-05-17", phones=[PHONE])
        application = {"ref": "A-1", "name": "Credit", "campaign": f"C {self.source}"}
        answers = self.register(*[({**PERSON, "ref": "1"}, application)] * CALLS)
        self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)
        self.assertEqual(len({answer["lead_id"] for answer in answers}), 1)
        self.assertEqual(sum(answer["created"] for answer in answers), 1)
        for answer in answers:
            self.assertEqual(answer["verdict"], "match")
            self.assertEqual(answer["client"]["id"], client)
            self.assertEqual(answer["applications"], {"count": 1, "days": None})
        prospect = answers[0]["prospect_id"]
        self.assertEqual(self.link_of(prospect), (client, "linked", [client]))
        for model, expected in (
            ("crm.prospect.reference", 1),
            ("crm.contact.point", 2),
            ("crm.lead", 1),
            ("crm.match", 1),
            ("crm.person.index", 1),
        ):
            self.assertEqual(self.count(model), expected, model)

    def test_one_person_without_reference(self):
        """One prospect and an application of each call."""
        answers = self.register(*[(PERSON, {"name": "Credit"})] * CALLS)
        self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)
        self.assertEqual(sum(answer["created"] for answer in answers), 1)
        self.assertEqual(len({answer["lead_id"] for answer in answers}), CALLS)
        self.assertEqual(self.count("crm.lead"), CALLS)
        self.assertEqual(self.count("crm.contact.point"), 2)
        counts = [answer["applications"]["count"] for answer in answers]
        self.assertLessEqual(max(counts), CALLS)

    def test_one_application_of_who_is_not_found(self):
        """The number of the application makes them one person, if no rule does."""
        person = {"lastname": MARK, "source": "PARALLEL"}
        answers = self.register(*[(person, {"ref": "A-1"})] * 8)
        self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)
        self.assertEqual(len({answer["lead_id"] for answer in answers}), 1)
        self.assertEqual(sum(answer["created"] for answer in answers), 1)
        self.assertEqual(self.count("crm.lead"), 1)
        with self.environment() as env:
            domain = [("source_id", "=", self.source)]
            self.assertEqual(env["crm.prospect"].search_count(domain), 1)

    def test_one_of_several_clients(self):
        """Who may be either of two clients is entered once, too."""
        documents = [{"type": "snils", "number": "112-233-445 95"}]
        other = [{"type": "inn", "number": "500100732259"}]
        for papers in (documents, other):
            self.make("res.partner", documents=papers)
            self.make("crm.prospect", documents=papers)
        person = {**PERSON, "documents": documents + other}
        answers = self.register(*[(person, None)] * 8)
        self.assertEqual({answer["verdict"] for answer in answers}, {"ambiguous"})
        self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)

    def test_everybody_adds_something(self):
        """Nothing that any of the calls says is lost."""
        calls = [
            ({**PERSON, "messengers": [{"network": "vk", "id": f"{10_000 + n}"}]}, None)
            for n in range(8)
        ]
        answers = self.register(*calls)
        self.assertEqual(len({answer["prospect_id"] for answer in answers}), 1)
        self.assertEqual(self.count("crm.contact.point"), 2 + 8)
        with self.environment() as env:
            env.cr.execute(
                "SELECT cardinality(messengers) FROM crm_person_index"
                " WHERE prospect_id = %s",
                [answers[0]["prospect_id"]],
            )
            self.assertEqual(env.cr.fetchall(), [(8,)])
