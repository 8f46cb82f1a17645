# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import closing
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import TransactionCase

from odoo.addons.crm_prospect import hooks

NAMED_BY_HAND = hooks.TABLES + hooks.SEQUENCES + hooks.VIEWS


@tagged("post_install", "-at_install")
class TestInstall(TransactionCase):
    """What coming and going of the addon means for a database."""

    def _exists(self, names):
        self.env.cr.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s)", [list(names)]
        )
        return {name for (name,) in self.env.cr.fetchall()}

    def test_database_that_knows_no_cyrillic(self):
        hooks.pre_init_hook(self.env)
        with patch.object(
            type(self.env), "execute_query", autospec=True, return_value=[("Ё",)]
        ):
            with self.assertRaisesRegex(UserError, "LC_CTYPE"):
                hooks.pre_init_hook(self.env)

    def test_uninstall(self):
        """Whatever is no model's own is dropped, and nothing else is left over."""
        tables = {model._table for model in self.registry.values() if model._auto}
        self.env.cr.execute(
            r"""SELECT relname FROM pg_class WHERE relkind IN ('r', 'S', 'v')
            AND (relname LIKE 'crm\_prospect%%' OR relname LIKE 'crm\_match%%'
                OR relname LIKE 'crm\_person%%' OR relname LIKE 'crm\_contact%%'
                OR relname LIKE 'crm\_client%%')"""
        )
        unowned = {
            name
            for (name,) in self.env.cr.fetchall()
            if name not in tables
            and name.removesuffix("_id_seq") not in tables
            and not name.endswith("_rel")
        }
        self.assertEqual(unowned, set(NAMED_BY_HAND))
        with closing(self.cr.savepoint()):
            hooks.uninstall_hook(self.env)
            self.assertFalse(self._exists(NAMED_BY_HAND))
            hooks.uninstall_hook(self.env)
        self.assertEqual(self._exists(NAMED_BY_HAND), set(NAMED_BY_HAND))

    def test_every_model_has_rights(self):
        models = {
            name
            for name, model in self.registry.items()
            if model._original_module == "crm_prospect" and not model._abstract
        }
        self.assertGreater(len(models), 15)
        granted = self.env["ir.model.access"].search([("model_id.model", "in", models)])
        self.assertEqual(set(granted.model_id.mapped("model")), models)
        self.assertTrue(all(granted.mapped("group_id")), "nothing for everybody")

    def test_no_line_of_rights_is_too_much(self):
        """Each line of rights is of this addon's own groups.

        But for the names of prospect groups: whoever manages users limits them.
        """
        access = self.env["ir.model.access"].search(
            [("model_id.model", "like", "crm.pro%"), ("active", "=", True)]
        )
        limits = self.env.ref("crm_prospect.access_crm_prospect_group_erp_manager")
        self.assertTrue(limits.perm_read)
        self.assertFalse(limits.perm_write or limits.perm_create or limits.perm_unlink)
        access -= limits
        names = {group.get_external_id()[group.id] for group in access.group_id}
        self.assertTrue(names)
        self.assertFalse({n for n in names if not n.startswith("crm_prospect.")})

    def test_everything_shown_has_words(self):
        """Models and fields that people see have a name of their own to translate."""
        for name, model in self.registry.items():
            if model._original_module != "crm_prospect":
                continue
            self.assertNotEqual(model._description, name)
            self.assertTrue(model._description, name)
            for field in model._fields.values():
                if field.store and field.type == "selection" and not field.related:
                    for _key, label in field._description_selection(self.env):
                        self.assertTrue(label, field)

    def test_partners_are_not_touched_by_the_columns(self):
        """Whoever was there before is no client and has no number."""
        root = self.env.ref("base.partner_root")
        self.assertFalse(root.is_client or root.client_number)
        self.env.cr.execute(
            "SELECT count(*) FROM res_partner WHERE client_number IS NOT NULL"
            " AND is_client IS NOT TRUE AND id <= %s",
            [self.env.ref("base.partner_admin").id],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
