# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

STEWARDS = "crm_prospect.group_prospect_steward"
ACTIONS = {"same": "action_confirm", "different": "action_reject"}
MAX_UNITS = 20
MAX_SEEN = 10_000
# Beyond that nobody cares how many more wait, and counting them takes time.
COUNT_LIMIT = 1000


class CrmMatchDesk(models.AbstractModel):
    """What the review desk asks for and says; for stewards only.

    A decision that has become impossible meanwhile is answered by a message and not
    by an error: the reviewer goes on with the next pair.
    """

    _inherit = "crm.match.desk"

    @api.model
    def next_pairs(self, limit=2, seen=()):
        """Claim what is to be reviewed next, and renew what is claimed already.

        :param int limit: number of prospects, at most 20
        :param list seen: ids of prospects not to be given: on screen, or skipped
        :return: dict with `units`, a list as of :meth:`_prepare_units`, and
            `waiting`, the number of waiting pairs, counted up to `count_limit`
        :raise AccessError: the caller is no steward
        :raise ValidationError: an argument is not of its type
        """
        self._check_steward()
        if not _is_id(limit) or limit > MAX_UNITS:
            raise ValidationError(
                self.env._("limit: a number from 1 to %(max)s.", max=MAX_UNITS)
            )
        if (
            not isinstance(seen, list | tuple)
            or len(seen) > MAX_SEEN
            or not all(map(_is_id, seen))
        ):
            raise ValidationError(
                self.env._(
                    "seen: a list of at most %(max)s ids of prospects.", max=MAX_SEEN
                )
            )
        claims = self.env["crm.match.claim"].sudo()
        claims._renew()
        units = self._prepare_units(claims._take(self._rank(seen), limit))
        waiting = self.env["crm.match"].search_count(
            self._get_waiting_domain(), limit=COUNT_LIMIT
        )
        return {"units": units, "waiting": waiting, "count_limit": COUNT_LIMIT}

    @api.model
    def decide(self, match_id, verdict, reason=None):
        """Say whether the two of a pair are one person, or leave the pair to others.

        :param int match_id: id of the match
        :param str verdict: `same`, `different` or `skip`; the latter is for all pairs
            of the prospect
        :param str reason: a note kept with the verdict
        :return: dict with `done` (bool), `message` (str or False) for the reviewer, and
            `waiting`, ids of the matches of the same prospect that still wait
        :raise AccessError: the caller is no steward
        :raise ValidationError: an argument is not of its type
        """
        self._check_steward()
        if verdict not in (*ACTIONS, "skip"):
            raise ValidationError(
                self.env._("verdict: same, different or skip is expected.")
            )
        if reason is not None and not isinstance(reason, str):
            raise ValidationError(self.env._("reason: a text is expected."))
        match = self._browse_match(match_id)
        prospect = match.prospect_id
        message = self._get_refusal(match)
        if verdict == "skip":
            self.env["crm.match.claim"].sudo()._release(prospect.ids)
            return self._answer(not message, message)
        if not message:
            linked = prospect.partner_id
            try:
                with self.env.cr.savepoint():
                    getattr(match, ACTIONS[verdict])(reason=(reason or "").strip())
            except UserError as error:
                message = str(error)
        waiting = self._get_waiting(prospect)
        if not waiting:
            self.env["crm.match.claim"].sudo()._release(prospect.ids)
        if message:
            return self._answer(False, message, waiting)
        return self._answer(
            True, self._get_consequence(prospect, linked, verdict), waiting
        )

    @api.model
    def undo(self, match_id):
        """Take my decision on a pair back, or my skipping it, and have it again.

        :param int match_id: id of the match that was decided on
        :return: dict with `done` (bool), `message` (str or False), and `unit`, the
            prospect as of :meth:`_prepare_units`, or False
        :raise AccessError: the caller is no steward
        :raise ValidationError: an argument is not of its type
        """
        self._check_steward()
        match = self._browse_match(match_id)
        prospect = match.prospect_id
        if not match:
            return self._answer(False, self._gone_message(), unit=False)
        if match.verdict in ("confirmed", "rejected"):
            if match.user_id != self.env.user:
                return self._answer(False, self._decided_message(match), unit=False)
            self._take_back(match)
        taken = self.env["crm.match.claim"].sudo()._take(prospect.ids, 1)
        units = self._prepare_units(taken)
        message = False
        if not taken:
            message = self.env._(
                "%(user)s is reviewing this prospect now.",
                user=self.env["crm.match.claim"]._holder(prospect.id).name or "",
            )
        elif not units:
            message = self.env._("No rule proposes this pair any more.")
        return self._answer(True, message, unit=units[0] if units else False)

    @api.model
    def release(self):
        """Let others have all that I claimed: I leave the desk.

        :raise AccessError: the caller is no steward
        """
        self._check_steward()
        self.env["crm.match.claim"].sudo()._release()
        return True

    # ------------------------------------------------------------------ helpers

    @api.model
    def _check_steward(self):
        if not self.env.user.has_group(STEWARDS):
            raise AccessError(self.env._("The review desk is for data stewards."))

    @api.model
    def _browse_match(self, match_id):
        """The match, empty when it is gone or not for the eyes of the caller."""
        if not _is_id(match_id):
            raise ValidationError(
                self.env._("match_id: the id of a match is expected.")
            )
        return self.env["crm.match"].search([("id", "=", match_id)])

    @api.model
    def _answer(self, done, message=False, waiting=None, **more):
        ids = waiting.ids if waiting else []
        return {"done": done, "message": message, "waiting": ids, **more}

    @api.model
    def _get_waiting(self, prospect):
        """The matches of a prospect that wait for a decision."""
        domain = self._get_waiting_domain() & Domain("prospect_id", "=", prospect.id)
        return self.env["crm.match"].search(domain)

    @api.model
    def _get_refusal(self, match):
        """Why nothing can be decided on this match now, or False."""
        if not match:
            return self._gone_message()
        if match.verdict in ("confirmed", "rejected"):
            return self._decided_message(match)
        if match not in self._get_waiting(match.prospect_id):
            return self._gone_message()
        if holder := self.env["crm.match.claim"]._holder(match.prospect_id.id):
            return self.env._(
                "%(user)s is reviewing this prospect now.", user=holder.name
            )
        return False

    @api.model
    def _gone_message(self):
        return self.env._("This pair does not wait for a decision any more.")

    @api.model
    def _decided_message(self, match):
        verdicts = dict(match._fields["verdict"]._description_selection(self.env))
        return self.env._(
            "%(user)s has decided on this pair: %(verdict)s.",
            user=match.user_id.sudo().name or "",
            verdict=verdicts[match.verdict],
        )

    @api.model
    def _get_consequence(self, prospect, linked, verdict):
        """What else came of a decision, or False."""
        client = prospect.partner_id
        if verdict == "different" and client and client != linked:
            return self.env._(
                "The rules have linked the prospect with %(client)s, the one who is"
                " left.",
                client=client.display_name,
            )
        return False

    @api.model
    def _take_back(self, match):
        """Revoke a decision; a pair that no rule holds for comes back as it was."""
        pair = [
            (side, "=", match[side].id)
            for side in ("prospect_id", "partner_id", "other_prospect_id")
        ]
        [image] = match.sudo().read(
            ["rule_id", "rule_version", "evidence", "confidence", "asked_again"],
            load=None,
        )
        old_id, prospect, client = image.pop("id"), match.prospect_id, match.partner_id
        match.action_revoke()
        matches = self.env["crm.match"].sudo()
        match = matches.search(pair)
        if not match and client:
            match = matches.create(
                {
                    **image,
                    "prospect_id": prospect.id,
                    "partner_id": client.id,
                    "verdict": "proposed",
                    "ground_gone": True,
                }
            )
            self.env["crm.match.engine"]._match_prospects(prospect.ids)
        # A pair is asked again once, however often its answer was taken back.
        match.asked_again = image["asked_again"]
        self.env["crm.match.sample"]._follow(old_id, match.id)


def _is_id(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
