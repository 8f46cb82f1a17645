# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
from itertools import islice
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import person_columns, person_file

PREVIEW_LINES = 10
# Refused lines shown in the dialog; all of them are in the file.
SHOWN_REFUSALS = 100
# Persons of one call of the loader: large enough for its set-based statements.
CHUNK = 2000
# Records that can be opened as a list afterwards.
OPENED_RECORDS = 10_000


class Planned(NamedTuple):
    """A line of the file: its person dictionary, or why there is none."""

    line: person_file.Line
    person: dict | None
    reason: str | None


class CrmProspectImport(models.TransientModel):
    """Dialog: take a file of people in, in three steps: file, columns, result.

    The plan (:meth:`_plan`: lines to person dictionaries) writes nothing; the commit
    (:meth:`_commit`) hands them to the loader chunk by chunk.
    """

    _name = "crm.prospect.import"
    _inherit = ["crm.file.import"]
    _description = "Import of People"

    state = fields.Selection(
        [("upload", "File"), ("map", "Columns"), ("done", "Result")], default="upload"
    )
    kind = fields.Selection(
        [("prospects", "Prospects"), ("clients", "Clients")],
        "Import as",
        required=True,
        default="prospects",
    )
    source_id = fields.Many2one(
        "crm.prospect.source",
        help="Of all lines, unless a column of the file names the source.",
    )

    # Step 2
    column_ids = fields.One2many("crm.prospect.import.column", "import_id", "Columns")
    has_ref = fields.Boolean(compute="_compute_has_ref")
    # Escaped where it is made; a file of strangers holds no markup.
    preview = fields.Html(readonly=True, sanitize=False)

    # Step 3
    line_count = fields.Integer("Lines Read", readonly=True)
    created_count = fields.Integer("Created", readonly=True)
    updated_count = fields.Integer("Updated", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    refused_count = fields.Integer("Refused", readonly=True)
    loaded_ids = fields.Json(readonly=True)

    @api.depends("column_ids.target")
    def _compute_has_ref(self):
        for dialog in self:
            dialog.has_ref = "ref" in dialog.column_ids.mapped("target")

    # ------------------------------------------------------------------ step 1

    def action_read(self):
        """Read headers and first lines, guess the columns, show the second step."""
        self.ensure_one()
        if self.state == "upload":
            self.encoding = self.delimiter = False
        table = self._read_file()
        lines = list(islice(self._lines(table), PREVIEW_LINES))
        if not lines:
            raise UserError(self.env._("There are only headers in this file."))
        self.write(
            {
                "state": "map",
                "encoding": table.encoding,
                "delimiter": table.delimiter,
                "column_ids": [
                    fields.Command.clear(),
                    *map(fields.Command.create, self._prepare_columns(table, lines)),
                ],
                "preview": self._html_table(
                    ["", *table.headers],
                    [[line.number, *self._preview_cells(line)] for line in lines],
                ),
            }
        )
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.ensure_one()
        self.write({"state": "upload", "column_ids": [fields.Command.clear()]})
        return self._reopen()

    def _prepare_columns(self, table, lines):
        types = self.env["crm.person.document.type"].search_fetch([], ["code"])
        types = {kind.code: kind.id for kind in types}
        guesses = person_columns.guess_all(table.headers)
        for position, (header, guess) in enumerate(
            zip(table.headers, guesses, strict=True)
        ):
            is_document = guess.field in ("document", "document_series")
            samples = [
                line.cells[position]
                for line in lines
                if not line.problem and line.cells[position]
            ]
            yield {
                "position": position,
                "header": header[:200]
                or self.env._("Column %(number)s", number=position + 1),
                "sample": " · ".join(sample[:40] for sample in samples[:3]),
                "target": self._guessed_target(guess.field),
                "document_type_id": is_document and types.get(guess.detail, False),
                "network": guess.field == "messenger" and guess.detail,
                "usage": guess.field in ("phone", "email") and guess.detail,
            }

    def _guessed_target(self, field):
        if field in ("client_since", "client_until") and self.kind != "clients":
            return False
        return field

    # ------------------------------------------------------------------ step 2

    def action_import(self):
        """Load all lines and show the result; all of it or, on an error, nothing."""
        self.ensure_one()
        self.check_access("write")
        self.write(self._commit(self._plan()))
        return self._reopen()

    def _commit(self, planned):
        """Hand planned lines to the loader.

        :param planned: iterable of :class:`Planned`
        :return: dict of the result's column values
        """
        counts = dict.fromkeys(("created", "updated", "unchanged", "refused"), 0)
        texts = [self.env._("Line"), self.env._("Reason")]
        refused_file, shown, loaded, line_count = person_file.LineFile(), [], {}, 0
        refused_file.add([*texts, *self.column_ids.mapped("header")])
        planned = iter(planned)
        while chunk := list(islice(planned, CHUNK)):
            line_count += len(chunk)
            refusals, answer = self._load_chunk(chunk)
            for state in ("created", "updated", "unchanged"):
                counts[state] += answer[state]
            counts["refused"] += len(refusals)
            for line, reason in refusals:
                refused_file.add([str(line.number), reason, *line.cells])
            shown += [[line.number, why] for line, why in refusals[:SHOWN_REFUSALS]]
            if len(loaded) < OPENED_RECORDS:
                loaded.update(dict.fromkeys(filter(None, answer["ids"])))
        return {
            "state": "done",
            "line_count": line_count,
            **{f"{state}_count": count for state, count in counts.items()},
            "refused_preview": self._html_table(texts, shown[:SHOWN_REFUSALS]),
            "refused_file": counts["refused"]
            and base64.b64encode(refused_file.content()),
            "refused_filename": self._refused_filename(),
            "loaded_ids": list(islice(loaded, OPENED_RECORDS)),
        }

    def _load_chunk(self, chunk):
        """Load one chunk.

        :param chunk: list of :class:`Planned`
        :return: list of (line, reason) in the order of the file, the loader's answer
        """
        loadable = [planned for planned in chunk if planned.person is not None]
        persons = [planned.person for planned in loadable]
        if self.kind == "clients":
            answer = self.env["res.partner"].load_clients(persons)
        else:
            answer = self.env["crm.prospect"].load(persons)
        refusals = [(p.line, p.reason) for p in chunk if p.person is None]
        refusals += [
            (loadable[refusal["line"]].line, self._refusal_text(refusal))
            for refusal in answer["refused"]
        ]
        return sorted(refusals, key=lambda refusal: refusal[0].number), answer

    # ------------------------------------------------------------------ step 3

    def action_open_loaded(self):
        """Open the list of the persons of this file (the first ones of many)."""
        self.ensure_one()
        clients = self.kind == "clients"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Imported"),
            "res_model": "res.partner" if clients else "crm.prospect",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.loaded_ids or [])],
            "context": {"active_test": False},
        }

    def action_match(self):
        """Start matching what is new, and show the run with its progress."""
        self.ensure_one()
        run_id = self.env["crm.match.run"].start()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.match.run",
            "res_id": run_id,
            "views": [(False, "form")],
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import People"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
