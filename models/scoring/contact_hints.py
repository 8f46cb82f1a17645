# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date, format_datetime


class CrmContactPoint(models.Model):
    """What is told beside the reasons of a score when somebody points at it."""

    _inherit = "crm.contact.point"

    def get_score_reasons(self):
        """Why these contacts have their scores.

        :return: list of dicts as of the scoring model, each also with `hints`: list of
            texts about the contact in the language of the reader, and `times`: when the
            score and the owner were computed, in his time zone
        :raise AccessError: the user may not read one of them
        """
        answer = super().get_score_reasons()
        night = self._get_owner_night()
        for point, row in zip(self.with_prefetch(), answer, strict=True):
            row["hints"] = point._get_score_hint()
            row["times"] = self._get_score_times(row["computed_at"], night)
        return answer

    def _get_score_hint(self):
        """What else speaks of one contact; the operator is a hint, numbers move."""
        hints = [", ".join(filter(None, (self.operator, self.region)))]
        if self.last_confirmed:
            hints.append(
                self.env._(
                    "Sources: %(count)s, first %(first)s, last %(last)s",
                    count=self.source_count,
                    first=format_date(self.env, self.first_seen),
                    last=format_date(self.env, self.last_confirmed),
                )
            )
        hints.append(self.outcome_summary or self.env._("No outcomes yet"))
        return [hint for hint in hints if hint]

    @api.model
    def _get_score_times(self, computed_at, night):
        """When the score was computed, and as of when its owner is known."""
        texts = []
        if computed_at:
            computed_at = fields.Datetime.to_datetime(computed_at)
            texts.append(
                self.env._(
                    "Computed %(time)s",
                    time=format_datetime(self.env, computed_at, dt_format="short"),
                )
            )
        if night:
            texts.append(
                self.env._(
                    "owner as of %(time)s",
                    time=format_datetime(self.env, night, dt_format="short"),
                )
            )
        return " · ".join(texts)
