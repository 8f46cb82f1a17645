# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_leak_crawl import CrawlCase


@tagged("post_install", "-at_install")
class TestLeakModels(CrawlCase):
    """No model tells anything of a client to those who may not see clients."""

    def test_own(self):
        with self.as_user(self.hidden):
            for model in self.models:
                self.crawl(model)
        self.assert_tight()

    def test_all(self):
        with self.as_user(self.hidden_all):
            for model in self.models:
                self.read_found(model)
                self.find_names(model)
        self.assert_tight()
