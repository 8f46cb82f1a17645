# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# More stages than anybody can look at.
MANY = 1000


class Place(NamedTuple):
    """A line of the funnel: a stage, or one that was deleted since (its id is 0)."""

    stage_id: int
    name: str
    sequence: int
    # Empty: all teams have it.
    team_ids: tuple
    # It, and the stages after it
    reached_ids: tuple

    @property
    def key(self):
        return str(self.stage_id or f"{self.sequence} {self.name}")

    @property
    def least_deleted(self):
        """Deleted stages of this sequence or a higher one come after it; 0: unknown."""
        return max(self.sequence, 1)

    def is_reached_from(self, other, team_id):
        """Whether it was reached by who stood on the other one, for this team."""
        if self == other:
            return True
        if not self.stage_id or (self.team_ids and team_id not in self.team_ids):
            return False
        if other.stage_id:
            return other.stage_id in self.reached_ids
        return other.sequence >= self.least_deleted

    def own_domain(self):
        """Steps that are stays on it."""
        domain = Domain("stage_id", "=", self.stage_id or False)
        if not self.stage_id:
            domain &= Domain("stage_name", "=", self.name or False)
            domain &= Domain("stage_sequence", "=", self.sequence)
        return domain

    def reached_domain(self):
        """Steps by which it was reached."""
        if not self.stage_id:
            return self.own_domain()
        later = Domain("stage_id", "in", self.reached_ids) | (
            Domain("stage_id", "=", False)
            & Domain("stage_sequence", ">=", self.least_deleted)
        )
        if self.team_ids:
            later &= Domain("team_id", "in", self.team_ids)
        return self.own_domain() | later


def get_masks(places):
    """What the stay on each place stands for, as bits in the order of the places.

    :return: rows (number of place, bits), and rows (number, team, bits) for the teams
        that have stages of their own
    """
    teams = sorted({team for place in places for team in place.team_ids})

    def bits(place, team):
        return "".join(str(int(p.is_reached_from(place, team))) for p in places)

    own = [(number, bits(place, None)) for number, place in enumerate(places)]
    for_teams = [
        (number, team, bits(place, team))
        for number, place in enumerate(places)
        for team in teams
    ]
    return own, for_teams


class CrmLeadStep(models.Model):
    """The stages of the funnel."""

    _inherit = "crm.lead.step"

    @api.model
    def _get_funnel_places(self):
        """All places in the order of the pipeline, deleted ones among them."""
        # Also those of teams he does not see: applications he sees stand there.
        stages = self.env["crm.stage"].sudo().with_context(active_test=False)
        stages = stages.search_fetch([], ["name", "sequence", "team_ids"], limit=MANY)
        places = [
            Place(
                stage.id,
                stage.name,
                stage.sequence,
                tuple(stage.team_ids.ids),
                tuple(stages[number:].ids),
            )
            for number, stage in enumerate(stages)
        ]
        deleted = self.env.execute_query(
            SQL(
                """SELECT DISTINCT coalesce(stage_name, ''), coalesce(stage_sequence, 0)
                FROM crm_lead_step WHERE stage_id IS NULL ORDER BY 2, 1 LIMIT %s""",
                MANY,
            )
        )
        places += [Place(0, name, sequence, (), ()) for name, sequence in deleted]
        return sorted(places, key=lambda place: place.sequence)
