# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_prospect.models.scoring.score_simulation_make import (
    SIZE_PARAMETER,
)

from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestScoreSimulation(ProspectCase):
    """A draft tried on clients: what it says is what activation does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([("is_client", "=", True)]).is_client = False
        # A mobile and a landline, and an e-mail each.
        cls.clients = cls.load_clients(
            [
                {
                    "ref": f"R{number}",
                    "lastname": "Проверкина",
                    "phones": [f"+7903135{number:04}", f"+7495135{number:04}"],
                    "emails": [f"person{number}@example.org"],
                }
                for number in range(12)
            ]
        )
        cls.points = cls.clients.contact_point_ids
        cls.admin = cls.make_user("simulating", "admin")
        cls.shipped = cls.env.ref("crm_prospect.contact_score_model_1")
        cls.draft = cls.shipped.with_user(cls.admin).copy()
        cls.simulations = cls.env["crm.contact.score.simulation"]

    def change(self, points):
        """Set the points of lines of the draft: dict (factor, value) -> points."""
        lines = self.draft.factor_ids
        commands = [
            Command.update(line.id, {"points": points[line.factor, line.value]})
            for line in lines
            if (line.factor, line.value) in points
        ]
        self.draft.write({"factor_ids": commands})

    def simulate(self):
        action = self.draft.action_simulate()
        return (
            self.env[action["res_model"]].with_user(self.admin).browse(action["res_id"])
        )

    def scores(self):
        """Score everybody by the active version: point id -> (score, rank)."""
        self.env["crm.contact.scorer"]._score("partner_id", self.clients.ids)
        rows = self.env["crm.contact.score"].search(
            [("point_id", "in", self.points.ids)]
        )
        return {row.point_id.id: (row.score, row.rank) for row in rows}

    @staticmethod
    def bands(simulation, moment):
        rows = simulation.band_ids.filtered(lambda row: row.moment == moment)
        return [row.contacts for row in rows]

    def test_same_version_changes_nothing(self):
        simulation = self.simulate()
        self.assertEqual((simulation.clients, simulation.contacts), (12, 36))
        self.assertEqual((simulation.changed, simulation.best_changed), (0, 0))
        self.assertFalse(simulation.mover_ids)
        self.assertEqual(
            self.bands(simulation, "before"), self.bands(simulation, "after")
        )
        self.assertEqual(sum(self.bands(simulation, "before")), 36)

    def test_simulated_is_what_happens(self):
        """Bands, averages, movers and best contacts come true with activation."""
        before = self.scores()
        self.change({("kind", "fixed"): 250, ("kind", "email"): -100})
        simulation = self.simulate()
        self.assertEqual(self.scores(), before, "live scores were touched")
        self.draft.action_activate()
        after = self.scores()

        for moment, scores in (("before", before), ("after", after)):
            counts = [0] * 10
            for score, _rank in scores.values():
                counts[min(score // 100, 9)] += 1
            self.assertEqual(self.bands(simulation, moment), counts)
            average = sum(score for score, _rank in scores.values()) / len(scores)
            self.assertAlmostEqual(simulation[f"average_{moment}"], average, 1)
        self.assertEqual(
            simulation.changed, sum(before[p][0] != after[p][0] for p in before)
        )
        best = [
            {p for p, (_s, rank) in s.items() if rank == 1} for s in (before, after)
        ]
        self.assertEqual(simulation.best_changed, len(best[1] - best[0]))
        self.assertEqual(simulation.best_changed, 12)
        self.assertTrue(simulation.riser_ids and simulation.faller_ids)
        for mover in simulation.mover_ids:
            point = mover.point_id.id
            self.assertEqual((mover.score_before, mover.rank_before), before[point])
            self.assertEqual((mover.score_after, mover.rank_after), after[point])
            self.assertEqual(mover.change, after[point][0] - before[point][0])
            self.assertIn(mover.partner_id, self.clients)

    def test_movers(self):
        """Those that move most come first, and say why."""
        self.change({("kind", "fixed"): 250, ("kind", "email"): -100})
        simulation = self.simulate()
        self.assertEqual(len(simulation.riser_ids), 12)
        self.assertEqual(
            set(simulation.riser_ids.mapped("why")), {"Landline: +20 → +250"}
        )
        self.assertEqual(set(simulation.riser_ids.mapped("change")), {230})
        self.assertEqual(
            set(simulation.faller_ids.mapped("why")), {"E-mail: +40 → -100"}
        )
        landlines = self.points.filtered(lambda p: p.phone_type == "fixed")
        self.assertEqual(simulation.riser_ids.point_id, landlines)

    def test_sample(self):
        """No more clients than the setting says, by chance; its limits are checked."""
        self.env["ir.config_parameter"].sudo().set_param(SIZE_PARAMETER, "5")
        simulation = self.simulate()
        self.assertEqual((simulation.clients, simulation.contacts), (5, 15))
        settings = self.env["res.config.settings"]
        for size in (0, -1, 50_001):
            with self.assertRaises(ValidationError):
                settings.create({"crm_score_simulation_size": size})
        samples = {frozenset(self.draft._sample_clients()) for _try in range(20)}
        self.assertGreater(len(samples), 1)

    def test_unseen_clients_are_not_simulated(self):
        """Clients that the user may not read are in no sample."""
        self.hide_clients("crm_prospect.group_prospect_admin")
        simulation = self.simulate()
        self.assertEqual((simulation.clients, simulation.contacts), (0, 0))
        self.assertTrue(simulation.summary)

    def test_other_company(self):
        """Movers of another company, or of another user's simulation, are not shown."""
        self.change({("kind", "fixed"): 250})
        simulation = self.simulate()
        client = simulation.riser_ids[0].partner_id
        client.sudo().company_id = self.env["res.company"].create({"name": "Other"})
        self.env.invalidate_all()
        self.assertEqual(len(simulation.riser_ids), 11)
        self.assertNotIn(client, simulation.riser_ids.partner_id)
        other = simulation.with_user(self.make_user("simulating_too", "admin"))
        self.assertFalse(other.mover_ids)
        self.assertEqual(sum(self.bands(other, "after")), 36)

    def test_outdated(self):
        """A change of the draft, or another active version, makes it out of date."""
        simulation = self.simulate()
        self.assertFalse(simulation.outdated)
        self.draft.write({"name": "Another name", "phone_share": 10})
        simulation.invalidate_recordset()
        self.assertFalse(simulation.outdated, "scores do not depend on these")
        self.change({("kind", "fixed"): 250})
        simulation.invalidate_recordset()
        self.assertTrue(simulation.outdated)
        self.assertTrue(self.draft.simulation_outdated)
        again = self.simulate()
        self.assertFalse(again.outdated)
        self.draft.invalidate_recordset()
        self.assertEqual(self.draft.simulation_id, again)
        other = self.shipped.copy()
        other.half_life = 10
        other.action_activate()
        self.env.invalidate_all()
        self.assertTrue(again.outdated)

    def test_active_version(self):
        with self.assertRaises(UserError):
            self.shipped.with_user(self.admin).action_simulate()

    def test_earlier_version(self):
        """What going back would change can be seen before."""
        self.draft.action_activate()
        action = self.shipped.with_user(self.admin).action_simulate()
        simulation = self.simulations.browse(action["res_id"])
        self.assertEqual(simulation.compared_id, self.draft)

    def test_shown(self):
        """The distribution is drawn with one bar for each band and moment."""
        simulation = self.simulate()
        html = str(simulation.distribution)
        for band in ("0–99", "500–599", "900–1000"):
            self.assertIn(band, html)
        self.assertEqual(html.count("0.75rem"), 20)
        self.assertIn("36", simulation.summary)
        self.assertIn("0.0 %", simulation.summary)
        action = simulation.action_view_distribution()
        self.assertEqual(
            self.env[action["res_model"]].search_count(action["domain"]), 20
        )
        self.assertEqual(
            self.simulations.search(self.draft.action_view_simulations()["domain"]),
            simulation,
        )
