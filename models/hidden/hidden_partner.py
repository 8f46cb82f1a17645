# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """A client, for those who may not see him: nameless wherever Odoo shows him."""

    _inherit = "res.partner"

    def web_read(self, specification):
        """As Odoo's own. Of a hidden client that another record leads to, only the id.

        :param dict specification: names of fields and what to read of them
        :rtype: list of dicts
        :raise AccessError: for partners that the user may not read
        """
        if not self.env.context.get("crm_prospect_of_a_record"):
            return super().web_read(specification)
        hidden = self._get_hidden_clients()
        rows = super(ResPartner, self - hidden).web_read(specification)
        return rows + [{"id": partner.id} for partner in hidden]

    def _to_store(self, store, fields):
        """To the screens of mail: neither address nor avatar nor name."""
        hidden = self._get_hidden_clients()
        if reader := store.target.get_user(self.env):
            hidden |= self.with_user(reader)._get_hidden_clients().with_env(self.env)
        for partner in hidden:
            store.add_model_values(
                "res.partner", {"id": partner.id, "name": self.env._("Client")}
            )
        # Read ahead as for all: these are records of one page.
        seen = (self - hidden).with_prefetch(self._prefetch_ids)
        tell = getattr(super(ResPartner, seen), "_to_store", None)
        return tell(store, fields) if tell else store.add_records_fields(seen, fields)

    @api.depends_context("uid")
    def _compute_same_vat_partner_id(self):
        result = super()._compute_same_vat_partner_id()
        for partner in self if self._hides_clients() else ():
            for name in ("same_vat_partner_id", "same_company_registry_partner_id"):
                partner[name] -= partner[name]._get_hidden_clients()
        return result

    def write(self, vals):
        if vals.get("parent_id"):
            ids = self._fields["parent_id"].convert_to_cache(vals["parent_id"], self)
            self.browse(ids)._check_not_hidden()
        return super().write(vals)

    def _check_not_hidden(self):
        """A client who is not seen cannot be put into a record either.

        :raise AccessError: when one of these partners is hidden from the user
        """
        if not self.env.su and self._get_hidden_clients():
            raise AccessError(self.env._("There is no such contact in your sight."))
