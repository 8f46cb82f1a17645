# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .common import ANNA, ProspectCase


class ExplainCase(ProspectCase):
    """A client, and the parts of an explanation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)

    def explain(self, prospect, client=None):
        return prospect.explain(partner_id=(client or self.client).id)

    def rule_of(self, answer, rule):
        [found] = [r for r in answer["rules"] if r["id"] == rule.id]
        return found

    def condition_of(self, rule, attribute, comparison=None):
        [found] = [
            c
            for c in rule["conditions"]
            if c["attribute"] == attribute and comparison in (None, c["comparison"])
        ]
        return found

    def shipped(self, name):
        return self.env.ref(f"crm_prospect.match_rule_{name}")
