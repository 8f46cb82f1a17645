# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import re

import phonenumbers

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import number_plan_file
from ..tools.number_plan_file import Refusal
from ..tools.person_file_limits import FileProblem

PREVIEW_LINES = 5
SHOWN_REFUSALS = 100


class CrmNumberPlanImport(models.TransientModel):
    """Dialog: put a register of numbers in the place of the one of the same numbers.

    Nothing is written before the second step, which shows what was understood.
    """

    _name = "crm.number.plan.import"
    _description = "Import of a Numbering Plan"

    state = fields.Selection(
        [("upload", "File"), ("check", "Check"), ("done", "Result")], default="upload"
    )
    file = fields.Binary(attachment=False)
    filename = fields.Char()

    # Step 2
    name = fields.Char(string="Register")
    country_id = fields.Many2one("res.country")
    file_date = fields.Date("As of", default=fields.Date.context_today)
    prefixes = fields.Char(
        "Numbers Beginning with",
        help="A number that begins like this and is in no range of the file does not"
        " exist. Each beginning becomes a numbering plan.",
    )
    range_count = fields.Integer("Ranges", readonly=True)
    number_count = fields.Float("Numbers in Them", digits=(20, 0), readonly=True)
    replaced = fields.Char(compute="_compute_replaced")
    refused_count = fields.Integer("Refused Lines", readonly=True)
    # Escaped where it is made.
    preview = fields.Html(readonly=True, sanitize=False)
    refused_preview = fields.Html(readonly=True, sanitize=False)
    is_partial = fields.Boolean(
        "Import without the Refused Lines",
        help="The numbers of the refused lines will be said not to exist.",
    )

    # Step 3
    plan_ids = fields.Many2many("crm.number.plan", readonly=True)

    @api.depends("prefixes")
    def _compute_replaced(self):
        for dialog in self:
            plans = self.env["crm.number.plan"].search(
                [("prefix", "in", dialog._prefix_list())]
            )
            dialog.replaced = ", ".join(
                self.env._(
                    "%(name)s (%(prefix)s, as of %(date)s)",
                    name=plan.name,
                    prefix=plan.prefix,
                    date=fields.Date.to_string(plan.file_date),
                )
                for plan in plans
            )

    # ------------------------------------------------------------------ step 1

    def action_read(self):
        """Read the file and show what was understood of it; nothing is written."""
        self.ensure_one()
        register = self._read_file()
        prefixes = number_plan_file.guess_prefixes(register.spans)
        plan = self.env["crm.number.plan"].search([("prefix", "in", prefixes)], limit=1)
        stem = (self.filename or "").rpartition(".")[0]
        self.write(
            {
                "state": "check",
                "name": plan.name or stem or self.env._("Numbering Plan"),
                "country_id": plan.country_id.id or self._guess_country(prefixes),
                "prefixes": " ".join(prefixes),
                "is_partial": False,
                **self._prepare_check(register),
            }
        )
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.ensure_one()
        self.write({"state": "upload", "file": False})
        return self._reopen()

    def _read_file(self):
        """The file as it is understood.

        :raise UserError: it is no register at all
        """
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        if not content:
            raise UserError(self.env._("Choose a file first."))
        try:
            register = number_plan_file.read(content)
        except FileProblem:
            raise UserError(self.env._("This is not a text file.")) from None
        if not register or not register.spans:
            raise UserError(
                self.env._(
                    "This is no register of numbers. The first line has to name the"
                    " columns: “АВС/DEF”, “От” and “До” in the files of the Russian"
                    " register, “from” and “to” with whole numbers like +380501234567"
                    " in files of any country."
                )
            )
        return register

    @api.model
    def _guess_country(self, prefixes):
        code = number_plan_file.country_code(prefixes[0])
        region = phonenumbers.region_code_for_country_code(int(code))
        return self.env["res.country"].search([("code", "=", region)], limit=1).id

    def _prepare_check(self, register):
        """Column values of what was understood, and of what was not."""
        headers = [
            self.env._("Line"),
            self.env._("From"),
            self.env._("To"),
            self.env._("Operator"),
            self.env._("Region"),
            self.env._("Territory"),
        ]
        table = self.env["crm.prospect.import"]._html_table
        refusals = register.refusals
        return {
            "range_count": len(register.spans),
            "number_count": sum(
                int(span.last[1:]) - int(span.first[1:]) + 1 for span in register.spans
            ),
            "preview": table(headers, register.spans[:PREVIEW_LINES]),
            "refused_count": len(refusals),
            "refused_preview": refusals
            and table(
                [self.env._("Line"), self.env._("Reason")],
                [
                    [refusal.line, self._refusal_text(refusal)]
                    for refusal in refusals[:SHOWN_REFUSALS]
                ],
            ),
        }

    @api.model
    def _refusal_text(self, refusal):
        """Why a line was refused, in words."""
        return {
            "columns": self.env._("The line has fewer values than headers."),
            "code": self.env._("The code is not three digits."),
            "number": self.env._("The ends of the range are no numbers."),
            "order": self.env._("The range ends before it begins."),
            "capacity": self.env._("The range holds more or fewer numbers than said."),
            "overlap": self.env._(
                "The range overlaps that of line %(line)s.", line=refusal.detail
            ),
            "prefix": self.env._(
                "The numbers begin with none of: %(prefixes)s.", prefixes=refusal.detail
            ),
        }[refusal.reason]

    # ------------------------------------------------------------------ step 2

    def action_import(self):
        """Replace the plans, all of them or, on an error, none.

        With lines that are refused nothing is written until it is said that they may
        be left out.
        """
        self.ensure_one()
        self.check_access("write")
        prefixes = self._check_prefixes()
        register = self._by_prefix(self._read_file(), prefixes)
        if register.refusals and not self.is_partial:
            self.write(self._prepare_check(register))
            return self._reopen()
        plans = self.env["crm.number.plan"]._replace(
            [self._prepare_plan(prefix) for prefix in prefixes],
            [(self._prefix_of(span, prefixes), *span[1:]) for span in register.spans],
        )
        self.write(
            {
                "state": "done",
                "plan_ids": [fields.Command.set(plans.ids)],
                "file": False,
                **self._prepare_check(register),
            }
        )
        return self._reopen()

    def _prepare_plan(self, prefix):
        return {
            "prefix": prefix,
            "name": self.name,
            "country_id": self.country_id.id,
            "file_date": self.file_date,
        }

    def _prefix_list(self):
        return sorted(set(re.split(r"[\s,;]+", self.prefixes or "")) - {""})

    def _check_prefixes(self):
        """The beginnings that were typed.

        :raise UserError: something that is needed is missing or wrong
        """
        prefixes = self._prefix_list()
        if not prefixes or not all(re.fullmatch(r"\+\d{1,14}", p) for p in prefixes):
            raise UserError(
                self.env._("Beginnings of numbers are written like this: +73 +74")
            )
        if not (self.name and self.country_id and self.file_date):
            raise UserError(
                self.env._("Fill in the name of the register, its country and date.")
            )
        if self.file_date > fields.Date.context_today(self):
            raise UserError(self.env._("The date of the register is in the future."))
        return prefixes

    @api.model
    def _prefix_of(self, span, prefixes):
        """The longest prefix of both ends of a range, or ``None``."""
        fitting = [
            prefix
            for prefix in prefixes
            if span.first.startswith(prefix) and span.last.startswith(prefix)
        ]
        return max(fitting, key=len, default=None)

    @api.model
    def _by_prefix(self, register, prefixes):
        """The register without the ranges outside of the prefixes."""
        detail = " ".join(prefixes)
        outside = [
            Refusal(span.line, "prefix", detail)
            for span in register.spans
            if not self._prefix_of(span, prefixes)
        ]
        lines = {refusal.line for refusal in outside}
        return register._replace(
            spans=[span for span in register.spans if span.line not in lines],
            refusals=sorted(register.refusals + outside),
        )

    # ------------------------------------------------------------------ step 3

    def action_open_plans(self):
        """Open the plans that were replaced."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_number_plan_action"
        )
        domain = [("id", "in", self.plan_ids.ids)]
        return {**action, "domain": domain, "target": "main"}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Numbering Plan"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
