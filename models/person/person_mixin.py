# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...tools import names

GENDERS = [("male", "Male"), ("female", "Female")]
NAME_PARTS = ("lastname", "firstname", "middlename")


def is_name_of(parts, name):
    """Whether a full name still consists of these parts.

    :param parts: texts as typed; blank ones do not count
    :param name: the full name as typed
    """
    parts = [part for part in parts if part]
    if name == " ".join(parts):
        return True
    words = {word for part in parts for word in names.normalize(part).split()}
    return bool(words) and words.issubset(names.normalize(name).split())


class CrmPersonMixin(models.AbstractModel):
    """What a prospect and a client have in common: the attributes of a person.

    The field names are those of the OCA addons (`firstname`, `middlename`,
    `lastname`, `birthdate_date`, `gender`), so that both live together.
    Writing any attribute that identification looks at puts the person on the list
    of :class:`crm.person.index`, which re-indexes it before the commit.
    """

    _name = "crm.person.mixin"
    _inherit = ["crm.person.text"]
    _description = "Person"

    lastname = fields.Char("Last Name")
    firstname = fields.Char("First Name")
    middlename = fields.Char("Middle Name", help="Patronymic")
    gender = fields.Selection(GENDERS)
    birthdate_date = fields.Date("Birth Date")
    employer_name = fields.Char("Employer")
    employer_vat = fields.Char("Employer's INN")
    # Where the present name comes from; former names are crm.person.name records.
    name_source_id = fields.Many2one("crm.prospect.source", ondelete="set null")
    name_seen = fields.Date("Name Last Seen")

    @api.model
    def _person_owner_field(self):
        """Name of the many2one by which names, documents, … point to this model."""
        return "prospect_id" if self._name == "crm.prospect" else "partner_id"

    @api.model
    def _person_index_fields(self):
        """Fields whose change makes the indexed row of a person out of date."""
        return {
            "name",
            *NAME_PARTS,
            "gender",
            "birthdate_date",
            "street",
            "zip",
            "city",
            "company_id",
        }

    def _person_indexed(self):
        """The records of `self` that have a row in the person index."""
        return self

    def _person_touch(self):
        """Queue the indexed persons of `self` for re-indexing before the commit."""
        persons = self._person_indexed()
        if persons:
            self.env["crm.person.index"]._touch(self._person_owner_field(), persons.ids)

    @api.model
    def _join_name(self, vals):
        """Full name made of the parts in `vals`: last, first, middle name."""
        parts = (vals.get(part) for part in NAME_PARTS)
        return " ".join(part.strip() for part in parts if part and part.strip())

    def _get_full_name(self):
        """Full name made of the parts of this person."""
        self.ensure_one()
        return self._join_name({part: self[part] for part in NAME_PARTS})

    def _get_telling_name(self, number):
        """Name by which a person is told apart from namesakes.

        :param str number: the public number as people read it
        """
        self.ensure_one()
        birthdate = False
        if "birthdate" not in self.env.user._get_masked_kinds():
            birthdate = self.birthdate_date and format_date(
                self.env, self.birthdate_date
            )
        return " · ".join(filter(None, (number, self.name, birthdate)))

    def _prepare_found_person(self, number):
        """What a search of another system is told of any person.

        :param int number: the public number
        """
        self.ensure_one()
        return {
            "model": self._name,
            "id": self.id,
            "number": number,
            "name": self.name,
            "birthdate": self.birthdate_date
            and self.env["crm.masked"]._mask(
                "birthdate", self.birthdate_date.isoformat()
            ),
            "city": self.city,
        }

    def _prepare_found_contacts(self):
        """The phone and e-mail of the same answer."""
        masked = self.env["crm.masked"]
        return {
            kind: masked._mask(kind, self[kind]) or False for kind in ("phone", "email")
        }

    @api.model
    def _split_name(self, name):
        """Parts of a free-form full name, in any order, as column values."""
        parts = names.split(name)
        return {
            "lastname": parts.lastname or False,
            "firstname": parts.firstname or False,
            "middlename": parts.middlename or False,
        }

    @api.model
    def search_count(self, domain, limit=None):
        """Odoo's count; the search box looks people up in another way for it."""
        counted = self.with_context(count_persons=True)
        return super(CrmPersonMixin, counted).search_count(domain, limit)

    @api.model_create_multi
    def create(self, vals_list):
        persons = super().create(vals_list)
        persons._person_touch()
        return persons

    def write(self, vals):
        if "lastname" in vals:
            self._person_remember_names(vals)
        if vals.keys() & set(NAME_PARTS):
            # Written by hand unless it is said who says so.
            today = fields.Date.context_today(self)
            vals = {"name_source_id": False, "name_seen": today, **vals}
        if self._person_index_fields() & vals.keys():
            self._person_indexed()._person_lock()
        result = super().write(vals)
        if self._person_index_fields() & vals.keys():
            self._person_touch()
        return result

    def _person_lock(self):
        """Meet who changes the same persons at this moment before values are written.

        Odoo logs a statement that a concurrent change makes fail: this one holds none.
        Who writes many persons one by one locks them all before (`persons_locked`).
        """
        if self.ids and not self.env.context.get("persons_locked"):
            self.env.cr.execute(
                SQL(
                    "SELECT FROM %s WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
                    SQL.identifier(self._table),
                    self.ids,
                ),
                log_exceptions=False,
            )

    def _person_remember_names(self, vals):
        """Keep the present last name as a former one when `vals` changes it."""
        owner = self._person_owner_field()
        new = names.normalize(vals["lastname"])
        former = [
            {
                owner: person.id,
                "lastname": person.lastname,
                "firstname": person.firstname,
                "middlename": person.middlename,
                "source_id": person.name_source_id.id,
                "last_seen": person.name_seen or fields.Date.context_today(person),
            }
            for person in self._person_indexed()
            if person.lastname
            and names.normalize(person.lastname) != new
            and person.lastname not in person.sudo().former_name_ids.mapped("lastname")
        ]
        if former:
            self.env["crm.person.name"].sudo().create(former)
