# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import zlib

from odoo import api, models
from odoo.tools import SQL

from ..person.person_owned import OWNERS

# So many that strangers seldom meet on one; an upgrade adds the missing ones. The
# references of a file, a thousand at once, are kept off those of who applies on-line.
OTHER_SLOTS = 2**16
REFERENCE_SLOTS = 2**18
REFERENCES = tuple(f"{owner}:" for owner in OWNERS)


class CrmProspectSlot(models.AbstractModel):
    """Rows that everybody who creates a reference updates first.

    Two transactions that create the same reference meet on its slot: the later one
    gets a serialization failure, which Odoo answers by trying the whole call again,
    and then finds what the first one made. (With advisory locks it would go on with a
    snapshot that is older than the lock.) The statement holds no value of a person.
    """

    _name = "crm.prospect.slot"
    _description = "Slot against Double Creation"

    def init(self):
        super().init()
        # Updated in place all the time: leave room for it in each page.
        self.env.cr.execute(
            """CREATE TABLE IF NOT EXISTS crm_prospect_slot
            (id int4 PRIMARY KEY, n int8 NOT NULL DEFAULT 0) WITH (fillfactor = 60)"""
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_prospect_slot (id)
                SELECT generate_series(0, %s) ON CONFLICT DO NOTHING""",
                OTHER_SLOTS + REFERENCE_SLOTS - 1,
            )
        )

    @api.model
    def _take(self, keys):
        """Update the slots of these keys, in order.

        :param keys: strings that identify what is going to be created; those of
            references begin with the owner: `prospect_id:` or `partner_id:`
        """
        slots = sorted({self._get_slot(key) for key in keys})
        if slots:
            self.env.cr.execute(
                SQL(
                    """UPDATE crm_prospect_slot s SET n = n + 1 FROM (
                        SELECT id FROM crm_prospect_slot WHERE id = ANY(%s)
                        ORDER BY id FOR NO KEY UPDATE) locked
                    WHERE s.id = locked.id""",
                    slots,
                ),
                log_exceptions=False,
            )

    @api.model
    def _get_slot(self, key):
        number = zlib.crc32(key.encode())
        if key.startswith(REFERENCES):
            return OTHER_SLOTS + number % REFERENCE_SLOTS
        return number % OTHER_SLOTS
