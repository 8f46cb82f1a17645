# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ..person.person_mixin import NAME_PARTS, is_name_of
from ..person.public_number import group_digits

PROSPECT_USERS = "crm_prospect.group_prospect_own"


class ResPartner(models.Model):
    """A client is a partner with `is_client`: a verified natural person.

    The columns are plain on purpose: adding them to a million partners takes
    seconds, and no partner becomes a client by itself.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "crm.person.mixin", "crm.public.number"]
    _number_column = "client_number"
    _number_sequence = "crm_client_number_seq"

    is_client = fields.Boolean("Client", copy=False)
    client_number = fields.Integer(readonly=True, copy=False, aggregator=None)
    client_number_display = fields.Char(
        "Client ID", compute="_compute_client_number_display"
    )
    client_since = fields.Date(copy=False)
    client_until = fields.Date(copy=False, help="No longer a client after this day.")
    person_search = fields.Char(
        "Person", store=False, search="_search_person", compute="_compute_person_search"
    )
    # Hidden from those who may not read them: a card must stay readable as a whole.
    former_name_ids = fields.One2many(
        "crm.person.name", "partner_id", "Former Names", groups=PROSPECT_USERS
    )
    document_ids = fields.One2many(
        "crm.person.document", "partner_id", "Documents", groups=PROSPECT_USERS
    )
    contact_point_ids = fields.One2many(
        "crm.contact.point", "partner_id", "Contacts", groups=PROSPECT_USERS
    )
    client_reference_ids = fields.One2many(
        "crm.prospect.reference", "partner_id", "References", groups=PROSPECT_USERS
    )
    prospect_ids = fields.One2many(
        "crm.prospect", "partner_id", "Prospects", groups=PROSPECT_USERS
    )
    prospect_count = fields.Integer(compute="_compute_prospect_count")

    _client_is_individual = models.Constraint(
        "CHECK(is_client IS NOT TRUE OR is_company IS NOT TRUE)",
        "A client is an individual: a company cannot be a client.",
    )
    # The number leads to the card for ever; partners without one take no room.
    _client_number_unique = models.UniqueIndex(
        "(client_number) WHERE client_number IS NOT NULL",
        "There is a client with this number already.",
    )
    # The search box: companies are few beside the people. "IS TRUE" as the ORM writes
    # it: PostgreSQL does not see that the column alone is the same.
    _companies = models.Index("(id) WHERE is_company IS TRUE")
    # Lists of clients, and walking the client base in the order of ids.
    _clients = models.Index("(id) WHERE is_client IS TRUE")

    # ------------------------------------------------------------------ computes

    @api.depends("client_number")
    def _compute_client_number_display(self):
        for partner in self:
            partner.client_number_display = group_digits(partner.client_number)

    @api.depends("prospect_ids")
    def _compute_prospect_count(self):
        counts = {}
        # Who sees no client may not ask of which client a prospect is.
        sees_clients = not self.env.user._is_without_clients()
        if sees_clients and self.env["crm.prospect"].has_access("read"):
            counts = dict(
                self.env["crm.prospect"]._read_group(
                    [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
                )
            )
        for partner in self:
            partner.prospect_count = counts.get(partner._origin, 0)

    def _compute_person_search(self):
        self.person_search = False

    @api.model
    def _search_person(self, operator, value):
        return self.env["crm.person.index"]._search_domain(
            "partner_id", operator, value
        )

    # ------------------------------------------------------------------ ORM

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        # Neither by a context nor by a default of his own, whoever creates the card.
        if values.get("is_client") and not self.env.user.has_group(
            "crm_prospect.group_prospect_admin"
        ):
            values["is_client"] = False
        return values

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("is_client") for vals in vals_list):
            self._check_may_choose_clients()
        self._check_drawn(vals_list)
        partners = super().create(
            [
                {**vals, "name": name}
                if not vals.get("name") and (name := self._join_name(vals))
                else vals
                for vals in vals_list
            ]
        )
        partners.filtered("is_client")._number_clients()
        return partners

    def write(self, vals):
        if vals.keys() & set(NAME_PARTS) and "name" not in vals:
            return self._write_name_parts(vals)
        # Only a change is a choice: Odoo's merge writes all columns once more.
        if "is_client" in vals and any(
            card.is_client != bool(vals["is_client"]) for card in self
        ):
            self._check_may_choose_clients()
        result = super().write(vals)
        if "is_client" in vals:
            self._flag_changed()
        if "client_since" in vals:
            self.env["crm.prospect"].sudo()._refresh_link_kinds("partner_id", self.ids)
        return result

    @api.model
    def _check_may_choose_clients(self):
        """Who is a client is the choice of administrators."""
        if self.env.su or self.env.user.has_group("crm_prospect.group_prospect_admin"):
            return
        raise AccessError(
            self.env._("Only administrators of prospects choose who is a client.")
        )

    def _write_name_parts(self, vals):
        """The full name of a card follows its parts, card by card."""
        for partner in self:
            parts = {part: partner[part] for part in NAME_PARTS}
            if any(parts.values()) and not is_name_of(parts.values(), partner.name):
                # The name was overwritten: old parts must not come back with the new.
                parts = self._split_name(partner.name)
            parts.update((part, vals[part]) for part in NAME_PARTS if part in vals)
            name = self._join_name(parts) or partner.name
            partner.write({**vals, **parts, "name": name})
        return True

    def _flag_changed(self):
        clients = self.filtered("is_client")
        clients._number_clients()
        former = self - clients
        # Whether the user may see them or not.
        if linked := former.sudo().with_context(active_test=False).prospect_ids:
            raise ValidationError(
                self.env._(
                    "%(count)s prospects are linked with these clients."
                    " Take the links back before they stop being clients.",
                    count=len(linked),
                )
            )
        former.sudo().contactability_ids.unlink()
        for derived in ("crm.person.index", "crm.contact.scorer"):
            self.env[derived]._touch("partner_id", self.ids)

    def _number_clients(self):
        """Give a client number to those without one, in one statement."""
        unnumbered = self.filtered(lambda client: not client.client_number)
        if not unnumbered:
            return
        self.env.cr.execute(
            SQL(
                """UPDATE res_partner p SET client_number = drawn.n
                FROM unnest(%s, %s) AS drawn(id, n) WHERE p.id = drawn.id""",
                unnumbered.ids,
                self._next_numbers(len(unnumbered)),
            )
        )
        unnumbered.invalidate_recordset(["client_number"])

    @api.model
    def _is_person_text(self, name):
        # The other texts of a card are none of our business.
        return name in NAME_PARTS

    @api.model
    def _person_index_fields(self):
        return super()._person_index_fields() | {
            "is_client",
            "phone",
            "street2",
            "email",
            "active",
        }

    def _person_indexed(self):
        return self.filtered("is_client")

    def action_view_prospects(self):
        """Open the prospects of this client."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_prospect.crm_prospect_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"active_test": False},
        }
