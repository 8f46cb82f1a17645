# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..lean_fields import BigInteger, PlainMany2one

VERDICTS = [
    ("proposed", "Proposed"),
    ("automatic", "Automatic"),
    ("confirmed", "Confirmed"),
    ("rejected", "Rejected"),
]
# A prospect is linked with the client of the one match that has such a verdict.
LINKING = ("automatic", "confirmed")


class CrmMatch(models.Model):
    """One pair, a prospect with a client or with another prospect, and its verdict.

    Written by the engine in bulk and by the verdicts of people, never by a plain
    `write` over RPC. The verdict of a person is final: no run changes it.
    """

    _name = "crm.match"
    _inherit = ["crm.client.seen"]
    _description = "Match"
    _log_access = False
    _order = "id desc"
    _rec_name = "prospect_id"

    prospect_id = fields.Many2one(
        "crm.prospect", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Client",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    other_prospect_id = fields.Many2one(
        "crm.prospect", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    rule_id = PlainMany2one(
        "crm.match.rule", readonly=True, help="Empty: a person found the pair."
    )
    rule_version = fields.Integer(readonly=True, aggregator=None)
    evidence = BigInteger(
        readonly=True, aggregator=None, help="Bits of the conditions that hold."
    )
    evidence_text = fields.Char("What Fits", compute="_compute_evidence_text")
    confidence = fields.Integer(readonly=True, aggregator=None)
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    ground_gone = fields.Boolean(
        readonly=True, help="It was linked by a rule that does not hold any more."
    )
    asked_again = fields.Boolean(
        "Proposed Once More",
        readonly=True,
        help="It was rejected and the data changed, or its link was taken back: it is"
        " proposed once more, and no rule links it.",
    )
    # What the two persons were when the pair was rejected, see match_fingerprint.py.
    fingerprint = BigInteger(readonly=True, aggregator=None)
    date = fields.Datetime(readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "Decided by", readonly=True)
    reason = fields.Char(readonly=True)
    run_id = PlainMany2one("crm.match.run", readonly=True)

    _one_side = models.Constraint(
        "CHECK((partner_id IS NULL) <> (other_prospect_id IS NULL))",
        "A match is with exactly one client or one other prospect.",
    )
    # A pair of prospects exists once, whichever of them was looked at first.
    _pair_order = models.Constraint(
        "CHECK(other_prospect_id IS NULL OR prospect_id < other_prospect_id)"
    )
    # Of all pairs, though only those with a client can be equal: what is known of a
    # prospect is found by it, and deleting him does not read the whole table.
    _client_pair = models.UniqueIndex(
        "(prospect_id, partner_id)",
        "This pair has a verdict already.",
    )
    _prospect_pair = models.UniqueIndex(
        "(prospect_id, other_prospect_id) WHERE other_prospect_id IS NOT NULL",
        "This pair has a verdict already.",
    )
    # The promise of the whole addon: a prospect has at most one client.
    _one_client = models.UniqueIndex(
        "(prospect_id) WHERE partner_id IS NOT NULL"
        " AND verdict IN ('automatic', 'confirmed')",
        "The prospect is linked with another client already.",
    )
    # The review list.
    _proposed = models.Index("(id) WHERE verdict = 'proposed'")

    @api.depends("prospect_id.name", "partner_id.name", "other_prospect_id.name")
    def _compute_display_name(self):
        for match in self:
            other = match.partner_id or match.other_prospect_id
            match.display_name = (
                f"{match.prospect_id.display_name} – {other.display_name}"
            )

    @api.depends("evidence")
    @api.depends_context("lang")
    def _compute_evidence_text(self):
        conditions = self.env["crm.match.condition"].sudo().search([], limit=1000)
        telling = {c.bit: c for c in conditions if not c._is_guard()}
        for match in self:
            held = [telling[b] for b in sorted(telling) if match.evidence & (1 << b)]
            same = {c.attribute for c in held if c.comparison == "same"}
            # What is the same is similar, too: that need not be said.
            labels = [
                c._compared_label()
                for c in held
                if c.comparison == "same" or c.attribute not in same
            ]
            match.evidence_text = ", ".join(dict.fromkeys(labels))

    # ------------------------------------------------------------------ verdicts

    @api.model
    def _find_or_create(self, prospect, client):
        """The pair of a prospect and a client, made by hand if no run found it."""
        match = self.sudo().search(
            [("prospect_id", "=", prospect.id), ("partner_id", "=", client.id)]
        )
        return match or self.sudo().create(
            self._prepare_proposal(prospect.id, client.id)
        )

    @api.model
    def _prepare_proposal(self, prospect_id, client_id):
        """A pair that no run found and a person is about to decide."""
        return {
            "prospect_id": prospect_id,
            "partner_id": client_id,
            "verdict": "proposed",
            "confidence": 100,
        }

    def action_confirm(self, reason=None):
        """Say that the two are one person; links the prospect with the client.

        :param str reason: why, kept with the verdict
        :raise UserError: the prospect is linked with another client
        """
        self._check_may_decide()
        for match in self.sudo():
            prospect = match.prospect_id
            match._lock_prospect()
            if match.partner_id and prospect.partner_id - match.partner_id:
                raise UserError(
                    self.env._(
                        "Prospect %(number)s is linked with another client."
                        " Take that link back first.",
                        number=prospect.number_display,
                    )
                )
            match._decide("confirmed", reason)
            if match.partner_id:
                prospect._keep_link_of_another()
                prospect.write(match._prepare_link_vals())
                (prospect.match_ids - match)._settle()

    def _settle(self):
        """Proposals of clients that are out: their prospects are linked by hand."""
        others = self.filtered(lambda m: m.partner_id and m.verdict == "proposed")
        # Who was rejected once stays so, whatever comes of that link.
        rejected = others.filtered("asked_again")
        rejected.write({"verdict": "rejected"})
        (others - rejected).unlink()

    def action_reject(self, reason=None):
        """Say that the two are different persons; takes back a link between them.

        :param str reason: why, kept with the verdict
        """
        self._check_may_decide()
        for match in self.sudo():
            prospect = match.prospect_id
            match._lock_prospect()
            linked = match.partner_id and prospect.partner_id == match.partner_id
            match._decide("rejected", reason)
            match._take_fingerprint()
            if linked:
                prospect._end_links(reason)
        # What the other candidates of these prospects are now, is decided anew.
        prospects = self.sudo().filtered("partner_id").prospect_id
        self.env["crm.match.engine"].sudo()._match_prospects(prospects.ids)

    def action_take_back(self, reason=None):
        """Take links back without a verdict: the pairs are proposed for review.

        No rule links them again; that is left to a person.

        :param str reason: why, kept with the pair
        """
        self._check_may_decide()
        links = self.sudo().filtered(lambda m: m.partner_id and m.verdict in LINKING)
        prospects = links.prospect_id
        for match in links:
            match._lock_prospect()
            match._decide("proposed", reason)
            # It stays in review while no rule holds for it, and when one does.
            match.write({"ground_gone": True, "asked_again": True})
            match.prospect_id._end_links(reason)
        self.env["crm.match.engine"].sudo()._match_prospects(prospects.ids)

    def action_revoke(self):
        """Take verdicts of people back: the pairs are decided anew by the rules."""
        self._check_may_decide()
        decided = self.sudo().filtered(lambda m: m.verdict in ("confirmed", "rejected"))
        prospects = decided.prospect_id
        for match in decided:
            match._lock_prospect()
            if match.verdict == "confirmed" and match.partner_id:
                match.prospect_id._end_links()
        decided.unlink()
        self.env["crm.match.engine"].sudo()._match_prospects(prospects.ids)

    def action_revoke_and_open(self):
        """Take a verdict back and show the prospect, for the pair may be gone."""
        self.ensure_one()
        prospect = self.prospect_id
        self.action_revoke()
        return {
            "type": "ir.actions.act_window",
            "res_model": prospect._name,
            "res_id": prospect.id,
            "views": [(False, "form")],
        }

    def _check_may_decide(self):
        """Verdicts are for those who may write the prospects and see both sides."""
        self.check_access("read")
        self.prospect_id.check_access("write")
        self.partner_id.check_access("read")
        self.other_prospect_id.check_access("read")

    def _lock_prospect(self):
        """Meet a concurrent decision on the row of the prospect, without its values."""
        apply = self.env["crm.match.apply"]
        apply._lock(self.prospect_id.ids)
        apply._touch(self.prospect_id.ids)

    def _decide(self, verdict, reason):
        self.ensure_one()
        self.write(
            {
                "verdict": verdict,
                "reason": reason or False,
                "user_id": self.env.uid,
                "date": fields.Datetime.now(),
                "ground_gone": False,
            }
        )

    def _prepare_link_vals(self):
        """Columns of the prospect when a person links it with the client."""
        self.ensure_one()
        kind = self._get_link_kind(self.prospect_id, self.partner_id)
        return {
            "partner_id": self.partner_id.id,
            "match_rule_id": self.rule_id.id,
            "link_date": fields.Datetime.now(),
            "link_user_id": self.env.uid,
            "link_kind": kind,
            "match_result": "converted" if kind == "became" else "linked",
        }

    @api.model
    def _get_link_kind(self, prospect, client):
        """`already` a client when the prospect registered, or `became` one later."""
        since = client.client_since
        later = since and since > prospect.registration_date.date()
        return "became" if later or prospect.conversion_date else "already"

    # ------------------------------------------------------------------ guards

    @api.model_create_multi
    def create(self, vals_list):
        self._check_engine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_engine()
        return super().write(vals)

    def _check_engine(self):
        if not self.env.su:
            raise ValidationError(
                self.env._("Matches are made by rules and decided by verdicts.")
            )
