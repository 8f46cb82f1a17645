# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

import pytz
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import dates, person_file

ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("cp1251", "Windows-1251 (Cyrillic)"),
    ("cp866", "DOS-866 (Cyrillic)"),
    ("koi8-r", "KOI8-R (Cyrillic)"),
    ("cp1252", "Windows-1252 (Western)"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
]
# A time with an offset from UTC: "12:13:14+03:00".
_OFFSET = re.compile(r":\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$", re.I)


class CrmFileImport(models.AbstractModel):
    """A dialog that reads a CSV or XLSX file, and tells what is wrong with it."""

    _name = "crm.file.import"
    _description = "Import of a File"

    file = fields.Binary(help="CSV or XLSX; the first line holds the headers.")
    filename = fields.Char()
    encoding = fields.Selection(ENCODINGS)
    delimiter = fields.Selection(
        [(";", "Semicolon"), (",", "Comma"), ("\t", "Tab"), ("|", "Vertical bar")]
    )
    # Escaped where it is made; a file of strangers holds no markup.
    refused_preview = fields.Html(readonly=True, sanitize=False)
    refused_file = fields.Binary("Refused Lines", readonly=True)
    refused_filename = fields.Char(readonly=True)

    # ------------------------------------------------------------------ file

    def _read_file(self):
        """The file as headers and lines.

        :raise UserError: the file cannot be read
        """
        content = self._content()
        try:
            return person_file.read(
                content, self.filename or "", self.encoding, self.delimiter
            )
        except person_file.FileProblem as problem:
            raise UserError(self._problem_text(problem.code)) from None

    def _lines(self, table):
        """Lines of the file; a fault that shows only there is told in words too."""
        try:
            yield from table.lines
        except person_file.FileProblem as problem:
            raise UserError(self._problem_text(problem.code)) from None

    def _content(self):
        """The uploaded file as bytes, held once."""
        self.check_access("read")
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "file"),
                    ("res_id", "=", self.id),
                ],
                limit=1,
            )
        )
        if not attachment:
            raise UserError(self.env._("Choose a file first."))
        if attachment.index_content:
            # Odoo indexes the words of text files: no second place for people's data.
            attachment.index_content = False
        return attachment.raw or b""

    # ------------------------------------------------------------------ values

    @api.model
    def _utc(self, text, zone):
        """A moment of the user's time zone, as in any form, in UTC.

        What is no moment is handed on as it is, for the loader to refuse.
        """
        moment, reason = dates.parse_datetime(text)
        if reason or _OFFSET.search(text):
            return text
        moment = zone.localize(moment).astimezone(pytz.utc)
        return moment.strftime("%Y-%m-%d %H:%M:%S")

    # ------------------------------------------------------------------ words

    @api.model
    def _problem_text(self, code):
        """What is wrong with a line or the whole file, in words."""
        return {
            "line_too_long": self.env._("The line is far too long."),
            "lost_quote": self.env._("A quotation mark is opened and never closed."),
            "nul_character": self.env._("The line holds characters that are no text."),
            "wrong_encoding": self.env._("The line is in another encoding."),
            "too_many_cells": self.env._("The line has more values than headers."),
            "empty_file": self.env._("The file is empty."),
            "old_excel": self.env._(
                "This is an old or protected Excel file. Save it as XLSX or CSV."
            ),
            "not_xlsx": self.env._("This is not an XLSX workbook."),
            "damaged_xlsx": self.env._("The workbook is damaged: save it once more."),
            "xlsx_too_large": self.env._(
                "The workbook would unpack into too much data. Save it as CSV."
            ),
            "not_text": self.env._("This is neither a text file nor an XLSX workbook."),
            "unknown_encoding": self.env._("This encoding is unknown."),
            "bad_header": self.env._(
                "The headers in the first line cannot be read. Try another encoding."
            ),
            "too_many_columns": self.env._("The file has too many columns."),
        }[code]

    def _refused_filename(self):
        stem = (self.filename or "import").rpartition(".")[0] or "import"
        return self.env._("%(name)s – refused.csv", name=stem)

    @api.model
    def _html_table(self, headers, rows):
        """An HTML table, everything escaped; a short row goes on to the right edge."""
        head = Markup("").join(Markup("<th>%s</th>") % text for text in headers)
        body = Markup("")
        for *cells, last in rows:
            body += Markup('<tr>%s<td colspan="%s">%s</td></tr>') % (
                Markup("").join(Markup("<td>%s</td>") % text for text in cells),
                len(headers) - len(cells),
                last,
            )
        return Markup(
            '<div class="overflow-auto"><table class="table table-sm text-nowrap">'
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        ) % (head, body)
