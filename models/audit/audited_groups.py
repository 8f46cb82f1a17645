# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models

PATH = re.compile(r"[a-z_][\w.]*")


class Base(models.AbstractModel):
    """Groups and figures made of values of people tell these values."""

    _inherit = "base"

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        self._log_grouping([*groupby, *aggregates])
        return super().formatted_read_group(
            domain, groupby, aggregates, *args, **kwargs
        )

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(
        self, domain, grouping_sets, aggregates=(), **kwargs
    ):
        self._log_grouping([*sum(map(list, grouping_sets), []), *aggregates])
        return super().formatted_read_grouping_sets(
            domain, grouping_sets, aggregates, **kwargs
        )

    @api.model
    @api.readonly
    def read_group(self, domain, fields, groupby, *args, **kwargs):
        by = [groupby] if isinstance(groupby, str) else groupby
        self._log_grouping([*(fields or ()), *by])
        return super().read_group(domain, fields, groupby, *args, **kwargs)

    @api.model
    @api.readonly
    def read_progress_bar(self, domain, group_by, progress_bar):
        self._log_grouping([group_by, progress_bar["field"]])
        return super().read_progress_bar(domain, group_by, progress_bar)

    @api.model
    def _log_grouping(self, specifications):
        """Write down that people are grouped by what is personal.

        :param specifications: texts such as `phone`, `birthdate_date:day`,
            `phone:array_agg` or `prospect_id.phone`
        """
        if self.env.su:
            return
        paths = {path for text in specifications for path in PATH.findall(text)}
        personal = sorted(filter(self._is_personal_value, paths))
        if personal:
            self.env["crm.access.log"]._log("list", self, ", ".join(personal))

    @api.model
    def _is_personal_value(self, path):
        """Whether a path of fields ends at a value of a person."""
        model = self
        for name in path.split("."):
            field = model._fields.get(name)
            if field is None:
                return False
            if model._is_audited() and name in model._get_personal_fields():
                return True
            if not field.relational:
                return False
            model = self.env[field.comodel_name]
        # Of a relation the name is told.
        return model._is_audited() and "display_name" in model._get_personal_fields()
