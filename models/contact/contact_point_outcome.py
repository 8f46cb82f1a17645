# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .contact_event import OUTCOMES, VALUE_OUTCOMES
from .contact_event_parser import Told

CHANNEL_OF_KIND = {"phone": "call", "email": "email", "messenger": "messenger"}
UNDO_MINUTES = 15


class CrmContactPoint(models.Model):
    """Outcomes of one contact: told with one click, taken back, looked at."""

    _inherit = "crm.contact.point"

    can_undo_outcome = fields.Boolean(
        compute="_compute_can_undo_outcome",
        help="The user told an outcome of this contact some minutes ago.",
    )

    @api.depends_context("uid")
    def _compute_can_undo_outcome(self):
        own = self._own_outcomes()
        for point in self:
            point.can_undo_outcome = own.get(point._owner_key())

    def _owner_key(self):
        return (self.kind, self.match_key, self.prospect_id.id or -self.partner_id.id)

    def _own_outcomes(self):
        """The latest outcome that the user told of each of these, if undoable.

        :return: dict :meth:`_owner_key` -> event
        """
        since = fields.Datetime.now() - timedelta(minutes=UNDO_MINUTES)
        # What he told himself; many values at once are more than masks let him ask for.
        events = self.env["crm.contact.event"].sudo()
        events = events.search(
            [
                ("match_key", "in", self.filtered("match_key").mapped("match_key")),
                ("create_uid", "=", self.env.uid),
                ("create_date", ">=", since),
            ],
            order="id",
        )
        events = events.with_env(self.env)._filtered_access("read")
        return {
            (e.kind, e.match_key, e.prospect_id.id or -e.partner_id.id): e
            for e in events
            if e.prospect_id or e.partner_id
        }

    def action_record_outcome(self):
        """Store the outcome of using these contacts now; context `outcome`: its code.

        :raise UserError: the outcome is unknown, or a contact cannot be used
        :raise AccessError: the user may not write a person
        """
        outcome = self.env.context.get("outcome")
        if outcome not in [code for code, _label in OUTCOMES]:
            raise UserError(self.env._("This outcome is unknown."))
        self.check_access("write")
        self._check_owners_access()
        if not all(self.mapped("match_key")):
            raise UserError(
                self.env._("This contact cannot be used, so nothing came of using it.")
            )
        now = fields.Datetime.now()
        self.env["crm.contact.event"]._record(
            [
                Told(
                    kind=point.kind,
                    match_key=point.match_key,
                    owner="prospect_id" if point.prospect_id else "partner_id",
                    person=(point.prospect_id or point.partner_id).id,
                    outcome=outcome,
                    date=now,
                    channel=CHANNEL_OF_KIND[point.kind],
                )
                for point in self
            ]
        )
        self.invalidate_recordset(["can_undo_outcome"])
        return True

    def action_undo_outcome(self):
        """Take back the latest outcome that the user told of each of these contacts.

        :raise UserError: none was told in the last minutes
        :raise AccessError: the user may not write a person
        """
        self.check_access("write")
        self._check_owners_access()
        own = self._own_outcomes()
        events = self.env["crm.contact.event"].browse(
            own[key].id for point in self if (key := point._owner_key()) in own
        )
        if not events:
            raise UserError(
                self.env._(
                    "There is nothing to undo: only your own outcomes of the last"
                    " %(minutes)s minutes can be taken back.",
                    minutes=UNDO_MINUTES,
                )
            )
        events._undo()
        self.invalidate_recordset(["can_undo_outcome"])
        return True

    def action_open_outcomes(self):
        """Open the list of the outcomes that count for this contact."""
        self.ensure_one()
        self.check_access("read")
        counts = Domain("outcome", "in", VALUE_OUTCOMES)
        counts |= Domain("partner_id", "=", False) & Domain("prospect_id", "=", False)
        for owner in ("prospect_id", "partner_id"):
            if self[owner]:
                counts |= Domain(owner, "=", self[owner].id)
        domain = Domain("match_key", "=", self.match_key or "")
        domain &= Domain("kind", "=", self.kind)
        events = self.env["crm.contact.event"]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_contact_event_action"
        )
        value = self._mask(self._get_mask_kind("value"), self.value)
        name = self.env._("Outcomes: %(contact)s", contact=value)
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": list(events._get_told_domain(domain & counts)),
        }


class CrmContactEvent(models.Model):
    _inherit = "crm.contact.event"

    def _undo(self):
        """Delete these events and what they brought about."""
        told = [
            Told(
                kind=event.kind,
                match_key=event.match_key,
                owner="prospect_id" if event.prospect_id else "partner_id",
                person=(event.prospect_id or event.partner_id).id,
                outcome=event.outcome,
                date=event.date,
            )
            for event in self
        ]
        self._take_off_blacklist()
        self.sudo().unlink()
        self._touch_people(told)
