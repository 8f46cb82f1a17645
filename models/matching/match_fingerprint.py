# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

# What people typed, not its normal form: a new normaliser changes nobody.
_FINGERPRINT = """(
    SELECT concat_ws('|', p.name, p.lastname, p.firstname, p.middlename,
        p.birthdate_date - DATE '1900-01-01', p.gender, p.street, p.zip, p.city,
        (SELECT string_agg(c.kind || c.value, '|' ORDER BY c.kind, c.value)
            FROM crm_contact_point c WHERE c.{owner} = p.id),
        (SELECT string_agg(d.type_id || d.number, '|' ORDER BY d.type_id, d.number)
            FROM crm_person_document d WHERE d.{owner} = p.id),
        (SELECT string_agg(n.lastname, '|' ORDER BY n.lastname)
            FROM crm_person_name n WHERE n.{owner} = p.id))
    FROM {table} p WHERE p.id = m.{column})"""
_SIDES = {
    "prospect_id": ("crm_prospect", "prospect_id"),
    "partner_id": ("res_partner", "partner_id"),
    "other_prospect_id": ("crm_prospect", "prospect_id"),
}


class CrmMatch(models.Model):
    """What two persons were when a person said that they are different.

    Such a pair is asked again, once, when the data of one of them changed.
    """

    _inherit = "crm.match"

    @api.model
    def _fingerprint(self, column):
        """SQL: hash of the data of both persons of the match `m`.

        :param column: whose id the other side is: `partner_id` or `other_prospect_id`
        """
        sides = [
            SQL(_FINGERPRINT.format(table=table, owner=owner, column=side))  # pylint: disable=sql-injection
            for side, (table, owner) in _SIDES.items()
            if side in ("prospect_id", column)
        ]
        return SQL("hashtextextended(concat_ws('#', %s), 0)", SQL(", ").join(sides))

    @api.model
    def _is_changed(self, column):
        """SQL: of the rejected match `m`, a person changed, and it was not asked again.

        Of others false, without a look at the persons.
        """
        return SQL(
            """CASE WHEN m.verdict = 'rejected' AND m.fingerprint IS NOT NULL
                    AND m.asked_again IS NOT TRUE
                THEN m.fingerprint <> %s ELSE FALSE END""",
            self._fingerprint(column),
        )

    def _take_fingerprint(self):
        """Remember what the persons of these matches are now."""
        self.env.flush_all()
        for column in ("partner_id", "other_prospect_id"):
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_match m SET fingerprint = %s
                    WHERE m.id = ANY(%s) AND m.%s IS NOT NULL""",
                    self._fingerprint(column),
                    self.ids,
                    SQL.identifier(column),
                ),
                log_exceptions=False,
            )
        self.invalidate_recordset(["fingerprint"])
