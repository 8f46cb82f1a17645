# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def migrate(cr, version):
    """Every source has said what it said once, without a row being written.

    PostgreSQL keeps the value of a new column beside the table; the ORM would write
    millions of rows.
    """
    cr.execute(
        """ALTER TABLE crm_person_origin
            ADD COLUMN IF NOT EXISTS times int4 NOT NULL DEFAULT 1;
        ALTER TABLE crm_person_origin ALTER COLUMN times DROP DEFAULT"""
    )
