# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import attributes, rule_content

# An evidence mask is a signed 64-bit integer; the engine needs one bit for itself.
MAX_BITS = 62


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
            ("address", "Address"),
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
        # Archiving a type must not make “any” of the only one that counts.
        context={"active_test": False},
        help="Which documents count; empty: any.",
    )
    comparison = fields.Selection(
        [
            ("same", "is the same"),
            ("similar", "is similar"),
            ("sounds", "sounds alike"),
            ("latin", "is the same in Latin letters"),
            ("variant", "is a known variant"),
            ("initial", "is the same or an initial that fits"),
            ("close", "is the same up to one digit or swapped day and month"),
            ("not_contradicting", "does not contradict"),
            ("different", "is different"),
        ],
        required=True,
        default="same",
        help="“Does not contradict”: equal, or blank on one side. “Is different”: an"
        " exception; a rule that links automatically only proposes such a pair.",
    )
    threshold = fields.Integer(
        "Alike by, %",
        default=80,
        help="For “is similar”: how many of the letters have to agree, in percent of"
        " the longer text.",
    )
    # Equal conditions of all rules share one bit of the evidence of a match.
    bit = fields.Integer(default=-1, readonly=True, copy=False)

    _threshold_range = models.Constraint(
        "CHECK(threshold BETWEEN 50 AND 100)",
        "“Alike by” is between 50 and 100 %: below, nearly all names are alike.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        conditions = super().create(vals_list)
        conditions._assign_bits()
        conditions._rules_changed()
        return conditions

    def write(self, vals):
        rules = self.rule_id
        result = super().write(vals)
        if self._identity_fields() & vals.keys():
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
                # Not one that recorded evidence has: it would say something else.
                bits[identity] = min(free - self._recorded_bits() or free)
            condition.sudo().bit = bits[identity]

    @api.model
    def _recorded_bits(self):
        """Bits that occur in the evidence of matches."""
        [(mask,)] = self.env.execute_query(
            attributes.SQL("SELECT coalesce(bit_or(evidence), 0) FROM crm_match")
        )
        return {bit for bit in range(MAX_BITS) if mask >> bit & 1}

    @api.model
    def _identity_fields(self):
        return {"attribute", "comparison", "document_type_ids", "threshold"}

    def _identity(self):
        """What makes two conditions the same one."""
        self.ensure_one()
        codes = self.document_type_ids.mapped("code")
        threshold = self.threshold if self.comparison == "similar" else 0
        return (self.attribute, self.comparison, tuple(sorted(codes)), threshold)

    @api.constrains("attribute", "comparison", "document_type_ids")
    def _check_comparison(self):
        comparisons = dict(self._fields["comparison"]._description_selection(self.env))
        for condition in self:
            if not attributes.is_possible(condition.attribute, condition.comparison):
                raise ValidationError(
                    self.env._(
                        "“%(attribute)s” cannot be compared by “%(comparison)s”.",
                        attribute=condition._attribute_label(),
                        comparison=comparisons[condition.comparison],
                    )
                )

    def _is_guard(self):
        """Whether the condition says nothing for a pair, only against it."""
        self.ensure_one()
        return self.comparison in rule_content.GUARDS

    def _get_content(self):
        """The condition as a plain :class:`rule_content.Condition`."""
        return rule_content.Condition(self.bit, *self._identity())

    def _key_parts(self):
        """Parts of a blocking key that this condition implies."""
        self.ensure_one()
        attribute = attributes.ATTRIBUTES[self.attribute]
        if self.comparison == "same":
            return set(attribute.parts)
        return set(attribute.ways.get(self.comparison, ("", ()))[1])

    def _key_alternatives(self):
        """Parts of blocking keys of which one holds, or nearly always does."""
        self.ensure_one()
        if self.attribute == "name" and self.comparison == "similar":
            return attributes.NAME_ALTERNATIVES
        return ()

    # Which conditions hold whenever a condition holds, apart from itself.
    _IMPLIED = {
        "name": ("lastname", "firstname"),
        "mobile": ("phone",),
    }

    def _implies(self, other):
        """Whether every pair that meets this condition meets the other one."""
        if self._identity() == other._identity():
            return True
        if self.attribute != other.attribute:
            implied = self._IMPLIED.get(self.attribute, ())
            return (
                self.comparison == "same"
                and other.comparison != "different"
                and other.attribute in implied
                and (other.attribute, other.comparison) != ("lastname", "sounds")
            )
        if self.comparison == other.comparison == "similar":
            return self.threshold >= other.threshold
        if self.comparison != "same" or other.comparison == "different":
            return False
        if self.attribute == "document":
            mine, theirs = self.document_type_ids, other.document_type_ids
            wider = not theirs or bool(mine and mine <= theirs)
            return other.comparison == "same" and wider
        # A former last name may be the same one without sounding like the present.
        return (self.attribute, other.comparison) != ("lastname", "sounds")

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
        how = {
            "similar": self.env._("similar"),
            "sounds": self.env._("by sound"),
            "latin": self.env._("in Latin letters"),
            "variant": self.env._("variant"),
            "initial": self.env._("initial"),
            "close": self.env._("close"),
            "different": self.env._("different"),
        }.get(self.comparison)
        if not how:
            return label
        return self.env._("%(attribute)s (%(how)s)", attribute=label, how=how)

    def _in_words(self):
        """The condition as a part of the sentence that a rule is in words."""
        if self.attribute == "female":
            # “Both are women” says it all.
            return self._attribute_label()
        comparisons = dict(self._fields["comparison"]._description_selection(self.env))
        how = comparisons[self.comparison]
        if self.comparison == "similar":
            how = self.env._("is similar by %(percent)s %%", percent=self.threshold)
        return f"{self._attribute_label()} {how}"
