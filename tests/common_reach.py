# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Clients with scored contacts, for lists, answers and call lists."""

from odoo.tools import SQL

from .common import ProspectCase


class ContactsCase(ProspectCase):
    """Gives contacts the scores and statuses that a test wants, and adds them up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["crm.contact.score.model"]._active()

    @classmethod
    def get_point(cls, client, value):
        """The contact of a client with this value."""
        return client.contact_point_ids.filtered(lambda point: point.value == value)

    @classmethod
    def make_scored(cls, lastname, phones=(), emails=(), **person):
        """A client whose contacts have these scores.

        :param phones: list of (number, score) or (number, score, status)
        :param emails: the same
        """
        client = cls.make_client(
            lastname=lastname,
            phones=[phone for phone, *_rest in phones],
            emails=[email for email, *_rest in emails],
            **person,
        )
        ranked = sorted((*phones, *emails), key=lambda told: -told[1])
        for rank, (value, score, *status) in enumerate(ranked, 1):
            point = cls.get_point(client, value)
            cls.env.cr.execute(
                SQL(
                    """INSERT INTO crm_contact_score
                        (point_id, model_id, score, rank, kind_rank, status,
                            computed_at)
                    VALUES (%(point)s, %(model)s, %(score)s, %(rank)s, %(rank)s,
                        %(status)s, now() AT TIME ZONE 'UTC')
                    ON CONFLICT (point_id) DO UPDATE SET score = EXCLUDED.score,
                        rank = EXCLUDED.rank, kind_rank = EXCLUDED.kind_rank,
                        status = EXCLUDED.status, factor_ids = EXCLUDED.factor_ids""",
                    point=point.id,
                    model=cls.model.id,
                    score=score,
                    rank=rank,
                    status=status[0] if status else "personal",
                )
            )
        cls.add_up(client)
        return client

    @classmethod
    def add_up(cls, clients):
        """Contactability of clients by the scores stored."""
        cls.env["crm.contact.scorer"]._write_contactability(
            SQL("person = ANY(%s)", clients.ids)
        )
        cls.env.invalidate_all()

    @classmethod
    def give_places(cls):
        """Places as the night gives them, and the night itself."""
        cls.env["crm.contactability.place"]._count_places()
        cls.env["crm.contact.score.run"].create(
            {"state": "done", "date_end": "2026-03-04 02:03:04"}
        )

    @classmethod
    def forget_clients(cls):
        """Nobody has a contactability but those of the test."""
        cls.env.cr.execute("DELETE FROM crm_contactability")
