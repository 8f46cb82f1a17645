# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

TABLES = {
    "prospect_id": "crm_match_key_prospect",
    "partner_id": "crm_match_key_client",
}
INDEXES = {
    # Joined by key, without a look into the table.
    "key": SQL("(key) INCLUDE (person, signature)"),
    # Replaced by person when he changes.
    "person": SQL("(person)"),
}


class CrmMatchKey(models.AbstractModel):
    """The two tables of blocking keys: (key, person, signature), one per side.

    Narrow on purpose (no id, no foreign key): there are several rows per person and
    the full pass reads them all. Rows of vanished persons find nobody in the index.
    """

    _name = "crm.match.key"
    _description = "Blocking Key"

    def init(self):
        super().init()
        for owner, table in TABLES.items():
            self.env.cr.execute(
                SQL(
                    """CREATE TABLE IF NOT EXISTS %s (
                        key int8 NOT NULL, person int4 NOT NULL,
                        signature int2 NOT NULL
                    ) WITH (autovacuum_vacuum_scale_factor = 0.02,
                        autovacuum_analyze_scale_factor = 0.02,
                        autovacuum_vacuum_insert_scale_factor = 0.02)""",
                    SQL.identifier(table),
                )
            )
            for name in INDEXES:
                self._create_index(owner, name)

    @api.model
    def _index_name(self, owner, name):
        return SQL.identifier(f"{TABLES[owner]}_{name}_index")

    @api.model
    def _create_index(self, owner, name):
        self.env.cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON %s %s",
                self._index_name(owner, name),
                SQL.identifier(TABLES[owner]),
                INDEXES[name],
            )
        )

    @api.model
    def _rebuild(self, owner, ids):
        """Replace all keys of these persons."""
        former = self._delete_query(owner, SQL("person = ANY(%s)", ids))
        queries = self.env["crm.match.signature"]._all_keys_queries(owner)
        if queries:
            self._insert(owner, queries, SQL("= ANY(%s)", ids), former)
        else:
            self.env.cr.execute(former)

    @api.model
    def _rebuild_range(self, owner, signature, first, last):
        """Key one signature of the persons with ids from `first` to `last`."""
        bounds = SQL("BETWEEN %s AND %s", first, last)
        self._delete(owner, SQL("signature = %s AND person %s", signature.id, bounds))
        self._insert(owner, [signature._keys_query(owner)], bounds)

    @api.model
    def _delete_query(self, owner, condition):
        table = SQL.identifier(TABLES[owner])
        return SQL("DELETE FROM %s WHERE %s", table, condition)

    @api.model
    def _delete(self, owner, condition):
        self.env.cr.execute(self._delete_query(owner, condition))

    @api.model
    def _drop_orphans(self, owner):
        """Forget the keys of persons who are not in the index any more."""
        missing = SQL(
            "NOT EXISTS (SELECT FROM crm_person_index i WHERE i.%s = person)",
            SQL.identifier(owner),
        )
        self._delete(owner, missing)

    @api.model
    def _insert(self, owner, queries, condition, former=None):
        """Key the persons whose id meets `condition`.

        The rows are read once for all signatures.

        :param queries: list of SQL as of :meth:`crm.match.signature._keys_query`
        :param SQL former: DELETE of the keys that they replace, in the same statement
        """
        self.env.cr.execute(
            SQL(
                """WITH %s rows AS MATERIALIZED (
                    SELECT * FROM crm_person_index WHERE %s %s)
                INSERT INTO %s (key, person, signature) %s""",
                SQL("former AS (%s),", former) if former else SQL(),
                SQL.identifier(owner),
                condition,
                SQL.identifier(TABLES[owner]),
                SQL(" UNION ALL ").join(queries),
            )
        )

    # ------------------------------------------------------------------ first build

    @api.model
    def _begin_first(self):
        """Make the tables ready for the keys of a whole base.

        Keys in no order are written several times as fast without indexes.
        """
        for owner, table in TABLES.items():
            self.env.cr.execute(SQL("TRUNCATE %s", SQL.identifier(table)))
            for name in INDEXES:
                self.env.cr.execute(
                    SQL("DROP INDEX IF EXISTS %s", self._index_name(owner, name))
                )

    @api.model
    def _finish_first(self, owner, number):
        """Make one index on the keys of one side; analyze them after the last.

        :param int number: of the index, from 0
        :return: whether it was the last one
        """
        # The sort of an index fits into this; the server's default would spill it.
        self.env.cr.execute("SET LOCAL maintenance_work_mem = '256MB'")
        names = list(INDEXES)
        self._create_index(owner, names[number])
        last = number == len(names) - 1
        if last:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(TABLES[owner])))
        return last
