# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

import psycopg2

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.crm_prospect import hooks

from .common_reach import ContactsCase

ROLE = "crm_prospect_bi_test"


@tagged("post_install", "-at_install")
class TestBiViews(ContactsCase):
    """Views of the database for BI tools, read by a role of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.forget_clients()
        cls.anna = cls.make_scored(
            "Соколова",
            [("+79165550101", 900, "not_exist"), ("+79165550102", 300)],
            [("anna@example.org", 500)],
        )
        cls.boris = cls.make_scored("Борисов", [("+79165550103", 1000)])
        cls.give_places()
        cls.env.flush_all()
        cls.env.cr.execute(SQL("CREATE ROLE %s", SQL.identifier(ROLE)))
        for view in hooks.VIEWS:
            cls.env.cr.execute(
                SQL(
                    "GRANT SELECT ON %s TO %s",
                    SQL.identifier(view),
                    SQL.identifier(ROLE),
                )
            )

    @contextmanager
    def as_role(self):
        """Statements as the role; nothing of it stays."""
        with self.cr.savepoint():
            self.cr.execute(SQL("SET ROLE %s", SQL.identifier(ROLE)))
            yield
            self.cr.execute("RESET ROLE")

    def select_from(self, view):
        with self.as_role():
            self.cr.execute(SQL("SELECT * FROM %s", SQL.identifier(view)))
            return self.cr.dictfetchall()

    def upgrade(self):
        """What an upgrade does to the views: away before the tables, back after."""
        views = self.env["crm.bi.views"]
        readers = {view: views._take_away(view) for view in hooks.VIEWS}
        return views, readers

    def test_best_contact(self):
        """One row per client and kind, of those that can be used."""
        rows = {
            (row["client_id"], row["kind"]): row
            for row in self.select_from("crm_prospect_best_contact")
        }
        mine = {key: row for key, row in rows.items() if key[0] == self.anna.id}
        self.assertEqual(
            {key[1]: row["value"] for key, row in mine.items()},
            {"phone": "+79165550102", "email": "anna@example.org"},
        )
        phone = rows[self.anna.id, "phone"]
        self.assertEqual((phone["score"], phone["status"]), (300, "personal"))
        self.assertEqual(phone["client_number"], self.anna.client_number)
        self.assertIs(phone["is_owner"], True)
        self.env["phone.blacklist"].create({"number": "+79165550103"})
        self.env.flush_all()
        values = {row["value"] for row in self.select_from("crm_prospect_best_contact")}
        self.assertNotIn("+79165550103", values)

    def test_contactability(self):
        """Figures and times, and no word of a person."""
        rows = {
            row["client_id"]: row
            for row in self.select_from("crm_prospect_contactability")
        }
        anna = rows[self.anna.id]
        row = self.env["crm.contactability"].search([("partner_id", "=", self.anna.id)])
        self.assertEqual(
            (anna["score"], anna["place"], anna["usable_count"]),
            (row.score, row.place, row.usable_count),
        )
        self.assertEqual(str(anna["places_at"]), "2026-03-04 02:03:04")
        self.assertGreaterEqual(anna["computed_at"], anna["places_at"])
        self.boris.is_client = False
        self.env.flush_all()
        clients = [
            r["client_id"] for r in self.select_from("crm_prospect_contactability")
        ]
        self.assertIn(self.anna.id, clients)
        self.assertNotIn(self.boris.id, clients)
        for value in anna.values():
            self.assertNotIsInstance(value, str)

    def test_nothing_else(self):
        """The role reads the views and no table, and writes nothing."""
        self.cr.execute(
            """SELECT relname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
            WHERE relkind IN ('r', 'v', 'm') AND relpersistence = 'p'
                AND has_table_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, DELETE')""",
            [ROLE],
        )
        self.assertEqual({name for (name,) in self.cr.fetchall()}, set(hooks.VIEWS))
        for statement in (
            "SELECT FROM res_partner",
            "SELECT FROM crm_contact_point",
            "DELETE FROM crm_prospect_contactability",
            "UPDATE crm_prospect_best_contact SET score = 0",
        ):
            with (
                self.subTest(statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.Error),
                self.as_role(),
            ):
                self.cr.execute(statement)

    def test_upgrade(self):
        """Columns change under the views; they come back with their readers."""
        views, readers = self.upgrade()
        self.assertEqual(readers, dict.fromkeys(hooks.VIEWS, [ROLE]))
        self.cr.execute(
            "ALTER TABLE crm_contactability ALTER COLUMN usable_count TYPE bigint"
        )
        self.cr.execute("ALTER TABLE crm_contact_score ALTER COLUMN status TYPE text")
        views._bring_back(readers)
        for view in hooks.VIEWS:
            self.assertTrue(self.select_from(view), view)
        views, readers = self.upgrade()
        self.assertEqual(readers, dict.fromkeys(hooks.VIEWS, [ROLE]))
        views._bring_back(readers)

    def test_built_upon(self):
        """A view that somebody built on ours survives, and so do its readers."""
        self.cr.execute(
            "CREATE VIEW built_upon AS SELECT * FROM crm_prospect_contactability"
        )
        views, readers = self.upgrade()
        views._bring_back(readers)
        self.cr.execute("SELECT FROM built_upon")
        self.assertTrue(self.cr.rowcount)
        self.assertTrue(self.select_from("crm_prospect_contactability"))

    def test_first_of_all_models(self):
        """The views go away before any table is touched."""
        names = [
            name
            for name, model in self.registry.items()
            if model._original_module == "crm_prospect"
        ]
        self.assertEqual(names[0], "crm.bi.views")

    def test_documented(self):
        """Each view and each of its columns says what it is."""
        for view in hooks.VIEWS:
            self.cr.execute(
                """SELECT attname, col_description(attrelid, attnum),
                    obj_description(attrelid)
                FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0""",
                [view],
            )
            rows = self.cr.fetchall()
            self.assertGreater(len(rows), 8)
            for column, comment, view_comment in rows:
                self.assertTrue(comment, f"{view}.{column}")
                self.assertTrue(view_comment)
