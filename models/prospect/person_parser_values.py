# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ...tools import documents, emails, messengers, phones
from ..contact.contact_point import USAGES
from .person_parser import PersonError, Point

# More values of one kind are a mistake of the source, not one person's contacts.
MAX_VALUES = 50


class CrmPersonParser(models.AbstractModel):
    """The lists of a person dictionary: contacts and documents."""

    _inherit = "crm.person.parser"

    @api.model
    def _list(self, person, key):
        values = person.get(key) or []
        if not isinstance(values, list | tuple):
            raise PersonError(key, self.env._("a list is expected"))
        if len(values) > MAX_VALUES:
            raise PersonError(
                key, self.env._("more than %(limit)s values", limit=MAX_VALUES)
            )
        return values

    @api.model
    def _parse_points(self, person, country):
        normalize = self.env["crm.contact.point"]._normalize
        points = []
        for key, kind, split in (
            ("phones", "phone", lambda text: phones.parse(text, country)),
            ("emails", "email", emails.parse),
        ):
            for item in self._list(person, key):
                value, usage, seen = self._parse_item(key, item)
                points += [
                    (kind, None, part.value, usage, seen)
                    for part in (split(value) if value else ())
                ]
        for item in self._list(person, "messengers"):
            if not isinstance(item, dict) or item.keys() - {"network", "id"}:
                raise PersonError(
                    "messengers", self.env._("a dictionary network, id is expected")
                )
            network = self._text(item, "network", "messengers") or "other"
            if network not in messengers.NETWORKS:
                raise PersonError("messengers", self.env._("unknown network"))
            if value := self._text(item, "id", "messengers"):
                points.append(("messenger", network, value, "personal", None))
        if len(points) > 3 * MAX_VALUES:
            raise PersonError(
                "phones", self.env._("more than %(limit)s values", limit=MAX_VALUES)
            )
        return [
            Point(*point, normalize(kind, value, network, country))
            for point in points
            for kind, network, value, _usage, _seen in [point]
        ]

    @api.model
    def _parse_item(self, key, item):
        """Value, usage and day of a phone or e-mail: a text or a dictionary."""
        if not isinstance(item, dict):
            item = {"value": item}
        if item.keys() - {"value", "usage", "actual_date"}:
            raise PersonError(key, self.env._("unknown field"))
        usage = self._text(item, "usage", key) or "personal"
        if usage not in dict(USAGES):
            raise PersonError(key, self.env._("unknown usage"))
        moment = self._moment(item, "actual_date", key)
        return self._text(item, "value", key), usage, moment and moment.date()

    @api.model
    def _parse_documents(self, person, types):
        parsed = []
        for item in self._list(person, "documents"):
            if not isinstance(item, dict) or item.keys() - {"type", "number"}:
                raise PersonError(
                    "documents", self.env._("a dictionary type, number is expected")
                )
            code = self._text(item, "type", "documents")
            if code not in types:
                raise PersonError("documents", self.env._("unknown document type"))
            number = self._text(item, "number", "documents")
            if number:
                type_id, normalizer = types[code]
                normal = documents.normalize(number, normalizer)
                parsed.append((type_id, number, normal.number, normal.reason))
        return parsed
