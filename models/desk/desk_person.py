# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.tools.misc import format_date

from ...tools import names


class Line(NamedTuple):
    """One attribute of a person on the desk.

    :param key: tells which lines of two persons belong together
    :param label: for people
    :param values: list of (text, comparable key)
    :param compared: whether its differences mean anything
    """

    key: str
    label: str
    values: list
    compared: bool = True


class CrmMatchDesk(models.AbstractModel):
    """What the desk shows of one person."""

    _inherit = "crm.match.desk"

    @api.model
    def _get_lines(self, person):
        """Attributes of a prospect or client, in the order of the desk.

        Can be overridden: lines of both sides are aligned by their keys.

        :param person: record of `crm.prospect` or `res.partner`
        :return: list of :class:`Line`
        """
        is_client = person._name == "res.partner"
        prospects = self.env["crm.prospect"]
        since = person.client_since if is_client else person.registration_date
        references = person.client_reference_ids if is_client else person.reference_ids
        return [
            *(
                Line(part, _label(prospects, part), _values(person[part]))
                for part in ("lastname", "firstname", "middlename")
            ),
            Line(
                "former",
                self.env._("Former Last Names"),
                [
                    (name.lastname, names.normalize(name.lastname))
                    for name in person.former_name_ids
                ],
            ),
            Line(
                "birthdate",
                _label(prospects, "birthdate_date"),
                self._get_birthdate(person),
            ),
            Line(
                "gender",
                _label(prospects, "gender"),
                _values(_chosen(person, "gender")),
            ),
            *self._get_document_lines(person),
            *self._get_contact_lines(person),
            Line("address", self.env._("Address"), _values(self._get_address(person))),
            Line(
                "employer",
                _label(prospects, "employer_name"),
                _values(person.employer_name),
            ),
            Line(
                "since",
                self.env._("Known since"),
                _values(format_date(self.env, since)),
                False,
            ),
            Line(
                "sources",
                self.env._("Sources"),
                [(self._get_reference(r), r.id) for r in references],
                False,
            ),
        ]

    @api.model
    def _get_document_lines(self, person):
        """One line for each type, so that only numbers of one kind are compared."""
        by_type = person.document_ids.grouped("type_id")
        masked = self.env["crm.masked"]
        return [
            Line(
                f"document_{kind.id}",
                kind.name,
                [
                    (masked._mask("document", key), key)
                    for d in documents
                    for key in [d.number_normalized or d.number]
                ],
            )
            for kind, documents in sorted(
                by_type.items(), key=lambda item: (item[0].sequence, item[0].id)
            )
        ]

    @api.model
    def _get_contact_lines(self, person):
        by_kind = person.contact_point_ids.grouped("kind")
        masked = self.env["crm.masked"]
        labels = (
            self.env["crm.contact.point"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return [
            Line(
                f"contact_{kind}",
                label,
                [
                    (
                        " ".join(
                            filter(
                                None,
                                (
                                    _chosen(point, "network"),
                                    masked._mask_contact(kind, text),
                                ),
                            )
                        ),
                        point.match_key or text,
                    )
                    for point in by_kind.get(kind, ())
                    for text in [point.phone_sanitized or point.value]
                ],
            )
            for kind, label in labels
        ]

    @api.model
    def _get_birthdate(self, person):
        date = person.birthdate_date
        text = self.env["crm.masked"]._format_birthdate(date)
        return [(text, date)] if date else []

    @api.model
    def _get_address(self, person):
        parts = (person.zip, person.state_id.name, person.city, person.street)
        return ", ".join(filter(None, parts))

    @api.model
    def _get_reference(self, reference):
        """`BT: 79503 (05/17/2026)`."""
        when = reference.actual_date and format_date(self.env, reference.actual_date)
        text = f"{reference.source_id.code}: {reference.ref}"
        return f"{text} ({when})" if when else text


def _values(text):
    return [(text, text)] if text else []


def _label(model, field):
    return model._fields[field]._description_string(model.env)


def _chosen(record, field):
    """The label of the chosen value of a selection field."""
    return dict(record._fields[field]._description_selection(record.env)).get(
        record[field]
    )
