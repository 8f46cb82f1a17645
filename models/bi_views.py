# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import psycopg2

from odoo import api, models
from odoo.tools import SQL


class CrmBiViews(models.AbstractModel):
    """Database views for BI tools: of figures, read-only, documented in the database.

    PostgreSQL lets no column change that a view shows. So the views go away before any
    table is brought up to date – this model is imported first, hence initialised first
    – and come back with their readers when all tables are.
    """

    _name = "crm.bi.views"
    _description = "Views for BI Tools"

    @api.model
    def _get_views(self):
        """What the views show.

        :return: dict name -> (SELECT, comment, dict column -> comment)
        """
        return {}

    def init(self):
        super().init()
        readers = {view: self._take_away(view) for view in self._get_views()}
        self.pool.post_init(self._bring_back, readers)

    def _take_away(self, view):
        """Drop a view.

        :return: names of the roles that may read it
        """
        readers = self.env.execute_query(
            SQL(
                """SELECT coalesce(r.rolname, 'public')
                FROM pg_class c
                CROSS JOIN LATERAL aclexplode(c.relacl) AS acl
                LEFT JOIN pg_roles r ON r.oid = acl.grantee
                WHERE c.oid = to_regclass(%s) AND acl.privilege_type = 'SELECT'
                    AND acl.grantee <> c.relowner""",
                view,
            )
        )
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL("DROP VIEW IF EXISTS %s", SQL.identifier(view)),
                    log_exceptions=False,
                )
        except psycopg2.errors.DependentObjectsStillExist:
            # Somebody built a view of his own on it: it stays, and is replaced.
            return []
        return [name for (name,) in readers]

    def _bring_back(self, readers):
        """Create the views, with their documentation and readers.

        :param dict readers: view -> names of roles
        """
        for view, (select, comment, columns) in self._get_views().items():
            name = SQL.identifier(view)
            self.env.cr.execute(SQL("CREATE OR REPLACE VIEW %s AS %s", name, select))
            self.env.cr.execute(SQL("COMMENT ON VIEW %s IS %s", name, comment))
            for column, text in columns.items():
                column = SQL.identifier(view, column)
                self.env.cr.execute(SQL("COMMENT ON COLUMN %s IS %s", column, text))
            for role in readers[view]:
                # PUBLIC is a keyword, not the name of a role.
                role = SQL("PUBLIC") if role == "public" else SQL.identifier(role)
                self.env.cr.execute(SQL("GRANT SELECT ON %s TO %s", name, role))
