# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ...tools import dates, names
from ..person.person_index import ARRAY_COLUMNS
from ..person.person_mixin import NAME_PARTS, is_name_of

# Attribute -> column of the index that holds what is compared of it.
COLUMNS = {
    "lastname": "lastname",
    "firstname": "firstname",
    "middlename": "middlename",
    "birthdate_date": "birthdate_date",
    "phone": "phones",
    "mobile": "mobiles",
    "email": "emails",
    "messenger": "messengers",
    "document": "documents",
}
# Attribute -> kind of the values that may be shared by too many people.
GENERIC_KINDS = {
    "phone": "phone",
    "mobile": "phone",
    "email": "email",
    "messenger": "messenger",
    "document": "document",
}


class CrmMatchExplainValues(models.AbstractModel):
    """The values of a person that rules compare, as they were typed."""

    _name = "crm.match.explain.values"
    _description = "Compared Values of a Person"

    @api.model
    def _of_pair(self, left, right):
        """Values of both sides with the equal ones marked.

        :param left: a prospect
        :param right: a client or another prospect
        :return: dict attribute -> (values of the one, values of the other), where a
            value is a dict: `text` (as typed, or masked; dates in ISO form), `key`
            (normal form, empty when it is never compared), `type` (id of a document
            type), `same` (the other side has it, too), `read_as` (of a name typed in
            another keyboard layout or order: what it is taken for), `unusable` (why
            it is never compared, in words) and `generic` (too many people have it)
        """
        sides = self._of_person(left), self._of_person(right)
        self._mark_generic(sides)
        self._mark_stopped(sides, (left, right))
        for side, other in (sides, sides[::-1]):
            for attribute, values in side.items():
                keys = {value["key"] for value in other[attribute]}
                for value in values:
                    value["same"] = bool(value["key"]) and value["key"] in keys
        left, right = sides
        return {attribute: (left[attribute], right[attribute]) for attribute in left}

    @api.model
    def _of_person(self, person):
        """Dict attribute -> list of values of one prospect or client."""
        values = {
            **self._names(person),
            **self._facts(person),
            **self._contacts(person.contact_point_ids),
            "document": self._documents(person.document_ids),
        }
        return {
            attribute: [value for value in found if value["text"]]
            for attribute, found in values.items()
        }

    @api.model
    def _name_parts(self, person):
        """(parts as typed, parts as they are read), as the index takes them."""
        typed = tuple(person[part] for part in NAME_PARTS)
        if not is_name_of(typed, person.name):
            # A full name that was overwritten is compared as it is taken apart.
            typed = tuple(names.split(person.name)[:3])
        typed = tuple(part or "" for part in typed)
        return typed, names.repair(*typed)

    @api.model
    def _names(self, person):
        typed, read = self._name_parts(person)
        former = person.former_name_ids.mapped("lastname")
        values = {
            part: [self._text(*texts)]
            for part, *texts in zip(NAME_PARTS, typed, read, strict=True)
        }
        values["lastname"] += [self._text(name) for name in former]
        full = " ".join(filter(None, read))
        name = self._text(person.name, full)
        if typed == read:
            # Only the order of the words may differ, which is no other reading.
            name["read_as"] = ""
        return {"name": [name], **values}

    @api.model
    def _facts(self, person):
        birthdate = person.birthdate_date
        day = birthdate and birthdate.isoformat()
        shown = self.env["crm.masked"]._mask("birthdate", day)
        stopped = "stop_value" if dates.is_stop_birthdate(birthdate) else None
        gender = self._gender(person)
        address = ", ".join(filter(None, (person.street, person.city, person.zip)))
        return {
            "birthdate_date": [self._value(shown, not stopped and day, stopped)],
            "gender": [gender],
            "female": [dict(gender)],
            "city": [self._text(person.city)],
            "address": [self._text(person.street and address)],
        }

    @api.model
    def _gender(self, person):
        """The gender, or what the name tells of it, as the index has it."""
        genders = dict(person._fields["gender"]._description_selection(self.env))
        if person.gender:
            return self._value(genders[person.gender], person.gender)
        _typed, read = self._name_parts(person)
        key = names.gender(*map(names.normalize, read))
        label = genders.get(key)
        text = label and self.env._("%(gender)s (by the name)", gender=label)
        return self._value(text, key)

    @api.model
    def _contacts(self, points):
        networks = dict(points._fields["network"]._description_selection(self.env))
        found = {"phone": [], "mobile": [], "email": [], "messenger": []}
        masked = self.env["crm.masked"]
        for point in points:
            shown = masked._mask_contact(point.kind, point.value)
            text = f"{networks.get(point.network, '')} {shown}".strip()
            value = self._value(text, point.match_key, point.unusable_reason)
            found[point.kind].append(value)
            if point.phone_type == "mobile":
                found["mobile"].append(dict(value))
        return found

    @api.model
    def _documents(self, documents):
        found = []
        for document in documents:
            number = document.number_normalized
            key = number and f"{document.type_id.code}:{number}"
            value = self._value(document.display_name, key, document.unusable_reason)
            found.append({**value, "type": document.type_id.id})
        return found

    @api.model
    def _text(self, text, read=None):
        """One text; `read` is what it is taken for, if that is something else."""
        key = names.normalize(read or text)
        value = self._value(text, key)
        if read and key != names.normalize(text):
            value["read_as"] = read
        return value

    @api.model
    def _value(self, text, key, reason=None):
        """One value; with the code of the reason why it cannot be compared, if any."""
        return {
            "text": text or "",
            "key": key or "",
            "same": False,
            "read_as": "",
            "unusable": self._reasons().get(reason, ""),
            "generic": False,
        }

    @api.model
    def _reasons(self):
        """Why a value is never compared: code -> words."""
        field = self.env["crm.contact.point"]._fields["unusable_reason"]
        return dict(field._description_selection(self.env))

    @api.model
    def _mark_stopped(self, sides, persons):
        """Mark what the index leaves out though it could be compared: stop values."""
        owners = [person._person_owner_field() for person in persons]
        rows = self.env["crm.match.reasons"]._rows(
            [(persons[0].id, owners[1], persons[1].id)]
        )
        stopped = self._reasons()["stop_value"]
        for side, owner, person in zip(sides, owners, persons, strict=True):
            row = rows.get((owner, person.id))
            for attribute, column in COLUMNS.items() if row else ():
                indexed = row[column] or ()
                values = side[attribute]
                if column not in ARRAY_COLUMNS:
                    # Blank or what it should be; former names are elsewhere.
                    values = [] if row[column] else values[:1]
                for value in values:
                    if value["key"] and value["key"] not in indexed:
                        value["unusable"] = "" if value["generic"] else stopped

    @api.model
    def _mark_generic(self, sides):
        """Mark the values that too many people have: they are no evidence."""
        values = [
            (kind, value)
            for side in sides
            for attribute, kind in GENERIC_KINDS.items()
            for value in side[attribute]
            if value["key"]
        ]
        known = self._generic_keys({(kind, value["key"]) for kind, value in values})
        for kind, value in values:
            value["generic"] = (kind, value["key"]) in known

    @api.model
    def _generic_keys(self, keys):
        """Those of the (kind, normal form) pairs that too many people have."""
        if "crm.generic.value" not in self.env:
            return set()
        found = (
            self.env["crm.generic.value"]
            .sudo()
            .search(
                [
                    ("value", "in", [key for _kind, key in keys]),
                    ("state", "!=", "exempt"),
                ],
                limit=1000,
            )
        )
        return keys & {(generic.kind, generic.value) for generic in found}
