# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The number of statements does not grow with the number of people."""

import logging

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.demo import generator

from .common import ANNA, ProspectCase, orm_values

_logger = logging.getLogger(__name__)
CLIENTS, PROSPECTS = 300, 1000
# On-line: what a person costs, of whom some statements are Odoo's own.
CREATE_ONE, CREATE_FIFTY = 60, 110


@tagged("post_install", "-at_install")
class TestPerformance(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.load_clients(list(generator.clients(CLIENTS)))
        people = generator.prospects(PROSPECTS, CLIENTS)
        cls.prospects = cls.load_prospects([person for person, _client in people])

    def queries_of(self, deed):
        """How many statements something takes."""
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        deed()
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    def test_batch(self):
        """Three hundred prospects or seven hundred: the same number of statements."""
        engine = self.env["crm.match.engine"]
        ids = sorted(self.prospects.ids)
        engine._match_batch(ids[:1])
        self.assertFalse(self.prospects.partner_id - self.prospects[0].partner_id)
        few = self.queries_of(lambda: engine._match_batch(ids[1:301]))
        many = self.queries_of(lambda: engine._match_batch(ids[301:]))
        self.assertTrue(self.prospects[301:].partner_id)
        self.assertLessEqual(many, few)
        self.assertLess(few, 25)

    def test_index(self):
        """The same for the index and the keys."""
        index = self.env["crm.person.index"]
        ids = sorted(self.prospects.ids)
        counts = set()
        for size in (10, 1000):
            self.env.cr.execute(
                "UPDATE crm_person_index SET normalizer_version = 0"
                " WHERE prospect_id = ANY(%s)",
                [ids[:size]],
            )
            counts.add(
                self.queries_of(
                    lambda size=size: self.assertEqual(
                        len(index._index("prospect_id", ids[:size])), size
                    )
                )
            )
        self.assertLessEqual(max(counts) - min(counts), 8, counts)
        self.assertLess(max(counts), 20)

    def test_create(self):
        """One prospect, and fifty: bounded, and far from fifty times as many."""
        vals = orm_values(self.env, {**ANNA, "source": "AL"})
        prospects = self.env["crm.prospect"]
        prospects.create(vals)
        one = self.queries_of(lambda: prospects.create(vals))
        fifty = self.queries_of(lambda: prospects.create([vals] * 50))
        _logger.info("Statements: one prospect %s, fifty %s", one, fifty)
        self.assertLessEqual(one, CREATE_ONE)
        self.assertLessEqual(fifty, CREATE_FIFTY)

    def test_search_reads_no_table(self):
        """Whatever is typed is found by indexes, one for each thing it may be."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for model in ("crm.prospect", "res.partner"):
            for text in (
                "анна соколова",
                "8 916 123-45-67",
                "4509 123456",
                "anna.sokolova@example.org",
                "BT: 79503",
                "12 541 264",
            ):
                # Companies are looked up by Odoo's own columns, which have no index.
                domain = self.env["crm.person.index"]._search_domain(
                    "prospect_id" if model == "crm.prospect" else "partner_id",
                    "ilike",
                    text,
                )
                query = self.env[model]._search(domain).select()
                self.env.cr.execute(SQL("EXPLAIN %s", query))
                plan = "\n".join(line for (line,) in self.env.cr.fetchall())
                with self.subTest(model=model, text=text):
                    # A sub-query that is no join is tried on every row.
                    self.assertNotRegex(plan, "Seq Scan|SubPlan")

    def test_unrelated_write(self):
        """What identification does not look at costs nothing."""
        prospect = self.prospects[0]
        self.env.cr.flush()
        for vals in ({"comment": "a"}, {"priority": "2"}, {"employer_name": "Мир"}):
            prospect.write(vals)
            self.assertNotIn("crm_person_index", self.env.cr.precommit.data)
            self.env["crm.prospect"].flush_model()
            count = self.queries_of(
                lambda vals=vals: (
                    prospect.write({k: f"{v} " for k, v in vals.items()})
                    if "priority" not in vals
                    else prospect.write({"priority": "1"})
                )
            )
            self.assertLessEqual(count, 5, vals)

    def test_list(self):
        """A page of the list with its link states."""
        self.match_all()
        fields = ["number_display", "name", "match_state", "link_summary", "partner_id"]
        prospects = self.env["crm.prospect"].search([], limit=80)
        prospects.read(fields)
        half = self.queries_of(lambda: prospects[:40].read(fields))
        page = self.queries_of(lambda: prospects.read(fields))
        self.assertLessEqual(page, half)
        self.assertLess(page, 20)

    def test_second_match_reads_only(self):
        """Nothing changed: nothing is locked or written."""
        engine = self.env["crm.match.engine"]
        ids = sorted(self.prospects.ids)
        engine._match_batch(ids)
        written = []
        execute = type(self.env.cr).execute

        def spy(cursor, query, *args, **kwargs):
            text = getattr(query, "code", query)
            written.append(str(text).lstrip().split(None, 1)[0].upper())
            return execute(cursor, query, *args, **kwargs)

        self.patch(type(self.env.cr), "execute", spy)
        engine._match_batch(ids)
        self.assertTrue(written)
        self.assertFalse({"INSERT", "UPDATE", "DELETE"} & set(written))

    def test_nothing_computed_on_partners(self):
        """Adding the addon to a million partners adds plain columns only."""
        fields = self.env["ir.model.fields"].search(
            [("model", "=", "res.partner"), ("store", "=", True)]
        )
        ours = [f for f in fields if f.modules.split(", ")[-1:] == ["crm_prospect"]]
        names = {field.name for field in ours}
        self.assertLessEqual({"is_client", "client_number", "lastname"}, names)
        for field in ours:
            definition = self.env["res.partner"]._fields[field.name]
            self.assertFalse(definition.compute, field.name)
            self.assertFalse(definition.related, field.name)
            if field.name not in ("message_is_follower",):
                self.assertFalse(definition.default, field.name)
