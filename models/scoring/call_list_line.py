# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.misc import format_datetime

from ..contact.contact_event import OUTCOMES
from ..person.person_owned import OWNERS
from .contact_facts import STATUS_NOW
from .contact_score import STATUSES, USELESS

# What may come of a call.
CALL_OUTCOMES = (
    "reached",
    "no_answer",
    "busy",
    "wrong_person",
    "not_in_service",
    "opted_out",
)
# Columns that people write; outcomes come by :meth:`action_record_outcome`.
WRITABLE = {"note"}


class CrmCallListLine(models.Model):
    """A client on a call list, with what came of calling.

    Number and status are those of this moment; score and rank those it was chosen for.
    """

    _name = "crm.call.list.line"
    _inherit = ["crm.client.row"]
    _description = "Client to Call"
    _log_access = False
    _order = "score desc, id"
    _rec_name = "partner_id"

    list_id = fields.Many2one(
        "crm.call.list", "Call List", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, readonly=True, ondelete="cascade"
    )
    client_number = fields.Char("Client ID", related="partner_id.client_number_display")
    point_id = fields.Many2one(
        "crm.contact.point", "Contact", readonly=True, ondelete="set null"
    )
    number = fields.Char("Number", related="point_id.value")
    status = fields.Selection(
        STATUSES,
        compute="_compute_status",
        help="As of now, whatever it was when the list was made.",
    )
    is_usable = fields.Boolean(compute="_compute_status")
    score = fields.Integer(readonly=True, aggregator="avg")
    rank = fields.Integer(readonly=True, aggregator=None)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    called_at = fields.Datetime("Called", readonly=True)
    caller_id = fields.Many2one(
        "res.users", "Called by", readonly=True, ondelete="set null"
    )
    call_count = fields.Integer("Calls", readonly=True, aggregator="sum")
    note = fields.Char()

    _client_once = models.UniqueIndex(
        "(list_id, partner_id)", "The client is on this list already."
    )
    _best_first = models.Index("(list_id, score DESC, id)")
    # Progress of a list.
    _called = models.Index("(list_id, called_at)")
    # What deleting a client or a contact looks for.
    _partner = models.Index("(partner_id)")
    _point = models.Index("(point_id) WHERE point_id IS NOT NULL")

    @api.depends("point_id")
    def _compute_status(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT p.id, %s FROM crm_contact_point p
                LEFT JOIN crm_contact_score s ON s.point_id = p.id
                WHERE p.id = ANY(%s)""",
                STATUS_NOW,
                self.point_id.ids,
            )
        )
        statuses = dict(rows)
        for line in self:
            line.status = statuses.get(line.point_id.id, False)
            line.is_usable = line.point_id and line.status not in USELESS

    def write(self, vals):
        if not self.env.su and vals.keys() - WRITABLE:
            raise AccessError(
                self.env._("What came of a call is recorded, not written.")
            )
        return super().write(vals)

    # ------------------------------------------------------------------ calling

    def action_record_outcome(self):
        """Record what came of calling this client, for his contact too.

        The context says `outcome` (`reached`, `no_answer`, `busy`, `wrong_person`,
        `not_in_service` or `opted_out`) and may say `seen_calls`: the number of calls
        that the user saw on the line.

        :return: client action that tells so and offers to take it back
        :rtype: dict
        :raise UserError: there is no such outcome; the number is gone or must not be
            called any more; somebody else called meanwhile
        """
        self.ensure_one()
        self.check_access("write")
        outcome = self.env.context.get("outcome")
        if outcome not in CALL_OUTCOMES:
            raise UserError(self.env._("There is no such outcome."))
        if not self.is_usable:
            raise UserError(
                self.env._("This number is not to be called any more. Reload the list.")
            )
        self._take_call(self.env.context.get("seen_calls", self.call_count))
        self.sudo().write(
            {
                "outcome": outcome,
                "called_at": fields.Datetime.now(),
                "caller_id": self.env.uid,
                "call_count": self.call_count + 1,
            }
        )
        # Who works on the list may tell this of clients whose cards he may not edit.
        point = self.point_id.sudo().with_context(outcome=outcome)
        point.action_record_outcome()
        return {
            "type": "ir.actions.client",
            "tag": "crm_prospect.call_recorded",
            "params": {"line_id": self.id, "outcome": outcome},
        }

    def action_undo_outcome(self):
        """Take back what the user recorded of this call some minutes ago.

        What was recorded of the call before, if any, is on the line again.

        :raise UserError: somebody else recorded it, or it was too long ago
        """
        self.ensure_one()
        self.check_access("write")
        self._take_call(self.call_count)
        if self.caller_id != self.env.user:
            raise UserError(self.env._("Somebody else has recorded this call."))
        self.point_id.sudo().action_undo_outcome()
        call = self._get_last_call() if self.call_count > 1 else None
        self.sudo().write(
            {
                "outcome": call and call.outcome,
                "called_at": call and call.date,
                "caller_id": call and call.create_uid.id,
                "call_count": self.call_count - 1,
            }
        )
        return True

    def _get_last_call(self):
        """The latest outcome that was told of this number since the list was made."""
        return (
            self.env["crm.contact.event"]
            .sudo()
            .search(
                [
                    ("match_key", "=", self.point_id.sudo().match_key),
                    ("kind", "=", self.point_id.sudo().kind),
                    ("partner_id", "=", self.partner_id.id),
                    ("outcome", "in", CALL_OUTCOMES),
                    ("date", ">=", self.list_id.create_date),
                ],
                limit=1,
            )
        )

    def _take_call(self, seen):
        """Meet whoever records a call of the same line at this moment.

        :param seen: number of calls that the user knows of
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT call_count FROM crm_call_list_line WHERE id = %s FOR UPDATE",
                self.id,
            ),
            # Whoever was slower is tried again, and told then.
            log_exceptions=False,
        )
        if self.env.cr.fetchone() != (seen,):
            self.invalidate_recordset()
            labels = dict(self._fields["outcome"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(user)s called meanwhile, %(date)s: %(outcome)s. Your outcome"
                    " was not recorded; reload the list.",
                    user=self.caller_id.sudo().name or "?",
                    date=format_datetime(self.env, self.called_at),
                    outcome=labels.get(self.outcome, ""),
                )
            )

    def action_open_client(self):
        """Open the card of the client."""
        self.ensure_one()
        return self.partner_id._get_records_action()

    # ------------------------------------------------------------------ export

    @api.model
    def _get_export_columns(self):
        return [
            "client_number",
            "partner_id",
            "number",
            "score",
            "status",
            "outcome",
            "called_at",
            "call_count",
            "note",
        ]

    def _get_number_cell(self):
        """Digits alone: spreadsheets and diallers take them as they are."""
        number = self.point_id.phone_sanitized or self.number or ""
        shown = self.env["crm.masked"]._mask("phone", number)
        return number.removeprefix("+") if shown == number else shown

    def _get_export_cell(self, name):
        """Text of a cell; a number that must not be called is left out."""
        if name == "number" and not self.is_usable:
            return ""
        if name == "number":
            return self._get_number_cell()
        field = self._fields[name]
        value = self[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "datetime":
            return format_datetime(self.env, value) if value else ""
        if field.type == "many2one":
            return value.display_name or ""
        return str(value) if value or field.type == "integer" else ""


class CrmContactPoint(models.Model):
    _inherit = "crm.contact.point"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & set(OWNERS):
            # Nobody is called by what is somebody else's now.
            lines = self.env["crm.call.list.line"].sudo()
            lines.search([("point_id", "in", self.ids)]).filtered(
                lambda line: line.point_id.partner_id != line.partner_id
            ).point_id = False
        return result
