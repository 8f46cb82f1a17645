# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import textwrap
from collections import Counter

import pytz

from odoo import models
from odoo.exceptions import UserError

from ..tools.person_row import KEYS, Column, to_person
from .crm_prospect_import import Planned
from .crm_prospect_import_column import SEVERAL


class CrmProspectImport(models.TransientModel):
    """The plan of an import: what each line of the file would be, shown and told.

    Nothing here writes.
    """

    _inherit = "crm.prospect.import"

    def _plan(self):
        """Lines of the file as person dictionaries, one by one.

        :return: generator of :class:`Planned`
        :raise UserError: the columns or the file do not allow it
        """
        columns = self._mapped_columns()
        table = self._read_file()
        if len(table.headers) != len(self.column_ids):
            raise UserError(
                self.env._("The columns are other ones now: press Read Again first.")
            )
        convert = self._converters()
        default_source = {"source": self.source_id.code} if self.source_id else {}
        for line in self._lines(table):
            if line.problem:
                yield Planned(line, None, self._problem_text(line.problem))
            else:
                person = to_person(line.cells, columns, convert)
                yield Planned(line, default_source | person, None)

    def _mapped_columns(self):
        """The columns that are imported, as plain values.

        :raise UserError: a choice is missing or made twice
        """
        mapped = self.column_ids.filtered("target")
        counts = Counter(mapped.mapped("target"))
        labels = dict(
            self.column_ids._fields["target"]._description_selection(self.env)
        )
        for target, count in counts.items():
            if count > 1 and target not in SEVERAL | {"document_series"}:
                raise UserError(
                    self.env._(
                        "Only one column can go to “%(target)s”.", target=labels[target]
                    )
                )
        if not self.source_id and "source" not in counts:
            raise UserError(
                self.env._("Choose the source, or the column that holds its code.")
            )
        if self.kind != "clients" and counts.keys() & {"client_since", "client_until"}:
            raise UserError(
                self.env._("“Client Since” and “Client Until” are for clients only.")
            )
        for column in mapped:
            if column.target in ("document", "document_series", "messenger"):
                if not column._detail():
                    raise UserError(
                        self.env._(
                            "Column “%(header)s”: choose the document type or network.",
                            header=column.header,
                        )
                    )
        return [Column(c.position, c.target, c._detail() or None) for c in mapped]

    # ------------------------------------------------------------------ values

    def _converters(self):
        """Look-ups for values that files and person dictionaries write differently."""
        sources = self.env["crm.prospect.source"].search_fetch([], ["name", "code"])
        source_codes = {source.name.lower(): source.code for source in sources}
        countries = self._country_codes()
        zone = pytz.timezone(self.env.user.tz or "UTC")
        return {
            "source": lambda text: source_codes.get(text.lower(), text),
            "country": lambda text: countries.get(text.lower(), text),
            "actual_date": lambda text: self._utc(text, zone),
        }

    def _country_codes(self):
        codes = {"россия": "RU", "рф": "RU"}
        for lang, _name in self.env["res.lang"].get_installed():
            countries = self.env["res.country"].with_context(lang=lang)
            for country in countries.search_fetch([], ["name", "code"]):
                codes[country.name.lower()] = country.code
        return codes

    # ------------------------------------------------------------------ words

    def _refusal_text(self, refusal):
        """Reason of the loader, with the header of the column it speaks of.

        :param dict refusal: `field` and `reason`
        """
        columns = self.column_ids.filtered(
            lambda column: KEYS.get(column.target) == refusal["field"]
        )
        labels = dict(
            self.column_ids._fields["target"]._description_selection(self.env)
        )
        label = columns[:1].header or labels.get(refusal["field"], refusal["field"])
        return f"{label}: {refusal['reason']}"

    def _preview_cells(self, line):
        if line.problem:
            return [self._problem_text(line.problem)]
        return [textwrap.shorten(cell, 60, placeholder="…") for cell in line.cells]
