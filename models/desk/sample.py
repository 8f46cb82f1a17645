# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..lean_fields import PlainMany2one

SIZE_PARAMETER = "crm_prospect.sample_size"
DEFAULT_SIZE = 20
# What nobody has looked at by then makes room for newer links.
WEEKS = 4


class CrmMatchSample(models.Model):
    """An automatic link that a person is to look at, to know how good its rule is.

    The outcome is the verdict on the match: still automatic, confirmed or rejected.
    """

    _name = "crm.match.sample"
    _inherit = ["crm.client.seen"]
    _description = "Sample of an Automatic Link"
    _log_access = False
    _order = "week desc, rule_id, id"
    _rec_name = "match_id"
    _client_paths = ("match_id.partner_id",)

    # Plain: matches are dropped in bulk, and a sample without its match is skipped.
    match_id = PlainMany2one("crm.match", required=True, readonly=True)
    rule_id = PlainMany2one("crm.match.rule", required=True, readonly=True, index=True)
    week = fields.Date(required=True, readonly=True, help="Its Monday.")
    verdict = fields.Selection(related="match_id.verdict")

    _match = models.UniqueIndex("(match_id)")

    @api.model
    def _get_size(self):
        """How many links of a rule are sampled in a week."""
        value = self.env["ir.config_parameter"].sudo().get_param(SIZE_PARAMETER, "")
        return int(value) if value.isdecimal() else DEFAULT_SIZE

    @api.model
    def _cron_fill(self):
        """Draw this week's samples."""
        self._fill(self._get_size())

    @api.model
    def _fill(self, size):
        """Draw links of each rule at random, none of them a second time.

        Two readings of the matches and no sorting of them: the first counts the links
        of each rule, the second takes each link with the chance that leaves a few
        more than needed; only those are put in a random order.

        :param int size: how many for each rule in this week, earlier ones included
        :return: number of new samples
        """
        today = fields.Date.today()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """WITH counted AS MATERIALIZED (
                    SELECT rule_id, count(*) AS links FROM crm_match
                    WHERE verdict = 'automatic' AND partner_id IS NOT NULL
                        AND rule_id IS NOT NULL
                    GROUP BY rule_id
                ), wanted AS MATERIALIZED (
                    SELECT c.rule_id, %(size)s - count(s.id) AS missing,
                        -- Sampled ones are drawn too, and left out afterwards.
                        (%(spare)s + (SELECT count(*) FROM crm_match_sample done
                            WHERE done.rule_id = c.rule_id))::float / c.links AS chance
                    FROM counted c LEFT JOIN crm_match_sample s
                        ON s.rule_id = c.rule_id AND s.week = %(week)s
                    GROUP BY c.rule_id, c.links HAVING count(s.id) < %(size)s
                ), drawn AS (
                    SELECT m.id, m.rule_id, w.missing,
                        row_number() OVER (PARTITION BY m.rule_id ORDER BY random())
                            AS place
                    FROM (
                        -- Drawn here, or it would be once for all links of a rule.
                        SELECT id, rule_id, random() AS luck FROM crm_match
                        WHERE verdict = 'automatic' AND partner_id IS NOT NULL
                    ) m JOIN wanted w ON w.rule_id = m.rule_id
                    WHERE m.luck < w.chance AND NOT EXISTS (
                        SELECT FROM crm_match_sample s WHERE s.match_id = m.id)
                )
                INSERT INTO crm_match_sample (match_id, rule_id, week)
                SELECT id, rule_id, %(week)s FROM drawn WHERE place <= missing
                ON CONFLICT DO NOTHING""",
                size=size,
                # Twice as many and ten: too few come in one of a million draws.
                spare=2 * size + 10,
                week=today - timedelta(days=today.weekday()),
            )
        )
        self.invalidate_model()
        return self.env.cr.rowcount

    @api.model
    def _waiting_ids(self):
        """SELECT of the matches whose sample nobody has looked at yet."""
        self.flush_model()
        return SQL(
            """SELECT m.id FROM crm_match_sample s JOIN crm_match m ON m.id = s.match_id
            WHERE m.verdict = 'automatic' AND s.week > %s""",
            fields.Date.today() - timedelta(weeks=WEEKS),
        )

    @api.model
    def _follow(self, old_id, new_id):
        """A verdict was taken back: the pair has another match now."""
        self.sudo().search([("match_id", "=", old_id)]).match_id = new_id
