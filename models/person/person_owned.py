# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

OWNERS = ("prospect_id", "partner_id")


class CrmPersonOwned(models.AbstractModel):
    """A record that belongs to exactly one person, prospect or client.

    Who changes it changes the person, so he needs the right to write that one.
    """

    _name = "crm.person.owned"
    _inherit = ["crm.person.text", "crm.client.seen"]
    _description = "Part of a Person"

    # Fields that :meth:`_identity` is made of; none when equal ones may be stored.
    _identity_fields = ()
    # Whether those of clients are kept by stewards: whoever planted a passport on a
    # card would draw the links of its bearer there.
    _stewards_of_clients = False

    prospect_id = fields.Many2one(
        "crm.prospect", index="btree_not_null", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Client", index="btree_not_null", ondelete="cascade"
    )

    _one_owner = models.Constraint(
        "CHECK((prospect_id IS NULL) <> (partner_id IS NULL))",
        "A value belongs to exactly one prospect or one client.",
    )

    # ------------------------------------------------------------------ doubles

    def _identity(self):
        """What makes two records the same one.

        :return: dict field -> value, equal for equal records
        """
        raise NotImplementedError

    def _double_message(self):
        """Why a record equal to a stored one is refused."""
        return self.env._("This person has this already.")

    def _check_doubles(self, vals_list):
        """Refuse equal records in words: the unique index quotes values in the log.

        :param vals_list: values of the records that `self` is going to be, or that
            are going to be created
        :raise ValidationError: two are equal, or one is stored already
        """
        if not vals_list or not self._identity_fields:
            return
        # Read together: the country of each owner says how his numbers are read.
        for owner in OWNERS:
            ids = {vals.get(owner) for vals in vals_list}
            self[owner].browse(filter(None, ids)).mapped("company_id")
        identities = [tuple(self.new(v)._identity().items()) for v in vals_list]
        stored = Domain.OR(
            Domain.AND(Domain(name, "=", value) for name, value in identity)
            for identity in identities
        )
        stored &= Domain("id", "not in", self.ids)
        if len(set(identities)) < len(identities) or self.sudo().search_count(
            stored, limit=1
        ):
            raise ValidationError(self._double_message())

    def _take_slots(self, vals_list):
        """Meet who adds an equal record at this moment, before values are written."""
        self.env["crm.prospect.slot"].sudo()._take(
            f"{owner}:{vals[owner]}"
            for vals in vals_list
            for owner in OWNERS
            if self._identity_fields and vals.get(owner)
        )

    # ------------------------------------------------------------------ ORM

    def _check_owners_access(self):
        for owner in OWNERS:
            if owners := self[owner]:
                owners.check_access("write")
        if self._stewards_of_clients and self.partner_id and not self.env.su:
            if not self.env.user.has_group("crm_prospect.group_prospect_steward"):
                raise AccessError(
                    self.env._("Documents of clients are kept by data stewards.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # A default of the context must not add a second owner to the one given.
        vals_list = [
            {**dict.fromkeys(OWNERS, False), **vals}
            if vals.keys() & set(OWNERS)
            else vals
            for vals in vals_list
        ]
        for vals in vals_list:
            self._check_texts(vals)
        self._take_slots(vals_list)
        self.browse()._check_doubles(vals_list)
        records = super().create(vals_list)
        records._check_owners_access()
        return records

    @api.model
    def load(self, fields, data):
        """Odoo's own import, for those who may import people.

        :param list fields: names of the columns, as of Odoo's `load`
        :param list data: rows of texts
        :return: `{"ids", "messages", "nextrow"}` of Odoo's `load`
        :rtype: dict
        :raise AccessError: the user may not import people
        """
        self.env["crm.person.loader"]._check_may_load()
        return super().load(fields, data)

    def write(self, vals):
        self._check_owners_access()
        self._check_texts(vals)
        if vals.keys() & set(self._identity_fields):
            # The values themselves, also where they are masked for the user.
            stored = self.sudo().read(self._identity_fields, load=None)
            self._take_slots(stored)
            self._check_doubles([{**values, **vals} for values in stored])
        result = super().write(vals)
        if vals.keys() & set(OWNERS):
            self._check_owners_access()
        return result

    def unlink(self):
        self._check_owners_access()
        return super().unlink()
