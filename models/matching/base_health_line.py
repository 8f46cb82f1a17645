# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..lean_fields import BigInteger
from .base_health import METRICS

# The birth date in a key is a number of days.
EPOCH = date(1900, 1, 1)


class CrmBaseHealthLine(models.Model):
    """One figure of a measurement, which opens the persons it is about."""

    _name = "crm.base.health.line"
    _description = "Base Health Figure"
    _log_access = False
    _order = "side desc, attribute, count desc, id"
    _rec_name = "text"

    health_id = fields.Many2one(
        "crm.base.health", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(related="health_id.date_start", store=True)
    metric = fields.Selection(METRICS, required=True, readonly=True)
    side = fields.Selection(
        [("prospect", "Prospects"), ("client", "Clients")],
        required=True,
        readonly=True,
    )
    attribute = fields.Selection("_selection_attribute", readonly=True)
    value = fields.Char(readonly=True, help="As it is compared.")
    text = fields.Char("What", compute="_compute_text")
    count = fields.Integer("How Many", readonly=True, aggregator=None)
    total = fields.Integer("Of", readonly=True, aggregator=None)
    share = fields.Float("Share, %", readonly=True, aggregator="avg", digits=(5, 1))
    other_count = fields.Integer(
        "On the Other Side",
        readonly=True,
        aggregator=None,
        help="Clients that share the value with prospects, or the other way round.",
    )
    parts = fields.Char(readonly=True, help="What the key of a block is made of.")
    block_key = BigInteger(readonly=True, aggregator=None)
    block_signature = fields.Integer(readonly=True, aggregator=None)
    # Nobody else's values are shown; without companies everybody may see them.
    company_ids = fields.Many2many("res.company", readonly=True)

    @api.model
    def _selection_attribute(self):
        conditions = self.env["crm.match.condition"]
        return conditions._fields["attribute"]._description_selection(self.env)

    @api.depends("metric", "attribute", "value", "parts")
    @api.depends_context("lang")
    def _compute_text(self):
        metrics = dict(self._fields["metric"]._description_selection(self.env))
        attributes = dict(self._selection_attribute())
        parts = self.env["crm.match.explain.keys"]._part_labels()
        types = {
            document_type.code: document_type.label or document_type.name
            for document_type in self.env["crm.person.document.type"].search([])
        }
        for line in self:
            if line.metric == "common":
                line.text = line._get_words(line.attribute, line.value, types)
            elif line.metric == "block" and line.value:
                words = [
                    f"{parts.get(part, part)}: {line._get_words(part, value, types)}"
                    for part, value in zip(
                        line.parts.split(","), json.loads(line.value), strict=True
                    )
                ]
                text = ", ".join(words)
                line.text = text[:1].upper() + text[1:]
            else:
                line.text = attributes.get(line.attribute) or metrics[line.metric]

    def _get_words(self, attribute, value, document_types):
        """A compared value as people write it.

        :param attribute: an attribute, or a part of a blocking key
        :param document_types: dict code -> name
        """
        if attribute in ("lastname", "firstname", "middlename", "city"):
            return value.title()
        if attribute in ("address", "address_key"):
            return value.replace("|", ", ")
        if attribute in ("document", "documents"):
            code, _sep, number = value.partition(":")
            return f"{document_types.get(code, code)} {number}"
        if attribute == "birthdate_date":
            # In a key it is a number of days, maybe before the first one.
            is_date = "-" in value[1:]
            day = value if is_date else EPOCH + timedelta(days=int(value))
            return format_date(self.env, day)
        return value

    # ------------------------------------------------------------------ drill-down

    def action_open(self):
        """Open the persons of this figure: who lacks, cannot be found, or shares."""
        self.ensure_one()
        return self._action_persons(self.side)

    def action_open_other(self):
        """Open who shares the value on the other side."""
        self.ensure_one()
        return self._action_persons("client" if self.side == "prospect" else "prospect")

    def _action_persons(self, side):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"crm_prospect.crm_{side}_action"
        )
        return {
            **action,
            "name": self.text,
            "domain": [("health_line_id", "=", self.id)],
            # Archived clients are clients.
            "context": {"active_test": side == "prospect"},
        }

    def _persons_domain(self, owner):
        """Domain of the persons of this figure, as they are now.

        :param owner: `prospect_id` or `partner_id`
        """
        self.ensure_one()
        return getattr(self, f"_domain_{self.metric}")(owner)
