# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import dates
from ..person.person_owned import OWNERS
from ..person.person_text import MAX_TEXT, NOT_STORABLE
from .contact_event import CHANNELS, OUTCOMES
from .contact_point import NETWORKS

KEYS = {*OWNERS, "value", "outcome", "date", "channel", "campaign"}
MODELS = {"prospect_id": "crm.prospect", "partner_id": "res.partner"}
# Whoever sends an earlier date means something else, or none.
EARLIEST = datetime(1990, 1, 1)
# Clocks of other systems may be ahead, and their time zones be mixed up.
MAX_AHEAD = timedelta(days=1)


class EventError(Exception):
    """An event that is refused: the field and the reason in words."""

    def __init__(self, field, reason):
        super().__init__(field)
        self.field = field
        self.reason = reason


class Told(NamedTuple):
    """An event in columns.

    :param kind: of the contact
    :param match_key: the contact made comparable, None when it cannot be
    :param owner: `prospect_id`, `partner_id`, or None when no person is meant
    :param person: id of the person, or None
    :param outcome: code of the outcome
    :param date: datetime in UTC
    :param channel: code of the channel, or None
    :param campaign: id of the campaign, or None
    """

    kind: str
    match_key: str | None
    owner: str | None
    person: int | None
    outcome: str
    date: Any
    channel: str | None = None
    campaign: int | None = None

    def identity(self):
        """What makes two events the same one, in the order of the unique index."""
        persons = (self.person or 0 if self.owner == owner else 0 for owner in OWNERS)
        return (self.match_key, self.kind, self.outcome, self.date, *persons)


