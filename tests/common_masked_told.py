# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Users with and without masks, and a look for values in whatever they are told."""

import re

from odoo.fields import Command
from odoo.tests import new_test_user

from .common import ANNA

MASKS = ("documents", "birthdates", "phones", "emails")
RIGHTS = (
    "sales_team.group_sale_manager,crm_prospect.group_prospect_steward,"
    "crm_prospect.group_prospect_unmask,base.group_allow_export,"
    "base.group_partner_manager"
)
# The values of Anna, each in the notations that something might tell it in.
VALUES = {
    "phone": ("9161234567", "916 123-45-67"),
    "email": (ANNA["emails"][0], "anna.sokolova"),
    "document": ("4509123456", "4509 123456", "500100732259", "112-233-445 95"),
    "birthdate": ("1980-05-17", "05/17/1980", "17.05.1980", "May 17"),
    "messenger": ("581233",),
}


class MaskedMixin:
    """Beside a case that makes people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = RIGHTS + "".join(f",crm_prospect.group_mask_{kind}" for kind in MASKS)
        cls.masked = new_test_user(cls.env, "masked_steward", groups)
        cls.seeing = new_test_user(cls.env, "seeing_steward", RIGHTS)

    @classmethod
    def unmask_only(cls, *kinds):
        """Leave the masked user no other masks than those of these groups."""
        groups = cls.env["res.groups"]
        for kind in set(MASKS) - set(kinds):
            groups |= cls.env.ref(f"crm_prospect.group_mask_{kind}")
        cls.masked.group_ids = [Command.unlink(group.id) for group in groups]

    def found_in(self, answer):
        """Kinds of the values of Anna that an answer holds, in any notation."""
        text = str(answer)
        digits = re.sub(r"[^\d*]", "", text)
        return {
            kind
            for kind, values in VALUES.items()
            if any(value in text for value in values)
            or (kind == "phone" and values[0] in digits)
        }

    def check(self, ask, *kinds):
        """One tells values of these kinds to who sees them and none to who does not.

        :param ask: function user -> answer
        :return: what the masked user was told
        """
        self.env.invalidate_all()
        self.assertLessEqual(set(kinds), self.found_in(ask(self.seeing)))
        self.env.invalidate_all()
        told = ask(self.masked)
        self.assertFalse(self.found_in(told), told)
        return told
