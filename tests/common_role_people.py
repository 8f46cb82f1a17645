# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People of whom everything is known, with all that hangs on them."""

from odoo.fields import Command

from .common import ProspectCase
from .common_mailing import SENDER

NAMES = ("Аистова", "Беркутова", "Воронова", "Галкина", "Дятлова", "Зябликова")


class RolePeopleCase(ProspectCase):
    """Prospects, clients, contacts and applications for :class:`RolesCase`."""

    number = 0

    @classmethod
    def person(cls):
        """A new person of whom everything is known."""
        cls.number += 1
        number = cls.number
        return {
            "lastname": NAMES[number % len(NAMES)],
            "firstname": "Анна",
            "middlename": "Петровна",
            "birthdate": f"{1950 + number}-05-17",
            "phones": [f"+7916555{number:04}"],
            "emails": [f"role{number}@example.org"],
            "documents": [{"type": "passport_ru", "number": f"4509 {200000 + number}"}],
            "ref": f"role-{number}",
        }

    @classmethod
    def make_people(cls, user, company=None):
        """A prospect, its client, its application, and what hangs on them."""
        person = cls.person()
        company_id = company.id if company else False
        client = cls.make_client(**person, company_id=company_id)
        prospect = cls.make_prospect(
            **person,
            source="VK" if user == cls.users["clerk"] else "AL",
            user_id=user.id,
            company_id=company_id,
        )
        prospect.lastname = "Новая"
        if not prospect.partner_id:
            prospect.action_link_client(client.id, despite_contradictions=True)
        lead = cls.make_lead(
            user, company, source=prospect.source_id, prospect_id=prospect.id
        )
        for owner in (prospect, client):
            cls.record_outcome(owner, person)
        cls.make_origins(prospect)
        cls.env["crm.prospect.former.link"].create(
            {"prospect_id": prospect.id, "partner_id": client.id}
        )
        generic = cls.make_generic(prospect)
        call_list = cls.make_call_list(client, user, company)
        mailing = cls.make_mailing(lead, user, company)
        return [prospect, client, lead, generic, call_list, mailing]

    @classmethod
    def make_client_alone(cls):
        person = cls.person()
        client = cls.make_client(**person)
        cls.record_outcome(client, person)
        lead = cls.make_lead(cls.env["res.users"], None, partner_id=client.id)
        mailing = cls.make_mailing(lead, cls.env["res.users"], None)
        return [client, lead, mailing]

    @classmethod
    def make_contact_alone(cls):
        contact = cls.env["res.partner"].create({"name": "Контакт"})
        lead = cls.make_lead(cls.env["res.users"], None, partner_id=contact.id)
        # Typed in for the application
        return [contact, lead, lead.prospect_id]

    @classmethod
    def make_origins(cls, prospect):
        values = prospect.contact_point_ids, prospect.document_ids
        cls.env["crm.person.origin"].create(
            [
                {
                    value._origin_field: value.id,
                    "source_id": cls.sources["GM"].id,
                    "first_seen": "2026-01-01",
                    "last_seen": "2026-01-01",
                }
                for records in values
                for value in records
            ]
        )

    @classmethod
    def make_generic(cls, prospect):
        point = prospect.contact_point_ids.filtered("phone_sanitized")
        return cls.env["crm.generic.value"].create(
            {"kind": "phone", "value": point.match_key}
        )

    @classmethod
    def make_lead(cls, user, company, source=None, **vals):
        lead = cls.env["crm.lead"].create(
            {
                "name": "Application",
                "type": "opportunity",
                "user_id": user.id,
                "team_id": False,
                "company_id": company.id if company else False,
                **vals,
            }
        )
        cls.env["crm.application.reference"].create(
            {
                "lead_id": lead.id,
                "source_id": (source or cls.sources["ABS"]).id,
                "ref": f"lead-{lead.id}",
            }
        )
        cls.env.cr.flush()
        return lead

    @classmethod
    def record_outcome(cls, owner, person):
        cls.env["crm.contact.event"].record(
            [
                {
                    owner._person_owner_field(): owner.id,
                    "value": person["phones"][0],
                    "outcome": "reached",
                }
            ]
        )

    @classmethod
    def make_call_list(cls, client, user, company):
        return cls.env["crm.call.list"].create(
            {
                "name": "Calls",
                "user_id": (user or cls.colleague).id,
                "company_id": (company or cls.env.company).id,
                "line_ids": [
                    Command.create(
                        {
                            "partner_id": client.id,
                            "point_id": client.contact_point_ids[:1].id,
                        }
                    )
                ],
            }
        )

    @classmethod
    def make_mailing(cls, lead, user, company):
        return cls.env["crm.mailing"].create(
            {
                "model": "crm.lead",
                "user_id": (user or cls.colleague).id,
                "company_id": (company or cls.env.company).id,
                "sender": SENDER,
                "recipient_ids": [
                    Command.create({"lead_id": lead.id, "state": "waiting"})
                ],
            }
        )
