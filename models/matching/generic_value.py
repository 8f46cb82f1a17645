# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..person.person_owned import OWNERS
from .held_values import CONTACT_KINDS, KINDS, held, linked_by

# A value of more people than this is generic, unless the settings say otherwise.
LIMITS = {"phone": 5, "email": 3, "messenger": 3, "document": 3, "address": 10}
LIMIT_PARAMETER = "crm_prospect.generic_limit_%s"
STATES = [
    ("generic", "New"),
    ("accepted", "Generic"),
    ("exempt", "Not Generic"),
]
# Links counted and shown at most; a window cannot be opened on a query.
MAX_LINKS = 100_000


class CrmGenericValue(models.Model):
    """A value that so many people hold that it tells nothing about one of them.

    It is left out of the person index, so that it gives no key, no candidate and no
    evidence. Found by counting it acts at once; only who is linked by a rule with
    somebody else who holds it keeps it, until a person accepts it: then the links that
    rest on it go to review. An exempt value is treated as any other, however many hold
    it.
    """

    _name = "crm.generic.value"
    _description = "Generic Value"
    _log_access = False
    _order = "state desc, link_count desc, person_count desc, id"
    _rec_name = "value"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    value = fields.Char(required=True, readonly=True, help="In normal form.")
    person_count = fields.Integer(
        "People",
        readonly=True,
        aggregator=None,
        help="Different people who hold it: the same person in the base many times"
        " counts once.",
    )
    record_count = fields.Integer(
        "Prospects and Clients", readonly=True, aggregator=None
    )
    link_count = fields.Integer(
        "Links It Holds Up",
        readonly=True,
        help="Automatic links that no rule would make without this value.",
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="generic")
    date_found = fields.Datetime("Found on", readonly=True)
    user_id = fields.Many2one("res.users", "Decided by", readonly=True)
    date_decided = fields.Datetime("Decided on", readonly=True)

    # Found by two loads at once it is recorded once.
    _kind_value = models.UniqueIndex("(kind, value)")

    # ------------------------------------------------------------------ limits

    @api.model
    @ormcache()
    def _limits(self):
        """dict kind -> most people who may hold a value that counts."""
        keys = {LIMIT_PARAMETER % kind: kind for kind in LIMITS}
        parameters = self.env["ir.config_parameter"].sudo()
        limits = {
            keys[parameter.key]: int(parameter.value)
            for parameter in parameters.search_fetch(
                [("key", "in", list(keys))], ["key", "value"]
            )
            if parameter.value.isdecimal() and int(parameter.value)
        }
        return {**LIMITS, **limits}

    @api.model
    def _limits_table(self):
        """SQL: the limits as rows (kind, most)."""
        return SQL(", ").join(
            SQL("(%s, %s)", kind, most) for kind, most in self._limits().items()
        )

    # ------------------------------------------------------------------ use

    @api.model
    def _passes(self, kind, value, owner, person):
        """SQL: the value is evidence for a person, as far as generic values go.

        One that nobody has accepted yet still is for who was linked before: whatever
        else has him indexed anew must not take the ground from his link.

        :param SQL kind: key of :data:`KINDS`
        :param SQL value: as in the index
        :param owner: `prospect_id` or `partner_id`: whose id `person` is
        :param SQL person: id of the person
        """
        return SQL(
            """NOT EXISTS (SELECT FROM crm_generic_value g
                WHERE g.kind = %s AND g.value = %s AND g.state <> 'exempt'
                    AND (g.state = 'accepted' OR NOT %s))""",
            kind,
            value,
            linked_by(owner, person, value),
        )

    @api.model
    def _with_generic_address(self, owner, addresses):
        """Those of some persons whose address is no evidence.

        :param owner: `prospect_id` or `partner_id`
        :param addresses: list of (person id, address key)
        :rtype: set[int]
        """
        if not addresses:
            return set()
        persons, keys = map(list, zip(*addresses, strict=True))
        self.env.cr.execute(
            SQL(
                """SELECT n.person FROM unnest(%s::int[], %s::text[]) AS n(person, key)
                WHERE NOT (%s)""",
                persons,
                keys,
                self._passes(
                    SQL("'address'"), SQL("n.key"), owner, SQL.identifier("n", "person")
                ),
            ),
            log_exceptions=False,
        )
        return {person for (person,) in self.env.cr.fetchall()}

    # ------------------------------------------------------------------ decisions

    def action_accept(self):
        """Accept values as generic; asks first where links would go to review.

        :return: the action of the question, or None when all is done
        :rtype: dict | None
        :raise AccessError: the user is no data steward
        """
        self._check_may_decide()
        values = self.sudo().filtered(lambda value: value.state != "accepted")
        values._count_links()
        if not values._fetch_links(1):
            values._accept()
            return None
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "crm_prospect.crm_generic_accept_action"
            ),
            "context": {"default_value_ids": values.ids},
        }

    def _accept(self):
        """Have the holders re-indexed without these values and matched anew.

        Links that rest on them go to review, as all whose ground is gone.
        """
        self._decide("accepted")
        self._outdate_holders()

    def action_exempt(self):
        """Treat values as ordinary ones again, however many people hold them.

        :raise AccessError: the user is no data steward
        """
        self._check_may_decide()
        values = self.sudo().filtered(lambda value: value.state != "exempt")
        values._decide("exempt")
        values._outdate_holders()

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("crm_prospect.group_prospect_steward"):
            raise AccessError(
                self.env._("Only data stewards decide which values are generic.")
            )

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "user_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )

    def _outdate_holders(self):
        """Have the holders of these values re-indexed and matched in the background."""
        self.flush_recordset()
        self.env["crm.person.index"].sudo()._outdate(
            {owner: self._holders_query(owner) for owner in OWNERS}
        )

    def _holders_query(self, owner):
        """SELECT of the persons who hold one of these values."""
        query = SQL(
            """SELECT h.%s FROM crm_generic_value g
            CROSS JOIN LATERAL (%s) h WHERE g.id = ANY(%s)""",
            SQL.identifier(owner),
            held(SQL("g.kind"), SQL("g.value")),
            self.ids,
        )
        if "address" not in self.mapped("kind"):
            return query
        # The key of a generic address is stored nowhere: whoever has a street and no
        # key may live there.
        table = {"prospect_id": "crm_prospect", "partner_id": "res_partner"}[owner]
        return SQL(
            """%(query)s UNION ALL SELECT i.%(owner)s FROM crm_person_index i
            JOIN %(table)s p ON p.id = i.%(owner)s
            WHERE i.address_key IS NULL AND p.street <> ''""",
            query=query,
            owner=SQL.identifier(owner),
            table=SQL.identifier(table),
        )

    # ------------------------------------------------------------------ screens

    def action_view_holders(self):
        """Open the contacts or documents that are this value, with their owners."""
        self.ensure_one()
        if self.kind in CONTACT_KINDS:
            name = "crm_prospect.crm_contact_point_holder_action"
            domain = Domain("kind", "=", self.kind)
            domain &= Domain("match_key", "=", self.value)
            holders = self.env["crm.contact.point"]
        else:
            holders = self.env["crm.person.document"]
            name = "crm_prospect.crm_person_document_holder_action"
            code, _colon, number = self.value.partition(":")
            domain = Domain("type_id.code", "=", code)
            domain &= Domain("number_normalized", "=", number)
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        domain = list(holders._get_told_domain(domain))
        return {**action, "name": self.display_name, "domain": domain}

    def action_view_links(self):
        """Open the automatic links that rest on this value."""
        self.ensure_one()
        self._check_may_decide()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_action"
        )
        domain = [("id", "in", self._fetch_links(MAX_LINKS))]
        return {**action, "domain": domain, "context": {}}
