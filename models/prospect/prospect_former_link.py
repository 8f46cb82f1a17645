# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

# What the columns of a prospect say of its link, kept as it was.
KEPT = ("match_rule_id", "link_date", "link_user_id")


class CrmProspectFormerLink(models.Model):
    """A link of a prospect with a client that ended, or that somebody else took over.

    The present link stands in the columns of the prospect and has no row here: the
    first pass over millions of people writes none. Rows are added by the statements
    that end links and are never changed; they go with the prospect or the client.
    """

    _name = "crm.prospect.former.link"
    _inherit = ["crm.client.seen"]
    _description = "Former Link"
    _log_access = False
    _order = "id desc"
    _rec_name = "prospect_id"

    prospect_id = fields.Many2one(
        "crm.prospect", required=True, readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    match_rule_id = fields.Many2one(
        "crm.match.rule", "Recognised by", readonly=True, ondelete="set null"
    )
    link_date = fields.Datetime("Linked on", readonly=True)
    link_user_id = fields.Many2one(
        "res.users", "Linked by", readonly=True, help="Empty: by a rule."
    )
    end_date = fields.Datetime(
        "Unlinked on",
        readonly=True,
        help="Empty: somebody confirmed the link, which is his since then.",
    )
    end_user_id = fields.Many2one(
        "res.users", "Unlinked by", readonly=True, help="Empty: by the rules."
    )
    reason = fields.Char(readonly=True)

    @api.model
    def _insertion(self, links, user_id=None, reason=None, is_end=True):
        """The statement that keeps links, to be run with the one that overwrites them.

        :param SQL links: relation of columns of prospects: id, partner_id and `KEPT`
        :param user_id: who ends the links; None: the rules
        :param reason: why, in the words of that user
        :param is_end: False: the link stands, with a person in place of who made it
        """
        return SQL(
            """INSERT INTO crm_prospect_former_link
                (prospect_id, partner_id, %(kept)s, end_date, end_user_id, reason)
            SELECT id, partner_id, %(kept)s,
                -- As links by rules: the time of the transaction.
                CASE WHEN %(is_end)s
                    THEN greatest(link_date, now() AT TIME ZONE 'UTC') END,
                %(user)s, %(reason)s
            FROM %(links)s WHERE partner_id IS NOT NULL""",
            kept=SQL(", ").join(map(SQL.identifier, KEPT)),
            is_end=is_end,
            user=user_id,
            reason=reason or None,
            links=links,
        )

    @api.model
    def _keep(self, prospect_ids, user_id, reason=None, is_end=True):
        """Keep the present links of prospects, which are about to be overwritten."""
        self.env["crm.prospect"].flush_model(["partner_id", *KEPT])
        links = SQL(
            "(SELECT * FROM crm_prospect WHERE id = ANY(%s)) linked",
            list(prospect_ids),
        )
        self.env.cr.execute(
            self._insertion(links, user_id, reason, is_end), log_exceptions=False
        )


class CrmProspect(models.Model):
    _inherit = "crm.prospect"

    def _keep_link_of_another(self):
        """Remember who made the link before the user confirms it as his."""
        self.ensure_one()
        if self.partner_id and self.link_user_id != self.env.user:
            former = self.env["crm.prospect.former.link"]
            former._keep(self.ids, None, is_end=False)

    def _end_links(self, reason=None):
        """Take the links back in the name of the user, and remember them.

        :param str reason: why, in his words
        """
        former = self.env["crm.prospect.former.link"]
        former._keep(self.ids, self.env.uid, reason)
        self.write(dict.fromkeys(self._link_fields(), False))
