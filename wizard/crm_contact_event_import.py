# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import re
from itertools import islice

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..models.contact.contact_event_parser import MODELS, EventError
from ..tools import outcome_columns, person_file

# Events of one statement.
CHUNK = 5000
SHOWN_FAULTS = 100
COUNTS = ("recorded", "unchanged", "unknown", "refused")


class CrmContactEventImport(models.TransientModel):
    """Dialog: take a file of outcomes in: file, check, result.

    The check reads all lines and writes nothing. The same file twice changes nothing.
    """

    _name = "crm.contact.event.import"
    _inherit = ["crm.file.import"]
    _description = "Import of Outcomes"

    state = fields.Selection(
        [("upload", "File"), ("check", "Check"), ("done", "Result")], default="upload"
    )
    columns = fields.Char("Columns Taken", readonly=True)
    left_out = fields.Char("Columns Left Out", readonly=True)
    line_count = fields.Integer("Lines Read", readonly=True)
    recorded_count = fields.Integer("Outcomes", readonly=True)
    unchanged_count = fields.Integer("Known Already", readonly=True)
    unknown_count = fields.Integer("Unknown Contacts", readonly=True)
    refused_count = fields.Integer("Refused", readonly=True)

    # ------------------------------------------------------------------ steps

    def action_read(self):
        """Read the whole file and show what an import would do."""
        self.ensure_one()
        if self.state == "upload":
            self.encoding = self.delimiter = False
        table = self._read_file()
        keys = self._get_keys(table)
        self.write(
            {
                "state": "check",
                "encoding": table.encoding,
                "delimiter": table.delimiter,
                "columns": self._names(table, keys, bool),
                "left_out": self._names(table, keys, lambda key: not key),
                **self._take(table, keys, self._count),
            }
        )
        if not self.line_count:
            raise UserError(self.env._("There are only headers in this file."))
        return self._reopen()

    def action_import(self):
        """Store the outcomes of all lines, and show the result."""
        self.ensure_one()
        table = self._read_file()
        events = self.env["crm.contact.event"]
        result = self._take(table, self._get_keys(table), events._record)
        self.write({"state": "done", **result})
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.ensure_one()
        self.state = "upload"
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Outcomes"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------------ columns

    def _get_keys(self, table):
        """Which key each column holds.

        :raise UserError: a column is missing
        """
        keys = outcome_columns.guess_all(table.headers)
        if missing := {"value", "outcome"} - set(keys):
            raise UserError(
                self.env._("There is no column with the outcome.")
                if "outcome" in missing
                else self.env._("There is no column with the phone or e-mail.")
            )
        return keys

    def _names(self, table, keys, is_meant):
        pairs = zip(table.headers, keys, strict=True)
        return ", ".join(header for header, key in pairs if header and is_meant(key))

    # ------------------------------------------------------------------ lines

    def _take(self, table, keys, store):
        """Go through the file in chunks.

        :param store: function of a list of :class:`Told` -> answer of `record`
        :return: dict of the result's column values
        """
        texts = [self.env._("Line"), self.env._("Reason")]
        counts, shown, line_count = dict.fromkeys(COUNTS, 0), [], 0
        faults_file = person_file.LineFile()
        faults_file.add([*texts, *table.headers])
        headers = dict(zip(keys, table.headers, strict=True))
        lines = iter(self._lines(table))
        while chunk := list(islice(lines, CHUNK)):
            line_count += len(chunk)
            answer, faults = self._take_chunk(chunk, keys, headers, store)
            for state in COUNTS:
                counts[state] += answer[state]
            for line, reason in faults:
                faults_file.add([str(line.number), reason, *line.cells])
            shown += [[line.number, reason] for line, reason in faults[:SHOWN_FAULTS]]
        faulty = counts["unknown"] + counts["refused"]
        return {
            "line_count": line_count,
            **{f"{state}_count": count for state, count in counts.items()},
            "refused_preview": self._html_table(texts, shown[:SHOWN_FAULTS]),
            "refused_file": faulty and base64.b64encode(faults_file.content()),
            "refused_filename": self._refused_filename(),
        }

    def _take_chunk(self, chunk, keys, headers, store):
        """Store, or count, one chunk of lines.

        :param keys: what the columns hold
        :param headers: key -> header of its column
        :return: dict of counts, list of (line, reason) in the order of the file
        """
        parsed = self._parse(chunk, keys, headers)
        lines = [n for n, event in enumerate(parsed) if not isinstance(event, str)]
        answer = store([parsed[number] for number in lines])
        reasons = {n: why for n, why in enumerate(parsed) if isinstance(why, str)}
        answer["refused"] = len(reasons)
        for unknown in answer["unknown"]:
            reasons[lines[unknown["line"]]] = unknown["reason"]
        answer["unknown"] = len(answer["unknown"])
        return answer, [(chunk[n], why) for n, why in sorted(reasons.items())]

    @api.model
    def _count(self, told):
        """The answer of `record`, without recording."""
        events = self.env["crm.contact.event"]
        states = events._sort_out(told)
        return {
            "recorded": states.count(None),
            "unchanged": states.count("told"),
            "unknown": [
                {"line": line, "reason": events._reason(told[line])}
                for line, state in enumerate(states)
                if state == "unknown"
            ],
        }

    def _parse(self, chunk, keys, headers):
        """Lines as :class:`Told`, or as texts of what is wrong with them."""
        zone = pytz.timezone(self.env.user.tz or "UTC")
        people = self._find_people(chunk, keys)
        events = [self._to_event(line, keys, people, zone) for line in chunk]
        whole = [n for n, event in enumerate(events) if isinstance(event, dict)]
        parser = self.env["crm.contact.event.parser"]
        writable = {}
        for number, told in zip(
            whole, parser._parse([events[n] for n in whole]), strict=True
        ):
            if isinstance(told, EventError):
                told = f"{headers.get(told.field, told.field)}: {told.reason}"
            elif told.owner:
                writable.setdefault(told.owner, set()).add(told.person)
            events[number] = told
        for owner, ids in writable.items():
            allowed = self.env[MODELS[owner]].browse(ids)._filtered_access("write")
            allowed = set(allowed.ids)
            for number in whole:
                event = events[number]
                if not isinstance(event, str) and event.owner == owner:
                    if event.person not in allowed:
                        events[number] = self.env._("you may not change this person")
        return events

    def _to_event(self, line, keys, people, zone):
        """One line as an event of the API, or as a text of what is wrong with it."""
        if line.problem:
            return self._problem_text(line.problem)
        event = {
            key: cell
            for key, cell in zip(keys, line.cells, strict=True)
            if key and cell
        }
        for key in ("outcome", "channel"):
            if key in event:
                event[key] = outcome_columns.to_code(key, event[key])
        if "date" in event:
            event["date"] = self._utc(event["date"], zone)
        for key in ("partner_id", "prospect_id"):
            if event.get(key, "").isdecimal():
                event[key] = int(event[key])
        for key in ("client_number", "reference"):
            if name := event.pop(key, None):
                found = people[key].get(self._plain(key, name))
                if not found:
                    return self.env._("%(name)s: nobody is found", name=name)
                owner, person = found
                if event.setdefault(owner, person) != person:
                    return self.env._("two different people are named")
        return event

    # ------------------------------------------------------------------ people

    @api.model
    def _plain(self, key, name):
        """A client number without blanks, a reference as (code, number)."""
        if key == "client_number":
            return re.sub(r"\s", "", name)
        code, _colon, ref = name.partition(":")
        return code.strip().upper(), ref.strip()

    def _find_people(self, chunk, keys):
        """Who is named by the lines: key -> plain name -> (owner, id)."""
        names = {"client_number": set(), "reference": set()}
        for position, key in enumerate(keys):
            if key in names:
                names[key] = {
                    self._plain(key, line.cells[position])
                    for line in chunk
                    if not line.problem and line.cells[position]
                }
        return {
            "client_number": self._find_by_number(names["client_number"]),
            "reference": self._find_by_reference(names["reference"]),
        }

    @api.model
    def _find_by_number(self, numbers):
        # Larger ones are nobody's, and the database cannot hold them.
        numbers = [int(n) for n in numbers if n.isdecimal() and len(n) < 10]
        rows = self.env.execute_query(
            SQL(
                """SELECT client_number, id FROM res_partner
                WHERE client_number = ANY(%s)""",
                numbers,
            )
        )
        return {str(number): ("partner_id", person) for number, person in rows}

    @api.model
    def _find_by_reference(self, references):
        references = sorted(references)
        rows = self.env.execute_query(
            SQL(
                """SELECT upper(s.code), r.ref, r.partner_id, r.prospect_id
                FROM unnest(%s::text[], %s::text[]) AS n(code, ref)
                JOIN crm_prospect_source s ON upper(s.code) = n.code
                JOIN crm_prospect_reference r
                    ON r.ref = n.ref AND r.source_id = s.id
                ORDER BY r.partner_id IS NOT NULL""",
                [code for code, _ref in references],
                [ref for _code, ref in references],
            )
        )
        # A client goes before a prospect of the same number.
        return {
            (code, ref): ("partner_id", partner)
            if partner
            else ("prospect_id", prospect)
            for code, ref, partner, prospect in rows
        }
