# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which field of an application is which field of a prospect."""

from typing import Any, NamedTuple


class CopyField(NamedTuple):
    """What can be copied from card to card, in the order of a form.

    :param name: what it is called in choices
    :param prospect: field of a prospect, if it has one
    :param lead: field of an application, if it has one
    :param is_person: whether it says who the person is
    :param of_person: whether an application has it by way of its prospect
    :param can_append: whether two values fit in
    """

    name: str
    prospect: str | None = None
    lead: str | None = None
    is_person: bool = True
    of_person: bool = False
    can_append: bool = False


class CopyRow(NamedTuple):
    """A field of two cards; the values in the form that both kinds share.

    Relations are recordsets, an address is a tuple of :data:`ADDRESS`.
    """

    field: CopyField
    theirs: Any
    ours: Any


class CopyItem(NamedTuple):
    """A contact or a document of a card, or its notes.

    :param key: what it is called in a choice; no personal data
    :param kind: `phone`, `email`, `messenger`, `document` or `note`
    :param label: the value in words
    :param identity: what it is told apart by
    :param vals: column values of a copy
    :param record: the contact point or document, or None
    """

    key: str
    kind: str
    label: str
    identity: tuple
    vals: dict
    record: Any = None


ADDRESS = ("street", "street2", "zip", "city", "state_id", "country_id")

COPY_FIELDS = {
    field.name: field
    for field in (
        CopyField("name", lead="contact_name"),
        CopyField("lastname", "lastname"),
        CopyField("firstname", "firstname"),
        CopyField("middlename", "middlename"),
        CopyField("gender", "gender", of_person=True),
        CopyField("birthdate_date", "birthdate_date", of_person=True),
        CopyField("address", "street", "street"),
        CopyField("employer_name", "employer_name", "partner_name"),
        CopyField("employer_vat", "employer_vat", of_person=True),
        CopyField("function", lead="function"),
        CopyField("lang", "lang", "lang_id"),
        CopyField("source_id", "source_id", is_person=False),
        CopyField("registration_date", "registration_date", is_person=False),
        CopyField("channel_id", "channel_id", "source_id", is_person=False),
        CopyField("medium_id", "medium_id", "medium_id", is_person=False),
        CopyField("campaign_id", "campaign_id", "campaign_id", is_person=False),
        CopyField("first_touch_event", "first_touch_event", is_person=False),
        CopyField("first_touch_with", "first_touch_with", is_person=False),
        CopyField("priority", "priority", "priority", is_person=False),
        CopyField("tag_ids", "tag_ids", "tag_ids", is_person=False, can_append=True),
        CopyField(
            "comment", "comment", "description", is_person=False, can_append=True
        ),
        CopyField("user_id", "user_id", "user_id", is_person=False),
        CopyField("team_id", "team_id", "team_id", is_person=False),
    )
}
