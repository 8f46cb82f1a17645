# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from psycopg2.errors import QueryCanceled

from odoo import api, models
from odoo.tools import SQL

from ..matching.decide import Hit
from .in_time import in_time
from .sharing import Origin, get_profile, get_slot_keys, is_apart, may_share, share


class Registered(NamedTuple):
    """The prospect of a registered person.

    :param prospect_id: its id
    :param created: whether it was made for this person
    :param pending: whether its client is still to be looked for
    """

    prospect_id: int
    created: bool
    pending: bool


class Identified(NamedTuple):
    """Who a person may be.

    :param client_hits: list of :class:`decide.Hit`, other = id of a client
    :param prospect_hits: list of :class:`decide.Hit`, other = id of a prospect
    """

    client_hits: list
    prospect_hits: list


class CrmPersonRegistrar(models.AbstractModel):
    """Finds the prospects of persons, or makes them: the way of everybody who applies.

    Other than the loader, who is told by references alone, it looks for persons among
    the prospects by the automatic rules, whichever people these are for otherwise, as
    far as the groups of both allow. It looks first and writes afterwards; who creates
    the same person at the same time is met on a slot, see :class:`crm.prospect.slot`.
    """

    _name = "crm.person.registrar"
    _description = "Person Registrar"

    # ------------------------------------------------------------------ entries

    @api.model
    def _look_up_row(self, parsed, company_id=False):
        """Who a person may be; nothing is written.

        :param parsed: :class:`person_parser.Parsed`
        :param company_id: id of the company whose people are looked at; False: all
            that the user has chosen
        :return: his index row, and :class:`Identified`
        """
        reach = self.env.user._get_people_reach()
        if reach and not company_id and len(reach.companies) == 1:
            [company_id] = reach.companies
        if self.env.cr.precommit.data.get("crm_person_index"):
            self.env["crm.person.index"]._flush()
        rows = self.env["crm.person.index.builder"]._virtual_rows(
            [parsed], [company_id]
        )
        engine = self.env["crm.match.engine"]
        rules = self.env["crm.match.rule"]._usable_content()
        rules_of = {
            "partner_id": engine._rules_for("partner_id", rules),
            "prospect_id": rules,
        }
        found = engine._look_up(rows, rules_of, reach)
        return rows[0], Identified(
            *([Hit(*hit) for _person, *hit in found[owner]] for owner in rules_of)
        )

    @api.model
    def _register_persons(self, persons, defaults=None):
        """Find or make the prospects of persons, and their clients.

        By reference a person is found as by the loader, who overwrites; by a rule it
        is only added what was blank. A constant number of statements, however many
        persons there are. Up to :data:`prospect.ONLINE_LIMIT` are matched at once.

        :param persons: list of :class:`person_parser.Parsed`, with sources
        :param defaults: list of dicts of more columns of those who are created, see
            :data:`person_writer.DEFAULTS`
        :return: list of :class:`Registered` in the same order
        """
        self.env["crm.person.index"]._flush()
        self.env.flush_all()
        ids, created, changed = [None] * len(persons), set(), set()
        deadline = self._get_deadline(len(persons))
        # A reference given twice is known when it comes again.
        for lines in self.env["crm.person.loader"]._rounds(dict(enumerate(persons))):
            round_ = {line: persons[line] for line in lines}
            more = {line: defaults[line] for line in lines} if defaults else {}
            new, touched = self._register_round(round_, more, ids, deadline)
            created |= new
            changed |= touched
        self.env["crm.prospect"].invalidate_model()
        changed |= {ids[line] for line in created}
        matched = self._match(sorted(changed), deadline)
        queued = self.env["crm.match.queue"]._queued("prospect_id", {*ids} - matched)
        return [
            Registered(prospect_id, line in created, prospect_id in queued)
            for line, prospect_id in enumerate(ids)
        ]

    # ------------------------------------------------------------------ a round

    @api.model
    def _register_round(self, persons, defaults, ids, deadline):
        """Register persons with different references.

        :param persons: dict line -> Parsed
        :param defaults: dict line -> dict
        :param ids: list by line, where the ids of the prospects are put
        :param deadline: until when persons are looked for
        :return: lines that were created, and ids of the prospects that were changed
        """
        loader = self.env["crm.person.loader"]
        writer = self.env["crm.person.writer"]
        known = loader._find_known("prospect_id", persons)
        for line, (prospect_id, _date) in known.items():
            ids[line] = prospect_id
        unknown = [line for line in persons if line not in known]
        leaders, found, keys = self._place(
            {line: persons[line] for line in unknown}, defaults, deadline
        )
        keys |= {
            loader._reference_key("prospect_id", persons[line])
            for line in unknown
            if persons[line].ref
        }
        self.env["crm.prospect.slot"]._take(keys)
        new = [line for line in unknown if leaders[line] == line and line not in found]
        made = writer._create(
            "prospect_id",
            [persons[line] for line in new],
            [defaults.get(line, {}) for line in new],
        )
        found |= dict(zip(new, made, strict=True))
        for line in unknown:
            ids[line] = found[leaders[line]]
        added = [(ids[line], persons[line]) for line in unknown if line not in new]
        updates = loader._get_updates(persons, known) + writer._get_fillings(added)
        changed = writer._update("prospect_id", updates)
        changed |= loader._write_values("prospect_id", persons, ids)
        return set(new), changed

    # ------------------------------------------------------------------ who is who

    @api.model
    def _place(self, persons, defaults, deadline):
        """Say which prospects persons are, or which of them are one.

        :param persons: dict line -> Parsed, whose reference is not known
        :param deadline: by then they are not found, and each is one for himself
        :return: dict line -> line whose prospect he gets, dict line -> id of a found
            prospect, and set of keys of those who are going to be created
        """
        if not persons:
            return {}, {}, set()
        lines = list(persons)
        rows = self.env["crm.person.index.builder"]._virtual_rows(
            list(persons.values()),
            [defaults.get(line, {}).get("company_id") for line in lines],
        )
        of_row = {
            row["prospect_id"]: line for row, line in zip(rows, lines, strict=True)
        }
        try:
            with in_time(self.env.cr, deadline):
                found, pairs = self._look_up(rows, persons, of_row)
        except QueryCanceled:
            found, pairs = {}, []
        leaders = share(
            lines,
            found,
            pairs,
            {of_row[row["prospect_id"]]: get_profile(row) for row in rows},
            is_apart,
        )
        keys = {
            key
            for row, line in zip(rows, lines, strict=True)
            if leaders[line] not in found
            for key in get_slot_keys(row)
        }
        return leaders, found, keys

    @api.model
    def _look_up(self, rows, persons, of_row):
        """Prospects found by automatic rules, and lines that are one person.

        Those of whom no rule can tell, for they have no name, come after the rules.

        :return: dict line -> id of a prospect, list of (line, line)
        """
        engine = self.env["crm.match.engine"]
        reach = self.env.user._get_people_reach()
        rules = tuple(
            # Of different companies they may be linked, but are no one prospect.
            rule._replace(cross_company=False)
            for rule in self.env["crm.match.rule"]._usable_content()
            if rule.mode == "automatic"
        )
        pairs = [
            (one, other)
            for one, other, automatic, *_rest in engine._look_up_each_other(rows, rules)
            if automatic
        ]
        hits = engine._look_up(rows, {"prospect_id": rules}, reach)["prospect_id"]
        hits = [hit for hit in hits if hit[2]]
        left = self._get_left(rows, persons.values())
        pairs += self._pair_nameless(left)
        hits += self._find_nameless(left, reach)
        if not (pairs or hits):
            return {}, []
        scopes = self._get_scopes()
        origins = {
            row["prospect_id"]: self._get_origin(
                persons[of_row[row["prospect_id"]]].source_id, row["group_id"], scopes
            )
            for row in rows
        }
        pairs = [
            (of_row[one], of_row[other])
            for one, other in pairs
            if may_share(origins[one], origins[other])
        ]
        if not hits:
            return {}, pairs
        stored = {
            prospect_id: (self._get_origin(source, group, scopes), client)
            for prospect_id, source, group, client in self.env.execute_query(
                SQL(
                    """SELECT id, source_id, group_id, partner_id FROM crm_prospect
                    WHERE id = ANY(%s)""",
                    [hit[1] for hit in hits],
                )
            )
        }
        strictness = {rule.id: place for place, rule in enumerate(rules)}
        strictness[None] = len(rules)
        choices = {}
        for person, other, rule, *_rest in hits:
            origin, client = stored[other]
            if may_share(origins[person], origin) and (
                not (reach and reach.groups) or origin.group in reach.groups
            ):
                choices.setdefault(of_row[person], []).append(
                    (strictness[rule], not client, other, client)
                )
        found = {}
        for line, choice in choices.items():
            if len({client for *_rest, client in choice if client}) > 1:
                # It may be any of these clients, and a person has to decide: as soon
                # as somebody was entered for that, it is he.
                choice = [place for place in choice if not place[-1]]
            if choice:
                found[line] = min(choice)[2]
        return found, pairs

    @api.model
    def _get_scopes(self):
        """dict group id -> how far its people may be looked for."""
        self.env["crm.prospect.group"].flush_model(["merge_scope"])
        return dict(
            self.env.execute_query(
                SQL("SELECT id, merge_scope FROM crm_prospect_group")
            )
        )

    @api.model
    def _get_origin(self, source_id, group_id, scopes):
        return Origin(source_id, group_id, scopes.get(group_id))
