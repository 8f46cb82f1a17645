# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from pathlib import Path

from odoo.tests import HttpCase, tagged

SOURCES = Path(__file__).resolve().parents[1] / "static" / "src"


@tagged("post_install", "-at_install")
class TestAssets(HttpCase):
    """The style sheets compile: one that does not leaves the whole backend bare."""

    def test_style_sheets(self):
        urls = self.env["ir.qweb"]._get_asset_link_urls("web.assets_backend")
        answers = [self.url_open(url) for url in urls]
        for answer in answers:
            self.assertEqual(answer.status_code, 200, answer.url)
        css = "".join(answer.text for answer in answers)
        # What Odoo writes into the bundle, for the page to show it as a banner.
        error = css.partition("css_error_message")[2]
        self.assertFalse(error[:500])
        sheets = sorted(SOURCES.rglob("*.scss"))
        self.assertTrue(sheets)
        for sheet in sheets:
            with self.subTest(sheet=sheet.name):
                # The class its first rule is for.
                name = re.search(r"\.o_[\w-]+", sheet.read_text())[0]
                self.assertRegex(css, rf"{re.escape(name)}[^\w-]")
