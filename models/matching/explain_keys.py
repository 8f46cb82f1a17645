# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from . import match_engine
from .match_key import TABLES


class CrmMatchExplainKeys(models.AbstractModel):
    """By which shared keys two persons are compared, or why they never are."""

    _name = "crm.match.explain.keys"
    _description = "Shared Keys of a Pair"

    @api.model
    def _explain(self, prospect_id, owner, other_id):
        """Shared keys in words.

        :return: dict `compared`, `shared` and `too_common` (lists of what is looked
            up, in words) and `text`
        """
        signatures = self.env["crm.match.signature"].sudo().search([], limit=100)
        labels = {s.id: self._label(s.parts) for s in signatures}
        shared, too_common = [], []
        for signature_id, size in self._shared_keys(prospect_id, owner, other_id):
            common = size > match_engine.MAX_BLOCK
            (too_common if common else shared).append(labels.get(signature_id, "?"))
        # A person may have two phones in common.
        shared = list(dict.fromkeys(shared))
        too_common = [w for w in dict.fromkeys(too_common) if w not in shared]
        if shared:
            text = self.env._(
                "Compared: both have the same %(keys)s.", keys=", ".join(shared)
            )
        elif too_common:
            text = self.env._(
                "Never compared: more than %(limit)s people share what the two have in"
                " common (%(keys)s).",
                limit=match_engine.MAX_BLOCK,
                keys=", ".join(too_common),
            )
        else:
            text = self.env._(
                "Never compared: the two share nothing that people are looked up by"
                " (%(keys)s).",
                keys="; ".join(labels.values()),
            )
        return {
            "compared": bool(shared),
            "shared": shared,
            "too_common": too_common,
            "text": text,
        }

    @api.model
    def _shared_keys(self, prospect_id, owner, other_id):
        """(signature id, number of people having the key, cut off above the limit)."""
        return self.env.execute_query(
            SQL(
                """SELECT k.signature, (SELECT count(*) FROM (
                        SELECT FROM %(table)s b
                        WHERE b.key = k.key AND b.signature = k.signature
                        LIMIT %(limit)s) block)
                FROM crm_match_key_prospect k
                JOIN %(table)s o ON o.key = k.key AND o.signature = k.signature
                WHERE k.person = %(person)s AND o.person = %(other)s
                ORDER BY k.signature""",
                table=SQL.identifier(TABLES[owner]),
                limit=match_engine.MAX_BLOCK + 1,
                person=prospect_id,
                other=other_id,
            )
        )

    @api.model
    def _label(self, parts):
        """What is looked up, in words: “birth date + last name”."""
        labels = self._part_labels()
        return " + ".join(labels.get(part, part) for part in parts.split(","))

    @api.model
    def _part_labels(self):
        return {
            "lastname": self.env._("last name"),
            "firstname": self.env._("first name"),
            "middlename": self.env._("middle name"),
            "lastname_sound": self.env._("sound of the last name"),
            "firstname_sound": self.env._("sound of the first name"),
            "lastname_latins": self.env._("last name in Latin letters"),
            "firstname_codes": self.env._("first name or a variant of it"),
            "birthdate_date": self.env._("birth date"),
            "phones": self.env._("phone"),
            "emails": self.env._("e-mail"),
            "messengers": self.env._("messenger id"),
            "documents": self.env._("document"),
            "address_key": self.env._("address"),
        }
