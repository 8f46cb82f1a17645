# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

# So many records read at once are cards, one row each; more are a list.
FEW = 10
# Key of the context, and its values: objects, so that no caller can send them.
READING = "crm_reading"
OF_LIST = object()
OF_CARD = object()


class CrmAudited(models.AbstractModel):
    """People whose values are read: whoever does it is written down.

    Asked where answers are made for callers: `read`, `search_read` and what Odoo's
    screens call. Code that reads fields writes nothing down.
    """

    _name = "crm.audited"
    _description = "Audited when Read"

    reading_count = fields.Integer(
        "Readings",
        compute="_compute_reading_count",
        groups="crm_prospect.group_prospect_admin",
    )

    # ------------------------------------------------------------------ hooks

    @api.model
    def _get_personal_fields(self):
        """Names of the fields that tell more of a person than the name."""
        return set()

    def _get_audited(self):
        """Those of these records that are people."""
        return self

    # ------------------------------------------------------------------ reading

    @api.readonly
    def read(self, fields=None, load="_classic_read"):
        result = super().read(fields, load)
        self._log_reading(fields, result)
        return result

    @api.model
    @api.readonly
    def search_read(
        self, domain=None, fields=None, offset=0, limit=None, order=None, **read_kwargs
    ):
        result = super().search_read(
            domain, fields, offset, limit, order, **read_kwargs
        )
        self._log_reading(fields, result)
        return result

    @api.readonly
    def web_read(self, specification):
        if self.env.context.get(READING) is OF_CARD:
            return super().web_read(specification)
        # What is read of a card with it is no reading of its own.
        card = self.with_context(**{READING: OF_CARD})
        result = super(CrmAudited, card).web_read(specification)
        self._log_reading(list(specification) or ["id"], result)
        return result

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        return super(CrmAudited, self._as_list()).web_search_read(
            domain, specification, offset, limit, order, count_limit
        )

    @api.model
    @api.readonly
    def web_read_group(
        self, domain, groupby, aggregates=(), limit=None, offset=0, order=None, **kwargs
    ):
        return super(CrmAudited, self._as_list()).web_read_group(
            domain, groupby, aggregates, limit, offset, order, **kwargs
        )

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        result = super().name_search(name, domain, operator, limit)
        rows = [{"id": record_id} for record_id, _name in result]
        self._as_list()._log_reading(["display_name"], rows)
        return result

    def copy_data(self, default=None):
        """Odoo's, which is all of a card."""
        self._log_reading(None, [{"id": record_id} for record_id in self.ids])
        return super().copy_data(default)

    @api.model
    def _as_list(self):
        """This model, for a page of a list or board, however short it is."""
        return self.with_context(**{READING: OF_LIST})

    @api.model
    def _log_reading(self, names, answer):
        """Write down that values were read, before the answer leaves.

        :param names: of the fields that were asked for; none for all
        :param list answer: dicts, with `id`
        """
        reading = self.env.context.get(READING)
        personal = self._get_personal_fields()
        personal &= set(names) if names else personal
        if not personal or self.env.su or reading is OF_CARD:
            return
        people = self.browse(row["id"] for row in answer if row["id"])._get_audited()
        if not people:
            return
        is_list = reading is OF_LIST or len(people) > FEW
        self.env["crm.access.log"]._log(
            "list" if is_list else "view",
            people,
            ", ".join(sorted(personal)) if is_list else False,
            each=not is_list,
        )

    # ------------------------------------------------------------------ readings

    def _compute_reading_count(self):
        groups = self.env["crm.access.log"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for record in self:
            record.reading_count = counts.get(record._origin.id, 0)

    def action_view_readings(self):
        """Open the list of those who read this card; for administrators."""
        self.ensure_one()
        self.env["crm.access.log"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_access_log_action"
        )
        return {
            **action,
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {},
        }
