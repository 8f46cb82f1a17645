# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..lean_fields import PlainMany2one

LINK_KINDS = [
    ("already", "Already a client"),
    ("became", "Became a client"),
]
# For those who work with clients; the others learn at most that there is one.
CLIENT_USERS = "!crm_prospect.group_without_clients"
MATCH_STATES = [
    ("new", "Not looked at yet"),
    ("none", "No match"),
    ("proposed", "To review"),
    ("ambiguous", "Ambiguous"),
    ("linked", "Linked"),
    ("converted", "Converted"),
]


class CrmProspect(models.Model):
    """The link of a prospect with its one client.

    The columns here are written by the engine (:mod:`match_apply`) and by the
    verdicts of people (:class:`crm.match`), never by a plain `write` over RPC.
    """

    _inherit = "crm.prospect"

    partner_id = fields.Many2one(
        "res.partner",
        "Client",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    match_rule_id = PlainMany2one(
        "crm.match.rule",
        "Recognised by",
        readonly=True,
        copy=False,
        groups=CLIENT_USERS,
    )
    link_date = fields.Datetime(
        "Linked on", readonly=True, copy=False, groups=CLIENT_USERS
    )
    link_user_id = fields.Many2one(
        "res.users",
        "Linked by",
        readonly=True,
        copy=False,
        groups=CLIENT_USERS,
        help="Empty: by a rule.",
    )
    link_kind = fields.Selection(
        LINK_KINDS, readonly=True, copy=False, groups=CLIENT_USERS
    )
    # Set for good by a conversion; the kind of the link follows.
    conversion_date = fields.Datetime("Converted on", readonly=True, copy=False)
    conversion_user_id = fields.Many2one(
        "res.users", "Converted by", readonly=True, copy=False
    )
    # What the engine found; empty for the many persons without any match.
    match_result = fields.Selection(
        MATCH_STATES[2:], readonly=True, copy=False, groups=CLIENT_USERS
    )
    match_state = fields.Selection(
        MATCH_STATES, compute="_compute_match_state", search="_search_match_state"
    )
    match_ids = fields.One2many("crm.match", "prospect_id", "Matches")

    # The list of a steward: the few prospects that wait for a decision.
    _to_review = models.Index(
        "(id) WHERE match_result IN ('proposed', 'ambiguous') AND active IS TRUE"
    )
    # Tabs of their own, newest first, here and among the applications.
    _clients = models.Index(
        "(match_result, id) WHERE match_result IN ('converted', 'linked')"
    )

    @api.depends("match_result")
    @api.depends_context("uid")
    def _compute_match_state(self):
        told = self._tells_hidden()
        results = {prospect: told and prospect.sudo().match_result for prospect in self}
        undecided = self.filtered(lambda prospect: not results[prospect])
        queued = self.env["crm.match.queue"]._queued("prospect_id", undecided.ids)
        for prospect, result in results.items():
            prospect.match_state = result or (
                "new" if prospect.id in queued else "none"
            )

    @api.model
    def _search_match_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        states, told = set(value), self._tells_hidden()
        results = states - {"new", "none", False} if told else set()
        domain = fields.Domain("match_result", "in", list(results))
        queued = self.env["crm.match.queue"]._queued_domain("prospect_id")
        blank = fields.Domain("match_result", "=", False)
        if "new" in states:
            domain |= queued & (blank if told else fields.Domain.TRUE)
        if "none" in states:
            domain |= ~queued & (blank if told else fields.Domain.TRUE)
        return self._without_field_access(domain)

    # ------------------------------------------------------------------ actions

    def action_link_client(self, partner_id, despite_contradictions=False):
        """Link this prospect with a client by hand.

        :param int partner_id: id of the client
        :param bool despite_contradictions: whether data that hold the two apart, as
            another birth date, have been seen and do not matter
        :raise UserError: linked already, the partner is not a client, or data
            contradict and nobody said that it does not matter
        :raise AccessError: the user may not write the prospect or see the client, or
            there is no such client
        """
        self.ensure_one()
        self.check_access("write")
        self._check_works_with_clients()
        if type(partner_id) is not int or not 0 < partner_id < 2**31:
            raise UserError(self.env._("partner_id: the id of a client is expected."))
        client = self.env["res.partner"].browse(partner_id)
        self._check_may_see(client, "partner_id")
        if not client.is_client:
            raise UserError(self.env._("Only clients can be linked with a prospect."))
        if self.partner_id and self.partner_id != client:
            raise UserError(
                self.env._(
                    "Prospect %(number)s is linked with another client."
                    " Take that link back first.",
                    number=self.number_display,
                )
            )
        if not despite_contradictions and self.partner_id != client:
            self._check_contradictions(client)
        match = self.env["crm.match"]._find_or_create(self, client)
        match.action_confirm()

    def _check_contradictions(self, client):
        """Refuse a client whose data hold him apart from this prospect."""
        contradictions = self._get_contradictions(client)
        if contradictions:
            raise UserError(
                self.env._(
                    "These may be two persons: %(contradictions)s."
                    " Confirm that they are linked all the same.",
                    contradictions=", ".join(contradictions),
                )
            )

    def _get_contradictions(self, client):
        """What holds this prospect apart from a client, in words without values."""
        self.ensure_one()
        # What was written just now is compared, too.
        self.env["crm.person.index"]._flush()
        pair = {0: (self.id, "partner_id", client.id)}
        found = self.env["crm.match.reasons"]._of_pairs(pair).get(0, {})
        return found.get("contradicts", [])

    def action_unlink_client(self, reason=None, to_review=False):
        """Take the link back: the pair is remembered as different persons.

        :param str reason: why, kept with the verdict
        :param bool to_review: nobody knows whether they are: the pair is proposed for
            review; no rule links it again
        """
        self._check_works_with_clients()
        for prospect in self.filtered("partner_id"):
            match = prospect.sudo().match_ids.filtered(
                lambda m, client=prospect.partner_id: m.partner_id == client
            )
            match = match.sudo(False)
            if to_review:
                match.action_take_back(reason)
            else:
                match.action_reject(reason)

    def action_match(self):
        """Look for the client of these prospects now."""
        self.check_access("write")
        self.env["crm.match.engine"]._match_prospects(self.ids)

    def action_open_client(self):
        """Open the card of the client."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.client_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _refresh_link_kinds(self, owner, ids):
        """Say anew who was a client already and who became one, when a date changed.

        :param owner: `prospect_id` or `partner_id`: whose date it is
        :param ids: ids of the prospects or clients
        """
        self.env.flush_all()
        column = {"prospect_id": "id", "partner_id": "partner_id"}[owner]
        self.env.cr.execute(
            SQL(
                """UPDATE crm_prospect p SET link_kind = n.kind,
                    match_result = CASE n.kind WHEN 'became' THEN 'converted'
                        ELSE 'linked' END
                FROM (SELECT l.id, CASE
                        WHEN l.conversion_date IS NOT NULL
                            OR c.client_since > l.registration_date::date
                        THEN 'became' ELSE 'already' END AS kind
                    FROM crm_prospect l JOIN res_partner c ON c.id = l.partner_id
                    WHERE l.%s = ANY(%s)) n
                WHERE p.id = n.id AND p.link_kind <> n.kind""",
                SQL.identifier(column),
                list(ids),
            )
        )
        self.invalidate_model()

    # ------------------------------------------------------------------ fields

    @api.model
    def _link_fields(self):
        """Columns that only the engine and verdicts may write."""
        return {
            "partner_id",
            "match_rule_id",
            "link_date",
            "link_user_id",
            "link_kind",
            "match_result",
            "conversion_date",
            "conversion_user_id",
        }

    def write(self, vals):
        result = super().write(vals)
        if "registration_date" in vals:
            self._refresh_link_kinds("prospect_id", self.ids)
        return result
