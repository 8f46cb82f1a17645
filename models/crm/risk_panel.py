# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import api, models

from ...tools import risk

PERIODS = (30, 90, 365)
# By what the applications of a period are told apart, in the order shown.
BREAKDOWNS = (
    "won_status",
    "lost_reason_id",
    "decision",
    "source_id",
    "channel_id",
    "way",
)


class CrmRiskSubject(models.AbstractModel):
    """The panel: what the same person applied for, by periods."""

    _inherit = "crm.risk.subject"

    @api.readonly
    def risk_panel(self, date_from=None, date_to=None):
        """Count the applications of the person of this record, by periods.

        The periods are 30, 90 and 365 days, that of the group's limits, and one of the
        caller's. Applications the user may not open are counted, but nothing of them
        is told. This application is one of them.

        :param str date_from: first day, YYYY-MM-DD, in the time zone of the user
        :param str date_to: last day
        :return: `{"level", "level_label", "limits", "notes", "periods": [{"label",
            "asked", "decides"}], "sections": [{"title", "rows": [{"key", "label",
            "cells": [{"count", "level"}]}]}]}`; `{}` where no person is known;
            `asked` and `key` are arguments of :meth:`action_view_risk`
        :rtype: dict
        :raise UserError: no dates, or in the wrong order
        :raise AccessError: no right to see the record or prospects
        """
        self.ensure_one()
        periods = [self._get_risk_period(days=days) for days in self._risk_days()]
        if date_from or date_to:
            periods.append(self._get_risk_period(0, date_from, date_to))
        applications, group = self._risk_applications(periods)
        if not group:
            return {}
        [deciding] = (p for p in periods if p.asked == {"days": group.risk_days})
        assessed = self.env["crm.risk"]._assess_one(deciding.of(applications), group)
        leads = self.env["crm.lead"].browse([a.lead_id for a in applications])
        return {
            "level": assessed.level,
            "level_label": self._get_risk_labels()[assessed.level],
            "limits": self._get_limits_text(group),
            "notes": self._get_risk_notes(
                len(leads) - len(leads._filtered_access("read"))
            ),
            "periods": [
                {
                    "label": period.label,
                    "asked": period.asked,
                    "decides": period is deciding,
                }
                for period in periods
            ],
            "sections": self._get_risk_sections(
                [(period.of(applications), period is deciding) for period in periods],
                group,
            ),
        }

    # ------------------------------------------------------------------ counting

    def _risk_days(self):
        group = self._risk_prospect().sudo().group_id._or_settings()
        return sorted({*PERIODS, group.risk_days})

    def _risk_applications(self, periods):
        """(applications since the first of some periods, group with the limits)."""
        self.check_access("read")
        self.env["crm.prospect"].check_access("read")
        prospect = self._risk_prospect()
        if not prospect:
            return [], None
        starts = [period.start for period in periods]
        since = None if None in starts else min(starts)
        found = self.env["crm.risk"]._applications(prospect.ids, since)
        return found[prospect.id], prospect.sudo().group_id._or_settings()

    # ------------------------------------------------------------------ rows

    def _get_risk_sections(self, columns, group):
        """Rows of numbers under their titles.

        :param columns: list of (applications, whether the limits are for them)
        """
        sections = [
            {"title": title, "rows": self._get_breakdown_rows(attribute, columns)}
            for attribute, title in self._get_breakdown_titles().items()
        ]
        first = {"title": "", "rows": self._get_figure_rows(columns, group)}
        return [first, *(section for section in sections if section["rows"])]

    def _get_figure_rows(self, columns, group):
        counted = [risk.figures(applications) for applications, _ in columns]
        medium, high = map(group._get_risk_limits, ("medium", "high"))
        labels = self._get_figure_labels()
        return [
            {
                "key": key,
                "label": labels[key],
                "cells": [
                    {
                        "count": row[number],
                        "level": decides
                        and risk.level([row[number]], [medium[number]], [high[number]]),
                    }
                    for row, (_, decides) in zip(counted, columns, strict=True)
                ],
            }
            for number, key in enumerate(risk.Figures._fields)
        ]

    def _get_breakdown_rows(self, attribute, columns):
        counters = [
            Counter(getattr(application, attribute) for application in applications)
            for applications, _ in columns
        ]
        values = set().union(*counters) - {None}
        labels = self._get_breakdown_labels(attribute, values)
        rows = [
            {
                "key": f"{attribute}:{value}",
                "label": labels[value],
                "cells": [
                    {"count": counter[value], "level": False} for counter in counters
                ],
            }
            for value in values
        ]
        # The most frequent first, over all the periods.
        return sorted(
            rows,
            key=lambda row: (-sum(c["count"] for c in row["cells"]), row["label"]),
        )

    # ------------------------------------------------------------------ words

    def _get_figure_labels(self):
        return {
            "applications": self.env._("Applications"),
            "names": self.env._("Different names"),
            "phones": self.env._("Different phones"),
            "documents": self.env._("Documents of one kind"),
        }

    def _get_breakdown_titles(self):
        return {
            "won_status": self.env._("Outcome"),
            "lost_reason_id": self.env._("Lost because of"),
            "decision": self.env._("Decision"),
            "source_id": self.env._("Source"),
            "channel_id": self.env._("Channel"),
            "way": self.env._("Found by"),
        }

    def _get_breakdown_labels(self, attribute, values):
        """dict value -> words for the values of a breakdown that occur."""
        models_of = {
            "lost_reason_id": "crm.lost.reason",
            "source_id": "crm.prospect.source",
            "channel_id": "utm.source",
        }
        if model := models_of.get(attribute):
            records = self.env[model].sudo().browse(values)
            return {record.id: record.display_name for record in records}
        if attribute == "way":
            return {
                "prospect": self.env._("the prospect"),
                "client": self.env._("the same client"),
                "document": self.env._("a shared document"),
                "contact": self.env._("a shared contact"),
            }
        field = self.env["crm.lead"]._fields[attribute]
        return dict(field._description_selection(self.env))

    def _get_risk_notes(self, hidden):
        """What the numbers are of.

        :param int hidden: how many applications the user may not open
        """
        notes = [
            self.env._("All applications of the same person count, lost ones too.")
        ]
        if self._name == "crm.lead":
            notes.append(self.env._("This one is one of them."))
        if hidden:
            notes.append(
                self.env._("Applications you may not open: %(count)s.", count=hidden)
            )
        return notes

    def _get_limits_text(self, group):
        if group.name:
            return self.env._(
                "Limits of the group “%(group)s”, %(days)s days",
                group=group.name,
                days=group.risk_days,
            )
        return self.env._("Limits of the settings, %(days)s days", days=group.risk_days)
