# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import format_date

from ..tools import differences
from ..tools.masks import is_masked


class MatchExplainReport(models.AbstractModel):
    """Why / why not, as a page: on the screen of the dialog and on paper."""

    _name = "report.crm_prospect.report_match_explain"
    _description = "Why / Why Not"

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env[self._get_model()].browse(docids)
        pages = [
            self._get_page(doc.prospect_id, doc.partner_id or doc.other_prospect_id)
            for doc in docs
        ]
        return {"docs": docs, "pages": pages}

    @api.model
    def _get_model(self):
        return "crm.match"

    @api.model
    def _get_page(self, prospect, other):
        """The explanation of a pair with the differences of the values marked.

        :param prospect: a prospect
        :param other: a client or another prospect
        :return: what :meth:`CrmProspect.explain` answers, with `left_parts` and
            `right_parts` beside all `left` and `right`: each value as a dict `parts`
            (list of (text, mark) of :func:`differences.compare`) and `note`
        """
        client = other._name == "res.partner"
        page = prospect.explain(**{"partner_id" if client else "other_id": other.id})
        compared = [*page["values"]]
        for rule in page["rules"]:
            compared += rule["conditions"]
        for line in compared:
            line["left_parts"], line["right_parts"] = self._mark(line)
        verdicts = self.env["crm.match"]._fields["verdict"]
        labels = dict(verdicts._description_selection(self.env))
        if page["verdict"]:
            page["verdict_text"] = labels[page["verdict"]["verdict"]]
        return page

    @api.model
    def _mark(self, line):
        """The values of both sides, word by word."""
        texts = [
            [(self._get_text(line, value), value) for value in line[side]]
            for side in ("left", "right")
        ]
        shown = [text for side in texts for text, _value in side]
        if any(map(is_masked, shown)):
            marked = self._compare_values(texts, differences.compare_masked)
        elif all(len(side) == 1 and not side[0][1]["same"] for side in texts):
            # One value on each side: the two belong together, like it or not.
            sides = differences.compare(*(side[0][0] for side in texts))
            marked = [[side] for side in sides]
        else:
            marked = self._compare_values(texts)
        return tuple(
            [
                {"parts": parts, "note": self._get_note(value)}
                for parts, (_text, value) in zip(segments, side_texts, strict=True)
            ]
            for segments, side_texts in zip(marked, texts, strict=True)
        )

    @api.model
    def _compare_values(self, texts, compare=differences.compare_values):
        return compare(
            # Equal ones have one key in common, the others one of their own.
            *(
                [
                    (text, "same" if value["same"] else f"{side}{place}")
                    for place, (text, value) in enumerate(side_texts)
                ]
                for side, side_texts in zip(("left", "right"), texts, strict=True)
            )
        )

    @api.model
    def _get_text(self, line, value):
        if line["attribute"] == "birthdate_date" and not is_masked(value["text"]):
            return format_date(self.env, value["text"])
        return value["text"]

    @api.model
    def _get_note(self, value):
        """Why a value is no evidence, or what it is taken for, in words."""
        if value["read_as"]:
            return self.env._("read as %(name)s", name=value["read_as"])
        if value["generic"]:
            return self.env._("too many people have it")
        return value["unusable"]


class MatchExplainDialogReport(models.AbstractModel):
    """The same page about the two chosen in the dialog."""

    _name = "report.crm_prospect.report_match_explain_dialog"
    _inherit = "report.crm_prospect.report_match_explain"
    _description = "Why / Why Not (Dialog)"

    @api.model
    def _get_model(self):
        return "crm.match.explain"
