# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..person.public_number import group_digits


class CrmProspect(models.Model):
    """People instead of records, as far as the user may see them.

    A client and the prospects linked with him are one person. Whom the user may not
    see is a count: no name, and no id.
    """

    _inherit = "crm.prospect"

    @api.model
    def _group_people(self, members, twins):
        """The people behind records.

        :return: dict (`client` or `prospect`, id) -> ids of his prospects
        """
        if not self._tells_hidden():
            members = [(prospect, None) for prospect, _client in members]
        person = {
            prospect: ("client", client) if client else ("prospect", prospect)
            for prospect, client in members
            if prospect
        }
        for pair in twins:
            first, second = sorted(person[prospect] for prospect in pair)
            # Two clients stay two, whatever their prospects are.
            if second[0] == "prospect":
                person = {p: first if k == second else k for p, k in person.items()}
        people = {("client", client): [] for _prospect, client in members if client}
        for prospect in sorted(person, reverse=True):
            people.setdefault(person[prospect], []).append(prospect)
        return people

    @api.model
    def _describe_people(self, persons):
        """What the user may see of these people, and how many he may not see.

        :return: list of dict `client`, `prospect`: dict or None; number of the hidden
        """
        clients = self._read_people(
            "res.partner", [n for kind, n in persons if kind == "client"]
        )
        prospects = self._read_people(
            "crm.prospect", [p for ids in persons.values() for p in ids]
        )
        people, hidden = [], 0
        for (kind, number), ids in persons.items():
            seen = {
                "client": clients.get(number) if kind == "client" else None,
                "prospect": next((prospects[p] for p in ids if p in prospects), None),
            }
            hidden += not seen[kind]
            people.append(seen)
        return people, hidden

    @api.model
    def _read_people(self, model, ids):
        """dict id -> dict `id`, `name`, `number` of those whom the user may see."""
        if not ids:
            return {}
        column = self.env[model]._number_column
        found = self.env[model].with_context(active_test=False)
        return {
            person.id: {
                "id": person.id,
                "name": person.name or "",
                "number": group_digits(person[column]),
            }
            for person in found.search_fetch([("id", "in", ids)], ["name", column])
        }
