# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmMatchRule(models.Model):
    """What the engine makes its SQL of: the bits of the conditions of rules."""

    _inherit = "crm.match.rule"

    def _get_content(self):
        """Everything that the SQL of these rules depends on, as a key of a cache.

        By content and not by version: a change that is rolled back leaves no trace.
        """
        return tuple(
            (
                rule.id,
                rule.mode,
                rule.rare_name_limit,
                tuple(rule.group_ids.ids),
                tuple((c.bit, c._identity()) for c in rule.condition_ids),
            )
            for rule in self
        )

    def _required_mask(self):
        """Bits of the conditions that have to hold, exceptions apart."""
        self.ensure_one()
        required = self.condition_ids.filtered(lambda c: c.comparison != "different")
        return sum({1 << condition.bit for condition in required})

    def _exceptions_mask(self):
        """Bits of the exceptions: each makes a proposal of what would be a link."""
        self.ensure_one()
        exceptions = self.condition_ids.filtered(lambda c: c.comparison == "different")
        return sum({1 << condition.bit for condition in exceptions})
