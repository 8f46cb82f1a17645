# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.masks import mask

# Kind of a field whose records tell themselves which kind of value they hold.
BY_RECORD = "by_record"


class CrmMasked(models.AbstractModel):
    """A model with values that some users see masked: phones, e-mails, documents,
    birth dates; and with links to clients that some users do not see at all.

    Values are masked where they leave for a user: in what he reads, exports, searches,
    sorts and groups by. Code works with the values themselves.

    A model inherits it before itself (`_inherit = ["crm.masked", "res.partner"]`), so
    that nothing of the model comes to see the mask that a form sends back.
    """

    _name = "crm.masked"
    _description = "Values That May be Masked"

    # ------------------------------------------------------------------ what is masked

    @api.model
    def _get_masked_fields(self):
        """What is masked here, for those for whom such a kind is.

        :return: dict field name -> kind: `phone` (messengers too), `email`, `document`,
            `birthdate`, :data:`BY_RECORD`, or `client` for a many2one that is empty for
            those who may not see the client
        """
        return {}

    def _get_mask_kind(self, field_name):
        """Kind of the value that this record has in a field; None: always in full."""
        return self._get_masked_fields()[field_name]

    @api.model
    def _get_shown_domain(self, field_name):
        """The records that show this field in full to the present user, although it is
        masked for him: those that :meth:`_get_mask_kind` gives another kind.
        """
        return Domain.FALSE

    @api.model
    def _get_user_masks(self):
        """dict field name -> kind of what is masked for the user, also as superuser."""
        user = self.env.user
        kinds = user._get_masked_kinds()
        if kinds:
            kinds |= {BY_RECORD}
        if user._is_without_clients():
            kinds |= {"client"}
        if not kinds:
            return {}
        masked = self._get_masked_fields()
        return {name: kind for name, kind in masked.items() if kind in kinds}

    @api.model
    def _get_masks(self):
        """The same, and nothing for a superuser."""
        return {} if self.env.su else self._get_user_masks()

    @api.model
    def _mask(self, kind, value):
        """A value as the user may see it, also when the code runs as superuser.

        :param kind: see :func:`mask`
        :param value: text or date
        :return: the value itself when this kind is not masked for him
        """
        return mask(kind, value) if kind in self.env.user._get_masked_kinds() else value

    # ------------------------------------------------------------------ reading

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        masks = self._get_masks()
        for name in masks.keys() & set(fnames):
            if masks[name] == "client":
                hidden = set(self._get_hiding(name)._ids)
                for row in rows:
                    if row["id"] in hidden:
                        row[name] = False
            else:
                self._mask_rows(rows, name)
        return rows

    def _mask_rows(self, rows, name):
        """Mask one field in what is read.

        :param list rows: dicts with `id` and the field
        """
        kinds = self.env.user._get_masked_kinds()
        is_text = self._fields[name].type in ("char", "text", "html")
        records = {record.id: record for record in self.sudo()}
        for row in rows:
            if not row[name]:
                continue
            kind = records[row["id"]]._get_mask_kind(name)
            if kind in kinds:
                row[name] = mask(kind, row[name]) if is_text else False

    def _get_hiding(self, name):
        """Those of these records whose client in a field is hidden from the user."""
        clients = self.sudo()[name].with_env(self.env)
        if not (hidden := clients._get_hidden_clients()):
            return self.browse()
        return self.filtered(lambda record: record.sudo()[name] & hidden.sudo())

    def web_read(self, specification):
        """Odoo's reading with fields of related records: hidden clients are empty."""
        names = {name for name, kind in self._get_masks().items() if kind == "client"}
        names &= specification.keys()
        hiding = self.browse().union(*(self._get_hiding(name) for name in names))
        if not hiding:
            return super().web_read(specification)
        # Not a field of the hidden client is asked for.
        bare = {
            name: {} if name in names else spec for name, spec in specification.items()
        }
        rows = super(CrmMasked, self - hiding).web_read(specification)
        rows += super(CrmMasked, hiding).web_read(bare)
        place = {record_id: index for index, record_id in enumerate(self._ids)}
        return sorted(rows, key=lambda row: place.get(row["id"], 0))

    @api.depends_context("uid")
    def _compute_display_name(self):
        """A name may be or hold a value: in names it is masked in every code."""
        result = super()._compute_display_name()
        names = [
            name
            for name in self._get_user_masks()
            if self._fields[name].type == "char"
            and (self._fields[name].store or name == self._rec_name)
        ]
        for record in self if names else ():
            for name in names:
                shown = record.display_name or ""
                if (value := record.sudo()[name]) and value in shown:
                    masked = self._mask(record.sudo()._get_mask_kind(name), value)
                    record.display_name = shown.replace(value, masked)
        return result

    # ------------------------------------------------------------------ unmasking

    def unmask(self, field_name):
        """Show one value of one record in full; it is written down who looked.

        :param str field_name: one of the masked fields of this model
        :return: the value as text, empty when there is none
        :rtype: str
        :raise UserError: not one record, or not a field that is masked
        :raise AccessError: the user may not unmask, or not read the record
        """
        if len(self) != 1:
            raise UserError(self.env._("Values are shown one record at a time."))
        if self._get_masked_fields().get(field_name, "client") == "client":
            raise UserError(self.env._("This field is never masked."))
        if not self.env.user.has_group("crm_prospect.group_prospect_unmask"):
            raise AccessError(self.env._("You may not show masked values."))
        self.check_access("read")
        self._check_field_access(self._fields[field_name], "read")
        self.env["crm.access.log"]._log("unmask", self, field_name)
        value = self.sudo()[field_name]
        if self._fields[field_name].type == "date":
            return format_date(self.env, value) if value else ""
        return value or ""
