# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of scoring share: versions of their own, outcomes, and what is written."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from .common import ProspectCase

BASE = {"factor": "base", "value": "any", "points": 300}
SCORES = """SELECT c.point_id, c.model_id, c.score, c.factor_ids, c.rank, c.kind_rank,
    c.status FROM crm_contact_score c"""


class ScoreCase(ProspectCase):
    @classmethod
    def use_model(cls, *lines, **settings):
        """Make a version of these lines, beside the base, the active one."""
        models = cls.env["crm.contact.score.model"]
        settings = {"name": "Test", **settings}
        lines = [Command.create(line) for line in (BASE, *lines)]
        model = models.create({**settings, "factor_ids": lines})
        models._active().state = "archived"
        models.flush_model()
        model.state = "active"
        cls.env.flush_all()
        return model

    @classmethod
    def add_event(cls, point, outcome, days=0, **vals):
        """An outcome of a contact some days ago, of its person unless told."""
        owner = {} if "partner_id" in vals or "prospect_id" in vals else None
        person = {
            "partner_id": point.partner_id.id,
            "prospect_id": point.prospect_id.id,
        }
        event = cls.env["crm.contact.event"].create(
            {
                "kind": point.kind,
                "match_key": point.match_key,
                "outcome": outcome,
                "date": fields.Datetime.now() - timedelta(days=days),
                **(person if owner is None else {}),
                **vals,
            }
        )
        cls.env.flush_all()
        return event

    @classmethod
    def select_scores(cls, owner, ids, model=None):
        """Scores as computed now: point id -> dict."""
        scorer = cls.env["crm.contact.scorer"]
        query = scorer._select_scores(owner, SQL("person = ANY(%s)", list(ids)), model)
        cls.env.cr.execute(query)
        return {row["point_id"]: row for row in cls.env.cr.dictfetchall()}

    @classmethod
    def compute(cls, point, model=None):
        """The row of one contact, computed now."""
        owner = "partner_id" if point.partner_id else "prospect_id"
        return cls.select_scores(owner, point[owner].ids, model)[point.id]

    @classmethod
    def stored(cls, *points):
        """The rows as they are stored, without their times."""
        cls.env.flush_all()
        ids = [i for records in points for i in records.ids]
        cls.env.cr.execute(f"{SCORES} WHERE point_id = ANY(%s) ORDER BY 1", [ids])
        return cls.env.cr.fetchall()
