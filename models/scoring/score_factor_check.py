# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import pairwise

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import groupby

from .score_factor import NUMBER_FACTORS, WORD_FACTORS


class CrmContactScoreFactor(models.Model):
    """What makes lines valid, and keeps those of used versions as they are."""

    _inherit = "crm.contact.score.factor"

    @api.constrains("factor", "value", "bound_from", "bound_to")
    def _check_line(self):
        for line in self:
            complaint = line._get_complaint()
            if complaint:
                raise ValidationError(
                    self.env._(
                        "Line “%(line)s”: %(complaint)s",
                        line=line._label(),
                        complaint=complaint,
                    )
                )

    def _get_complaint(self):
        """What is wrong with this line by itself, or nothing."""
        self.ensure_one()
        since, until = self.bound_from, self.bound_to
        words = WORD_FACTORS.get(self.factor)
        if words:
            if self.value not in words:
                labels = dict(self._fields["value"]._description_selection(self.env))
                return self.env._(
                    "the value is to be one of: %(values)s.",
                    values=", ".join(labels[word] for word in words),
                )
            if since or until:
                return self.env._("it is told by its value, without From and Up to.")
            return None
        if self.value:
            return self.env._("it is told by From and Up to, without a value.")
        if since < 0 or until < 0:
            return self.env._("From and Up to cannot be less than 0.")
        if not since and not until:
            return self.env._("From or Up to is missing.")
        if until and since >= until:
            return self.env._("From is to be less than Up to.")
        if NUMBER_FACTORS[self.factor] != "times" and (since % 1 or until % 1):
            return self.env._("From and Up to are to be whole numbers.")
        return None

    @api.model
    def _check_together(self, lines):
        """Refuse lines of a version that give points twice for one fact."""
        for factor, same in groupby(lines, lambda line: line.factor):
            same = sorted(same, key=lambda line: (line.value or "", line.bound_from))
            for left, right in pairwise(same):
                overlap = (
                    left.value == right.value
                    if factor in WORD_FACTORS
                    else not left.bound_to or right.bound_from < left.bound_to
                )
                if overlap:
                    raise ValidationError(
                        self.env._(
                            "Lines “%(left)s” and “%(right)s” overlap: a contact would"
                            " get the points of both.",
                            left=left._label(),
                            right=right._label(),
                        )
                    )

    def _label(self):
        """The line as who edits it sees it: factor and value, or both ends."""
        self.ensure_one()
        name = dict(self._fields["factor"]._description_selection(self.env))
        if self.factor in WORD_FACTORS:
            values = dict(self._fields["value"]._description_selection(self.env))
            told = values.get(self.value, "…")
        else:
            ends = (self.bound_from, self.bound_to)
            told = " – ".join(self._number(end) if end else "…" for end in ends)
        return f"{name[self.factor]}: {told}"

    # ------------------------------------------------------------------ drafts only

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # The shipped version comes active, with its lines.
        if not self.env.su:
            lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_draft()

    def _check_draft(self):
        """Scores point to the lines of versions that are, or were, in use."""
        if self.model_id.filtered(lambda version: version.state != "draft"):
            raise UserError(self.model_id._immutable_message())
