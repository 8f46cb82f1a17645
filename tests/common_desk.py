# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pairs that wait on the review desk, and a steward who has no other right."""

from datetime import timedelta

from odoo import fields

from .common import ProspectCase

BIRTH = "1980-05-17"


class DeskCase(ProspectCase):
    """Three rules: an uncertain and a nearly certain proposing one, and a sure one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deactivate_rules()
        cls.uncertain = cls.make_rule(
            "lastname", "birthdate_date", mode="proposing", confidence=60
        )
        cls.likely = cls.make_rule("email", "lastname", mode="proposing", confidence=95)
        cls.sure = cls.make_rule("phone", "lastname", confidence=99)
        cls.steward = cls.make_user("steward_desk", "steward")
        cls.colleague = cls.make_user("steward_desk_2", "steward")
        cls.desk = cls.desk_of(cls.steward)

    @classmethod
    def desk_of(cls, user):
        return cls.env["crm.match.desk"].with_user(user)

    @classmethod
    def make_pair(cls, lastname, birthdate=BIRTH, **person):
        """A prospect and the client that a rule proposes for him."""
        person = {"lastname": lastname, "birthdate": birthdate, **person}
        cls.make_client(firstname="Анна", **person)
        prospect = cls.make_prospect(firstname="Анета", **person)
        prospect.match_ids.ensure_one()
        return prospect

    @classmethod
    def make_likely(cls, lastname):
        """The same by the nearly certain rule."""
        email = f"person{len(lastname)}.{ord(lastname[0])}@example.org"
        return cls.make_pair(lastname, False, emails=[email])

    @classmethod
    def make_linked(cls, lastname, number=1):
        """A prospect and the client that a rule has linked him with."""
        phone = f"+7916555{number:04}"
        return cls.make_pair(lastname, False, phones=[phone])

    @classmethod
    def make_ambiguous(cls, lastname, number=1):
        """A prospect and two clients who are equally sure."""
        phones = [f"+7916555{number:04}"]
        cls.make_client(lastname=lastname, firstname="Анна", phones=phones)
        cls.make_client(lastname=lastname, firstname="Инна", phones=phones)
        prospect = cls.make_prospect(lastname=lastname, firstname="Ина", phones=phones)
        assert prospect.match_state == "ambiguous", prospect.match_state
        return prospect

    @classmethod
    def make_groundless(cls, lastname):
        """A prospect whose link by a rule has lost its ground."""
        prospect = cls.make_linked(lastname)
        prospect.contact_point_ids.value = "+79165559999"
        cls.match_all("incremental")
        assert prospect.match_ids.ground_gone
        return prospect

    @classmethod
    def age(cls, prospect, days):
        """Let the pairs of a prospect wait since so many days."""
        prospect.sudo().match_ids.date = fields.Datetime.now() - timedelta(days=days)

    def set_claims(self, minutes):
        """Let all claims end so many minutes from now."""
        self.env.cr.execute(
            "UPDATE crm_match_claim SET until ="
            " now() AT TIME ZONE 'UTC' + make_interval(mins => %s)",
            [minutes],
        )
        self.env.invalidate_all()

    def next_ids(self, user=None, limit=20, seen=()):
        """Prospects that the desk gives, in its order."""
        desk = self.desk_of(user or self.steward)
        return [
            unit["id"]
            for unit in desk.next_pairs(limit=limit, seen=list(seen))["units"]
        ]
