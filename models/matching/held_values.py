# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The values that many people may hold, and where it is stored who holds them.

Asked of contact points and documents, not of the person index: a value that is no
evidence has been left out there, and its holders would not be found any more. Only
address keys are stored nowhere else.
"""

from odoo.tools import SQL

from ..person.person_owned import OWNERS

KINDS = [
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("messenger", "Messenger"),
    ("document", "Document"),
    ("address", "Address"),
]
CONTACT_KINDS = ("phone", "email", "messenger")
# Attribute of match conditions -> kind of the values that are evidence for it, and the
# array of the index that they are in.
COLUMNS = {
    "phone": ("phone", "phones"),
    "mobile": ("phone", "mobiles"),
    "email": ("email", "emails"),
    "messenger": ("messenger", "messengers"),
    "document": ("document", "documents"),
}


def held(kind, value):
    """SELECT (prospect_id, partner_id) of the persons who hold a value.

    :param SQL kind: key of :data:`KINDS`
    :param SQL value: as in the index: the match key, `type code:number` of a
        document, the key of an address
    """
    return SQL(
        """SELECT c.prospect_id, c.partner_id FROM crm_contact_point c
        WHERE %(kind)s = ANY(%(contacts)s)
            AND c.match_key = %(value)s AND c.kind = %(kind)s
        UNION ALL
        SELECT d.prospect_id, d.partner_id FROM crm_person_document d
        JOIN crm_person_document_type t ON t.id = d.type_id
        WHERE %(kind)s = 'document'
            AND d.number_normalized = substr(%(value)s, strpos(%(value)s, ':') + 1)
            AND t.code = split_part(%(value)s, ':', 1)
        UNION ALL
        SELECT i.prospect_id, i.partner_id FROM crm_person_index i
        WHERE %(kind)s = 'address' AND i.address_key = %(value)s""",
        kind=kind,
        value=value,
        contacts=list(CONTACT_KINDS),
    )


def people(kind, value, look=None):
    """SELECT (records, persons) of the indexed holders of a value.

    :param int look: holders looked at at most, of each side

    People are counted, not records: one client may be in the base as forty
    prospects, spelled in several ways. Different first names are different people,
    and so are last names that sound differently; a known variant is no other name,
    and an initial is no name.
    """
    return SQL(
        """SELECT count(*) AS records,
            greatest(
                count(DISTINCT i.firstname_codes[1]), count(DISTINCT i.lastname_sound)
            ) AS persons
        FROM (
            SELECT i.firstname_codes, i.lastname_sound FROM (%(held)s%(limit)s) h
            JOIN crm_person_index i ON i.prospect_id = h.prospect_id
            UNION ALL
            SELECT i.firstname_codes, i.lastname_sound FROM (%(held)s%(limit)s) h
            JOIN crm_person_index i ON i.partner_id = h.partner_id) i""",
        held=held(kind, value),
        limit=SQL(" LIMIT %s", look) if look else SQL(),
    )


def linked_by(owner, person, value):
    """SQL: an automatic link of a person whose other side is indexed with a value.

    :param owner: `prospect_id` or `partner_id`: whose id it is
    :param SQL person: id of the person
    :param SQL value: as in the index
    """
    return SQL(
        """EXISTS (SELECT FROM crm_match m
            JOIN crm_person_index o ON o.%(other)s = m.%(other)s
            WHERE m.%(owner)s = %(person)s AND m.verdict = 'automatic'
                AND m.partner_id IS NOT NULL
                AND %(value)s = ANY(o.phones || o.emails || o.messengers
                    || o.documents || o.address_key::text))""",
        owner=SQL.identifier(owner),
        other=SQL.identifier(*(other for other in OWNERS if other != owner)),
        person=person,
        value=value,
    )
