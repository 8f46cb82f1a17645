# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# How long a revert can be taken back; overridable by the parameter.
UNDO_DAYS = 30
UNDO_DAYS_PARAMETER = "crm_prospect.undo_days"
SOURCES = {"crm.match.run": "run_id", "crm.match.rule": "rule_id"}


class CrmMatchRevert(models.Model):
    """All automatic links of a run or of a rule, undone in one go.

    The pairs are remembered as rejected, so that no run links them again; what people
    confirmed stays. As long as it is young, the revert itself can be undone.
    Whoever reverts does it to the prospects that he sees.
    """

    _name = "crm.match.revert"
    _description = "Reverted Links"
    _log_access = False
    _order = "id desc"

    run_id = fields.Many2one(
        "crm.match.run", readonly=True, index="btree_not_null", ondelete="set null"
    )
    rule_id = fields.Many2one(
        "crm.match.rule", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date = fields.Datetime(
        "Reverted on", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", "Reverted by", readonly=True)
    state = fields.Selection(
        [("reverted", "Reverted"), ("undone", "Undone")],
        required=True,
        readonly=True,
        default="reverted",
    )
    link_count = fields.Integer("Links", readonly=True)
    pair_count = fields.Integer("Pairs of Prospects", readonly=True)
    undo_date = fields.Datetime("Undone on", readonly=True)
    undo_user_id = fields.Many2one("res.users", "Undone by", readonly=True)
    can_undo = fields.Boolean(compute="_compute_can_undo")

    @api.depends("run_id", "rule_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for revert in self:
            source = revert.rule_id.name or revert.run_id.display_name
            revert.display_name = source or self.env._("Match Run")

    @api.depends("state", "date")
    def _compute_can_undo(self):
        since = fields.Datetime.now() - timedelta(days=self._undo_days())
        for revert in self:
            revert.can_undo = revert.state == "reverted" and revert.date >= since

    @api.model
    def _undo_days(self):
        parameters = self.env["ir.config_parameter"].sudo()
        days = parameters.get_param(UNDO_DAYS_PARAMETER, "")
        return int(days) if days.isdecimal() else UNDO_DAYS

    # ------------------------------------------------------------------ actions

    @api.model
    def _automatic_domain(self, source):
        """Domain of the matches that a revert of this run or rule undoes."""
        return Domain(SOURCES[source._name], "=", source.id) & Domain(
            "verdict", "=", "automatic"
        )

    @api.model
    def _revert(self, source):
        """Undo the automatic links of a run or rule.

        :param source: one record of `crm.match.run` or `crm.match.rule`
        :return: the new record of this model
        :raise UserError: there is no automatic link to undo
        """
        matches = self._lock_matches(self._automatic_domain(source))
        if not matches:
            raise UserError(self.env._("There is no automatic link to undo."))
        linked = {prospect for prospect, client in matches.values() if client}
        revert = self.sudo().create(
            {
                SOURCES[source._name]: source.id,
                "user_id": self.env.uid,
                "link_count": len(linked),
                "pair_count": len(matches) - len(linked),
            }
        )
        revert._reject(list(matches))
        revert._clear_links(sorted(linked))
        self._decide_anew({prospect for prospect, _client in matches.values()}, linked)
        return revert

    def action_undo(self):
        """Forget the rejections of this revert: the rules decide on the pairs anew.

        Pairs that a person decided on since are left as they are.

        :raise UserError: it is undone already, or too old
        """
        self.ensure_one()
        self._check_may_undo()
        if not self.can_undo:
            raise UserError(
                self.env._(
                    "A revert can be undone once, within %(days)s days.",
                    days=self._undo_days(),
                )
            )
        rejected = Domain("revert_id", "=", self.id) & Domain(
            "verdict", "=", "rejected"
        )
        matches = self._lock_matches(rejected)
        self._execute(SQL("DELETE FROM crm_match WHERE id = ANY(%s)", list(matches)))
        self._decide_anew({prospect for prospect, _client in matches.values()})
        if not self.env["crm.match"].sudo().search_count(rejected, limit=1):
            self.sudo().write(
                {
                    "state": "undone",
                    "undo_date": fields.Datetime.now(),
                    "undo_user_id": self.env.uid,
                }
            )

    def _check_may_undo(self):
        """What an administrator did to a rule, only administrators undo."""
        self.check_access("read")
        if self.rule_id:
            self.rule_id.check_access("write")

    def action_view_matches(self):
        """Open the pairs that are remembered as rejected by this revert."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_match_action"
        )
        domain = [("revert_id", "=", self.id)]
        return {**action, "domain": domain, "context": {}}

    # ------------------------------------------------------------------ statements

    @api.model
    def _lock_matches(self, domain):
        """Lock the prospects of matches in the order in which everybody locks.

        :return: dict match id -> (prospect id, client id or None)
        """
        query = self.env["crm.match"]._search(domain)
        columns = ("id", "prospect_id", "partner_id")
        rows = self.env.execute_query(
            query.select(*(SQL.identifier(query.table, name) for name in columns))
        )
        self.env["crm.match.apply"]._lock({prospect for _id, prospect, _c in rows})
        return {match_id: pair for match_id, *pair in rows}

    def _reject(self, match_ids):
        # Without a fingerprint: unlike a person's, such a rejection is not asked about
        # again; the revert is taken back as a whole instead.
        self._execute(
            SQL(
                """UPDATE crm_match SET verdict = 'rejected', revert_id = %s,
                    reason = %s, user_id = %s, date = %s, ground_gone = FALSE
                WHERE id = ANY(%s)""",
                self.id,
                self.env._("Reverted"),
                self.user_id.id,
                self.date,
                match_ids,
            )
        )

    def _clear_links(self, prospect_ids):
        # Automatic is the match that the prospect is linked by; it has no other one.
        self.env["crm.prospect.former.link"]._keep(
            prospect_ids, self.user_id.id, self.env._("Reverted")
        )
        clients = self.env["crm.contact.scorer"]._get_linked_clients(prospect_ids)
        self.env["crm.contact.scorer"]._queue("partner_id", clients)
        columns = sorted(self.env["crm.prospect"]._link_fields())
        self._execute(
            SQL(
                "UPDATE crm_prospect SET %s WHERE id = ANY(%s)",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(c)) for c in columns),
                prospect_ids,
            )
        )

    @api.model
    def _execute(self, statement):
        # A conflict is not an error of ours: the request is tried again.
        self.env.cr.execute(statement, log_exceptions=False)

    @api.model
    def _decide_anew(self, prospect_ids, updated=frozenset()):
        """Have the next run decide on the other candidates of these prospects.

        :param updated: those whose row has been updated: any other one is, so that a
            run with an older state in sight begins its step anew
        """
        self.env["crm.match.apply"]._touch(prospect_ids - updated)
        self.env["crm.match"].invalidate_model()
        self.env["crm.prospect"].invalidate_model()
        self.env["crm.match.queue"].sudo()._add("prospect_id", sorted(prospect_ids))
