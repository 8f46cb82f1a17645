# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def migrate(cr, version):
    """Places have a row for each company now: the score alone is not unique."""
    cr.execute(
        """ALTER TABLE IF EXISTS crm_contactability_place
        DROP CONSTRAINT IF EXISTS crm_contactability_place_score_unique"""
    )
