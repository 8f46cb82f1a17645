# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import risk

MAX_DAYS = 3_650
DEFAULTS = {
    "risk_days": 90,
    "risk_applications_medium": 3,
    "risk_applications_high": 6,
    "risk_names_medium": 3,
    "risk_names_high": 5,
    "risk_phones_medium": 4,
    "risk_phones_high": 6,
    "risk_documents_medium": 3,
    "risk_documents_high": 4,
}


def _limit(name, label):
    return fields.Integer(label, default=DEFAULTS[name], aggregator=None)


class CrmRiskLimits(models.AbstractModel):
    """From which numbers on the risk is medium or high; 0 is no limit."""

    _name = "crm.risk.limits"
    _description = "Limits of Risk"

    risk_days = fields.Integer(
        "Period in Days",
        default=DEFAULTS["risk_days"],
        aggregator=None,
        help="The applications of this many days are compared with the limits.",
    )
    risk_applications_medium = _limit(
        "risk_applications_medium", "Applications: Medium"
    )
    risk_applications_high = _limit("risk_applications_high", "Applications: High")
    risk_names_medium = _limit("risk_names_medium", "Names: Medium")
    risk_names_high = _limit("risk_names_high", "Names: High")
    risk_phones_medium = _limit("risk_phones_medium", "Phones: Medium")
    risk_phones_high = _limit("risk_phones_high", "Phones: High")
    risk_documents_medium = _limit("risk_documents_medium", "Documents: Medium")
    risk_documents_high = _limit("risk_documents_high", "Documents: High")

    @api.constrains(*DEFAULTS)
    def _check_risk_limits(self):
        for limits in self:
            if not 1 <= limits.risk_days <= MAX_DAYS:
                raise ValidationError(
                    self.env._(
                        "The period of the risk is from 1 to %(days)s days.",
                        days=MAX_DAYS,
                    )
                )
            pairs = zip(*map(limits._get_risk_limits, ("medium", "high")), strict=True)
            if any(min(pair) < 0 or pair[0] > pair[1] > 0 for pair in pairs):
                raise ValidationError(
                    self.env._(
                        "A limit of the risk is 0 (not used) or more, and medium is"
                        " not above high."
                    )
                )

    def _get_risk_limits(self, level):
        """The limits of one level, in the order of :class:`risk.Figures`.

        :param level: `medium` or `high`
        """
        self.ensure_one()
        return [self[f"risk_{figure}_{level}"] for figure in risk.Figures._fields]
