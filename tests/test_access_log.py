# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ANNA, NAME, ProspectCase

BORIS = {"lastname": "Волков", "firstname": "Борис", "phones": ["+79265550102"]}
PHONE = {"display_name": {}, "phone": {}}


@tagged("post_install", "-at_install")
class TestAccessLog(ProspectCase):
    """What is written down, and what is no reading of a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env,
            "log_seller",
            "sales_team.group_sale_salesman_all_leads,base.group_allow_export",
        )
        cls.client = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**BORIS)
        cls.others = cls.load_prospects(
            [{"lastname": f"Петров{n}", "firstname": "Пётр"} for n in range(12)]
        )
        cls.partner = cls.env["res.partner"].create({"name": "No client"})

    def setUp(self):
        super().setUp()
        self.env.cr.execute("DELETE FROM crm_access_log")

    def mine(self, records):
        return records.with_user(self.seller)

    def rows(self, *columns):
        """What is in the log of the seller, oldest first, and forget it."""
        columns = columns or ("kind", "res_model", "res_id", "count")
        self.env.cr.execute(
            f"SELECT {', '.join(columns)} FROM crm_access_log"
            f" WHERE user_id = {self.seller.id} ORDER BY id"
        )
        rows = self.env.cr.fetchall()
        self.env.cr.execute("DELETE FROM crm_access_log")
        return rows

    # ------------------------------------------------------------------ cards

    def test_card(self):
        """A card of each model is one row, whatever is read along with it."""
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "prospect_id": self.prospect.id, "user_id": False}
        )
        self.env.flush_all()
        deep = {"contact_point_ids": {"fields": {"value": {}, "kind": {}}}}
        lead_spec = {"phone": {}, "prospect_id": {"fields": {"phone": {}}}}
        for record, specification in (
            (self.prospect, {**PHONE, **deep}),
            (self.client, {**PHONE, **deep}),
            (lead, lead_spec),
        ):
            self.mine(record).web_read(specification)
            self.assertEqual(
                self.rows(), [("view", record._name, record.id, 1)], record._name
            )

    def test_who(self):
        """Of each row: who, in which company, and when."""
        self.mine(self.prospect).web_read(PHONE)
        [row] = self.env["crm.access.log"].search([("res_id", "=", self.prospect.id)])
        self.assertEqual(row.user_id, self.seller)
        self.assertEqual(row.company_id, self.seller.company_id)
        self.env.cr.execute(
            "SELECT now() AT TIME ZONE 'UTC' - date < interval '1 hour', refused"
            " FROM crm_access_log"
        )
        self.assertEqual(self.env.cr.fetchall(), [(True, False)])

    def test_repeated(self):
        """Within ten minutes, or as the parameter says, a card is opened once."""
        card = self.mine(self.prospect)
        for _time in range(3):
            card.web_read(PHONE)
        card.read(["phone"])
        self.assertEqual(len(self.rows()), 1)
        card.web_read(PHONE)
        self.env.cr.execute(
            "UPDATE crm_access_log SET date = date - interval '11 minutes'"
        )
        card.web_read(PHONE)
        self.assertEqual(len(self.rows()), 2)
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.access_log_repeat_minutes", "0"
        )
        for _time in range(2):
            card.web_read(PHONE)
        self.assertEqual(len(self.rows()), 2)

    def test_doors(self):
        """Plain reading of few is that of cards, of many that of a list."""
        few, many = self.mine(self.others[:2]), self.mine(self.others)
        domain = [("id", "in", few.ids)]
        few.read(["phone", "name"])
        cards = [("view", "crm.prospect", number, 1) for number in few.ids]
        self.assertEqual(sorted(self.rows()), sorted(cards))
        few.read()
        self.assertEqual(sorted(self.rows()), sorted(cards))
        few.search_read(domain, ["email"])
        self.assertEqual(sorted(self.rows()), sorted(cards))
        many.read(["phone"])
        self.assertEqual(self.rows(), [("list", "crm.prospect", None, 12)])
        few.web_search_read(domain, PHONE)
        self.assertEqual(self.rows(), [("list", "crm.prospect", None, 2)])
        few.web_read_group(
            domain, ["source_id"], auto_unfold=True, unfold_read_specification=PHONE
        )
        self.assertEqual(self.rows(), [("list", "crm.prospect", None, 2)])
        points = self.mine(self.prospect.contact_point_ids)
        points.read(["value"])
        self.assertEqual(self.rows(), [("view", "crm.contact.point", points.id, 1)])

    def test_groups(self):
        """Groups, figures and names made of values tell them."""
        prospects, points = (
            self.mine(self.env[model])
            for model in ("crm.prospect", "crm.contact.point")
        )
        born, domain = "birthdate_date", [("id", "=", self.prospect.id)]
        bar = {"field": "source_id", "colors": {}}
        for ask in (
            lambda: prospects.formatted_read_group(domain, [f"{born}:day"]),
            lambda: prospects.formatted_read_group(domain, [], [f"{born}:max"]),
            lambda: prospects.formatted_read_grouping_sets(domain, [[f"{born}:day"]]),
            lambda: prospects.web_read_group(domain, [f"{born}:day"]),
            lambda: prospects.read_progress_bar(domain, f"{born}:day", bar),
            lambda: points.formatted_read_group([], ["prospect_id.birthdate_date:day"]),
            lambda: points.name_search("", [("prospect_id", "=", self.prospect.id)]),
        ):
            ask()
            self.assertEqual([kind for (kind,) in self.rows("kind")], ["list"])
        prospects.formatted_read_group(domain, ["source_id"], ["__count"])
        self.assertFalse(self.rows())
        lead = self.env["crm.lead"].create({"name": "Loan"})
        for read in (
            lambda: self.mine(self.prospect).copy_data(),
            lambda: self.mine(self.client)._build_vcard(),
            lambda: self.mine(lead).copy_choices("crm.prospect", self.prospect.id),
        ):
            read()
            self.assertEqual([kind for (kind,) in self.rows("kind")], ["view"])

    def test_no_person(self):
        """Names, other contacts, applications of nobody and code are left out."""
        lead = self.env["crm.lead"].create({"name": "Nobody", "phone": "123"})
        self.env.flush_all()
        self.mine(self.prospect).web_read({"display_name": {}, "user_id": {}})
        self.mine(self.partner).web_read(PHONE)
        if not lead.prospect_id:
            self.mine(lead).web_read({"phone": {}})
        self.prospect.with_user(self.seller).sudo().read(["phone"])
        self.prospect.with_user(SUPERUSER_ID).read(["phone"])
        self.mine(self.prospect).with_context(cron_id=1).read(["phone"])
        self.mine(self.prospect).mapped("phone")
        self.mine(self.prospect).new(origin=self.prospect).web_read(PHONE)
        self.assertEqual(self.rows(), [])
        self.env.cr.execute("SELECT count(*) FROM crm_access_log")
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_sent_context(self):
        """No value that a caller can send says that a reading is none."""
        for value in (True, 1, "of_card", {}, None):
            card = self.mine(self.prospect).with_context(crm_reading=value)
            card.web_read(PHONE)
            self.assertEqual(len(self.rows()), 1)

    # ------------------------------------------------------------------ exports

    def test_export(self):
        """Count and fields; also of people reached from another model."""
        self.mine(self.others).export_data(["name", "phone"])
        self.assertEqual(
            self.rows("kind", "count", "detail"), [("export", 12, "name, phone")]
        )
        self.mine(self.client).export_data(["phone", "document_ids/number"])
        self.assertEqual(
            self.rows("kind", "count", "detail"),
            [("export", 1, "phone, document_ids/number")],
        )
        tag = self.env["res.partner.category"].create(
            {"name": "A", "partner_ids": [Command.link(self.client.id)]}
        )
        self.mine(tag).export_data(["name", "partner_ids/phone"])
        self.assertEqual(
            self.rows("kind", "res_model", "detail"),
            [("export", "res.partner.category", "partner_ids/phone")],
        )
        self.mine(tag).export_data(["name"])
        self.mine(self.partner).export_data(["name", "phone"])
        self.assertEqual(self.rows(), [])

    # ------------------------------------------------------------------ questions

    def test_questions(self):
        """Each question about people is one row, and holds nothing that was asked."""
        prospects = self.env["crm.prospect"].with_user(self.seller)
        client = self.mine(self.client)
        for kind, ask in (
            ("identify", lambda: prospects.identify(dict(ANNA))),
            ("register", lambda: prospects.register({**NAME, "source": "AL"})),
            ("call", lambda: prospects.who_calls(ANNA["phones"][0])),
            ("find", lambda: prospects.find(ANNA["phones"][0])),
            ("find", lambda: prospects.find_similar(dict(NAME))),
            ("contacts", client.contactability),
            ("contacts", client.best_contacts),
            (
                "explain",
                lambda: self.mine(self.prospect).explain(other_id=self.others[0].id),
            ),
        ):
            ask()
            self.env.cr.execute(
                "SELECT kind, l::text FROM crm_access_log l WHERE user_id = %s",
                [self.seller.id],
            )
            [(logged, text)] = self.env.cr.fetchall()
            self.assertEqual(logged, kind)
            for value in ("Соколова", "Анна", "9161234567", "4509"):
                self.assertNotIn(value, text)
            self.rows()

    def test_statements(self):
        """A row is one statement, for one card and for ten."""
        self.env["crm.access.log"].with_user(self.seller)._log("explain", self.client)
        for records in (self.others[0], self.others[:10]):
            mine = self.mine(records)
            with self.assertQueryCount(1):
                mine.env["crm.access.log"]._log("explain", mine, each=True)
        self.assertEqual(len(self.rows()), 12)
