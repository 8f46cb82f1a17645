# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import attributes

# An evidence mask is a signed 64-bit integer.
MAX_BITS = 63


class CrmMatchCondition(models.Model):
    """One condition of a match rule: an attribute and how it is compared."""

    _name = "crm.match.condition"
    _description = "Match Condition"
    _order = "rule_id, sequence, id"
    _rec_name = "attribute"

    rule_id = fields.Many2one("crm.match.rule", required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    attribute = fields.Selection(
        [
            ("name", "Full name"),
            ("lastname", "Last name"),
            ("firstname", "First name"),
            ("middlename", "Middle name"),
            ("birthdate_date", "Birth date"),
            ("gender", "Gender"),
            ("female", "Both are women"),
            ("city", "City"),
            ("phone", "Phone"),
            ("mobile", "Mobile phone"),
            ("email", "E-mail"),
            ("messenger", "Messenger id"),
            ("document", "Document"),
        ],
        required=True,
    )
    document_type_ids = fields.Many2many(
        "crm.person.document.type",
        string="Document Types",
        help="Which documents count; empty: any.",
    )
    comparison = fields.Selection(
        [
            ("same", "is the same"),
            ("sounds", "sounds alike"),
            ("not_contradicting", "does not contradict"),
        ],
        required=True,
        default="same",
        help="“Does not contradict”: equal, or blank on one side.",
    )
    # Equal conditions of all rules share one bit of the evidence of a match.
    bit = fields.Integer(default=-1, readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        conditions = super().create(vals_list)
        conditions._assign_bits()
        conditions._rules_changed()
        return conditions

    def write(self, vals):
        rules = self.rule_id
        result = super().write(vals)
        if {"attribute", "comparison", "document_type_ids"} & vals.keys():
            self._assign_bits()
            self._rules_changed(rules)
        return result

    def unlink(self):
        rules = self.rule_id
        result = super().unlink()
        self._rules_changed(rules)
        return result

    def _rules_changed(self, rules=None):
        """Tell the rules, unless one is being written: it knows when it is done."""
        if not self.env.context.get("in_rule"):
            (rules or self.rule_id)._changed()

    def _assign_bits(self):
        """Number the conditions: equal ones alike, others with a free bit."""
        known = self.search([("id", "not in", self.ids)], limit=10_000)
        bits = {condition._identity(): condition.bit for condition in known}
        for condition in self:
            identity = condition._identity()
            if identity not in bits:
                free = set(range(MAX_BITS)) - set(bits.values())
                if not free:
                    raise ValidationError(
                        self.env._(
                            "There are %(count)s different conditions already."
                            " Delete rules that are not used any more.",
                            count=MAX_BITS,
                        )
                    )
                bits[identity] = min(free)
            condition.bit = bits[identity]

    def _identity(self):
        """What makes two conditions the same one."""
        self.ensure_one()
        codes = self.document_type_ids.mapped("code")
        return (self.attribute, self.comparison, tuple(sorted(codes)))

    @api.constrains("attribute", "comparison", "document_type_ids")
    def _check_comparison(self):
        for condition in self:
            attribute = attributes.ATTRIBUTES[condition.attribute]
            if condition.comparison == "sounds" and not attribute.sound:
                raise ValidationError(
                    self.env._(
                        "“%(attribute)s” cannot sound alike: only names can.",
                        attribute=condition._attribute_label(),
                    )
                )

    def _fact(self):
        """SQL: whether the condition holds for two index rows, `a` and `b`."""
        self.ensure_one()
        codes = self.document_type_ids.mapped("code")
        if self.comparison == "sounds":
            return attributes.sounds(self.attribute)
        same = attributes.same(self.attribute, codes)
        if self.comparison == "same":
            return same
        return attributes.SQL(
            "(%s OR %s)", same, attributes.blank(self.attribute, codes)
        )

    def _key_parts(self):
        """Parts of a blocking key that this condition implies."""
        self.ensure_one()
        attribute = attributes.ATTRIBUTES[self.attribute]
        if self.comparison == "same":
            return set(attribute.parts)
        if self.comparison == "sounds":
            return {attribute.sound}
        return set()

    # Which conditions hold whenever a condition holds, apart from itself.
    _IMPLIED = {
        "name": ("lastname", "firstname"),
        "mobile": ("phone",),
    }

    def _implies(self, other):
        """Whether every pair that meets this condition meets the other one."""
        if self._identity() == other._identity():
            return True
        if self.attribute == other.attribute:
            if self.attribute == "document":
                mine, theirs = self.document_type_ids, other.document_type_ids
                wider = not theirs or bool(mine and mine <= theirs)
                return self.comparison == other.comparison == "same" and wider
            return self.comparison == "same"
        return self.comparison == "same" and other.attribute in self._IMPLIED.get(
            self.attribute, ()
        )

    def _attribute_label(self):
        """Short name of what is compared: “passport”, “full name”."""
        if self.attribute == "document" and self.document_type_ids:
            labels = [t.label or t.name for t in self.document_type_ids]
            return "/".join(dict.fromkeys(labels))
        short = {
            "name": self.env._("full name"),
            "birthdate_date": self.env._("birth date"),
        }
        selection = dict(self._fields["attribute"]._description_selection(self.env))
        return short.get(self.attribute) or selection.get(self.attribute, "").lower()

    def _compared_label(self):
        """What is compared and, unless it has to be the same, how."""
        label = self._attribute_label()
        if self.comparison == "sounds":
            return self.env._("%(attribute)s (by sound)", attribute=label)
        return label
