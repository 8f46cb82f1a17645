# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.tools.mail import parse_contact_from_email

from ...tools import emails, names
from ..person.person_mixin import NAME_PARTS
from ..prospect.person_parser import KEYS, PersonError

SOURCE = "LEAD"
# An e-mail address, be it one that nobody can have. From one @ to the next only: a
# visitor may type thousands of them.
ADDRESS = re.compile(r"\S@[^\s@]+\.\S")


class CrmLead(models.Model):
    """The person that a lead names, if it names one."""

    _inherit = "crm.lead"

    @api.model
    def _person_fields(self):
        """Fields that tell who the applicant is, in the order of a form."""
        return (
            "contact_name",
            "partner_name",
            "email_from",
            "phone",
            "street",
            "street2",
            "zip",
            "city",
            "country_id",
        )

    def _person_values(self):
        """What the lead says about a person; blank values are False.

        :return: dict of :meth:`_person_fields`, relations as ids
        """
        self.ensure_one()
        values = {name: self[name] for name in self._person_fields()}
        return {
            name: (value.id if isinstance(value, models.BaseModel) else value) or False
            for name, value in values.items()
        }

    @api.model
    def _prepare_person(self, values, is_company=False):
        """The person dictionary of some values of a lead.

        :param dict values: as of :meth:`_person_values`
        :param bool is_company: whether they are those of a company
        """
        name, email, told = values["contact_name"], values["email_from"], []
        if name and ADDRESS.search(name):
            # A partner made of a bare address is named by it, and so is his lead.
            name, told = self._split_name(name)
        if not (name or is_company):
            name = self._name_in_email(email)
        country = self.env["res.country"].browse(values["country_id"])
        person = {
            "name": name if any(map(str.isalpha, name or "")) else None,
            "phones": [values["phone"]],
            "emails": self._split_emails(email) if email else told,
            "street": ", ".join(filter(None, (values["street"], values["street2"]))),
            "zip": values["zip"],
            "city": values["city"],
            "country": country.code,
            "employer": values["partner_name"],
            "source": self._get_person_source(),
        }
        return {key: value for key, value in person.items() if value}

    @api.model
    def _get_person_source(self):
        """Code of the source of the people whom leads name."""
        return SOURCE

    @api.model
    def _split_emails(self, text):
        """The addresses of “Ivan <ivan@example.org>, office@example.org”."""
        parts = re.split("[,;]", text) if text and "<" in text else []
        return [part for part in parts if "@" in part] or [text]

    @api.model
    def _split_name(self, text):
        """The name, maybe blank, and the addresses of “Petrov Ivan, i@example.org”."""
        words = [w.strip(" ,;:/|()\"'") for w in re.split(r"[\s<>]+", text)]
        addresses = [word for word in words if ADDRESS.search(word)]
        name = " ".join(word for word in words if word and word not in addresses)
        return name, addresses

    @api.model
    def _name_in_email(self, text):
        """The name of a person in “Ivan Petrov <ivan@example.org>”, if there is one."""
        if not text or emails.is_role(emails.parse_one(text).address):
            return None
        name = parse_contact_from_email(text)[0]
        return None if "@" in name else name

    @api.model
    def _parse_person(self, values, parse, is_company=False):
        """The person whom some values of a lead name.

        A value that no person can have is left out: the application stays.

        :param dict values: as of :meth:`_person_values`
        :param parse: function of `crm.person.parser._parser`
        :param bool is_company: whether they are those of a company
        :return: :class:`Parsed`, or None when they name nobody
        """
        person = self._prepare_person(values, is_company)
        while True:
            try:
                parsed = parse(person)
            except PersonError as error:
                if error.field not in person:
                    return None
                del person[error.field]
            else:
                return parsed if self._names_person(parsed, is_company) else None

    @api.model
    def _names_person(self, parsed, is_company):
        """Whether somebody is named, or can be reached by a contact of his own."""
        if parsed.columns.keys() & {"name", *NAME_PARTS}:
            return True
        return not is_company and any(
            point.normal["match_key"]
            and not emails.is_role(point.normal["email_normalized"])
            for point in parsed.points
        )

    def _parse_persons(self):
        """The persons whom these leads name: dict lead -> :class:`Parsed`."""
        parse = self._person_parser()
        persons = {
            lead: self._parse_person(
                lead._person_values(), parse, lead._is_of_company()
            )
            for lead in self
        }
        return {lead: person for lead, person in persons.items() if person}

    def _date_contacts(self, person, before):
        """The person, whose contacts were said on the day of the application.

        What was put in by a later change is said today.

        :param person: :class:`Parsed`
        :param before: :class:`Parsed` before that change, or None
        """
        self.ensure_one()
        told = self._told_contacts(before or person)
        day = self.create_date.date()
        return person._replace(
            points=[
                point._replace(seen=day) if self._get_told(point) in told else point
                for point in person.points
            ]
        )

    @api.model
    def _person_parser(self):
        # Also where the source of applications is archived: the lead is there.
        parser = self.env["crm.person.parser"].sudo().with_context(active_test=False)
        return parser._parser(KEYS)

    def _is_of_company(self):
        """Whether the lead is that of a company, as long as it names no contact."""
        return bool(self.partner_name or self.partner_id.is_company)

    # ------------------------------------------------------------------ who was named

    @api.model
    def _is_somebody_else(self, before, after):
        """Whether neither name nor contacts are left of the person named before.

        :param before: :class:`Parsed`, or None when nobody was named
        :param after: :class:`Parsed`
        """
        if not before:
            return False
        for told in (self._told_names, self._told_contacts):
            if told(before) & told(after):
                return False
        return True

    @api.model
    def _is_renamed(self, before, after, known):
        """Whether both are named, and nothing of the name is left.

        :param known: words of the name that the prospect has by now: who was named by
            none is not to rename him either
        """
        if not before:
            return False
        old, new = self._told_names(before) or known, self._told_names(after)
        return bool(old and new) and not old & new

    @api.model
    def _told_names(self, person):
        # A patronymic is shared by strangers.
        keys = ("name", "lastname", "firstname")
        return self._get_words(*map(person.columns.get, keys))

    @api.model
    def _get_words(self, *texts):
        """Set of the words of names, in normal form."""
        return {
            word for text in texts if text for word in names.normalize(text).split()
        }

    @api.model
    def _told_contacts(self, person):
        return {self._get_told(point) for point in person.points}

    @api.model
    def _get_told(self, point):
        return point.kind, point.normal["match_key"] or point.value
