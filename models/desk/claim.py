# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..lean_fields import PlainMany2one

# How long a prospect stays with a reviewer who does nothing.
MINUTES = 15
GC_LIMIT = 10_000


class CrmMatchClaim(models.Model):
    """A prospect whose pairs are before the eyes of one reviewer.

    The prospect and not the pair: two reviewers must not link one prospect with two
    of its candidates. Nobody but the review desk reads or writes this.
    """

    _name = "crm.match.claim"
    _description = "Claim of a Reviewer"
    _log_access = False
    _rec_name = "prospect_id"

    prospect_id = PlainMany2one("crm.prospect", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    until = fields.Datetime(required=True, readonly=True)

    _prospect = models.UniqueIndex("(prospect_id)")

    @api.model
    def _take(self, prospect_ids, limit):
        """Claim the first free ones for the present user.

        A row that somebody else is claiming at this moment is passed over, and the
        transaction is tried again when he was quicker: nobody waits for anybody.

        :param prospect_ids: ids, the most urgent first
        :param int limit: how many at most
        :return: ids of the claimed prospects, in the same order
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT p.id
                FROM unnest(%s::int[]) WITH ORDINALITY AS q(id, place)
                JOIN crm_prospect p ON p.id = q.id
                WHERE NOT %s
                ORDER BY q.place
                LIMIT %s FOR NO KEY UPDATE OF p SKIP LOCKED""",
                list(prospect_ids),
                self._is_taken(SQL("p.id")),
                limit,
            )
        )
        ids = [prospect_id for (prospect_id,) in rows]
        if not ids:
            return []
        # An expired claim of somebody else is overwritten, a valid one is not.
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_match_claim AS c (prospect_id, user_id, until)
                SELECT unnest(%(ids)s::int[]), %(user)s, %(until)s
                ON CONFLICT (prospect_id) DO UPDATE
                    SET user_id = EXCLUDED.user_id, until = EXCLUDED.until
                    WHERE c.user_id = EXCLUDED.user_id OR c.until <= %(now)s
                RETURNING c.prospect_id""",
                ids=ids,
                user=self.env.uid,
                until=self._until(),
                now=SQL("now() AT TIME ZONE 'UTC'"),
            ),
            log_exceptions=False,
        )
        taken = {prospect_id for (prospect_id,) in self.env.cr.fetchall()}
        self.invalidate_model()
        return [prospect_id for prospect_id in ids if prospect_id in taken]

    @api.model
    def _is_taken(self, prospect):
        """SQL: somebody else has this prospect before him.

        :param SQL prospect: column with the id of the prospect
        """
        return SQL(
            """EXISTS (SELECT FROM crm_match_claim taken
                WHERE taken.prospect_id = %s AND taken.user_id <> %s
                    AND taken.until > now() AT TIME ZONE 'UTC')""",
            prospect,
            self.env.uid,
        )

    @api.model
    def _until(self):
        return SQL(
            "now() AT TIME ZONE 'UTC' + make_interval(mins => %s)", self._get_minutes()
        )

    @api.model
    def _get_minutes(self):
        """Minutes that a claim lasts; can be overridden."""
        return MINUTES

    @api.model
    def _renew(self):
        """Give the present user his full time again for all that he has."""
        self.env.cr.execute(
            SQL(
                """UPDATE crm_match_claim SET until = %s
                WHERE user_id = %s AND until > now() AT TIME ZONE 'UTC'""",
                self._until(),
                self.env.uid,
            ),
            log_exceptions=False,
        )

    @api.model
    def _release(self, prospect_ids=None):
        """Let others have what the present user claimed.

        :param prospect_ids: ids of prospects; all that he has when None
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_match_claim WHERE user_id = %s AND %s",
                self.env.uid,
                SQL("TRUE")
                if prospect_ids is None
                else SQL("prospect_id = ANY(%s)", list(prospect_ids)),
            ),
            log_exceptions=False,
        )
        self.invalidate_model()

    @api.model
    def _holder(self, prospect_id):
        """The other user who has this prospect before him, if any."""
        return (
            self.sudo()
            .search(
                [
                    ("prospect_id", "=", prospect_id),
                    ("user_id", "!=", self.env.uid),
                    ("until", ">", fields.Datetime.now()),
                ],
                limit=1,
            )
            .user_id
        )

    @api.autovacuum
    def _gc_expired(self):
        """Forget claims that nobody renewed."""
        expired = self.search(
            [("until", "<=", fields.Datetime.now())], limit=GC_LIMIT + 1
        )
        expired[:GC_LIMIT].unlink()
        return len(expired[:GC_LIMIT]), len(expired) > GC_LIMIT
