# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def migrate(cr, version):
    """Drop what the index on the words of a name has taken the place of."""
    cr.execute(
        """DROP INDEX IF EXISTS crm_person_index_middlename,
            crm_person_index_former_lastnames"""
    )
