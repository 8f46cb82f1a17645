# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common_access import CLIENT, AccessCase

PERSON = {
    key: CLIENT[key]
    for key in ("lastname", "firstname", "middlename", "birthdate", "documents")
}
PHONE = CLIENT["phones"][0]


@tagged("post_install", "-at_install")
class TestHiddenAnswers(AccessCase):
    """What public methods answer about a client to somebody who sees none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_link()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "prospect_id": cls.prospect.id}
        )
        cls.mine = cls.env["crm.prospect"].with_user(cls.hidden)

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.invalidate_all()

    def tell(self, tell):
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.tell_hidden_clients", "1" if tell else "0"
        )
        self.env.invalidate_all()

    def test_identify(self):
        seen = self.mine.with_user(self.seller).identify(PERSON)
        self.assertEqual(seen["client"]["id"], self.client.id)
        told = self.mine.identify(PERSON)
        self.assertEqual((told["verdict"], told["client"]), ("match", None))
        self.assertEqual((told["candidates"], told["hidden"]), ([], 1))
        self.tell(False)
        untold = self.mine.identify(PERSON)
        nobody = self.mine.identify({"lastname": "Нетакого", "firstname": "Яков"})
        self.assertEqual(untold, nobody)
        self.assertEqual(untold["verdict"], "none")

    def test_register(self):
        told = self.mine.register({**PERSON, "source": "AL", "ref": "1"}, {"name": "А"})
        self.assertEqual((told["verdict"], told["client"]), ("match", None))
        self.assertEqual(told["hidden"], 1)
        lead = self.env["crm.lead"].browse(told["lead_id"])
        self.assertEqual(lead.client_id, self.client)
        # He said the name himself: ids and numbers of the client are what must lack.
        self.assertNotIn("ZZMARKER", str(told))
        self.assertEqual(told["applications"]["count"], 2)
        self.tell(False)
        untold = self.mine.register(
            {**PERSON, "source": "AL", "ref": "2"}, {"name": "А"}
        )
        self.assertEqual((untold["verdict"], untold["hidden"]), ("none", 0))
        # Both of the new prospect, and not that of the other one of the client.
        self.assertEqual(untold["prospect_id"], told["prospect_id"])
        self.assertEqual(untold["applications"]["count"], 2)

    def test_find_similar(self):
        told = self.mine.find_similar(PERSON)
        self.assertEqual(told, {"hits": [], "hidden": 1})
        self.tell(False)
        untold = self.mine.find_similar(PERSON)
        self.assertEqual(untold, {"hits": [], "hidden": 0})

    def test_who_calls(self):
        told = self.mine.who_calls(PHONE)
        self.assertEqual((told["result"], told["client"]), ("client", None))
        self.assertEqual((told["prospect"], told["applications"]), (None, []))
        self.assertEqual(told["hidden"], 1)
        self.assertNotIn("res.partner", told["url"])
        told["number"] = told["url"] = ""
        self.assertUnknown(told)
        self.tell(False)
        untold = self.mine.who_calls(PHONE)
        nobody = self.mine.who_calls("+79169998877")
        for answer in (untold, nobody):
            answer["number"] = answer["url"] = ""
        self.assertEqual(untold, nobody)

    def test_explain(self):
        """A client one may not see and one who does not exist are one error."""
        texts = set()
        for partner in (self.client.id, self.client.id + 10_000):
            with self.assertRaises(AccessError) as caught:
                self.prospect.with_user(self.hidden).explain(partner_id=partner)
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)
        second = self.make_link(firstname="Второй")
        mine = self.as_hidden(self.prospect)
        told = mine.explain(other_id=second.id)
        self.assertTrue(told["linked"])
        self.assertUnknown(told)
        self.tell(False)
        self.assertFalse(mine.explain(other_id=second.id)["linked"])
        action = mine.action_explain()
        self.assertFalse(action["context"].get("default_partner_id"))

    def test_timeline(self):
        timeline = self.env["crm.timeline"].with_user(self.hidden)
        texts = set()
        for partner in (self.client.id, self.client.id + 10_000):
            with self.assertRaises(AccessError) as caught:
                timeline.get_timeline("res.partner", partner)
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)
        for tell in (True, False):
            self.tell(tell)
            for record in (self.prospect, self.lead):
                answer = timeline.get_timeline(record._name, record.id)
                self.assertTrue(answer["events"])
                self.assertUnknown(answer)
                self.assertNotIn("link", {event["kind"] for event in answer["events"]})

    def test_clients_by_id(self):
        """Methods of clients: a hidden one is left out like one who does not exist."""
        partners = self.env["res.partner"].with_user(self.hidden)
        for ids in (self.client.ids, [self.client.id + 10_000]):
            clients = partners.browse(ids)
            self.assertEqual(clients.contactability(), [])
            self.assertEqual(clients.best_contacts(), [])
        self.assertEqual(partners.most_contactable([]), [])
        events = self.env["crm.contact.event"].with_user(self.hidden)
        texts = set()
        for partner in (self.client.id, self.client.id + 10_000):
            event = {"value": PHONE, "outcome": "no_answer", "partner_id": partner}
            with self.assertRaises(ValidationError) as caught:
                events.record([event])
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)

    def test_earlier_applications(self):
        """Those of other prospects of the client count, unless nothing is told."""
        other = self.make_link(firstname="Второй")
        later = self.env["crm.lead"].create({"name": "Ещё", "prospect_id": other.id})
        mine = self.as_hidden(later)
        self.assertEqual(mine.earlier_application_count, 1)
        domain = [("id", "=", later.id), ("came_again", "=", True)]
        self.assertTrue(mine.search(domain))
        self.tell(False)
        self.assertEqual(self.as_hidden(later).earlier_application_count, 0)
        self.assertFalse(mine.search(domain))

    def test_risk(self):
        """What only the client has connects nobody for who does not see him."""
        same_phone = self.make_prospect(
            lastname="Сосед", firstname="Олег", phones=[PHONE]
        )
        self.env["crm.lead"].create({"name": "Соседа", "prospect_id": same_phone.id})
        self.env.flush_all()

        def count(user):
            panel = self.prospect.with_user(user).risk_panel()
            [first, *_rest] = panel["sections"]
            return first["rows"][0]["cells"][-1]["count"]

        self.assertEqual(count(self.seller), 2)
        self.assertEqual(count(self.hidden), 1)
        panel = self.prospect.with_user(self.hidden).risk_panel()
        self.assertUnknown(panel)

    def test_finder(self):
        """Clients are nobody whom he could look for."""
        finder = Form(self.env["crm.person.finder"].with_user(self.hidden))
        kinds = dict(finder._view["fields"]["kind"]["selection"])
        self.assertNotIn("client", kinds)
        finder.name = CLIENT["lastname"]
        found = finder.save()
        self.assertEqual(found.action_find()["res_model"], "crm.person.finder")
        kinds = (
            self.env["crm.person.finder"].with_user(self.seller).fields_get(["kind"])
        )
        self.assertIn("client", dict(kinds["kind"]["selection"]))

    def test_funnel(self):
        """Numbers of all, and domains that he may open."""
        lines = self.env["crm.lead.step"].with_user(self.hidden).get_funnel()
        [clients] = [line for line in lines if line["kind"] == "client"]
        found = self.mine.with_context(active_test=False).search_count(
            clients["reached_domain"]
        )
        self.assertEqual(found, clients["reached"])

    def test_bystanders(self):
        """The settings are nothing to those who see clients."""
        seller = self.mine.with_user(self.seller)
        answers = [seller.identify(PERSON), seller.who_calls(PHONE)]
        self.tell(False)
        self.assertEqual([seller.identify(PERSON), seller.who_calls(PHONE)], answers)

    def test_setting(self):
        """On without a word, switched in the settings."""
        settings = self.env["res.config.settings"]
        self.assertTrue(settings.create({}).tell_hidden_clients)
        settings.create({"tell_hidden_clients": False}).execute()
        self.assertFalse(settings.create({}).tell_hidden_clients)
        self.assertFalse(self.mine._tells_hidden())
        self.assertTrue(self.mine.with_user(self.seller)._tells_hidden())
        settings.create({"tell_hidden_clients": True}).execute()
        self.assertTrue(self.mine._tells_hidden())
