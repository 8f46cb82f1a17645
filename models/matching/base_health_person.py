# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .base_health_measure import COLUMNS
from .held_values import CONTACT_KINDS, held
from .match_key import TABLES

BLOCKS = [("metric", "=", "block")]


class CrmPersonMixin(models.AbstractModel):
    """Lists of persons that a figure of the base health opens."""

    _inherit = "crm.person.mixin"

    health_line_id = fields.Integer(
        "Base Health Figure",
        store=False,
        search="_search_health_line",
        compute="_compute_health_line",
        aggregator=None,
    )

    def _compute_health_line(self):
        self.health_line_id = False

    @api.model
    def _search_health_line(self, operator, value):
        if operator != "in":
            return NotImplemented
        # By the rights of the user: the figure may tell a value of a person.
        lines = self.env["crm.base.health.line"].search([("id", "in", list(value))])
        owner = self._person_owner_field()
        return Domain.OR(line._persons_domain(owner) for line in lines)


class CrmBaseHealthLine(models.Model):
    """Whom a figure is about, as domains over prospects or clients."""

    _inherit = "crm.base.health.line"

    @api.model
    def _indexed(self, owner, condition, rows=None):
        """Domain of the persons whose index row `a` meets a condition."""
        rows = rows or SQL("crm_person_index a")
        return Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "EXISTS (SELECT FROM %s WHERE %s = %s AND %s)",
                rows,
                SQL.identifier("a", owner),
                SQL.identifier(alias, "id"),
                condition,
            )
        )

    def _domain_complete(self, owner):
        """Who lacks the attribute."""
        column = SQL.identifier("a", COLUMNS[self.attribute])
        return self._indexed(owner, SQL("%s IS NULL", column))

    def _domain_unlinkable(self, owner):
        health = self.env["crm.base.health"].sudo()
        side = "prospect" if owner == "prospect_id" else "client"
        missing = SQL("NOT %s", health._linkable(side))
        return self._indexed(owner, missing, health._with_double())

    def _domain_common(self, owner):
        """Who shares the value."""
        if self.attribute not in (*CONTACT_KINDS, "document"):
            column = SQL.identifier("a", COLUMNS[self.attribute])
            return self._indexed(owner, SQL("%s = %s", column, self.value))
        holders = SQL(
            "SELECT %s FROM (%s) holders",
            SQL.identifier(owner),
            held(SQL("%s", self.attribute), SQL("%s", self.value)),
        )
        return self._among(holders) & self._indexed(owner, SQL("TRUE"))

    def _domain_block(self, owner):
        """Who shares the key."""
        persons = SQL(
            "SELECT person FROM %s WHERE key = %s AND signature = %s",
            SQL.identifier(TABLES[owner]),
            self.block_key,
            self.block_signature,
        )
        return self._among(persons)

    @api.model
    def _among(self, persons):
        """Domain of the persons whose id a SELECT gives."""
        return Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), persons
            )
        )


class CrmMatchRun(models.Model):
    """From the number of blocks that a run left out to the blocks."""

    _inherit = "crm.match.run"

    def action_view_skipped_blocks(self):
        """Open the blocks that are left out; have them measured if it is long ago."""
        self.ensure_one()
        self._check_may_run()
        health = self.env["crm.base.health"]._latest()
        if not health or health.date_start < self.date_start:
            return self.env["crm.base.health"].action_measure()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_base_health_block_action"
        )
        return {**action, "domain": [("health_id", "=", health.id), *BLOCKS]}
