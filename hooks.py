# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tools import SQL

# What no model owns: dropped when the addon is uninstalled.
TABLES = (
    "crm_match_key_prospect",
    "crm_match_key_client",
    "crm_match_candidate",
    "crm_match_trial_candidate",
    "crm_match_trial_new_candidate",
    "crm_match_trial_key_prospect",
    "crm_match_trial_key_client",
    "crm_prospect_slot",
)
VIEWS = ("crm_prospect_best_contact", "crm_prospect_contactability")
SEQUENCES = ("crm_prospect_number_seq", "crm_client_number_seq")


def pre_init_hook(env):
    """Refuse a database that cannot tell Cyrillic letters from anything else."""
    [(lower,)] = env.execute_query(SQL("SELECT lower('Ё')"))
    if lower != "ё":
        raise UserError(
            env._(
                "This database was created with LC_CTYPE “C”: searching Cyrillic names"
                " does not work in it. Create the database with a UTF-8 character"
                " type, e.g. C.UTF-8, and install the module there."
            )
        )


def uninstall_hook(env):
    """Drop the views, tables and sequences that are not models."""
    for view in VIEWS:
        env.cr.execute(SQL("DROP VIEW IF EXISTS %s", SQL.identifier(view)))
    for table in TABLES:
        env.cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))
    for sequence in SEQUENCES:
        env.cr.execute(SQL("DROP SEQUENCE IF EXISTS %s", SQL.identifier(sequence)))
