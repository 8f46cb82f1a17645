# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmPersonIndex(models.Model):
    """Persons whose row has to be made again, although they did not change."""

    _inherit = "crm.person.index"

    # Who lives at an address that many share.
    _address_key = models.Index("(address_key) WHERE address_key IS NOT NULL")

    @api.model
    def _outdate(self, persons):
        """Have persons re-indexed and matched anew in the background.

        :param persons: dict owner -> SQL, a SELECT of ids of its persons
        :return: number of persons
        """
        count = 0
        for owner, ids in persons.items():
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_person_index SET normalizer_version = 0
                    WHERE %s IN (%s) AND normalizer_version <> 0""",
                    SQL.identifier(owner),
                    ids,
                ),
                log_exceptions=False,
            )
            count += self.env.cr.rowcount
        if count:
            self.env["crm.match.run"]._request("index")
        return count
