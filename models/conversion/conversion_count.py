# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .conversion_writer import VALUES


class CrmConversionWriter(models.AbstractModel):
    """What a conversion would carry along, counted for the dialog."""

    _inherit = "crm.conversion.writer"

    @api.model
    def _count(self, prospect_id, client_id):
        """How many things of a prospect the card of a client lacks: kind -> number.

        :param client_id: id of the client, or False: a new one
        """
        self.env.flush_all()
        terms = {"prospect": prospect_id, "client": client_id or None}
        counts = {
            "contact_points": self._lacking_sql("crm.contact.point", **terms),
            "documents": self._lacking_sql("crm.person.document", **terms),
            "files": SQL(
                """SELECT count(*) FROM ir_attachment v
                WHERE v.res_model = 'crm.prospect' AND v.res_id = %(prospect)s
                    AND v.res_field IS NULL AND NOT EXISTS (
                    SELECT FROM ir_attachment o WHERE o.res_model = 'res.partner'
                        AND o.res_id = %(client)s AND o.name = v.name
                        AND o.checksum IS NOT DISTINCT FROM v.checksum)""",
                **terms,
            ),
            "activities": SQL(
                """SELECT count(*) FROM mail_activity
                WHERE res_model = 'crm.prospect' AND res_id = %(prospect)s
                    AND active""",
                **terms,
            ),
        }
        [numbers] = self.env.execute_query(
            SQL("SELECT %s", SQL(", ").join(SQL("(%s)", q) for q in counts.values()))
        )
        return dict(zip(counts, numbers, strict=True))

    @api.model
    def _lacking_sql(self, model, **terms):
        kind, key = VALUES[model]
        return SQL(
            """SELECT count(*) FROM %(table)s v WHERE v.prospect_id = %(prospect)s
            AND coalesce(v.unusable_reason, '') = '' AND NOT EXISTS (
                SELECT FROM %(table)s n WHERE n.partner_id = %(client)s
                    AND n.%(kind)s = v.%(kind)s AND %(n_key)s = %(v_key)s)""",
            table=SQL.identifier(self.env[model]._table),
            kind=SQL.identifier(kind),
            v_key=SQL(key, v=SQL("v")),
            n_key=SQL(key, v=SQL("n")),
            **terms,
        )
