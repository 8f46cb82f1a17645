# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..lean_fields import PlainMany2one

KINDS = [
    ("view", "Card Opened"),
    ("list", "List Read"),
    ("export", "Export"),
    ("unmask", "Value Unmasked"),
    ("identify", "Identification"),
    ("register", "Registration"),
    ("find", "Person Looked For"),
    ("call", "Caller Looked Up"),
    ("explain", "Match Explained"),
    ("contacts", "Contacts Asked"),
]


class CrmAccessLog(models.Model):
    """Who read what of whom: cards, exports, unmasked values, questions of systems.

    Written by :meth:`_log` alone, and forgotten by age alone. It holds names of fields
    and ids, never a value of a person.
    """

    _name = "crm.access.log"
    _description = "Reading of Personal Data"
    _order = "id desc"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True)
    # Without foreign keys: a row waits for nobody's lock, and outlives the user.
    user_id = PlainMany2one("res.users", required=True, readonly=True)
    company_id = PlainMany2one("res.company", readonly=True)
    key_id = fields.Integer(readonly=True, aggregator=None)
    key_name = fields.Char(
        "API Key", readonly=True, help="Of a system that came with a key."
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    refused = fields.Boolean(readonly=True, help="Over a limit: nothing was told.")
    res_model = fields.Char("Model", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    count = fields.Integer("Records", readonly=True)
    detail = fields.Char(readonly=True, help="Names of fields; never a value.")
    told = fields.Boolean(readonly=True, help="Administrators know of the refusal.")

    # For the limits and the filter by user
    _of_user = models.Index("(user_id, kind, date)")
    # For the readings of one card
    _of_record = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")
    # Rows come in the order of time: a range of days is a range of pages.
    _by_date = models.Index("USING brin (date)")
    _untold = models.Index("(date) WHERE refused AND told IS NOT TRUE")

    def _check_access(self, operation):
        """Read only, whatever access rights somebody may give himself."""
        if operation != "read" and not self.env.su:
            return self, lambda: AccessError(
                self.env._("The log of readings cannot be changed.")
            )
        return super()._check_access(operation)

    @api.model
    def _log(self, kind, records, detail=False, each=False):
        """Write down a reading before its answer leaves.

        Code that reads for itself (the superuser, scheduled actions) is no reader.

        :param str kind: see the field
        :param records: what was read; one is named, of several the number is kept
        :param str detail: names of fields, never a value
        :param bool each: name each of several records, in rows of their own
        :raise ReadingRefused: a limit of the user or of his key is reached
        """
        if self._is_person():
            ids = records.ids if each or len(records) == 1 else [None]
            row = self._prepare_row(kind, records, detail)
            self._write_rows({**row, "count": len(records) // len(ids) or 1}, ids)

    @api.model
    def _prepare_row(self, kind, records, detail=False):
        return {
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
            "kind": kind,
            "res_model": records._name,
            "detail": detail or None,
            **self._get_key(),
        }

    @api.model
    def _log_questions(self, kind, model, number):
        """Write down guesses at whole values: each counts as a question about people.

        :param str kind: see the field
        :param model: that was searched
        :param int number: of the values asked for
        :raise ReadingRefused: a limit of the user or of his key is reached
        """
        if self._is_person():
            row = self._prepare_row(kind, model)
            self._write_rows({**row, "count": 1}, [None] * number)
