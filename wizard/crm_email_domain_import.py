# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import re

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.contact.email_domain import DOMAIN_CLASSES
from ..tools import emails

MAX_DOMAINS = 200_000


class CrmEmailDomainImport(models.TransientModel):
    """Dialog: add the domains of a file to the list, as lists are kept in public."""

    _name = "crm.email.domain.import"
    _description = "Import of E-mail Domains"

    file = fields.Binary(required=True, attachment=False)
    domain_class = fields.Selection(
        DOMAIN_CLASSES, "Kind", required=True, default="disposable"
    )

    def action_import(self):
        """Add what is not listed yet; what is listed keeps its kind."""
        self.ensure_one()
        self.check_access("write")
        words = self._words()
        domains = {word: emails.normalize_domain(word) for word in words}
        names = sorted({domain for domain in domains.values() if domain})
        added = self.env["crm.email.domain"]._add(names, self.domain_class)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if added else "warning",
                "message": self.env._(
                    "Added: %(added)s. Listed already: %(listed)s. Not a domain:"
                    " %(wrong)s.",
                    added=added,
                    listed=len(names) - added,
                    wrong=sum(not domain for domain in domains.values()),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _words(self):
        """First word of each line that is no comment.

        :raise UserError: this is no list of domains
        """
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        lines = content.decode("utf-8-sig", "replace").splitlines()
        words = {re.split(r"[\s,;]", line.strip(), maxsplit=1)[0] for line in lines}
        words = {word for word in words if word and not word.startswith("#")}
        if not words or len(words) > MAX_DOMAINS:
            raise UserError(
                self.env._(
                    "Choose a text file with one domain per line, %(most)s at most.",
                    most=MAX_DOMAINS,
                )
            )
        return words
