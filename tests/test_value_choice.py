# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.tools.append_text import append_text


@tagged("post_install", "-at_install")
class TestAppendText(BaseCase):
    def test_filled_sides(self):
        """The second text comes under the first; one alone stays as it is."""
        self.assertEqual(append_text("a", "b"), "a\nb")
        self.assertEqual(append_text("a", False), "a")
        self.assertEqual(append_text(False, "b"), "b")
        self.assertEqual(append_text(None, None), "")

    def test_appended_twice(self):
        """Whole lines that stand there already are not repeated, parts of them are."""
        self.assertEqual(append_text("a\nb", "b"), "a\nb")
        self.assertEqual(append_text("a\nb\nc", "b\nc"), "a\nb\nc")
        self.assertEqual(append_text("ab", "b"), "ab\nb")
