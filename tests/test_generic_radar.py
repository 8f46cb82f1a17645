# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the nightly radar finds, and what people decide on it."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_generic import OFFICE, GenericCase, colleagues

IVAN = {"lastname": "Иванов", "firstname": "Иван"}
PETR = {"lastname": "Петров", "firstname": "Пётр"}
BIRTH = {"birthdate": "1980-05-17"}
PASSPORT = {"documents": [{"type": "passport_ru", "number": "4509 123456"}]}


@tagged("post_install", "-at_install")
class TestGenericRadar(GenericCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Linked while hardly anybody had the phone: by the phone alone, by a passport
        # besides, by another phone besides, and by a phone of one's own.
        both = {"phones": ["+79161112233", "+79037654321"]}
        own = {"phones": ["+79030000142"]}
        sergey = {"lastname": "Сергеев", "firstname": "Сергей"}
        pavel = {"lastname": "Павлов", "firstname": "Павел"}
        persons = [
            {**IVAN, **OFFICE},
            {**PETR, **BIRTH, **PASSPORT, **OFFICE},
            {**sergey, **both},
            {**pavel, **own},
        ]
        cls.clients = cls.load_clients(persons)
        cls.prospects = cls.load_prospects(persons)
        cls.match_all("incremental")
        cls.resting, *cls.others = cls.prospects

    def crowd(self, count=10):
        """So many people that the phone of the office is everybody's."""
        return self.load_prospects(colleagues(count, **OFFICE))

    def verdicts(self):
        self.prospects.invalidate_recordset()
        return [match.verdict for match in self.prospects.match_ids]

    def test_before(self):
        self.assertEqual(self.linked(*self.prospects.ids), list(self.clients))

    # ------------------------------------------------------------------ radar

    def test_links_it_holds_up(self):
        """Only the link that nothing else would make; found links stay."""
        self.crowd()
        found = self.env["crm.generic.value"]._radar()
        self.assertEqual(found, {"found": 0, "freed": 0, "known": 1})
        value = self.generic()
        self.assertEqual(value.link_count, 1)
        links = self.env["crm.match"].search(value.action_view_links()["domain"])
        self.assertEqual(links.prospect_id, self.resting)
        # What holds links up is not taken from anybody before it is accepted.
        self.assertEqual(self.column(self.resting), ["+79161112233"])
        self.settle()
        self.assertEqual(self.linked(*self.prospects.ids), list(self.clients))

    def test_found_by_the_radar(self):
        """People indexed while nobody counted; without links it acts at once."""
        self.env.cr.execute("UPDATE crm_match_signature SET state = 'building'")
        self.env.invalidate_all()
        mail = {"emails": ["info@office-example.org"]}
        prospects = self.load_prospects(colleagues(5, **mail))
        self.assertFalse(self.generic())
        self.env.cr.execute("UPDATE crm_match_signature SET state = 'ready'")
        self.env.invalidate_all()
        found = self.env["crm.generic.value"]._radar()
        self.assertEqual(found, {"found": 1, "freed": 0, "known": 1})
        value = self.generic()
        self.assertEqual((value.person_count, value.record_count), (5, 5))
        self.assertFalse(self.column(prospects[0], "emails"))
        self.env.cr.execute(
            """SELECT FROM crm_match_key_prospect k
            JOIN crm_match_signature s ON s.id = k.signature AND s.parts = 'emails'
            WHERE k.person = ANY(%s)""",
            [prospects.ids],
        )
        self.assertFalse(self.env.cr.fetchall())
        self.assertEqual(self.env["crm.generic.value"]._radar()["found"], 0)

    def test_counts_are_refreshed(self):
        crowd = self.crowd(8)
        self.env["crm.generic.value"]._radar()
        value = self.generic()
        self.assertEqual((value.person_count, value.record_count), (11, 14))
        crowd[:2].unlink()
        self.env["crm.generic.value"]._radar()
        value = self.generic()
        self.assertEqual((value.person_count, value.record_count), (9, 12))

    def test_freed(self):
        """Fewer people hold it by now: an ordinary value again."""
        crowd = self.crowd()
        late = self.make_prospect(**IVAN, **OFFICE)
        self.assertFalse(late.partner_id)
        crowd.unlink()
        found = self.env["crm.generic.value"]._radar()
        self.assertEqual(found, {"found": 0, "freed": 1, "known": 0})
        self.assertFalse(self.generic())
        self.settle()
        self.assertEqual(self.linked(late.id), [self.clients[0]])

    def test_limit_raised(self):
        """The same by a higher limit; what people decided on stays."""
        self.crowd()
        accepted = self.env["crm.generic.value"].create(
            {"kind": "email", "value": "a@office-example.org", "state": "accepted"}
        )
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.generic_limit_phone", "20"
        )
        self.assertEqual(self.env["crm.generic.value"]._radar()["freed"], 1)
        self.assertEqual(self.generic(), accepted)

    def test_cron(self):
        self.crowd()
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_generic_radar").method_direct_trigger()
        self.assertEqual(self.generic().link_count, 1)

    # ------------------------------------------------------------------ decisions

    def test_accept(self):
        """The link that rests on it goes to review, and no other."""
        self.crowd()
        self.accept(self.generic())
        self.settle()
        match = self.resting.match_ids
        self.assertEqual(match.verdict, "proposed")
        self.assertTrue(match.ground_gone)
        self.assertEqual(self.resting.match_state, "proposed")
        self.assertFalse(self.resting.partner_id)
        others = [prospect.id for prospect in self.others]
        self.assertEqual(self.linked(*others), list(self.clients[1:]))
        self.assertEqual(self.generic().state, "accepted")

    def test_two_values_of_one_link(self):
        """A link by two generic values rests on the second that is accepted."""
        self.env.ref("crm_prospect.match_rule_email_names").action_activate()
        both = {**OFFICE, "emails": ["info@office-example.org"]}
        olga = {"lastname": "Ольгина", "firstname": "Ольга", **both}
        [client], prospect = self.load_clients([olga]), self.make_prospect(**olga)
        self.assertEqual(prospect.partner_id, client)
        self.load_prospects(colleagues(10, **both))
        self.env["crm.generic.value"]._radar()
        phone, mail = self.generic(kind="phone"), self.generic(kind="email")
        # Either is enough without the other.
        self.assertEqual((phone.link_count, mail.link_count), (1, 0))
        self.assertEqual(len((phone + mail)._fetch_links(10)), 2)
        self.assertIsNone(mail.action_accept())
        self.settle()
        self.assertEqual(self.linked(prospect.id), [client])
        self.accept(phone, links=2)
        self.settle()
        self.assertEqual(prospect.match_state, "proposed")
        self.assertEqual(self.resting.match_state, "proposed")

    def test_indexed_anew(self):
        """Whatever has a linked person indexed anew, his link stays until then."""
        self.crowd()
        unlinked = self.crowd(1)
        index = self.env["crm.person.index"]
        for persons in (self.prospects + unlinked, self.clients):
            index._outdate(
                {persons._person_owner_field(): SQL("SELECT unnest(%s)", persons.ids)}
            )
        self.settle()
        self.assertEqual(self.linked(*self.prospects.ids), list(self.clients))
        self.assertEqual(self.column(self.resting), ["+79161112233"])
        self.assertFalse(self.column(unlinked))

    def accept(self, values, links=1):
        """Press the button, and answer the question it asks."""
        action = values.action_accept()
        self.assertEqual(action["res_model"], "crm.generic.accept")
        wizard = self.env["crm.generic.accept"].with_context(**action["context"])
        wizard = wizard.create({})
        self.assertEqual(wizard.link_count, links)
        self.assertEqual(values.state, "generic")
        wizard.action_accept()
        return wizard

    def test_verdict_of_a_person_stays(self):
        """A confirmed link is no link of a rule: nothing rests on the value."""
        self.resting.match_ids.action_confirm()
        self.crowd()
        self.assertIsNone(self.generic().action_accept())
        self.settle()
        self.assertEqual(self.linked(self.resting.id), [self.clients[0]])

    def test_accept_without_links(self):
        """Nothing to lose: no question is asked."""
        mail = {"emails": ["info@office-example.org"]}
        self.load_prospects(colleagues(5, **mail))
        value = self.generic()
        self.assertIsNone(value.action_accept())
        self.assertEqual(value.state, "accepted")
        self.assertEqual(value.user_id, self.env.user)
        self.assertTrue(value.date_decided)

    def test_exempt(self):
        """A big family: the value counts again, for those who came late too."""
        self.crowd()
        late = self.make_prospect(**IVAN, **OFFICE)
        self.assertFalse(late.partner_id)
        self.generic().action_exempt()
        self.settle()
        self.assertEqual(self.linked(late.id), [self.clients[0]])
        self.assertEqual(self.env["crm.generic.value"]._radar()["freed"], 0)
        self.assertEqual(self.generic().state, "exempt")
        later = self.make_prospect(**IVAN, **OFFICE)
        self.assertEqual(later.partner_id, self.clients[0])

    def test_exempt_after_accept(self):
        """Taken back: the link is made again from what went to review."""
        self.crowd()
        self.accept(self.generic())
        self.settle()
        self.generic().action_exempt()
        self.settle()
        self.assertEqual(self.linked(self.resting.id), [self.clients[0]])
        self.assertFalse(self.resting.match_ids.ground_gone)

    # ------------------------------------------------------------------ screens

    def test_holders(self):
        crowd = self.crowd()
        action = self.generic().action_view_holders()
        points = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(points.partner_id, self.clients[:3])
        self.assertEqual(points.prospect_id, self.prospects[:3] + crowd)
        self.load_prospects(colleagues(4, **PASSPORT))
        action = self.generic(kind="document").action_view_holders()
        documents = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(documents.prospect_id), 5)
        self.assertEqual(documents.partner_id, self.clients[1])

    def test_rights(self):
        """Stewards see and decide; others do neither, and nobody writes."""
        self.crowd()
        steward = self.make_user("radar_steward", "steward")
        value = self.generic().with_user(steward)
        with self.assertRaises(AccessError):
            value.write({"state": "exempt"})
        with self.assertRaises(AccessError):
            value.create({"kind": "phone", "value": "+79160000001"})
        action = value.action_accept()
        wizard = self.env["crm.generic.accept"].with_user(steward)
        wizard = wizard.with_context(**action["context"]).create({})
        self.assertEqual(wizard.link_count, 1)
        wizard.action_accept()
        self.assertEqual(value.user_id, steward)
        self.assertTrue(value.action_view_holders() and value.action_view_links())
        value.action_exempt()
        self.assertEqual(value.state, "exempt")
        for role in ("own", "all"):
            user = self.make_user(f"radar_{role}", role)
            for method in (
                "action_accept",
                "action_exempt",
                "action_view_links",
            ):
                with self.assertRaises(AccessError):
                    getattr(value.with_user(user), method)()
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_accept()
