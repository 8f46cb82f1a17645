# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

# Prospects of the people found that are looked at.
MAX_RECORDS = 200


class CrmProspect(models.Model):
    """Who is known already, while a new person is being typed."""

    _inherit = "crm.prospect"

    @api.model
    @api.readonly
    def find_similar(self, values: dict, limit: int = 5):
        """People that the match rules find for a person who is not saved yet.

        Nothing is written. People are counted and not records: a client and the
        prospects linked with him are one person.

        :param dict values: what is known so far, as the person of `identify`
        :param int limit: most people, 1 to 100
        :return: dict

            - `hits`: the best first: dict `kind` (`client` or `prospect`), `id`,
              `name`, `number`, `certain` (an automatic rule says so, and of no second
              client), `why` (what matches and what holds them apart, in words) and
              `prospect`: dict `id`, `name`, `number` of a prospect of this person, or
              None
            - `hidden`: how many of the people found the user may not see
        :rtype: dict
        :raise UserError: a value is wrong; its key is named
        :raise AccessError: the user may not see prospects
        """
        self.check_access("read")
        self.env["crm.access.log"]._log("find", self)
        with self._refusals():
            self._check_limit(limit)
            parsed = self._parse_caller_person(values, with_source=False)
        registrar = self.env["crm.person.registrar"].sudo()
        row, found = registrar._look_up_row(parsed, self.env.company.id)
        found = self._without_untold(found)
        clients = {hit.other: hit for hit in found.client_hits}
        prospects = {hit.other: hit for hit in found.prospect_hits}
        people = self._get_similar_people(clients, prospects)
        described, hidden = self._describe_people(people)
        certain = self._get_certain_people(people, clients, prospects)
        hits = []
        for person, cards in zip(people, described, strict=True):
            kind = next((kind for kind in cards if cards[kind]), None)
            if kind:
                hit = {"kind": kind, **cards[kind], "prospect": cards["prospect"]}
                hits.append({**hit, "certain": person in certain, "why": ""})
        hits.sort(key=lambda hit: (not hit["certain"], hit["kind"], hit["id"]))
        self._add_reasons(hits[:limit], row, clients)
        return {"hits": hits[:limit], "hidden": hidden}

    @api.model
    def _get_similar_people(self, clients, prospects):
        """The people behind hits, as of :meth:`_group_people`, prospects hit first."""
        # That a hidden client fits tells of none of his prospects.
        seen = [] if self.env.user._is_without_clients() else list(clients)
        records = self.sudo().search_fetch(
            Domain("id", "in", list(prospects)) | Domain("partner_id", "in", seen),
            ["partner_id"],
            limit=MAX_RECORDS,
        )
        people = self._group_people(
            [
                *((None, client) for client in clients),
                *((prospect.id, prospect.partner_id.id) for prospect in records),
            ],
            twins=(),
        )
        return {
            person: sorted(ids, key=lambda prospect: prospect not in prospects)
            for person, ids in people.items()
        }

    @api.model
    def _get_certain_people(self, people, clients, prospects):
        """Those whom an automatic rule found, unless these are two clients."""
        certain = {
            (kind, number)
            for (kind, number), ids in people.items()
            if (kind == "client" and number in clients and clients[number].automatic)
            or any(p in prospects and prospects[p].automatic for p in ids)
        }
        ambiguous = sum(kind == "client" for kind, _number in certain) > 1
        return {p for p in certain if not ambiguous or p[0] == "prospect"}

    @api.model
    def _add_reasons(self, hits, row, clients):
        """Say of the shown people why they were found.

        :param row: index row of the person being typed
        """
        me = row["prospect_id"]
        pairs = {}
        for place, hit in enumerate(hits):
            if hit["kind"] == "client" and (
                hit["id"] in clients or not hit["prospect"]
            ):
                pairs[place] = (me, "partner_id", hit["id"])
            else:
                pairs[place] = (me, "prospect_id", hit["prospect"]["id"])
        reasons = self.env["crm.match.reasons"]._of_pairs(pairs, {me: row})
        for place, found in reasons.items():
            hits[place]["why"] = ", ".join(found["for"] + found["contradicts"])
