# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..person.person_owned import OWNERS

# So many people are scored before the commit; more are about a minute after it.
ONLINE_LIMIT = 50


class CrmContactScorer(models.AbstractModel):
    """When people are scored: before the commit, or by the queue a minute after it."""

    _inherit = "crm.contact.scorer"

    @api.model
    def _touch(self, owner, ids):
        """Have people scored before the commit, or queued when they are many.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the prospects or partners
        """
        self._get_touched()["now"][owner].update(ids)

    @api.model
    def _meet(self, owner, ids):
        """Meet whoever changes contacts of the same people at this moment.

        Two transactions that change different contacts of one person do not see each
        other's: the later one begins anew. Called before anything is deleted, so that
        neither waits for the other for ever; all others meet before the commit.
        """
        met = self._get_touched()["met"]
        keys = {f"{owner}:{person}" for person in ids} - met
        met |= keys
        if len(met) <= ONLINE_LIMIT:
            self.env["crm.prospect.slot"].sudo()._take(keys)

    @api.model
    def _queue(self, owner, ids):
        """Have people scored soon after the commit.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the prospects or partners
        """
        self._get_touched()["later"][owner].update(ids)

    @api.model
    def _touch_value(self, kind, values):
        """Have whoever has one of these values scored.

        :param kind: `phone` or `email`
        :param values: phones in E.164, or normalized e-mails
        """
        if not values:
            return
        # By an index each
        column = {"phone": "match_key", "email": "email_normalized"}[kind]
        self.env.cr.execute(
            SQL(
                """SELECT array_agg(prospect_id), array_agg(partner_id)
                FROM crm_contact_point WHERE %s = ANY(%s) AND kind = %s""",
                SQL.identifier(column),
                list(values),
                kind,
            ),
            log_exceptions=False,
        )
        for owner, ids in zip(OWNERS, self.env.cr.fetchone(), strict=True):
            self._touch(owner, {person for person in ids or () if person})

    @api.model
    def _get_touched(self):
        """Who waits for the end of this transaction: dict when -> owner -> ids."""
        precommit = self.env.cr.precommit
        touched = precommit.data.get("crm_contact_score")
        if not touched:
            touched = precommit.data["crm_contact_score"] = {
                when: {owner: set() for owner in OWNERS} for when in ("now", "later")
            }
            # Keys of the slots that are taken already.
            touched["met"] = set()
            precommit.add(self.sudo()._flush)
        return touched

    @api.model
    def _flush(self):
        """Score or queue who was touched."""
        # Popped first: after a rolled-back savepoint the ids do no harm, since only
        # what is in the database by then is scored.
        touched = self.env.cr.precommit.data.pop("crm_contact_score", None)
        if not touched:
            return
        now, later = touched["now"], touched["later"]
        if sum(map(len, now.values())) > ONLINE_LIMIT:
            later = {owner: later[owner] | now[owner] for owner in OWNERS}
        else:
            self._score_now(now, touched["met"])
            later = {owner: later[owner] - now[owner] for owner in OWNERS}
        self.env["crm.contact.score.queue"].sudo()._add(later)

    @api.model
    def _score_now(self, people, met=frozenset()):
        """Score people, and the clients that prospects among them count as.

        :param people: dict owner -> ids
        :param met: keys of the slots that are taken already
        """
        clients = self._get_linked_clients(people["prospect_id"])
        people = {**people, "partner_id": people["partner_id"] | clients}
        slots = {f"{owner}:{i}" for owner, ids in people.items() for i in ids} - met
        self.env["crm.prospect.slot"].sudo()._take(slots)
        self._score_people(people)

    @api.model
    def _score_people(self, people):
        """Score people; of clients, how well they are reached as well.

        :param people: dict owner -> ids, clients of the prospects among them
        """
        for owner, ids in people.items():
            if ids:
                self._score(owner, ids)
        if people["partner_id"]:
            condition = SQL("person = ANY(%s)", sorted(people["partner_id"]))
            self._write_contactability(condition)

    @api.model
    def _get_linked_clients(self, prospect_ids):
        """Ids of the clients that these prospects are linked with."""
        if not prospect_ids:
            return set()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT partner_id FROM crm_prospect
                WHERE id = ANY(%s) AND partner_id IS NOT NULL""",
                list(prospect_ids),
            )
        )
        return {partner for (partner,) in rows}
