# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .attributes import KEY_PARTS


class CrmMatchSignature(models.Model):
    """A small set of equality parts by which candidate pairs are looked up.

    Rules share signatures. A new one is keyed in the background, and the rules that
    need it work when it is ready.
    """

    _name = "crm.match.signature"
    _description = "Blocking Signature"
    _log_access = False
    _rec_name = "parts"

    parts = fields.Char(required=True, help="Sorted, separated by commas.")
    state = fields.Selection(
        [("building", "Being built"), ("ready", "Ready")],
        required=True,
        default="building",
    )
    # The last person keyed, so that a killed build goes on where it stopped.
    position = fields.Char(default="")
    known_answer = fields.Char(
        help="Hash of a known text when the keys were built: another answer of this"
        " server means that its hash function differs and the keys are stale."
    )

    _parts_unique = models.Constraint("UNIQUE(parts)")

    @api.model
    def _get(self, covering):
        """Find or create the signatures of a rule.

        :param covering: list of tuples of key parts
        """
        names = [",".join(parts) for parts in covering]
        signatures = self.search([("parts", "in", names)])
        missing = set(names) - set(signatures.mapped("parts"))
        created = self.create([{"parts": name} for name in sorted(missing)])
        if created and not self.env["crm.person.index"].search_count([], limit=1):
            created._set_ready()
        return signatures | created

    def _set_ready(self):
        """All persons are keyed: rules may use the signature."""
        for signature in self:
            signature.write(
                {
                    "state": "ready",
                    "position": "",
                    "known_answer": signature._hash_known_answer(),
                }
            )

    def _hash_known_answer(self):
        self.ensure_one()
        [(answer,)] = self.env.execute_query(
            SQL("SELECT hashtextextended('known answer', %s)::text", self.id)
        )
        return answer

    @api.model
    def _check_known_answers(self):
        """Have signatures rebuilt whose keys another hash function made.

        :return: whether there are any
        """
        stale = self.search([("state", "=", "ready")], limit=100).filtered(
            lambda signature: signature.known_answer != signature._hash_known_answer()
        )
        if stale:
            stale.write({"state": "building", "position": ""})
            self.env["crm.match.run"]._request("keys")
        return bool(stale)

    @api.model
    def _all_keys_queries(self, owner):
        """:meth:`_keys_query` of each signature; who changes a person needs them."""
        self.flush_model(["parts"])
        rows = self.env.execute_query(
            SQL("SELECT parts, id FROM crm_match_signature ORDER BY id")
        )
        return [self._keys_of(parts, number, owner) for parts, number in rows]

    def _keys_query(self, owner):
        """SELECT (key, person, signature) of the index rows in the relation `rows`.

        :param owner: `prospect_id` or `partner_id`
        """
        self.ensure_one()
        return self._keys_of(self.parts, self.id, owner)

    @api.model
    @ormcache("parts", "number", "owner")
    def _keys_of(self, parts, number, owner):
        """The same of a signature that needs no record.

        :param str parts: as of the field
        :param int number: tells its keys from those of other signatures
        """
        parts = [KEY_PARTS[part] for part in parts.split(",")]
        laterals = [
            SQL(f" CROSS JOIN LATERAL {source}")  # pylint: disable=sql-injection
            for source, _value in parts
            if source
        ]
        values = [SQL(value) for _source, value in parts]  # pylint: disable=sql-injection
        return SQL(
            """SELECT hashtextextended(concat_ws('|', %(values)s), %(id)s) AS key,
                i.%(owner)s AS person, %(id)s::int2 AS signature
            FROM rows i%(laterals)s
            WHERE i.%(owner)s IS NOT NULL AND %(filled)s""",
            values=SQL(", ").join(values),
            id=number,
            owner=SQL.identifier(owner),
            laterals=SQL("").join(laterals),
            filled=SQL(" AND ").join(SQL("%s IS NOT NULL", v) for v in values),
        )
