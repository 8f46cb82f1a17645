# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields

from .common import ProspectCase


class ShareCase(ProspectCase):
    """Clients whose contacts have the scores a test wants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scores = cls.env["crm.contact.score"]
        cls.shares = cls.env["crm.contact.share"]
        cls.model = cls.env["crm.contact.score.model"].search(
            [("state", "=", "active")], limit=1
        ) or cls.env["crm.contact.score.model"].create(
            {"name": "Tests", "state": "active"}
        )

    @classmethod
    def give_score(cls, person, value, score):
        """The contact of a person, scored as if by the night."""
        point = cls.get_point(person, value)
        cls.scores.search([("point_id", "=", point.id)]).unlink()
        cls.scores.create(
            {
                "point_id": point.id,
                "model_id": cls.model.id,
                "score": score,
                "rank": 1,
                "kind_rank": 1,
                "status": "personal",
                "computed_at": fields.Datetime.now(),
            }
        )
        return point

    @classmethod
    def get_point(cls, person, value):
        """The contact of a person with this value."""
        return person.contact_point_ids.filtered(
            lambda point: value in (point.value, point.match_key)
        )

    @classmethod
    def share_out(cls):
        """Holders and owners, as the night finds them."""
        cls.env.flush_all()
        cls.shares._count_holders()
        cls.shares._find_owners(cls.model)
        cls.env.invalidate_all()

    @classmethod
    def get_share(cls, point):
        return cls.shares.search([("point_id", "=", point.id)])
