# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

DECISIONS = [
    ("approved", "Approved"),
    ("terms", "Approved on Other Terms"),
    ("refused", "Refused"),
]
MAX_TERMS = 4_000


class CrmLead(models.Model):
    """What was decided on the application, by whom and when.

    Recorded by :meth:`action_decide` alone: who and when is what the server knows. A
    decision can be revised; the chatter keeps the earlier ones.
    """

    _inherit = "crm.lead"

    decision = fields.Selection(
        DECISIONS, readonly=True, copy=False, tracking=True, index="btree_not_null"
    )
    decision_terms = fields.Text("Terms", readonly=True, copy=False, tracking=True)
    decision_user_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, copy=False, tracking=True
    )
    decision_date = fields.Datetime("Decided on", readonly=True, copy=False)

    def action_decide(self, decision, terms=None):
        """Record the decision on applications, or revise it.

        :param str decision: `approved`, `terms` (approved on other terms) or `refused`
        :param str terms: the terms, or the reason; required for `terms`
        :raise UserError: an unknown decision, or terms are missing, too long or no text
        :raise AccessError: the user may not write these applications
        """
        self.check_access("write")
        if not isinstance(decision, str) or decision not in dict(DECISIONS):
            raise UserError(
                self.env._("decision: one of approved, terms, refused is expected.")
            )
        if terms and (not isinstance(terms, str) or len(terms) > MAX_TERMS):
            raise UserError(
                self.env._(
                    "terms: a text of at most %(length)s characters is expected.",
                    length=MAX_TERMS,
                )
            )
        terms = (terms or "").strip()
        if decision == "terms" and not terms:
            raise UserError(self.env._("Say on which terms it is approved."))
        # The one way past the guard.
        self.sudo().write(
            {
                "decision": decision,
                "decision_terms": terms or False,
                "decision_user_id": self.env.uid,
                "decision_date": fields.Datetime.now(),
            }
        )

    @api.model
    def _decision_fields(self):
        """Columns that are written by :meth:`action_decide` alone."""
        return {"decision", "decision_terms", "decision_user_id", "decision_date"}

    # ------------------------------------------------------------------ merge

    def _merge_dependences(self, opportunities):
        """The decision of the head stays; it takes over the latest one if it has none.

        Here and not among the merged fields: those are written by the user.
        """
        result = super()._merge_dependences(opportunities)
        decided = opportunities.filtered("decision").sorted("decision_date")
        if decided and not self.decision:
            [vals] = decided[-1:].read(list(self._decision_fields()), load=None)
            vals.pop("id")
            self.sudo().write(vals)
        return result
