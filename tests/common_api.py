# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls of other systems, as they come over HTTP."""

import json
from datetime import timedelta

from odoo import fields


class ApiMixin:
    """Beside an `HttpCase`: calls over JSON-2 with an API key."""

    @classmethod
    def make_key(cls, user, name="test"):
        """A key of a user, for an hour."""
        return (
            cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate(None, name, fields.Datetime.now() + timedelta(hours=1))
        )

    def post_with(self, key, path, **arguments):
        """The response to a call.

        :param str path: model/method
        """
        return self.url_open(
            f"/json/2/{path}",
            data=json.dumps(arguments),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {key}",
            },
        )
