# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .person_parser import CLIENT_KEYS, KEYS, PersonError


class CrmPersonLoader(models.AbstractModel):
    """Takes many persons in, set-based: created, updated, unchanged or refused.

    The plan (which line is which person) and the writing are separate steps. Lines
    with the same reference are applied one after the other, in their order.
    """

    _name = "crm.person.loader"
    _description = "Person Loader"

    @api.model
    def _load(self, owner, persons):
        """Load persons as prospects or as clients.

        :param owner: `prospect_id` or `partner_id`
        :param persons: list of person dictionaries
        :return: dict with created, updated, unchanged, refused and ids
        :raise UserError: `persons` is no list
        :raise AccessError: see :meth:`_check_may_load`
        """
        if not isinstance(persons, list | tuple):
            raise UserError(self.env._("persons: a list of dictionaries is expected."))
        self._check_may_load(owner)
        return self.sudo()._load_parsed(owner, *self._parse_all(owner, persons))

    @api.model
    def _check_may_load(self, owner="prospect_id"):
        """Loading is a right of its own; what it answers tells who is a client.

        :param owner: `prospect_id` or `partner_id`
        :raise AccessError: the user may not load persons, or sees no clients
        """
        user = self.env.user
        if self.env.su:
            return
        if not user.has_group("crm_prospect.group_prospect_import"):
            raise AccessError(self.env._("You may not import people."))
        if owner == "partner_id" and user._is_without_clients():
            raise AccessError(self.env._("You may not import clients."))

    @api.model
    def _parse_all(self, owner, persons):
        """dict line -> Parsed, the refused lines, and the number of lines."""
        keys = KEYS if owner == "prospect_id" else CLIENT_KEYS
        parse = self.env["crm.person.parser"].sudo()._parser(keys)
        parsed, refused = {}, []
        for line, person in enumerate(persons):
            try:
                parsed[line] = parse(person)
            except PersonError as error:
                refused.append(
                    {"line": line, "field": error.field, "reason": error.reason}
                )
        return parsed, refused, len(persons)

    @api.model
    def _load_parsed(self, owner, parsed, refused, count):
        ids = [None] * count
        states = {}
        self.env.flush_all()
        for lines in self._rounds(parsed):
            self._load_round(owner, {line: parsed[line] for line in lines}, ids, states)
        self.env["crm.prospect"].invalidate_model()
        self.env["res.partner"].invalidate_model()
        changed = {ids[line] for line, state in states.items() if state != "unchanged"}
        index = self.env["crm.person.index"]
        if changed:
            index._touch(owner, changed)
            self.env["crm.contact.scorer"]._queue(owner, changed)
        if owner == "prospect_id":
            self.env["crm.prospect"].browse(sorted(changed))._match_online()
        index._flush()
        counts = Counter(states.values())
        return {
            "created": counts["created"],
            "updated": counts["updated"],
            "unchanged": counts["unchanged"],
            "refused": refused,
            "ids": self._get_told_ids(owner, ids),
        }

    @api.model
    def _get_told_ids(self, owner, ids):
        """The ids, with None of prospects whom the user has nothing to do with."""
        if owner == "partner_id":
            return ids
        known = self.env["crm.prospect"].browse(filter(None, ids))
        told = set(known._filtered_reach()._ids)
        return [person if person in told else None for person in ids]

    @api.model
    def _rounds(self, parsed):
        """Lines in rounds, so that no round has two lines of one reference."""
        rounds, seen = [], {}
        for line, person in parsed.items():
            number = 0
            if person.ref:
                key = (person.source_id, person.ref)
                number = seen[key] = seen.get(key, -1) + 1
            if number == len(rounds):
                rounds.append([])
            rounds[number].append(line)
        return rounds

    @api.model
    def _load_round(self, owner, parsed, ids, states):
        """Create and update the persons of lines with different references.

        :param parsed: dict line -> Parsed
        :param ids: list by line, where the ids of the persons are put
        :param states: dict by line, where created, updated, unchanged is put
        """
        known = self._find_known(owner, parsed)
        new = [line for line in parsed if line not in known]
        if new_references := [parsed[line] for line in new if parsed[line].ref]:
            # Who creates a reference at the same time is met here; see there.
            self.env["crm.prospect.slot"]._take(
                self._reference_key(owner, person) for person in new_references
            )
        created = self.env["crm.person.writer"]._create(
            owner, [parsed[line] for line in new]
        )
        for line, person_id in zip(new, created, strict=True):
            ids[line] = person_id
        for line, (person_id, _date) in known.items():
            ids[line] = person_id
        updates = self._get_updates(parsed, known)
        changed = self.env["crm.person.writer"]._update(owner, updates)
        changed |= self._write_values(owner, parsed, ids)
        for line in parsed:
            if line not in known:
                states[line] = "created"
            else:
                states[line] = "updated" if ids[line] in changed else "unchanged"

    @api.model
    def _reference_key(self, owner, person):
        """What the slot of a reference that is going to be created is found by."""
        return f"{owner}:{person.source_id}:{person.ref}"

    @api.model
    def _get_updates(self, parsed, known):
        """(person id, Parsed) of those whose known reference says something new.

        What an older file says is no news: it adds contacts and documents only.

        :param known: dict line -> (person id, date of actuality)
        """
        return [
            (person_id, parsed[line])
            for line, (person_id, date) in known.items()
            if not (
                date and parsed[line].actual_date and parsed[line].actual_date < date
            )
        ]

    @api.model
    def _write_values(self, owner, parsed, ids):
        """Add references, contacts and documents; return the persons with new ones."""
        writer = self.env["crm.person.writer"]
        lines = [(ids[line], person) for line, person in parsed.items()]
        return (
            writer._write_references(owner, lines)
            | writer._write_points(owner, lines)
            | writer._write_documents(owner, lines)
        )

    @api.model
    def _find_known(self, owner, parsed):
        """Lines whose reference exists: dict line -> (person id, date of actuality)."""
        referring = [(line, p) for line, p in parsed.items() if p.ref]
        rows = self.env.execute_query(
            SQL(
                """SELECT n.line, r.%(owner)s, r.actual_date
                FROM unnest(%(lines)s::int[], %(sources)s::int[], %(refs)s::text[])
                    AS n(line, source_id, ref)
                JOIN crm_prospect_reference r
                    ON r.source_id = n.source_id AND r.ref = n.ref
                WHERE r.%(owner)s IS NOT NULL""",
                owner=SQL.identifier(owner),
                lines=[line for line, _person in referring],
                sources=[person.source_id for _line, person in referring],
                refs=[person.ref for _line, person in referring],
            )
        )
        return {line: (person, date) for line, person, date in rows}
