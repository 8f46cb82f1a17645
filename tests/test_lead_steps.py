# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestLeadSteps(ProspectCase):
    """The stays of an application on its stages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stages = cls.env["crm.stage"].create(
            [{"name": f"Step {n}", "sequence": 100 + n} for n in range(3)]
        )
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Flat", "type": "opportunity", "stage_id": cls.stages[0].id}
        )

    def stays(self):
        steps = self.env["crm.lead.step"].search(
            [("lead_id", "=", self.lead.id)], order="id"
        )
        return [(s.display_name, bool(s.date_end), s.finish) for s in steps]

    def test_moves(self):
        """Each move ends a stay and begins the next; a loss ends the last one."""
        self.lead.stage_id = self.stages[1]
        self.lead.stage_id = self.stages[0]
        self.assertEqual(
            self.stays(),
            [
                ("Step 0", True, False),
                ("Step 1", True, False),
                ("Step 0", False, False),
            ],
        )
        self.lead.action_set_lost()
        self.assertEqual(self.stays()[2:], [("Step 0", True, "lost")])
        self.lead.action_unarchive()
        self.assertEqual(self.stays()[3:], [("Step 0", False, False)])

    def test_deleted_stage(self):
        """The name of a stage outlives it."""
        self.lead.stage_id = self.stages[1]
        self.stages[0].unlink()
        self.assertEqual(self.stays()[0], ("Step 0", True, False))
