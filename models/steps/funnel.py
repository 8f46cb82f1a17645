# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..crm.arguments import refuse
from .funnel_places import get_masks

# Bits of a whole number of the database
NARROW = 63
# Fields of steps by which prospects can be chosen too.
OF_PROSPECTS = {
    "date_came": "registration_date",
    "user_id": "user_id",
    "team_id": "team_id",
    "company_id": "company_id",
}


class Row(NamedTuple):
    """A line of the funnel; `standing` is None where nobody can stand."""

    key: str
    kind: str
    name: str
    reached: int
    standing: int | None
    # Lists behind the two numbers: model and domains
    model: str
    reached_domain: list
    standing_domain: list | None


class CrmLeadStep(models.Model):
    """The funnel: how many applications ever reached a stage, or stand on it now."""

    _inherit = "crm.lead.step"

    @api.model
    @api.readonly
    def get_funnel(self, domain=()):
        """How far the applications came that have such steps, as one funnel.

        An application has reached the stages it stood on and all that come before
        these for its team, whatever became of it since. It stands on one of them,
        unless it was lost or deleted.

        :param list domain: on steps: whose they were, when the application came
        :return: list of lines, from prospects over stages to clients, each a dict:
            `key`, `kind` ("prospect", "with_application", "application", "stage",
            "deleted_stage" or "client"), `name`, `reached`, `standing` (None: nobody
            can stand there), `share` (of the first line of its model; 0 to 1),
            `share_before` (of the line before; None: not a part of it), and of the
            lists behind the numbers `model`, `reached_domain`, `standing_domain`
        :rtype: list
        :raise AccessError: the user may read no steps
        :raise ValidationError: this is no domain on steps
        """
        self.check_access("read")
        try:
            chosen = Domain(domain)
            chosen.validate(self)
        except (TypeError, ValueError):
            refuse(self.env, "domain", self.env._("a filter of steps"))
        people = self._get_funnel_prospects(chosen)
        rows = people[:2] + self._get_funnel_stages(list(domain), chosen) + people[2:]
        return self._add_funnel_shares(rows)

    @api.model
    def _add_funnel_shares(self, rows):
        """Rows as dicts, with their shares of the first and of the one before."""
        lines, firsts, before = [], {}, {}
        for row in rows:
            first = firsts.setdefault(row.model, row.reached)
            previous = before.get(row.model)
            share_before = row.reached / previous if previous else None
            # Who came another way is no share of those before.
            is_part = row.kind not in ("deleted_stage", "client")
            lines.append(
                {
                    **row._asdict(),
                    "share": row.reached / first if first else 0,
                    "share_before": share_before if is_part else None,
                }
            )
            if is_part:
                before[row.model] = row.reached
        return lines

    # ------------------------------------------------------------------ stages

    @api.model
    def _get_funnel_stages(self, domain, chosen):
        places = self._get_funnel_places()
        reached, standing = [0] * len(places), [0] * len(places)
        total = 0
        for mask, place, count in self._count_funnel(chosen, places):
            total += count
            for number, bit in enumerate(mask or ""):
                reached[number] += count * (bit == "1")
            if place is not None:
                standing[place] += count
        rows = [
            Row(
                "applications",
                "application",
                self.env._("Applications"),
                total,
                sum(standing),
                "crm.lead",
                [("step_ids", "any", domain)],
                [("step_ids", "any", [*domain, ("date_end", "=", False)])],
            )
        ]
        for place, came, stand in zip(places, reached, standing, strict=True):
            # A stage of another team says nothing, nor does one without a past.
            if came or (place.stage_id and not place.team_ids):
                rows.append(self._prepare_funnel_stage(place, came, stand, domain))
        return rows

    @api.model
    def _prepare_funnel_stage(self, place, reached, standing, domain):
        stands = [*place.own_domain(), ("date_end", "=", False)]
        return Row(
            place.key,
            "stage" if place.stage_id else "deleted_stage",
            place.name or self.env._("No stage"),
            reached,
            standing if place.stage_id else None,
            "crm.lead",
            [("step_ids", "any", [*domain, *place.reached_domain()])],
            [("step_ids", "any", [*domain, *stands])] if place.stage_id else None,
        )

    @api.model
    def _count_funnel(self, chosen, places):
        """Count applications by what they reached and where they stand.

        :return: rows of (a bit per place that was reached, number of the place where
            they stand or None, count)
        """
        # Each step stands for a set of bits: one pass over them counts all stages.
        own, for_teams = get_masks(places)
        # Whole numbers are faster than strings of bits, while they are wide enough.
        is_narrow = len(places) <= NARROW
        encode = partial(int, base=2) if is_narrow else str
        bits = SQL("int8[]" if is_narrow else "varbit[]")
        stages = [row for row in own if places[row[0]].stage_id]
        deleted = [row for row in own if not places[row[0]].stage_id]
        query = self._search(chosen)
        columns = ("lead_id", "stage_id", "stage_name", "stage_sequence", "team_id")
        steps = query.select(
            *(self._field_to_sql(self._table, name) for name in columns),
            SQL("%s IS NULL AS open", self._field_to_sql(self._table, "date_end")),
        )
        # Room to count a million applications in, until the transaction ends.
        self.env.cr.execute("SET LOCAL work_mem = '128MB'")
        rows = self.env.execute_query(
            SQL(
                """SELECT mask, place, count(*) FROM (
                    SELECT s.lead_id, min(o.number) FILTER (WHERE s.open) AS place,
                        bit_or(coalesce(t.mask, o.mask, d.mask)) AS mask
                    FROM (%(steps)s) AS s
                    LEFT JOIN unnest(%(numbers)s::int[], %(stages)s::int[],
                            %(masks)s::%(bits)s) AS o(number, stage_id, mask)
                        ON o.stage_id = s.stage_id
                    LEFT JOIN unnest(%(deleted)s::int[], %(names)s::text[],
                            %(sequences)s::int[], %(deleted_masks)s::%(bits)s)
                        AS d(number, name, sequence, mask)
                        ON s.stage_id IS NULL AND d.name = coalesce(s.stage_name, '')
                        AND d.sequence = coalesce(s.stage_sequence, 0)
                    LEFT JOIN unnest(%(team_numbers)s::int[], %(teams)s::int[],
                            %(team_masks)s::%(bits)s) AS t(number, team_id, mask)
                        ON t.number = coalesce(o.number, d.number)
                        AND t.team_id = s.team_id
                    GROUP BY s.lead_id) AS leads
                GROUP BY mask, place""",
                steps=steps,
                bits=bits,
                numbers=[number for number, _mask in stages],
                stages=[places[number].stage_id for number, _mask in stages],
                masks=[encode(mask) for _number, mask in stages],
                deleted=[number for number, _mask in deleted],
                names=[places[number].name for number, _mask in deleted],
                sequences=[places[number].sequence for number, _mask in deleted],
                deleted_masks=[encode(mask) for _number, mask in deleted],
                team_numbers=[number for number, _team, _mask in for_teams],
                teams=[team for _number, team, _mask in for_teams],
                team_masks=[encode(mask) for _number, _team, mask in for_teams],
            )
        )
        if is_narrow:
            rows = [
                (f"{mask or 0:0{len(places)}b}", place, count)
                for mask, place, count in rows
            ]
        return rows

    # ------------------------------------------------------------------ prospects

    @api.model
    def _get_funnel_prospects(self, chosen):
        """Lines of prospects; none when the steps are chosen by what these lack."""
        asked = {leaf.field_expr for leaf in chosen.iter_conditions()}
        if not asked <= OF_PROSPECTS.keys():
            return []
        mapped = chosen.map_conditions(
            lambda leaf: Domain(
                OF_PROSPECTS[leaf.field_expr], leaf.operator, leaf.value
            )
        )
        prospects = self.env["crm.prospect"].with_context(active_test=False)
        people = prospects._search(mapped)
        [(count, applied, converted)] = self.env.execute_query(
            SQL(
                """SELECT count(*), count(*) FILTER (WHERE p.id IN (
                        SELECT prospect_id FROM crm_lead
                        WHERE prospect_id IS NOT NULL
                        UNION ALL
                        SELECT prospect_id FROM crm_lead_step
                        WHERE prospect_id IS NOT NULL)),
                    count(*) FILTER (WHERE p.match_result = 'converted')
                FROM (%s) AS p""",
                people.select(
                    SQL("crm_prospect.id"),
                    prospects.sudo()._field_to_sql("crm_prospect", "match_result"),
                ),
            )
        )
        names = {
            "prospect": self.env._("Potential clients"),
            "with_application": self.env._("With an application"),
            "client": self.env._("Became clients"),
        }
        found = {
            "prospect": (count, []),
            "with_application": (applied, [("lead_ids", "!=", False)]),
            "client": (converted, [("match_state", "=", "converted")]),
        }
        return [
            Row(
                kind,
                kind,
                names[kind],
                number,
                None,
                "crm.prospect",
                [*mapped, *more],
                None,
            )
            for kind, (number, more) in found.items()
        ]
