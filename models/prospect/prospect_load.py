# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmProspect(models.Model):
    _inherit = "crm.prospect"

    @api.model
    def load(self, persons=None, data=None, fields=None):
        """Take many persons in, or Odoo's own import when `data` is given.

        A person is found by `source` and `ref`, else created. The same call twice
        changes nothing. Nothing of a refused person is written.

        :param list persons: person dictionaries: `lastname`, `firstname`,
            `middlename` or `name`; `gender` (male/female), `birthdate` (YYYY-MM-DD),
            `phones`, `emails` (texts or `{value, usage, actual_date}`), `messengers`
            (`{network, id}`), `documents` (`{type, number}`), `street`, `zip`,
            `city`, `country` (ISO code), `employer`, `comment`, `source` (code),
            `ref`, `actual_date`
        :param list data: rows of Odoo's own import
        :param list fields: field names of Odoo's own import
        :return: `{"created": n, "updated": n, "unchanged": n, "refused":
            [{"line", "field", "reason"}], "ids": [id or null, in the given order]}`
        :rtype: dict
        :raise AccessError: the user may not import people
        """
        if data is not None:
            self.env["crm.person.loader"]._check_may_load()
            return super().load(persons if fields is None else fields, data)
        return self.env["crm.person.loader"]._load("prospect_id", persons)
