# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import differences
from ...tools.masks import is_masked

# Candidates of one prospect that can be looked at side by side; the rest follows when
# these are decided.
SET_LIMIT = 10


class CrmMatchDesk(models.AbstractModel):
    """Prospects and their candidates, as the desk shows them."""

    _inherit = "crm.match.desk"

    @api.model
    def _prepare_units(self, prospect_ids):
        """All that the desk needs to show these prospects and their waiting pairs.

        :param prospect_ids: ids in the order of the queue
        :return: list of dict `id`, `kind` (`review`, `ambiguous` or `sample`),
            `person` (as of :meth:`_prepare_person`) and `pairs`, list of dict `id`,
            `sample` (bool), `person`, `rule`, `confidence`, `age` (days),
            `ground_gone`, `reasons` (as of `crm.match._get_reasons`) and `lines` (as
            of :meth:`_prepare_lines`); prospects without waiting pairs are left out
        """
        domain = self._get_waiting_domain() & Domain("prospect_id", "in", prospect_ids)
        matches = self.env["crm.match"].search(domain)
        chosen = {
            prospect: pairs.sorted(lambda m: (not m.partner_id, -m.confidence, m.id))[
                :SET_LIMIT
            ]
            for prospect, pairs in matches.grouped("prospect_id").items()
        }
        matches = self.env["crm.match"].concat(*chosen.values())
        reasons = matches._get_reasons()
        persons = [*chosen, *matches.partner_id, *matches.other_prospect_id]
        lines = {person: self._get_lines(person) for person in persons}
        units = {
            prospect.id: {
                "id": prospect.id,
                "kind": self._get_kind(prospect, pairs),
                "person": self._prepare_person(prospect),
                "pairs": [
                    self._prepare_pair(match, lines, reasons.get(match.id))
                    for match in pairs
                ],
            }
            for prospect, pairs in chosen.items()
        }
        for people in (
            matches.prospect_id | matches.other_prospect_id,
            matches.partner_id,
        ):
            if people:
                self.env["crm.access.log"]._log("view", people, each=True)
        for unit in units.values():
            self._drop_blank_lines(unit["pairs"])
        return [units[number] for number in prospect_ids if number in units]

    @api.model
    def _get_kind(self, prospect, matches):
        if prospect.match_result == "ambiguous":
            return "ambiguous"
        automatic = all(match.verdict == "automatic" for match in matches)
        return "sample" if automatic else "review"

    @api.model
    def _prepare_person(self, person):
        """What leads to the form of a person."""
        is_client = person._name == "res.partner"
        return {
            "model": person._name,
            "id": person.id,
            "name": person.display_name,
            "number": (
                person.client_number_display if is_client else person.number_display
            ),
        }

    @api.model
    def _prepare_pair(self, match, lines, reasons):
        other = match.partner_id or match.other_prospect_id
        waits = fields.Datetime.now() - (match.date or fields.Datetime.now())
        return {
            "id": match.id,
            "sample": match.verdict == "automatic",
            "person": self._prepare_person(other),
            "rule": match.rule_id.display_name or "",
            "confidence": match.confidence,
            "age": max(waits.days, 0),
            "ground_gone": match.ground_gone,
            "reasons": reasons or {"for": [], "against": [], "missing": []},
            "lines": self._prepare_lines(lines[match.prospect_id], lines[other]),
        }

    @api.model
    def _prepare_lines(self, left, right):
        """The attributes of two persons, aligned, with what differs marked.

        :param left: list of `Line`
        :param right: list of `Line`
        :return: list of dict `key`, `label`, `state` (`same`, `differs`, `blank` where
            a side has no value, `plain` where nothing is compared), `left` and `right`:
            list of values, each a list of segments (text, mark)
        """
        sides = [{line.key: line for line in side} for side in (left, right)]
        result = []
        for key in _merge_orders([line.key for line in left], [x.key for x in right]):
            pair = [side.get(key) for side in sides]
            line = pair[0] or pair[1]
            values = [side.values if side else [] for side in pair]
            if line.compared:
                marked = self._compare(key, values, sides)
            else:
                marked = [[[(text, "plain")] for text, _key in v] for v in values]
            result.append(
                {
                    "key": key,
                    "label": line.label,
                    "state": _get_state(marked) if line.compared else "plain",
                    "left": marked[0],
                    "right": marked[1],
                }
            )
        return result

    @api.model
    def _compare(self, key, values, sides):
        """Segments of the values of both sides."""
        texts = [text for side in values for text, _key in side]
        if any(map(is_masked, texts)):
            return differences.compare_masked(*values)
        if key != "former":
            return differences.compare_values(*values)
        # A former name explains the present one of the other side.
        present = [side["lastname"].values for side in reversed(sides)]
        marked = []
        for own, others, now in zip(values, reversed(values), present, strict=True):
            known = [*others, *((text, differences.word_key(text)) for text, _k in now)]
            marked.append(differences.compare_values(own, known)[0])
        return marked

    @api.model
    def _drop_blank_lines(self, pairs):
        """Leave out the attributes that nobody of a set has; align the others."""
        used = {
            line["key"]: line["label"]
            for pair in pairs
            for line in pair["lines"]
            if line["left"] or line["right"]
        }
        for pair in pairs:
            lines = {line["key"]: line for line in pair["lines"]}
            blank = {"state": "blank", "left": [], "right": []}
            pair["lines"] = [
                lines.get(key) or {"key": key, "label": label, **blank}
                for key, label in used.items()
            ]


def _merge_orders(left, right):
    """Keys of both lists in one order: each new one after the one it follows."""
    merged = list(left)
    for place, key in enumerate(right):
        if key not in merged:
            before = merged.index(right[place - 1]) + 1 if place else 0
            merged.insert(before, key)
    return merged


def _get_state(marked):
    if not all(marked):
        return "blank"
    equal = all(
        any(all(mark == "same" for _text, mark in value) for value in side)
        for side in marked
    )
    return "same" if equal else "differs"
