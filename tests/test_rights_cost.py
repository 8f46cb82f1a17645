# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.mail.tools.discuss import Store

from .common_access import WITHOUT_CLIENTS, AccessCase


@tagged("post_install", "-at_install")
class TestRightsCost(AccessCase):
    """What the rights of users cost: nothing that grows with a page or the base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Покупатель {number}"} for number in range(12)]
        )
        cls.partners[::2].is_client = True

    def count(self, user, work):
        """Queries of some work with caches as of a new request, after a first one."""
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            work(self.env(user=user))
        return self.env.cr.sql_log_count - before

    def assertSameForAll(self, work, *users):
        """As many queries for 12 records as for 4.

        :param work: function (env, number of records)
        :param users: the seller and the one without clients, unless told
        """
        for user in users or (self.seller, self.hidden):
            few = self.count(user, lambda env: work(env, 4))
            many = self.count(user, lambda env: work(env, 12))
            self.assertEqual(many, few, user.login)

    def test_thread(self):
        lead = self.env["crm.lead"].create({"name": "Заявка"})
        for partner in self.partners:
            lead.message_post(
                body="Здравствуйте",
                author_id=partner.id,
                message_type="comment",
                incoming_email_to=f"somebody{partner.id}@example.com",
            )

        def fetch(env, number):
            messages = env["mail.message"].search(
                [("model", "=", "crm.lead"), ("res_id", "=", lead.id)], limit=number
            )
            self.assertEqual(len(messages), number)
            Store().add(messages).get_result()

        self.assertSameForAll(fetch, self.seller)

    def test_relations(self):
        """Partners of other records, with their names."""
        leads = self.env["crm.lead"].create(
            [
                {"name": partner.name, "partner_id": partner.id}
                for partner in self.partners
            ]
        )
        users = self.env["res.users"].search([], limit=1)
        spec = {"name": {}, "partner_id": {"fields": {"display_name": {}}}}

        def read(env, number):
            env["crm.lead"].web_search_read(
                [("id", "in", leads[:number].ids)], spec, limit=number + 1
            )
            env["res.users"].browse(users.ids).read(["partner_id"])

        self.assertSameForAll(read)

    def test_asked_once(self):
        """The rights are kept, and forgotten with the groups of the user."""
        user = new_test_user(self.env, "cost", groups="base.group_user")
        mask = self.env.ref("crm_prospect.group_mask_phones")
        hidden = self.env.ref(WITHOUT_CLIENTS)
        group = self.env["res.groups"].create(
            {"name": "Цена", "user_ids": [Command.link(user.id)]}
        )

        def check(kinds, without_clients):
            self.assertEqual(user._get_masked_kinds(), kinds)
            self.assertIs(user._is_without_clients(), without_clients)
            with self.assertQueryCount(0):
                user._get_masked_kinds()
                user._is_without_clients()

        check(set(), False)
        user.group_ids += hidden
        check(set(), True)
        group.implied_ids = mask
        check({"phone"}, True)
        hidden.user_ids -= user
        check({"phone"}, False)
        group.user_ids -= user
        check(set(), False)

    def test_nobody(self):
        """Without a session nothing is taken away, and nothing fails."""
        nobody = api.Environment(self.env.cr, None, {})
        self.assertFalse(nobody.user)
        name = self.company_partner.with_env(nobody).sudo().display_name
        self.assertEqual(name, self.company_partner.name)

    @property
    def company_partner(self):
        return self.env.company.partner_id

    def test_index_of_contacts(self):
        """A search box of contacts does not walk the client base."""
        partners = self.env["res.partner"].with_user(self.hidden)
        query = partners._search(
            [("complete_name", "ilike", "ромашка")], order="complete_name, id desc"
        )
        self.assertIn("res_partner_not_clients", self.explain(query.select()))

    def test_documents_by_id(self):
        """Messages about hidden records are told by keys, not by sets of clients."""
        messages = self.env["mail.message"].with_user(self.hidden)
        seen = messages._get_seen_document_domain()
        query = messages.sudo()._search(seen).select()
        self.assertIn("EXISTS", query.code)
        self.assertNotIn("NOT IN", query.code)

    def explain(self, query):
        """The plan of a big base: sets are dear, rows by key are not."""
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_sort = off")
        self.env.cr.execute(f"EXPLAIN {query.code}", query.params)
        return "\n".join(line for (line,) in self.env.cr.fetchall())
