# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..lean_fields import PlainMany2one

# In the order of precedence: the first that holds.
STATUSES = [
    ("opted_out", "Opted out"),
    ("not_exist", "Does not exist"),
    ("wrong_person", "Wrong person"),
    ("relative", "Relative's"),
    ("shared", "Shared"),
    ("no_answer", "No answer"),
    ("personal", "Personal"),
]
# Whoever uses one of these reaches somebody else, or nobody.
USELESS = ("opted_out", "not_exist", "wrong_person")


class CrmContactScore(models.Model):
    """How good a contact is for its person: score, ranks, status, and why.

    Derived data, apart from the contacts: whoever scores millions at night must not
    write the rows that people edit. Computed by :class:`crm.contact.scorer`.
    """

    _name = "crm.contact.score"
    _inherit = ["crm.client.seen"]
    _description = "Contact Score"
    _log_access = False
    _order = "score desc, id"
    _rec_name = "point_id"
    _client_paths = ("point_id.partner_id",)

    point_id = fields.Many2one(
        "crm.contact.point", "Contact", required=True, ondelete="cascade"
    )
    # Versions that were in use are never deleted.
    model_id = PlainMany2one("crm.contact.score.model", required=True)
    score = fields.Integer(required=True, help="From 0 to 1000.", aggregator="avg")
    rank = fields.Integer(
        required=True, aggregator=None, help="Place among all contacts of the person."
    )
    kind_rank = fields.Integer(
        "Rank in its Kind",
        required=True,
        aggregator=None,
        help="Place among the phones, or the e-mails, of the person.",
    )
    status = fields.Selection(STATUSES, required=True)
    computed_at = fields.Datetime(required=True)

    _point = models.UniqueIndex("(point_id)")

    def init(self):
        super().init()
        # Ids of the lines of the model that gave points; the ORM has no such field.
        self.env.cr.execute(
            SQL(
                """ALTER TABLE crm_contact_score
                ADD COLUMN IF NOT EXISTS factor_ids int[] NOT NULL DEFAULT '{}'"""
            )
        )
