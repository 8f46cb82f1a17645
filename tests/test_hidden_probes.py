# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_access import CLIENT, MARKER, AccessCase

NOBODY = 2**30


@tagged("post_install", "-at_install")
class TestHiddenProbes(AccessCase, HttpCase):
    """The id of a hidden client finds what the id of nobody finds, on every path."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = CLIENT["emails"][0]
        cls.other = cls.env["res.partner"].create({"name": "Сосед", "city": "Тверь"})
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "user_id": cls.hidden.id}
        )
        cls.people = cls.client + cls.other
        cls.lead.message_subscribe(cls.people.ids)
        for author in cls.people:
            cls.lead.message_post(
                body="Здравствуйте",
                author_id=author.id,
                email_from=f"{author.name} <{author.id}@example.org>",
                message_type="email",
                subtype_xmlid="mail.mt_comment",
                incoming_email_to=f"{author.name} <to@example.org>",
                partner_ids=author.ids,
            )
        link = cls.client._get_html_link(title=f"@{MARKER}")
        cls.mention = cls.lead.message_post(
            body=link, subtype_xmlid="mail.mt_comment", message_type="comment"
        )
        cls.channel = cls.env["discuss.channel"].create(
            {"name": "Чат", "channel_type": "group"}
        )
        cls.channel._add_members(
            partners=cls.hidden.partner_id + cls.people, post_joined_message=False
        )

    def assertProbe(self, model, path, value, nobody, found):
        """Nobody is found by the client; another one, and by others he, is found."""
        domains = [(path, *value), (path, *nobody), (path, *found)]
        model = self.as_hidden(self.env[model])
        with self.subTest(model=model._name, path=path, value=value):
            mine = [model.search([domain]) for domain in domains]
            self.assertEqual(mine[0], mine[1])
            self.assertTrue(mine[2])
            self.assertTrue(model.with_user(self.seller).sudo().search([domains[0]]))

    def test_ids(self):
        """By an id, alone or in a list, below and above it."""
        for model, path in (
            ("mail.message", "author_id"),
            ("mail.message", "partner_ids"),
            ("mail.message", "notified_partner_ids"),
            ("crm.lead", "message_partner_ids"),
            ("crm.lead", "message_ids.author_id"),
            ("crm.lead", "message_ids.partner_ids"),
            ("discuss.channel", "channel_partner_ids"),
            ("discuss.channel", "channel_member_ids.partner_id"),
            ("discuss.channel.member", "partner_id"),
        ):
            ask = self.client.id, NOBODY, self.other.id
            self.assertProbe(model, path, *(("=", i) for i in ask))
            self.assertProbe(model, path, *(("in", [i]) for i in ask))
            self.assertProbe(model, path, *(("child_of", i) for i in ask))

    def test_negative_ids(self):
        leads = self.as_hidden(self.env["crm.lead"])
        mine = [("id", "=", self.lead.id)]
        for operator in ("!=", "not in"):
            found = [
                leads.search([*mine, ("message_partner_ids", operator, [partner])])
                for partner in (self.client.id, NOBODY, self.other.id)
            ]
            self.assertEqual(found, [self.lead, self.lead, leads])

    def test_size_of_ids(self):
        """Nor is his id found between two others."""
        messages = self.as_hidden(self.env["mail.message"])
        around = [("author_id", ">=", self.client.id)]
        around += [("author_id", "<=", self.client.id)]
        self.assertFalse(messages.search(around))
        self.assertTrue(messages.sudo().search(around))
        leads = messages.env["crm.lead"]
        self.assertFalse(leads.search([("message_partner_ids", ">", 0)]))

    def test_texts(self):
        """By parts of his values."""
        for path in (
            "message_partner_ids",
            "message_partner_ids.name",
            "message_ids.author_id.name",
            "message_ids.email_from",
            "message_ids.incoming_email_to",
            "message_ids.body",
            "message_follower_ids.partner_id.name",
        ):
            found = ("ilike", "Сосед")
            if path.endswith("to"):
                found = ("=", False)
            elif path.endswith("body"):
                found = ("ilike", "Здрав")
            self.assertProbe(
                "crm.lead", path, ("ilike", MARKER), ("ilike", "нетникого"), found
            )
        name = self.client.sudo().display_name
        self.assertProbe(
            "crm.lead",
            "message_partner_ids",
            ("=", name),
            ("=", "нетникого"),
            ("=", "Сосед"),
        )

    def test_groups(self):
        """No group of his, and the messages are still counted."""
        for model, name in (
            ("mail.message", "author_id"),
            ("mail.message", "email_from"),
            ("mail.message", "partner_ids"),
            ("discuss.channel.member", "partner_id"),
            ("res.partner", "parent_id"),
        ):
            with self.subTest(model=model, name=name):
                model = self.as_hidden(self.env[model])
                groups = model.formatted_read_group([], [name], ["__count"])
                self.assertUnknown(groups)
                self.assertNotIn(f"({self.client.id},", repr(groups))
                if name != "parent_id":
                    self.assertIn("Сосед", repr(groups))
                nobody = next(group for group in groups if not group[name])
                if name in ("author_id", "email_from"):
                    found = model.search_count([(name, "=", False)])
                    self.assertEqual(found, nobody["__count"])

    def test_order(self):
        """His name has no place in an order."""
        messages = self.as_hidden(self.lead.message_ids)
        in_order = messages.search([("id", "in", messages.ids)], order="author_id, id")
        nameless = messages.filtered(lambda m: m.sudo().author_id == self.client)
        nameless = nameless.sorted("id")
        self.assertEqual(in_order[-len(nameless) :], nameless)

    def test_order_of_users_and_leads(self):
        """Rules join the partners by the column, orders by what is in sight."""
        leads = self.as_hidden(self.env["crm.lead"])
        found = leads.search([("partner_id", "!=", False)], order="partner_id, id")
        self.assertFalse(found.sudo().partner_id & self.client)
        leads.formatted_read_group([], ["partner_id"], ["__count"])
        name = self.seller.name
        found = leads.env["res.users"].search([("name", "=", name)], order="name")
        self.assertEqual(found.ids, self.seller.ids)
        self.assertTrue(leads.env["res.users"].name_search(name))

    def test_all_values(self):
        """Where no client is, everything that Odoo takes finds what others find."""
        lead = self.env["crm.lead"].create({"name": "Без клиента"})
        lead.message_subscribe(self.other.ids)
        found = set()
        for record in (lead, self.hidden):
            for name, operator, value in self.get_conditions(record):
                domain = [("id", "=", record.id), (name, operator, value)]
                try:
                    others = record.with_user(self.seller).search(domain).ids
                except (NotImplementedError, ValueError):
                    continue
                mine = record.with_user(self.hidden).search(domain).ids
                self.assertEqual(mine, others, domain)
                found.add(bool(mine))
        self.assertEqual(found, {True, False})

    def get_conditions(self, record):
        names = [
            name
            for name, field in record._fields.items()
            if field.relational
            and field.comodel_name == "res.partner"
            and (field.store or field.search)
        ]
        for name in names:
            for text in ("Сосед", self.hidden.name):
                for operator in ("=", "!=", "ilike", "not ilike"):
                    yield name, operator, text
            for values in ([], [False], ["Сосед", False], [self.other.id, False]):
                for operator in ("in", "not in"):
                    yield name, operator, values
            for value in (False, self.other.id, self.hidden.partner_id.id):
                for operator in ("=", "!=", "=?"):
                    yield name, operator, value

    def test_own_rows_by_index(self):
        """Ids in sight are looked up in the column itself."""
        messages = self.as_hidden(self.env["mail.message"])
        query = messages._search(
            [("author_id", "=", self.other.id)], bypass_access=True
        )
        self.assertNotIn("CASE", query.select().code)

    def test_forms(self):
        """An id put into a form brings nothing of him."""
        self.hidden.group_ids += self.env.ref("base.group_partner_manager")
        street = {"street": {}, "city": {}, "zip": {}, "email": {}, "phone": {}}
        named = {"fields": {"display_name": {}}}
        for model, name, spec in (
            ("crm.lead", "partner_id", {"contact_name": {}, "email_from": {}}),
            ("res.partner.bank", "partner_id", {"acc_holder_name": {}}),
            ("res.partner", "parent_id", street),
        ):
            with self.subTest(model=model, name=name):
                records = self.as_hidden(self.env[model])
                spec = {**spec, name: named}
                client, nobody = (
                    records.onchange({name: partner_id}, [name], spec)
                    for partner_id in (self.client.id, NOBODY)
                )
                self.assertEqual(client, nobody)
                self.assertUnknown(client)
                mine = records.with_context(**{f"default_{name}": self.client.id})
                self.assertUnknown(mine.onchange({}, [], spec))
                self.assertFalse(mine.default_get([name]).get(name))
                other = records.onchange({name: self.other.id}, [name], spec)
                self.assertNotEqual(other, client)

    def test_form_with_a_list(self):
        events = self.as_hidden(self.env["calendar.event"])
        commands = [Command.set(self.people.ids), Command.link(self.client.id)]
        spec = {"partner_ids": {"fields": {"display_name": {}}}, "name": {}}
        told = events.onchange({"partner_ids": commands}, ["partner_ids"], spec)
        self.assertUnknown(told)

    def test_members(self):
        """Members of a chat: one who has no name and no id."""
        self.env.flush_all()
        self.authenticate(self.hidden.login, self.hidden.login)
        answer = self.make_jsonrpc_request(
            "/discuss/channel/members",
            {"channel_id": self.channel.id, "known_member_ids": []},
        )
        self.assertUnknown(answer)
        self.assertNotIn(self.client.id, [p["id"] for p in answer["res.partner"]])
        self.assertIn(self.other.id, [p["id"] for p in answer["res.partner"]])
        members = answer["discuss.channel.member"]
        self.assertEqual(len(members), 4)
        guests = {guest["id"]: guest["name"] for guest in answer["mail.guest"]}
        nameless = [m["guest_id"] for m in members if not m.get("partner_id")]
        self.assertEqual([guests[guest] for guest in nameless], ["Client"])
        self.authenticate(self.seller.login, self.seller.login)

    def test_contact_by_hand(self):
        """No card with his addresses; the refusal tells no more than it may."""
        partners = self.as_hidden(self.env["res.partner"])
        email, phone = CLIENT["emails"][0], CLIENT["phones"][0]
        parameters = self.env["ir.config_parameter"].sudo()
        for tells, words in (("1", "A client matches"), ("0", "This contact cannot")):
            parameters.set_param("crm_prospect.tell_hidden_clients", tells)
            for create in (
                lambda: partners.create({"name": "Кто-то", "email": email}),
                lambda: partners.create({"name": "Кто-то", "email": f"К <{email}>"}),
                lambda: partners.create({"name": "Кто-то", "phone": phone}),
                lambda: partners.name_create(f"Кто-то <{email}>"),
                lambda: partners.with_context(default_email=email).name_create("К"),
            ):
                with self.assertRaises(UserError) as refusal, self.cr.savepoint():
                    create()
                self.assertIn(words, str(refusal.exception))
                self.assertUnknown(str(refusal.exception))
        vals = {
            "name": "Кто-то",
            "email": "nobody@example.org",
            "phone": "+79160000001",
        }
        self.assertTrue(partners.create(vals))
        self.assertTrue(
            partners.with_user(self.seller).create({**vals, "email": email})
        )
