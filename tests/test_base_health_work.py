# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How the base is measured: by whom, when, in what steps, and who sees what of it."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.crm_prospect.demo import generator

from .common import ANNA, NAME, PHONE
from .test_base_health import HealthCase


@tagged("post_install", "-at_install")
class TestBaseHealthWork(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_clients(list(generator.clients(60, 1)))
        cls.load_prospects([p for p, _c in generator.prospects(120, 60, 1)])
        cls.steward = cls.make_user("health_steward", "steward")
        cls.model = cls.env["crm.base.health"]

    def test_button(self):
        """A steward asks for one measurement, however often he presses."""
        model = self.model.with_user(self.steward)
        action = model.action_measure()
        self.assertEqual(model.action_measure(), action)
        health = self.model.browse(action["res_id"])
        self.assertEqual((health.state, health.progress), ("waiting", 0))
        self.finish_run(health)
        self.assertEqual(health.with_user(self.steward).state, "done")

    def test_steps(self):
        """Progress rises from step to step; a measurement goes on where it stopped."""
        health = self.model._request()
        seen = []
        while health.state != "done":
            health._step()
            seen.append((health.phase, health.progress))
        self.assertEqual(len(seen), len(self.model._steps()))
        progress = [share for _phase, share in seen]
        self.assertEqual(progress, sorted(set(progress)))
        self.assertEqual(progress[-1], 100)
        phases = list(dict.fromkeys(phase for phase, _share in seen))
        self.assertEqual(phases, ["complete", "unlinkable", "common", "block"])

    def test_each_step_is_a_few_statements(self):
        """A step takes as many statements for a large base as for a small one."""
        counts = []
        for _round in range(2):
            health = self.model._request()
            count = []
            while health.state != "done":
                before = self.env.cr.sql_log_count
                health._step()
                self.env.flush_all()
                # Each figure is a row of its own.
                lines = len(health.line_ids)
                count.append(self.env.cr.sql_log_count - before)
            counts.append(count)
            self.load_prospects([p for p, _c in generator.prospects(120, 60, 2)])
            self.assertTrue(lines)
        self.assertLessEqual(max(counts[1]), 40)
        self.assertLessEqual(sum(counts[1]), sum(counts[0]) + 10)

    def test_stop(self):
        """A steward stops it; the next one begins anew."""
        health = self.model._request()
        health._step()
        health.with_user(self.steward).action_stop()
        self.assertEqual(health.state, "stopped")
        self.assertNotEqual(self.model._request(), health)

    def test_cron(self):
        """The nightly cron measures, unless somebody has just done so."""
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_base_health").method_direct_trigger()
        health = self.model.search([])
        self.assertEqual((len(health), health.state), (1, "done"))
        with self.enter_registry_test_mode():
            self.env.ref("crm_prospect.ir_cron_base_health").method_direct_trigger()
        self.assertEqual(self.model.search([]), health)

    def test_failure(self):
        """What goes wrong is told by its class: no value of a person is recorded."""
        health = self.model._request()
        secret = patch.object(
            type(self.model), "_measure_complete", side_effect=ValueError("Соколова")
        )
        logger = "odoo.addons.crm_prospect.models.matching.match_work"
        with (
            secret,
            self.assertLogs(logger, "ERROR") as logs,
            patch.object(self.env.cr, "rollback"),
        ):
            health._try_step()
        self.assertEqual((health.state, health.error), ("failed", "ValueError"))
        self.assertNotIn("Соколова", "".join(logs.output))

    def test_thinned_out(self):
        """Old measurements are kept once a month, unfinished ones not at all."""
        now = fields.Datetime.now()
        month = (now - timedelta(days=200)).replace(day=1)
        kept, dropped = self.model.create([{"state": "done"}] * 2)
        failed, recent = self.model.create([{"state": "failed"}, {"state": "done"}])
        for health, date in (
            (kept, month),
            (dropped, month + timedelta(days=3)),
            (failed, month),
            (recent, now),
        ):
            health.date_start = date
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE crm_base_health SET create_date = %s WHERE id = %s",
                [date, health.id],
            )
        self.model._gc_measurements()
        left = (kept | dropped | failed | recent).exists()
        self.assertEqual(left, kept | recent)

    def test_rights(self):
        """Only stewards measure, and see what is measured."""
        health = self.measure()
        [line, *_rest] = health.common_line_ids
        seller = self.make_user("health_seller", "all")
        for deed in (
            self.model.with_user(seller).action_measure,
            lambda: health.with_user(seller).prospect_count,
            lambda: line.with_user(seller).value,
            health.with_user(seller).action_stop,
            # By the number of a figure a list would tell whose value it is.
            lambda: (
                self.env["crm.prospect"]
                .with_user(seller)
                .search([("health_line_id", "=", line.id)])
            ),
        ):
            with self.assertRaises(AccessError):
                deed()
        self.assertTrue(self.opened(line.action_open(), self.steward))

    def test_companies(self):
        """A steward sees neither values nor persons of companies that are not his."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        both = self.load_prospects([{**NAME, **PHONE}] * 2)
        theirs = self.load_prospects(
            [{"lastname": "Скрытнова", "firstname": "Ия"} for _number in range(3)]
        )
        both[0].company_id = theirs.company_id = company
        health = self.measure()
        hidden = self.line(
            health, "common", "prospect", attribute="lastname", value="скрытнова"
        )
        self.assertEqual(hidden.company_ids, company)
        shared = self.line(
            health, "common", "prospect", attribute="phone", value=PHONE["phones"][0]
        )
        self.assertFalse(shared.company_ids)
        seen = health.with_user(self.steward).common_line_ids
        self.assertIn(shared, seen.with_env(self.env))
        self.assertNotIn(hidden, seen.with_env(self.env))
        self.assertEqual(self.opened(shared.action_open(), self.steward), both[1])
        found = self.env["crm.prospect"].with_user(self.steward)
        self.assertFalse(found.search([("health_line_id", "=", hidden.id)]))
        self.steward.company_ids |= company
        theirs_too = found.with_context(
            allowed_company_ids=(self.steward.company_id | company).ids
        )
        self.assertEqual(
            theirs_too.search([("health_line_id", "=", hidden.id)]), theirs
        )

    def test_lists_use_indexes(self):
        """Who shares a phone, a document or a key is found without reading all."""
        self.load_clients([{**ANNA, "middlename": name} for name in ("А", "Б")])
        health = self.measure()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for attribute, index in (
            ("phone", "crm_contact_point_match_key"),
            ("document", "crm_person_document_number_normalized"),
            ("lastname", "crm_person_index_lastname"),
        ):
            line = health.common_line_ids.filtered(
                lambda li, a=attribute: (li.attribute, li.side) == (a, "client")
            )[:1]
            query = self.env["res.partner"]._search(line.action_open()["domain"])
            plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
            text = "\n".join(row for (row,) in plan)
            self.assertIn(index, text, attribute)
