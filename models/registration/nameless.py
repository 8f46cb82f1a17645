# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import combinations
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ..matching.held_values import COLUMNS
from ..matching.match_engine import MAX_BLOCK
from ..person.person_mixin import NAME_PARTS

# Whoever told one of these is somebody, and no longer just a number or an address.
TELLING = ("name", *NAME_PARTS, "birthdate_date")


class Left(NamedTuple):
    """A contact that a nameless person left, and that is evidence.

    :param person: id of his index row
    :param company: id of his company, or None
    :param source: id of his source
    :param gender: his, or None
    :param kind: kind of the contact point
    :param key: its match key
    :param extension: behind a switchboard, or blank
    """

    person: int
    company: int | None
    source: int
    gender: str | None
    kind: str
    key: str
    extension: str


class CrmPersonRegistrar(models.AbstractModel):
    """Who leaves nothing but a phone or an address is whoever left it before.

    No rule tells it, for rules compare names: a family shares its phone. So nameless
    people share a prospect among themselves only; with those who have a name they are
    linked or not, as the rules say. Who answers at another extension of the number, or
    is a man where the other one is a woman, is somebody else.
    """

    _inherit = "crm.person.registrar"

    @api.model
    def _get_left(self, rows, persons):
        """The contacts by which the nameless ones of some persons are recognised.

        :param rows: index rows of the persons: generic and stopped contacts are not
            in them any more
        :param persons: :class:`person_parser.Parsed` in the same order
        :return: list of :class:`Left`
        """
        nameless = [
            (row, person)
            for row, person in zip(rows, persons, strict=True)
            if self._is_nameless(person)
        ]
        offices = self.env["crm.email.role"]._find_offices(
            {
                point.normal["email_normalized"]
                for _row, person in nameless
                for point in person.points
                if point.normal["email_normalized"]
            }
        )
        return [
            Left(
                row["prospect_id"],
                row["company_id"],
                person.source_id,
                person.columns.get("gender") or None,
                kind,
                key,
                extension,
            )
            for row, person in nameless
            for kind, key, extension in self._get_own_contacts(person, offices)
            if key in (row[COLUMNS[kind][1]] or ())
        ]

    @api.model
    def _is_nameless(self, person):
        return not (person.documents or person.columns.keys() & set(TELLING))

    @api.model
    def _get_own_contacts(self, person, offices):
        """Set of (kind, match key, extension).

        Without mailboxes of offices and robots, and without numbers that are free to
        call: what answers there is a company.

        :param offices: set of such mailboxes
        """
        return {
            (p.kind, p.normal["match_key"], p.normal["phone_extension"] or "")
            for p in person.points
            if p.normal["email_normalized"] not in offices
            and p.normal["phone_type"] != "toll_free"
        }

    @api.model
    def _pair_nameless(self, left):
        """Pairs of persons who left the same contact; of one company, if of any.

        Few, however many they are: who is of one source and gender goes with the first
        one of these.

        :param left: of :meth:`_get_left`
        :return: set of (person, other), whatever their groups say
        """
        firsts, pairs = {}, set()
        for one in left:
            contact = (one.company, one.kind, one.key, one.extension)
            alike = firsts.setdefault(contact, {})
            first = alike.setdefault((one.source, one.gender), one)
            if first.person != one.person:
                pairs.add((first.person, one.person))
        for alike in firsts.values():
            pairs.update(
                (one.person, other.person)
                for one, other in combinations(alike.values(), 2)
                if one.gender == other.gender or not (one.gender and other.gender)
            )
        return pairs

    @api.model
    def _find_nameless(self, left, reach):
        """Nameless prospects who have the same contact, as hits of no rule.

        :param left: of :meth:`_get_left`
        :param Reach reach: whom those of no company may be
        :return: list of (person, id of a prospect, None)
        """
        if not left:
            return []
        return self.env["crm.match.engine"]._fetch(self._nameless_query(left, reach))

    @api.model
    def _nameless_query(self, left, reach):
        """SELECT of what :meth:`_find_nameless` returns."""
        columns = map(list, zip(*left, strict=True))
        persons, companies, _sources, genders, kinds, keys, extensions = columns
        return SQL(
            # Of thousands who have an exempt value the oldest ones are enough. OFFSET 0
            # keeps PostgreSQL from looking for these among all prospects in order.
            """SELECT DISTINCT a.person, found.id, NULL::int
            FROM unnest(%(persons)s::int[], %(companies)s::int[], %(genders)s::text[],
                    %(kinds)s::text[], %(keys)s::text[], %(extensions)s::text[])
                AS a(person, company_id, gender, kind, match_key, extension)
            CROSS JOIN LATERAL (
                SELECT b.id FROM (
                    SELECT c.prospect_id FROM crm_contact_point c
                    WHERE c.match_key = a.match_key AND c.kind = a.kind
                        AND coalesce(c.phone_extension, '') = a.extension OFFSET 0) c
                JOIN crm_prospect b ON b.id = c.prospect_id
                WHERE b.active AND coalesce(b.name, '') = ''
                    AND b.birthdate_date IS NULL
                    AND (b.gender = a.gender) IS NOT FALSE
                    AND NOT EXISTS (SELECT FROM crm_person_document d
                        WHERE d.prospect_id = b.id)
                    AND %(same_company)s
                ORDER BY b.id LIMIT %(most)s) found""",
            persons=persons,
            companies=companies,
            genders=genders,
            kinds=kinds,
            keys=keys,
            extensions=extensions,
            same_company=self.env["crm.match.engine"]._same_company(reach),
            most=MAX_BLOCK,
        )
