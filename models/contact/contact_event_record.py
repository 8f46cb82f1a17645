# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ..person.person_owned import OWNERS
from .contact_event import VALUE_OUTCOMES
from .contact_event_parser import MODELS, EventError

MAX_EVENTS = 10_000


class CrmContactEvent(models.Model):
    """Taking outcomes in: by other systems, files, mails and by hand."""

    _inherit = "crm.contact.event"

    @api.model
    def record(self, events):
        """Store what came of using contacts; the same call twice changes nothing.

        An event is of one person, or of the contact alone, whoever has it; without a
        person it counts for everybody who has the contact.

        :param list events: at most 10 000 dictionaries of `partner_id` or `prospect_id`
            (id of the person) or neither; `value`: a phone in any notation, an e-mail,
            or a messenger as `{"network", "id"}` or "telegram:ivan"; `outcome`:
            reached, no_answer, busy, wrong_person, not_in_service, bounced, opened,
            clicked, replied or opted_out; `date` (ISO 8601, UTC without an offset, now
            when left out, at most a day ahead); `channel`: call, sms, email, messenger
            or other; `campaign`: identifier or name of a campaign
        :return: `{"recorded": n, "unchanged": n, "unknown": [{"line", "field",
            "reason"}]}`: stored, told before, and about contacts that the person, or
            anybody, does not have; `line` counts from 0
        :rtype: dict
        :raise ValidationError: an event is malformed or its person does not exist;
            the message names `events[line].field`, and nothing is stored
        :raise AccessError: the user may not write a person, or no person is
            named and the user may not import
        """
        self.env["crm.contact.point"].check_access("create")
        if not isinstance(events, list):
            raise ValidationError(self.env._("events: a list is expected."))
        if len(events) > MAX_EVENTS:
            raise ValidationError(
                self.env._("events: at most %(limit)s in a call.", limit=MAX_EVENTS)
            )
        told = self.env["crm.contact.event.parser"]._parse(events)
        for line, event in enumerate(told):
            if isinstance(event, EventError):
                raise ValidationError(
                    self.env._(
                        "events[%(line)s].%(field)s: %(reason)s",
                        line=line,
                        field=event.field,
                        reason=event.reason,
                    )
                )
        self._check_may_record(told)
        return self._record(told)

    @api.model
    def _check_may_record(self, told):
        """:raise AccessError: see :meth:`record`"""
        for owner in OWNERS:
            if ids := {event.person for event in told if event.owner == owner}:
                self.env[MODELS[owner]].browse(ids).check_access("write")
        if any(not event.owner for event in told) and not self._may_record_values():
            raise AccessError(
                self.env._(
                    "An outcome without a person counts for everybody who has the"
                    " contact: only who may import people may store it."
                )
            )

    @api.model
    def _may_record_values(self):
        importer = "crm_prospect.group_prospect_import"
        return self.env.su or self.env.user.has_group(importer)

    @api.model
    def _record(self, told):
        """Store parsed events.

        :param told: list of :class:`Told`
        :return: dict of :meth:`record`
        """
        states = self._sort_out(told)
        new = [event for event, state in zip(told, states, strict=True) if not state]
        self._insert(new)
        return {
            "recorded": len(new),
            "unchanged": states.count("told"),
            "unknown": [
                {"line": line, "field": "value", "reason": self._reason(told[line])}
                for line, state in enumerate(states)
                if state == "unknown"
            ],
        }

    @api.model
    def _reason(self, event):
        """Why the contact of an event is unknown, in words."""
        if not event.match_key:
            return self.env._("cannot be used as a contact")
        if event.owner:
            return self.env._("is no contact of this person")
        return self.env._("nobody has this contact")

    @api.model
    def _sort_out(self, told):
        """What is to be done with each event, by one statement.

        :param told: list of :class:`Told`
        :return: list of None (is to be stored), `told` (before, or earlier in the
            list) or `unknown`
        """
        self.env["crm.contact.point"].flush_model()
        # Each way to a contact is a branch of its own, with an index of its own: a
        # switchboard that thousands have costs no more than a personal number.
        self.env.cr.execute(
            SQL(
                """WITH n AS (SELECT * FROM %(told)s WHERE match_key IS NOT NULL)
                SELECT line, 'told' FROM n WHERE EXISTS (
                    SELECT FROM crm_contact_event e
                    WHERE e.match_key = n.match_key AND e.kind = n.kind
                        AND e.outcome = n.outcome AND e.date = n.date
                        AND COALESCE(e.partner_id, 0) = COALESCE(n.partner_id, 0)
                        AND COALESCE(e.prospect_id, 0) = COALESCE(n.prospect_id, 0))
                UNION ALL SELECT line, 'known' FROM n
                WHERE partner_id IS NULL AND prospect_id IS NULL AND EXISTS (
                    SELECT FROM crm_contact_point v
                    WHERE v.match_key = n.match_key AND v.kind = n.kind)
                UNION ALL SELECT line, 'known' FROM n
                JOIN crm_contact_point v ON v.partner_id = n.partner_id
                    AND v.kind = n.kind AND COALESCE(v.match_key, v.value) = n.match_key
                UNION ALL SELECT line, 'known' FROM n
                JOIN crm_contact_point v ON v.prospect_id = n.prospect_id
                    AND v.kind = n.kind AND COALESCE(v.match_key, v.value) = n.match_key
                """,
                told=self._told_sql(told),
            ),
            log_exceptions=False,
        )
        found = {"told": set(), "known": set()}
        for line, state in self.env.cr.fetchall():
            found[state].add(line)
        states, seen = [], set()
        for line, event in enumerate(told):
            identity = event.identity()
            if line in found["told"] or identity in seen:
                states.append("told")
            elif line in found["known"]:
                states.append(None)
                seen.add(identity)
            else:
                states.append("unknown")
        return states

    @api.model
    def _told_sql(self, told):
        """Events as a table: a FROM item with the columns of an event and `line`."""
        columns = [
            (line, e.kind, e.match_key, *self._persons(e), e.outcome, e.date)
            + (e.channel, e.campaign)
            for line, e in enumerate(told)
        ]
        lists = (
            map(list, zip(*columns, strict=True)) if columns else ([] for _ in "9" * 9)
        )
        types = "int text text int int text timestamp text int".split()
        return SQL(
            """unnest(%s) AS told(line, kind, match_key, partner_id, prospect_id,
                outcome, date, channel, campaign_id)""",
            SQL(", ").join(
                SQL("%s::%s[]", values, SQL(kind))
                for values, kind in zip(lists, types, strict=True)
            ),
        )

    @api.model
    def _persons(self, event):
        return (
            event.person if event.owner == "partner_id" else None,
            event.person if event.owner == "prospect_id" else None,
        )

    @api.model
    def _insert(self, told):
        """Store events that are new; who stores the same at this moment is met.

        :param told: list of :class:`Told`
        """
        if not told:
            return
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_contact_event (kind, match_key, partner_id,
                    prospect_id, outcome, date, channel, campaign_id,
                    create_uid, create_date, write_uid, write_date)
                SELECT kind, match_key, partner_id, prospect_id, outcome, date,
                    channel, campaign_id, %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM %(told)s ORDER BY match_key, kind, outcome, date, line
                ON CONFLICT DO NOTHING RETURNING id, outcome""",
                told=self._told_sql(told),
                uid=self.env.uid,
                now=self.env.cr.now(),
            ),
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        opted_out = [event for event, outcome in rows if outcome == "opted_out"]
        self.browse(opted_out)._put_on_blacklist()
        self._touch_people(told)

    # ------------------------------------------------------------------ scores

    @api.model
    def _touch_people(self, told):
        """Have everybody scored for whom these events count.

        :param told: list of :class:`Told`
        """
        people = {
            owner: {event.person for event in told if event.owner == owner}
            for owner in OWNERS
        }
        for_all = {
            (event.kind, event.match_key)
            for event in told
            if not event.owner or event.outcome in VALUE_OUTCOMES
        }
        self.env.cr.execute(
            SQL(
                """SELECT v.partner_id, v.prospect_id
                FROM unnest(%s::text[], %s::text[]) AS n(kind, match_key)
                JOIN crm_contact_point v
                    ON v.match_key = n.match_key AND v.kind = n.kind""",
                [kind for kind, _key in for_all],
                [key for _kind, key in for_all],
            ),
            log_exceptions=False,
        )
        for partner, prospect in self.env.cr.fetchall():
            owner = "partner_id" if partner else "prospect_id"
            people[owner].add(partner or prospect)
        for owner, ids in people.items():
            if ids:
                self.env["crm.contact.scorer"]._touch(owner, ids)
