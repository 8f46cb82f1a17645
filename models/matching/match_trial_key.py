# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .match_key import INDEXES

# Beside the tables of the engine, which a trial does not touch.
TRIAL_TABLES = {
    "prospect_id": "crm_match_trial_key_prospect",
    "partner_id": "crm_match_trial_key_client",
}


class CrmMatchTrialKey(models.AbstractModel):
    """The keys of a rule on trial that is looked up by what nobody is keyed by yet.

    Unlogged, and empty unless a trial is at work: nothing of it is left behind.
    """

    _name = "crm.match.trial.key"
    _description = "Blocking Key on Trial"

    def init(self):
        super().init()
        for table in TRIAL_TABLES.values():
            self.env.cr.execute(
                SQL(
                    """CREATE UNLOGGED TABLE IF NOT EXISTS %s (
                        key int8 NOT NULL, person int4 NOT NULL,
                        signature int2 NOT NULL)""",
                    SQL.identifier(table),
                )
            )

    @api.model
    def _fill(self, parts, owner, first, last):
        """Key the persons with ids from `first` to `last`.

        :param str parts: of the signatures, separated by semicolons
        """
        keys_of = self.env["crm.match.signature"]._keys_of
        self.env.cr.execute(
            SQL(
                """WITH rows AS MATERIALIZED (
                    SELECT * FROM crm_person_index WHERE %s BETWEEN %s AND %s)
                INSERT INTO %s (key, person, signature) %s""",
                SQL.identifier(owner),
                first,
                last,
                SQL.identifier(TRIAL_TABLES[owner]),
                SQL(" UNION ALL ").join(
                    keys_of(each, number, owner)
                    for number, each in enumerate(parts.split(";"))
                ),
            )
        )

    @api.model
    def _finish(self, owner):
        """Index the keys of one side, which is faster when they are all there."""
        table = TRIAL_TABLES[owner]
        for name, columns in INDEXES.items():
            self.env.cr.execute(
                SQL(
                    "CREATE INDEX IF NOT EXISTS %s ON %s %s",
                    SQL.identifier(f"{table}_{name}_index"),
                    SQL.identifier(table),
                    columns,
                )
            )
        self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    @api.model
    def _forget(self):
        """Empty the tables and drop their indexes."""
        for table in TRIAL_TABLES.values():
            for name in INDEXES:
                self.env.cr.execute(
                    SQL(
                        "DROP INDEX IF EXISTS %s",
                        SQL.identifier(f"{table}_{name}_index"),
                    )
                )
            self.env.cr.execute(SQL("TRUNCATE %s", SQL.identifier(table)))
