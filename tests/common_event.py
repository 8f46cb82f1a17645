# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of outcomes share."""

from .common import ProspectCase

PHONE = "+79161234567"
SHORT = "8 (916) 123-45-67"
MAIL = "anna.sokolova@example.org"


class EventCase(ProspectCase):
    """A client and a prospect who share a phone, and the events that are stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = cls.env["crm.contact.event"]
        cls.anna = cls.make_client(
            lastname="Соколова",
            firstname="Анна",
            phones=[PHONE],
            emails=[MAIL],
            messengers=[{"network": "telegram", "id": "anna_s"}],
        )
        cls.boris = cls.make_prospect(
            lastname="Орлов", firstname="Борис", phones=[PHONE, "+79035556677"]
        )

    def record(self, *events, user=None):
        events_model = self.events.with_user(user) if user else self.events
        return events_model.record(list(events))

    def stored(self, *domain):
        """(match key, person, outcome) of the stored events."""
        return [
            (e.match_key, e.partner_id or e.prospect_id or None, e.outcome)
            for e in self.events.search(list(domain), order="id")
        ]

    def of(self, person, **event):
        owner = "partner_id" if person._name == "res.partner" else "prospect_id"
        return {owner: person.id, "value": PHONE, "outcome": "reached", **event}

    def score_of(self, point):
        self.env.cr.flush()
        self.env.invalidate_all()
        return self.env["crm.contact.score"].search([("point_id", "=", point.id)])

    def point_of(self, person, kind="phone"):
        return person.contact_point_ids.filtered(lambda p: p.kind == kind)[:1]
