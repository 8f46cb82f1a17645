# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who leaves nothing but contacts is whoever left them before."""

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import BIRTH, EMAIL, NAME, PASSPORT, PHONE
from .common_register import RegisterCase

OTHER_PHONE = {"phones": ["+79035554433"]}
OTHER_EMAIL = {"emails": ["second.box@example.org"]}
FREE = {"phones": ["8-800-555-35-35"]}
SWITCHBOARD = "+7 495 739-70-00"
VK = {"messengers": [{"network": "vk", "id": "4815162342"}]}
COPIES = 300


@tagged("post_install", "-at_install")
class TestNameless(RegisterCase):
    def assertShares(self, person, prospect):
        self.assertEqual(self.register_one(person), (prospect, False))

    def assertNew(self, person, **default):
        prospect, created = self.register_one(person, **default)
        self.assertTrue(created)
        return prospect

    def test_same_contact(self):
        """A phone, an address or an account in any notation, and with others too."""
        for first, again in (
            (PHONE, {"phones": ["8 (916) 123-45-67"]}),
            (EMAIL, {"emails": [EMAIL["emails"][0].upper()]}),
            (VK, VK),
        ):
            with self.subTest(first=first):
                prospect = self.assertNew(first)
                before = self.written()
                self.assertShares(again, prospect)
                self.assertEqual(self.written(), before)
                self.assertShares({**again, "city": "Тверь"}, prospect)
                self.assertEqual(prospect.city, "Тверь")
        self.assertNew({**OTHER_PHONE, **OTHER_EMAIL})

    def test_any_of_several(self):
        """One contact in common is enough, and the others are added."""
        prospect = self.assertNew({**PHONE, **EMAIL})
        self.assertShares({**OTHER_PHONE, **EMAIL}, prospect)
        self.assertShares(OTHER_PHONE, prospect)
        self.assertEqual(len(prospect.contact_point_ids), 3)

    def test_same_call(self):
        """In one call as in two; by other contacts of a third one as well."""
        done = self.register(PHONE, EMAIL, OTHER_PHONE, {**PHONE, **EMAIL}, PHONE)
        ids = [registered.prospect_id for registered in done]
        self.assertEqual(len(set(ids)), 2)
        self.assertNotEqual(ids[2], ids[0])
        self.assertEqual([r.created for r in done], [True, False, True, False, False])
        again = self.register(PHONE, OTHER_PHONE)
        self.assertEqual([r.prospect_id for r in again], [ids[0], ids[2]])

    def test_without_rules(self):
        """It is no rule: it holds where none is in use."""
        self.deactivate_rules()
        prospect = self.assertNew(PHONE)
        self.assertShares(PHONE, prospect)
        one, two = self.register(EMAIL, EMAIL)
        self.assertEqual(one.prospect_id, two.prospect_id)

    def test_who_is_told(self):
        """A name, a birth date or a document: neither of the two joins the other."""
        for fact in (NAME, {"firstname": "Анна"}, BIRTH, PASSPORT):
            with self.subTest(fact=fact), self.env.cr.savepoint() as savepoint:
                told = self.assertNew({**fact, **PHONE})
                nameless = self.assertNew(PHONE)
                self.assertNotEqual(nameless, told)
                self.assertShares(PHONE, nameless)
                self.assertNew({**OTHER_PHONE, **fact, **EMAIL})
                self.assertNew({**OTHER_PHONE})
                both = self.register({**fact, **VK}, VK)
                self.assertNotEqual(both[0].prospect_id, both[1].prospect_id)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_told_later(self):
        """Who is told by now is no longer nameless; the next one is another."""
        prospect = self.assertNew(PHONE)
        prospect.lastname = "Соколова"
        other = self.assertNew(PHONE)
        prospect.lastname = False
        self.assertShares(PHONE, prospect)
        self.assertLess(prospect.id, other.id)

    def test_not_evidence(self):
        """Generic and stopped contacts, mailboxes of offices, archived people."""
        office = {"emails": ["info@romashka.example.org"]}
        generic = self.env["crm.generic.value"].create(
            {"kind": "phone", "value": PHONE["phones"][0], "state": "accepted"}
        )
        self.env["crm.stop.value"].create(
            {"kind": "email", "value": EMAIL["emails"][0]}
        )
        for person in (PHONE, EMAIL, office):
            with self.subTest(person=person):
                one = self.assertNew(person)
                self.assertNotEqual(self.assertNew(person), one)
                both = self.register(person, person)
                self.assertTrue(all(registered.created for registered in both))
        generic.state = "exempt"
        self.env.cr.flush()
        oldest = self.env["crm.contact.point"].search(
            [("match_key", "=", PHONE["phones"][0])], order="id", limit=1
        )
        self.assertShares(PHONE, oldest.prospect_id)
        archived = self.assertNew(VK)
        archived.active = False
        self.assertNew(VK)

    def test_own_list(self):
        """What the mailboxes of offices are called is the administrator's word."""
        roles = self.env["crm.email.role"]
        box = {"emails": ["stolovaya-2@romashka.example.org"]}
        prospect = self.assertNew(box)
        self.assertShares(box, prospect)
        roles.create({"name": "stolovaya"})
        self.assertNew(box)
        robot = {"emails": ["wordpress@romashka.example.org"]}
        self.assertNew(robot)
        self.assertNew(robot)
        roles.search([("name", "=", "wordpress")]).active = False
        one, two = self.register(*[{"emails": ["wordpress@roza.example.org"]}] * 2)
        self.assertEqual(one.prospect_id, two.prospect_id)

    def test_free_number(self):
        """What is free to call is a company's, as is the mailbox of an office."""
        one, two = self.register(FREE, FREE)
        self.assertNotEqual(one.prospect_id, two.prospect_id)
        self.assertNew(FREE)

    def test_extensions(self):
        """Behind one switchboard sits who answers at the same extension."""
        persons = [
            {"phones": [f"{SWITCHBOARD}{tail}"]}
            for tail in (" доб. 101", " доб. 202", "")
        ]
        done = self.register(*persons, persons[0])
        self.assertEqual([r.created for r in done], [True, True, True, False])
        self.assertEqual(done[3].prospect_id, done[0].prospect_id)
        for person, registered in zip(persons, done[:3], strict=True):
            prospect = self.env["crm.prospect"].browse(registered.prospect_id)
            self.assertShares(person, prospect)

    def test_gender(self):
        """A man is not put on a woman; whoever does not say it may be either."""
        woman, man = ({**PHONE, "gender": gender} for gender in ("female", "male"))
        one = self.assertNew(woman)
        self.assertShares(woman, one)
        other = self.assertNew(man)
        self.assertShares(man, other)
        self.assertShares(PHONE, one)
        her, him, again = ({**p, **EMAIL} for p in (woman, man, woman))
        for person in (her, him, again):
            del person["phones"]
        done = self.register(her, him, again, EMAIL)
        self.assertEqual([r.created for r in done], [True, True, False, False])
        ids = [registered.prospect_id for registered in done]
        self.assertEqual(ids[2:], [ids[0], ids[0]])

    def test_same_text_of_another_kind(self):
        """An account that is called like a phone is no phone."""
        number = PHONE["phones"][0]
        self.assertNew(PHONE)
        point = self.env["crm.contact.point"].search([("match_key", "=", number)])
        self.env.cr.execute(
            "UPDATE crm_contact_point SET kind = 'messenger' WHERE id = %s", point.ids
        )
        self.env.invalidate_all()
        self.assertNew(PHONE)

    def test_companies(self):
        """A person of one company is not put on a prospect of another one."""
        ours, theirs = self.env["res.company"].create([{"name": "A"}, {"name": "B"}])
        one = self.assertNew(PHONE, company_id=ours.id)
        two = self.assertNew(PHONE, company_id=theirs.id)
        self.assertEqual((one.company_id, two.company_id), (ours, theirs))
        self.assertEqual(self.register_one(PHONE, company_id=ours.id), (one, False))
        self.assertEqual(self.register_one(PHONE, company_id=theirs.id), (two, False))
        parsed = [self.parse({"source": "AL", **EMAIL}) for _n in range(3)]
        done = self.env["crm.person.registrar"]._register_persons(
            parsed, [{"company_id": c.id} for c in (ours, theirs, ours)]
        )
        self.assertEqual([r.created for r in done], [True, True, False])

    def test_reach(self):
        """Who is limited to companies and groups is given nobody of others."""
        user = self.make_user("nameless_own", "own")
        mine = self.sources["AL"].group_id or self.groups["VK"]
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.make_prospect(**PHONE).company_id = elsewhere
        self.sources["AL"].group_id = mine
        free = self.env["crm.prospect.source"].create({"code": "FR", "name": "FR"})
        self.make_prospect(**EMAIL, source=free.code)
        user.prospect_group_ids = [Command.link(mine.id)]
        self.env.cr.flush()
        answer = self.env["crm.prospect"].with_user(user).register
        for person in (PHONE, EMAIL):
            first = answer({"source": "AL", **person})
            self.assertTrue(first["created"])
            again = answer({"source": "AL", **person})
            self.assertEqual(again["prospect_id"], first["prospect_id"])

    def test_scope(self):
        """How far a person may be looked for, by what the groups of both say."""
        for scope, code, new in self.each_scope():
            with (
                self.subTest(scope=scope, code=code),
                self.env.cr.savepoint() as savepoint,
            ):
                self.assertNew({**PHONE, "source": "V1"})
                _second, created = self.register_one({**PHONE, "source": code})
                self.assertEqual(created, new)
                both = self.register(*({**EMAIL, "source": c} for c in ("V1", code)))
                self.assertEqual(both[1].created, new)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_best_of_several(self):
        """The linked one, then the oldest; of different clients none."""
        self.deactivate_rules()
        people = [self.make_prospect(**PHONE) for _n in range(4)]
        self.assertShares(PHONE, people[0])
        clients = [self.make_client(**NAME), self.make_client(**NAME)]
        people[2].action_link_client(clients[0].id)
        self.env.cr.flush()
        self.assertShares(PHONE, people[2])
        people[3].action_link_client(clients[1].id)
        self.env.cr.flush()
        self.assertShares(PHONE, people[0])

    def test_rule_first(self):
        """A rule that holds says more than that nobody has a name."""
        self.deactivate_rules()
        nameless = self.assertNew(PHONE)
        named = self.make_prospect(**NAME, **PHONE)
        self.assertShares(PHONE, nameless)
        self.make_rule("phone", target="prospect")
        self.assertLess(nameless.id, named.id)
        self.assertShares({**PHONE, "city": "Клин"}, nameless)
        nameless.active = False
        self.env.cr.flush()
        self.assertShares(PHONE, named)

    def test_identify(self):
        """Asking is answered by rules alone."""
        self.assertNew(PHONE)
        self.deactivate_rules()
        self.assertFalse(any(self.identify(PHONE)))

    def test_statements(self):
        """Two more at most for a nameless person; of others nothing is asked."""
        registrar = self.env["crm.person.registrar"]
        parsed = [self.parse({"source": "AL", **NAME, **PHONE})]
        rows = self.env["crm.person.index.builder"]._virtual_rows(parsed)
        before = self.env.cr.sql_log_count
        self.assertFalse(
            registrar._find_nameless(registrar._get_left(rows, parsed), None)
        )
        self.assertEqual(self.env.cr.sql_log_count, before)
        self.make_rule("lastname", "phone", target="prospect")
        counts = {}
        for key, person in (("named", {"lastname": "Ким"}), ("nameless", {})):
            for turn in range(3):
                phones = {"phones": [f"+7916555{len(counts)}{turn}11"]}
                self.register({**person, **phones})
                self.env.cr.flush()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.register({**person, **phones})
                counts[key] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts["nameless"], counts["named"] + 2, counts)

    def test_plan(self):
        """The contact is looked up by its index, whatever else there is."""
        self.load_prospects(
            {"ref": str(n), "phones": [f"+7916{n:07}"]} for n in range(COPIES)
        )
        self.env.cr.execute("ANALYZE crm_contact_point, crm_prospect")
        parsed = [self.parse({"source": "AL", **PHONE, **EMAIL})]
        registrar = self.env["crm.person.registrar"]
        rows = self.env["crm.person.index.builder"]._virtual_rows(parsed)
        left = registrar._get_left(rows, parsed)
        self.assertEqual(len(left), 2)
        query = registrar._nameless_query(left, self.env.user._get_people_reach())
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query))
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("crm_contact_point_match_key", plan)
        self.assertIn("crm_prospect_pkey", plan)
        self.assertNotIn("Seq Scan", plan)
