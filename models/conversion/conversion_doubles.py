# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL


class CrmProspect(models.Model):
    """Two prospects that are one person must not become two clients in one go.

    Once the first one is a client, the other one is recognised as that client.
    """

    _inherit = "crm.prospect"

    def _get_doubles(self, prospects):
        """The later ones of prospects that are, or may be, one person.

        :param prospects: some prospects, of whom those without a client count
        :return: dict prospect -> text
        """
        new = self.union(*prospects).filtered(lambda p: not p.partner_id)
        if len(new) < 2:
            return {}
        ids = set(new.ids)
        linked = new._get_linked_prospects()
        doubles = new._get_alike_ids() | {
            prospect
            for prospect in ids
            if any(other < prospect for other in linked[prospect] & ids)
        }
        text = self.env._(
            "Another one of the chosen prospects may be the same person:"
            " convert that one first."
        )
        return {prospect: text for prospect in new if prospect.id in doubles}

    def _get_alike_ids(self):
        """Ids of those who have a document, or name and birth date, or name and contact
        in common with an earlier one.
        """
        self.env["crm.person.index"].sudo()._flush()
        rows = self.env.execute_query(
            SQL(
                """WITH person AS (
                    SELECT prospect_id AS id, lastname, firstname, birthdate_date
                    FROM crm_person_index WHERE prospect_id = ANY(%(ids)s)),
                named AS (SELECT * FROM person
                    WHERE lastname <> '' AND firstname <> ''),
                placed AS (
                    SELECT id, row_number() OVER (PARTITION BY lastname, firstname,
                        birthdate_date ORDER BY id) AS place
                    FROM named WHERE birthdate_date IS NOT NULL
                    UNION ALL
                    SELECT n.id, dense_rank() OVER (PARTITION BY lastname, firstname,
                        c.kind, c.match_key ORDER BY n.id)
                    FROM named n JOIN crm_contact_point c ON c.prospect_id = n.id
                    WHERE c.match_key <> '' AND coalesce(c.unusable_reason, '') = ''
                    UNION ALL
                    SELECT d.prospect_id, dense_rank() OVER (PARTITION BY d.type_id,
                        d.number_normalized ORDER BY d.prospect_id)
                    FROM crm_person_document d
                    WHERE d.prospect_id = ANY(%(ids)s) AND d.number_normalized <> ''
                        AND coalesce(d.unusable_reason, '') = '')
                SELECT DISTINCT id FROM placed WHERE place > 1""",
                ids=self.ids,
            )
        )
        return {prospect for (prospect,) in rows}
