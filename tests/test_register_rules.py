# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The registrar: who is found by what, and what is written then."""

import doctest

from odoo.tests import tagged

from odoo.addons.crm_prospect.models.registration import sharing

from .common import ANNA, BIRTH, EMAIL, INN, NAME, PASSPORT, PHONE, SNILS
from .common_register import RegisterCase

STRANGER = {"lastname": "Иванов", "firstname": "Пётр", **BIRTH}


@tagged("post_install", "-at_install")
class TestRegisterRules(RegisterCase):
    def test_doctests(self):
        result = doctest.testmod(sharing)
        self.assertGreater(result.attempted, 3)
        self.assertEqual(result.failed, 0)

    def test_new_then_known(self):
        """Made once, with everything; found again by a rule, and nothing written."""
        client = self.make_client(**ANNA)
        [first] = self.register(ANNA, lang="en_US")
        self.assertEqual(first[1:], (True, False))
        prospect = self.env["crm.prospect"].browse(first.prospect_id)
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(prospect.lang, "en_US")
        self.assertFalse(prospect.user_id)
        self.assertEqual(len(prospect.contact_point_ids), 3)
        before = self.written()
        [again] = self.register(ANNA)
        self.assertEqual(again, (first.prospect_id, False, False))
        self.assertEqual(self.written(), before)

    def test_reference(self):
        """A known reference leads to its prospect, archived or not, and overwrites."""
        prospect, created = self.register_one({**ANNA, "ref": "7"})
        self.assertTrue(created)
        before = self.written()
        self.assertEqual(self.register_one({**ANNA, "ref": "7"}), (prospect, False))
        self.assertEqual(self.written(), before)
        changed = {"ref": "7", **NAME, "lastname": "Орлова", "city": "Клин"}
        self.assertEqual(self.register_one(changed), (prospect, False))
        self.assertEqual((prospect.lastname, prospect.city), ("Орлова", "Клин"))
        self.assertEqual(prospect.former_name_ids.mapped("lastname"), ["Соколова"])
        prospect.active = False
        self.assertEqual(self.register_one(changed), (prospect, False))
        # By rule nobody finds an archived one.
        other, created = self.register_one(ANNA)
        self.assertTrue(created)
        self.assertNotEqual(other, prospect)

    def test_same_call(self):
        """Two of one person share a prospect, a stranger has his own."""
        one, two, three = self.register({**NAME, **BIRTH, **PHONE}, STRANGER, ANNA)
        self.assertEqual(one.prospect_id, three.prospect_id)
        self.assertNotEqual(one.prospect_id, two.prospect_id)
        self.assertEqual([r.created for r in (one, two, three)], [True, True, False])
        prospect = self.env["crm.prospect"].browse(one.prospect_id)
        self.assertEqual(prospect.city, ANNA["city"])
        self.assertEqual(len(prospect.document_ids), 3)

    def test_namesakes_in_one_call(self):
        """Two of one family are two, though a third, vague one may be either."""
        vague = {"lastname": "Иванов", "firstname": "Иван", **PHONE}
        father, son = ({**vague, "middlename": m} for m in ("Ильич", "Петрович"))
        for order in ((vague, father, son), (father, vague, son), (father, son, vague)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                ids = dict(
                    zip(
                        (person.get("middlename") for person in order),
                        (done.prospect_id for done in self.register(*order)),
                        strict=True,
                    )
                )
                self.assertNotEqual(ids["Ильич"], ids["Петрович"])
                savepoint.rollback()
                self.env.invalidate_all()

    def test_chain_in_one_call(self):
        """One person whom another one's contacts join is one."""
        name = {"lastname": "Иванов", "firstname": "Иван"}
        done = self.register(
            {**name, **PHONE}, {**name, **EMAIL}, {**name, **PHONE, **EMAIL}
        )
        self.assertEqual(len({registered.prospect_id for registered in done}), 1)

    def test_same_reference_in_one_call(self):
        """Applied one after the other, as by the loader."""
        one, two = self.register(
            {"ref": "7", **STRANGER}, {"ref": "7", **STRANGER, "city": "Клин"}
        )
        self.assertEqual(one.prospect_id, two.prospect_id)
        self.assertEqual((one.created, two.created), (True, False))
        prospect = self.env["crm.prospect"].browse(one.prospect_id)
        self.assertEqual(prospect.city, "Клин")
        self.assertEqual(len(prospect.reference_ids), 1)

    def test_only_blanks_are_filled(self):
        """What a rule took for the same person replaces nothing."""
        prospect, _created = self.register_one({**NAME, **PASSPORT, "city": "Тверь"})
        told = {**NAME, "city": "Клин", "gender": "female", **PASSPORT, **PHONE}
        told |= {"source": "BT", "ref": "12"}
        self.assertEqual(self.register_one(told), (prospect, False))
        self.assertEqual((prospect.city, prospect.gender), ("Тверь", "female"))
        self.assertEqual(prospect.contact_point_ids.value, PHONE["phones"][0])
        origin = prospect.contact_point_ids.origin_ids.source_id
        self.assertEqual(origin, self.sources["BT"])
        self.assertEqual(prospect.reference_ids.ref, "12")
        self.assertEqual(prospect.source_id, self.sources["AL"])

    def test_linked_row_is_left_alone(self):
        """Contacts are added, the columns of a linked prospect are not touched."""
        self.make_client(**{**NAME, **PASSPORT, **BIRTH})
        prospect, _created = self.register_one({**NAME, **PASSPORT})
        self.assertTrue(prospect.partner_id)
        self.env.cr.execute("SELECT xmin FROM crm_prospect WHERE id = %s", prospect.ids)
        before = self.env.cr.fetchone()
        told = {**NAME, **PASSPORT, **PHONE, "city": "Клин"}
        self.assertEqual(self.register_one(told), (prospect, False))
        self.assertFalse(prospect.city)
        self.assertTrue(prospect.contact_point_ids)
        self.env.cr.execute("SELECT xmin FROM crm_prospect WHERE id = %s", prospect.ids)
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_best_of_several(self):
        """The strictest rule, then linked before unlinked, then the oldest."""
        by_phone = self.make_prospect(**{**NAME, **PHONE})
        by_passport = self.make_prospect(**{**NAME, **PASSPORT})
        self.assertEqual(self.register_one(ANNA), (by_passport, False))
        self.assertTrue(by_phone)
        old = self.make_prospect(**{**STRANGER, **SNILS})
        linked = self.make_prospect(**STRANGER, documents=ANNA["documents"][1:])
        self.make_client(**{**STRANGER, **INN})
        linked.action_match()
        self.assertTrue(linked.partner_id)
        self.assertFalse(old.partner_id)
        self.assertEqual(
            self.register_one({**STRANGER, **SNILS, "source": "BT"}), (linked, False)
        )

    def test_several_clients(self):
        """Prospects of different clients: it may be any, so it is a new one."""
        for document in (SNILS, INN):
            self.make_client(**{**NAME, **document})
            linked = self.make_prospect(**{**NAME, **document})
            self.assertTrue(linked.partner_id)
        prospect, created = self.register_one(ANNA)
        self.assertTrue(created)
        self.assertEqual(prospect.match_state, "ambiguous")
        # Whoever it is, he is entered once.
        self.assertEqual(self.register_one(ANNA), (prospect, False))

    def test_scope(self):
        """How far a person may be looked for, by what the groups of both say."""
        for scope, code, new in self.each_scope():
            with self.subTest(scope=scope, code=code):
                savepoint = self.env.cr.savepoint()
                first, _created = self.register_one({**ANNA, "source": "V1"})
                second, created = self.register_one({**ANNA, "source": code})
                self.assertEqual((created, second != first), (new, new))
                both = self.register(
                    *({**STRANGER, **PHONE, "source": c} for c in ("V1", code))
                )
                self.assertEqual(both[1].created, new)
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_companies(self):
        """A person of one company is not put on a prospect of another one."""
        ours, theirs = self.env["res.company"].create([{"name": "A"}, {"name": "B"}])
        one, _created = self.register_one(ANNA, company_id=ours.id)
        two, created = self.register_one(ANNA, company_id=theirs.id)
        self.assertTrue(created)
        self.assertEqual((one.company_id, two.company_id), (ours, theirs))
        self.assertEqual(self.register_one(ANNA, company_id=ours.id), (one, False))

    def test_identify(self):
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**{**NAME, **PASSPORT})
        found = self.identify(ANNA)
        self.assertEqual([hit.other for hit in found.client_hits], client.ids)
        self.assertEqual([hit.other for hit in found.prospect_hits], prospect.ids)
        self.assertTrue(found.prospect_hits[0].automatic)
        self.assertFalse(any(self.identify({"name": "Иванов Пётр"})))

    def test_many(self):
        """The same number of statements for ten persons as for two hundred."""
        counts = []
        for size in (60, 240):
            persons = [
                {**STRANGER, "phones": [f"+7916{size:03}{n:04}"], "ref": f"{size}-{n}"}
                for n in range(size)
            ]
            self.env.cr.flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            registered = self.register(*persons)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertTrue(all(r.created and r.pending for r in registered))
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
