# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL, ormcache

# What the SQL of rules is made of: rows that are changed, and relations.
MODELS = (
    "crm.match.rule",
    "crm.match.condition",
    "crm.person.document.type",
    "crm.prospect.group",
)
RELATIONS = (
    "crm_match_rule_crm_prospect_group_rel",
    "crm_match_condition_crm_person_document_type_rel",
)


class CrmMatchRule(models.Model):
    """What the engine makes its SQL of: the bits of the conditions of rules."""

    _inherit = "crm.match.rule"

    def _get_content(self):
        """Everything that the SQL of these rules depends on, as a key of a cache.

        By content and not by version: a change that is rolled back leaves no trace.
        """
        return self._content_of(self._ids, self._get_stamp())

    @api.model
    def _get_stamp(self):
        """Tells the present versions of all rows that rules are made of.

        One statement instead of reading rules and conditions for each person on-line.
        """
        for model in MODELS:
            self.env[model].flush_model()
        versions = [
            SQL(
                "SELECT %s || id || '.' || xmin || ctid FROM %s",
                model,
                SQL.identifier(self.env[model]._table),
            )
            for model in MODELS
        ] + [
            SQL("SELECT r::text FROM %s r", SQL.identifier(name)) for name in RELATIONS
        ]
        query = SQL(
            "SELECT md5(string_agg(v, ',' ORDER BY v)) FROM (%s) AS versions(v)",
            SQL(" UNION ALL ").join(versions),
        )
        [(stamp,)] = self.env.execute_query(query)
        return stamp

    @ormcache("ids", "stamp")
    def _content_of(self, ids, stamp):
        return tuple(
            (
                rule.id,
                rule.mode,
                rule.rare_name_limit,
                tuple(rule.group_ids.ids),
                tuple((c.bit, c._identity()) for c in rule.condition_ids),
            )
            for rule in self.browse(ids)
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