class CrmContactEventParser(models.AbstractModel):
    """Turns events as other systems tell them into columns, many at once."""

    _name = "crm.contact.event.parser"
    _description = "Parser of Contact Outcomes"

    @api.model
    def _parse(self, events):
        """Parse events in a constant number of statements.

        :param list events: dictionaries as of `crm.contact.event.record`
        :return: list of :class:`Told` or :class:`EventError`, in the given order
        """
        now = fields.Datetime.now()
        people = {owner: self._find_people(owner, events) for owner in OWNERS}
        campaigns = self._find_campaigns(events)
        return [self._try(event, now, people, campaigns) for event in events]

    @api.model
    def _try(self, event, now, people, campaigns):
        try:
            return self._parse_one(event, now, people, campaigns)
        except EventError as error:
            return error

    @api.model
    def _parse_one(self, event, now, people, campaigns):
        if not isinstance(event, dict):
            raise EventError("event", self.env._("a dictionary is expected"))
        if unknown := event.keys() - KEYS:
            # A key of another system may be anything, and is told back.
            name = min(map(str, unknown))[:MAX_TEXT]
            raise EventError(
                name.encode("utf-8", "replace").decode(), self.env._("unknown field")
            )
        owner, person, country = self._parse_person(event, people)
        kind, network, value = self._parse_contact(event.get("value"))
        normal = self.env["crm.contact.point"]._normalize(kind, value, network, country)
        return Told(
            kind=kind,
            match_key=normal["match_key"] or None,
            owner=owner,
            person=person,
            outcome=self._choice(event, "outcome", OUTCOMES, required=True),
            date=self._parse_date(event, now),
            channel=self._choice(event, "channel", CHANNELS),
            campaign=self._parse_campaign(event, campaigns),
        )

    # ------------------------------------------------------------------ persons

    @api.model
    def _find_people(self, owner, events):
        """Country codes of the persons that are named and may be read, by id."""
        ids = {
            event[owner]
            for event in events
            if isinstance(event, dict) and type(event.get(owner)) is int
        }
        # Ids beyond what the database can hold are nobody's.
        ids = [person for person in ids if 0 < person < 2**31]
        records = self.env[MODELS[owner]].with_context(active_test=False).browse(ids)
        records = records.exists()._filtered_access("read")
        if not records:
            return {}
        records.flush_model(["country_id", "company_id"])
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT p.id, coalesce(c.code, cc.code, %(home)s)
                    FROM %(table)s p
                    LEFT JOIN res_country c ON c.id = p.country_id
                    LEFT JOIN res_company co ON co.id = p.company_id
                    LEFT JOIN res_partner cp ON cp.id = co.partner_id
                    LEFT JOIN res_country cc ON cc.id = cp.country_id
                    WHERE p.id = ANY(%(ids)s)""",
                    home=self._home(),
                    table=SQL.identifier(records._table),
                    ids=records.ids,
                )
            )
        )

    @api.model
    def _home(self):
        return self.env.company.country_id.code or "RU"

    @api.model
    def _parse_person(self, event, people):
        """(owner, id, country code) of the person that is meant, if any."""
        named = [owner for owner in OWNERS if event.get(owner) not in (None, False)]
        if len(named) > 1:
            raise EventError(
                named[0], self.env._("an outcome is of one person, two are named")
            )
        if not named:
            return None, None, self._home()
        [owner] = named
        if type(event[owner]) is not int:
            raise EventError(owner, self.env._("the id of a record is expected"))
        if event[owner] not in people[owner]:
            raise EventError(owner, self.env._("does not exist"))
        return owner, event[owner], people[owner][event[owner]]

    # ------------------------------------------------------------------ values

    @api.model
    def _text(self, value, field):
        """A text without outer blanks, or None when blank."""
        if value in (None, False):
            return None
        if not isinstance(value, str):
            raise EventError(field, self.env._("a text is expected"))
        value = value.strip()
        if len(value) > MAX_TEXT:
            raise EventError(
                field, self.env._("is longer than %(limit)s characters", limit=MAX_TEXT)
            )
        if NOT_STORABLE.search(value):
            raise EventError(field, self.env._("contains characters that are no text"))
        return value or None

    @api.model
    def _parse_contact(self, value):
        """(kind, network, value) of a contact: told by how the value looks."""
        if isinstance(value, dict):
            if value.keys() != {"network", "id"}:
                raise EventError("value", self.env._("network and id are expected"))
            network = self._text(value["network"], "value")
            text = self._text(value["id"], "value")
        else:
            text = self._text(value, "value")
            network, colon, rest = (text or "").partition(":")
            network = network.strip().lower()
            if colon and network in dict(NETWORKS):
                text = rest.strip()
            else:
                network = None
        if not text:
            raise EventError("value", self.env._("is missing"))
        if network:
            if network.lower() not in dict(NETWORKS):
                raise EventError("value", self.env._("the network is unknown"))
            return "messenger", network.lower(), text
        return ("email" if "@" in text else "phone"), None, text

    @api.model
    def _choice(self, event, field, selection, required=False):
        code = self._text(event.get(field), field)
        if not code and not required:
            return None
        if code not in dict(selection):
            raise EventError(
                field,
                self.env._(
                    "one of these is expected: %(codes)s",
                    codes=", ".join(dict(selection)),
                ),
            )
        return code

    @api.model
    def _parse_date(self, event, now):
        text = self._text(event.get("date"), "date")
        if not text:
            return now
        moment, reason = dates.parse_datetime(text)
        if reason:
            raise EventError(
                "date", self.env._("a date as 2026-05-31T14:05:00Z is expected")
            )
        if not EARLIEST <= moment <= now + MAX_AHEAD:
            raise EventError("date", self.env._("is out of range"))
        return moment

    @api.model
    def _find_campaigns(self, events):
        """Ids of the named campaigns by identifier or title, in small letters."""
        names = {
            event["campaign"].strip()
            for event in events
            if isinstance(event, dict) and isinstance(event.get("campaign"), str)
        }
        if not names:
            return {}
        campaigns = self.env["utm.campaign"].sudo().with_context(active_test=False)
        found = {}
        for campaign in campaigns.search_fetch([], ["name", "title"], order="id"):
            found.setdefault((campaign.title or "").lower(), campaign.id)
            found[(campaign.name or "").lower()] = campaign.id
        return found

    @api.model
    def _parse_campaign(self, event, campaigns):
        name = self._text(event.get("campaign"), "campaign")
        if not name:
            return None
        if name.lower() not in campaigns:
            raise EventError("campaign", self.env._("is unknown"))
        return campaigns[name.lower()]
