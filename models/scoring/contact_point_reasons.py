# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmContactPoint(models.Model):
    """What is said of a contact when somebody asks why it is good or bad."""

    _inherit = "crm.contact.point"

    def get_score_reasons(self):
        """Explain the scores of these contacts, in the language of the user.

        A constant number of queries, however many contacts.

        :return: list of dicts in the order of the contacts: `id`; `score` (0..1000),
            `rank`, `kind_rank`, `status` and `computed_at` (UTC), all False when the
            contact is not scored yet; `status_label`; `reasons`, a list of dicts of
            `text` and `points`; `limit_note`, filled when the points add up to less
            than 0 or more than 1000; `owner_note`, filled when several people have
            the contact; `owner_as_of` (UTC), the night that `owner_note` is of
        :raise AccessError: the user may not read one of the contacts
        """
        self.check_access("read")
        scores = self.env["crm.contact.score"].search([("point_id", "in", self.ids)])
        reasons = scores._get_reasons_by_id()
        of_point = {score.point_id.id: score for score in scores}
        owners = self._get_owner_notes()
        night = self._get_owner_night() if owners else False
        return [
            {
                **self._explain_score(of_point.get(point.id, scores[:0]), reasons),
                "id": point.id,
                "status_label": point.status_label or "",
                "owner_note": owners.get(point.id, ""),
                "owner_as_of": point.id in owners and night,
            }
            for point in self.with_prefetch()
        ]

    def _explain_score(self, score, reasons):
        """The part that comes from the score row, which may be none."""
        told = reasons.get(score.id, [])
        columns = ("score", "rank", "kind_rank", "status", "computed_at")
        return {
            **{name: score[name] if score else False for name in columns},
            "reasons": told,
            "limit_note": self._limit_note(sum(reason["points"] for reason in told)),
        }

    def _limit_note(self, points):
        if 0 <= points <= 1000:
            return ""
        return self.env._("Limited to %(limit)s", limit=0 if points < 0 else 1000)

    def _get_owner_notes(self):
        """Who else has these contacts, and whose they are: id -> text."""
        shares = self.env["crm.contact.share"].search([("point_id", "in", self.ids)])
        seen = shares.owner_id
        return {share.point_id.id: share._owner_note(seen) for share in shares}

    def _get_owner_night(self):
        """When owners were last found out."""
        return self.env["crm.contact.score.run"]._last_done()


class CrmContactShare(models.Model):
    """Whose a contact is, in words."""

    _inherit = "crm.contact.share"

    def _owner_note(self, seen):
        """How many people have the contact and whose it is.

        :param seen: clients whom the user may read; others are not named
        """
        self.ensure_one()
        return self.env._(
            "People who have it: %(count)s; %(owner)s",
            count=self.holders,
            owner=self._owner_words(seen),
        )

    def _owner_words(self, seen):
        owner = self.sudo().owner_partner_id
        if self.is_owner:
            return self.env._("belongs mainly here")
        if not owner:
            return self.env._("belongs to nobody in particular")
        if owner not in seen:
            return self.env._("belongs mainly to another client")
        if not self.relation:
            return self.env._("belongs mainly to %(name)s", name=owner.display_name)
        relations = dict(self._fields["relation"]._description_selection(self.env))
        return self.env._(
            "belongs mainly to %(name)s (%(relation)s)",
            name=owner.display_name,
            relation=relations[self.relation],
        )
