# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, new_test_user

from .common import ProspectCase
from .common_api import ApiMixin


class RegisterApiCase(ApiMixin, HttpCase, ProspectCase):
    """A user who asks and registers over JSON-2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "base.group_user,crm_prospect.group_prospect_own"
        cls.user = new_test_user(cls.env, "api_user", groups=groups)
        cls.key = cls.make_key(cls.user)

    def post(self, path, key=None, **arguments):
        return self.post_with(key or self.key, path, **arguments)

    def call(self, method, **arguments):
        response = self.post(f"crm.prospect/{method}", **arguments)
        self.assertEqual(response.status_code, 200, response.text)
        self.env.invalidate_all()
        return response.json()

    def refused(self, method, **arguments):
        """The message of a call that is answered by 422."""
        response = self.post(f"crm.prospect/{method}", **arguments)
        self.assertEqual(response.status_code, 422, response.text)
        return response.json()["message"]
