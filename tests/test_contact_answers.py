# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Other systems ask for contactability and best contacts, over JSON-2."""

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .common_api import ApiMixin
from .common_reach import ContactsCase

ANNA = "+79165550101"
MAIL = "anna@example.org"


@tagged("post_install", "-at_install")
class TestContactAnswers(ApiMixin, HttpCase, ContactsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forget_clients()
        cls.anna = cls.make_scored(
            "Соколова", [(ANNA, 900), ("+79165550102", 300)], [(MAIL, 500)]
        )
        cls.boris = cls.make_scored("Борисов", [("+79165550103", 1000)])
        cls.vera = cls.make_scored("Верина", [("+79165550104", 800, "not_exist")])
        cls.nobody = cls.make_client(lastname="Безконтактный")
        cls.give_places()
        cls.user = cls.make_user("contact_answers", "own")
        cls.key = cls.make_key(cls.user)

    def post(self, method, key=None, **arguments):
        return self.post_with(key or self.key, f"res.partner/{method}", **arguments)

    def call(self, method, **arguments):
        response = self.post(method, **arguments)
        self.assertEqual(response.status_code, 200, response.text)
        return response.json()

    def refused(self, method, **arguments):
        with mute_logger("odoo.http"):
            response = self.post(method, **arguments)
        self.assertEqual(response.status_code, 422, response.text)
        return response.json()["message"]

    # ------------------------------------------------------------------ answers

    def test_contactability(self):
        """Figures, contacts and times; the reasons add up to the score."""
        lines = self.model.factor_ids[:2]
        point = self.get_point(self.anna, ANNA)
        self.env.cr.execute(
            SQL(
                "UPDATE crm_contact_score SET factor_ids = %s WHERE point_id = %s",
                lines.ids,
                point.id,
            )
        )
        ids = [self.boris.id, self.anna.id, self.nobody.id, self.anna.id]
        boris, anna, nobody = self.call("contactability", ids=ids)
        # 900 of the best phone, 300 of the second one by half, 500 of the e-mail.
        self.assertEqual(anna["score"], 540 + 90 + 150)
        self.assertEqual(anna["client_number"], self.anna.client_number)
        self.assertEqual((anna["place"], boris["place"]), (1, 2))
        self.assertEqual(anna["usable_count"], 3)
        self.assertEqual(
            [(c["kind"], c["value"], c["score"], c["rank"]) for c in anna["contacts"]],
            [
                ("phone", ANNA, 900, 1),
                ("email", MAIL, 500, 2),
                ("phone", "+79165550102", 300, 3),
            ],
        )
        best = anna["contacts"][0]
        self.assertEqual(best["status"], "personal")
        self.assertIs(best["is_owner"], True)
        self.assertEqual(
            {(reason["text"], reason["points"]) for reason in best["reasons"]},
            {(line._words(), line.points) for line in lines},
        )
        self.assertEqual(anna["owners_at"], "2026-03-04 02:03:04")
        self.assertGreaterEqual(anna["computed_at"], anna["owners_at"])
        self.assertIsNone(nobody["score"])
        self.assertEqual(nobody["contacts"], [])

    def test_best_contacts(self):
        """The best of each kind; those that must not or cannot be used never."""
        ids = (self.anna + self.vera).ids
        anna, vera = self.call("best_contacts", ids=ids)
        self.assertEqual([c["value"] for c in anna["contacts"]], [ANNA, MAIL])
        self.assertEqual(vera, {"id": self.vera.id, "contacts": []})
        [anna] = self.call("best_contacts", ids=self.anna.ids, kind="phone", limit=5)
        self.assertEqual([c["score"] for c in anna["contacts"]], [900, 300])
        # Who opts out is not offered from that moment on.
        self.env["phone.blacklist"].sudo().create({"number": ANNA})
        self.env["mail.blacklist"].sudo().create({"email": MAIL})
        self.env.flush_all()
        [anna] = self.call("best_contacts", ids=self.anna.ids)
        self.assertEqual([c["value"] for c in anna["contacts"]], ["+79165550102"])
        [anna] = self.call("contactability", ids=self.anna.ids)
        self.assertEqual(anna["contacts"][0]["status"], "opted_out")

    def test_most_contactable(self):
        """Ranked, each with the contact to use; only of the filter."""
        domain = [("id", "in", (self.anna + self.boris + self.vera).ids)]
        best = self.call("most_contactable", domain=domain)
        self.assertEqual(
            [(b["id"], b["score"], b["place"], b["contact"]["value"]) for b in best],
            [
                (self.anna.id, 780, 1, ANNA),
                (self.boris.id, 600, 2, "+79165550103"),
            ],
        )
        [best] = self.call("most_contactable", domain=domain, kind="email")
        self.assertEqual(best["contact"]["value"], MAIL)
        self.assertEqual(
            [b["id"] for b in self.call("most_contactable", domain=domain, limit=1)],
            self.anna.ids,
        )
        [best] = self.call("most_contactable", domain=domain, min_score=700)
        self.assertEqual(best["id"], self.anna.id)

    # ------------------------------------------------------------------ refusals

    def test_refused(self):
        """Wrong arguments: 422 with the argument named."""
        ids = self.anna.ids
        for method, arguments, words in (
            ("contactability", {"ids": list(range(1, 10_002))}, "ids: at most"),
            ("contactability", {"ids": ["Anna"]}, "ids: a list"),
            ("contactability", {"ids": [2**40]}, "ids: a list"),
            ("contactability", {"ids": ids, "kind": "phone"}, "kind"),
            ("best_contacts", {"ids": ids, "kind": "fax"}, "kind: one of phone"),
            ("best_contacts", {"ids": ids, "kind": ["phone"]}, "kind: one of"),
            ("best_contacts", {"ids": ids, "limit": 0}, "limit: a number from 1"),
            ("best_contacts", {"ids": ids, "limit": True}, "limit: a number"),
            ("most_contactable", {"domain": [], "limit": 20_000}, "limit: a number"),
            ("most_contactable", {"domain": [], "min_score": -1}, "min_score: a"),
            ("most_contactable", {"domain": [["nothing", "=", 1]]}, "domain: a domain"),
            ("most_contactable", {"domain": "nothing"}, "domain: a domain"),
            ("most_contactable", {"domain": [7]}, "domain: a domain"),
            ("most_contactable", {}, "domain"),
        ):
            with self.subTest(method=method, **arguments):
                self.assertIn(words, self.refused(method, **arguments))

    def test_not_found(self):
        """Unknown, not a client, hidden: all the same, and never a name."""
        partner = self.env["res.partner"].create({"name": "Просто контакт"})
        ids = [*partner.ids, *self.anna.ids, 2**31 - 1]
        for method in ("contactability", "best_contacts"):
            answer = self.call(method, ids=ids)
            self.assertEqual([found["id"] for found in answer], self.anna.ids)
        self.hide_clients()
        for method in ("contactability", "best_contacts"):
            self.assertEqual(self.call(method, ids=ids), [])
        self.assertEqual(self.call("most_contactable", domain=[]), [])

    def test_no_rights(self):
        """Whoever may not see clients' figures is refused by every call."""
        user = new_test_user(self.env, "answers_none", "base.group_user")
        key = self.make_key(user)
        for method, arguments in (
            ("contactability", {"ids": self.anna.ids}),
            ("best_contacts", {"ids": self.anna.ids}),
            ("most_contactable", {"domain": []}),
        ):
            with mute_logger("odoo.http"):
                response = self.post(method, key=key, **arguments)
            self.assertEqual(response.status_code, 403, response.text)
            self.assertNotIn("Соколова", response.text)

    def test_statements(self):
        """As many statements for one client as for many."""
        clients = self.anna + self.boris + self.vera + self.nobody
        for name, arguments in (("contactability", {}), ("best_contacts", {})):
            counts = []
            for some in (self.anna, self.anna, clients):
                self.env.invalidate_all()
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                getattr(some.with_user(self.user), name)(**arguments)
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(counts[1], counts[2], name)

    def test_documented(self):
        """`/doc` tells arguments and answers."""
        admin = self.make_key(self.env.ref("base.user_admin"))
        response = self.url_open(
            "/doc-bearer/res.partner.json",
            headers={"Authorization": f"bearer {admin}"},
        )
        self.assertEqual(response.status_code, 200, response.text[:200])
        methods = response.json()["methods"]
        for name in ("contactability", "best_contacts", "most_contactable"):
            self.assertIn(name, methods)
