# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..person.person_mixin import NAME_PARTS
from ..person.public_number import group_digits

# Persons created or changed by one call that are matched before it returns; more
# wait for the cron, which is woken after the commit.
ONLINE_LIMIT = 50


class CrmProspect(models.Model):
    """An unverified natural person: from an application, a partner's file, a lead."""

    _name = "crm.prospect"
    _inherit = [
        "crm.person.mixin",
        "crm.public.number",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Prospect"
    _order = "id desc"
    _rec_names_search = ["person_search"]
    _check_company_auto = True
    _number_sequence = "crm_prospect_number_seq"

    # Identity
    number = fields.Integer(
        required=True,
        readonly=True,
        copy=False,
        aggregator=None,
        help="Public number; keeps leading to this person for ever.",
    )
    number_display = fields.Char("Number ", compute="_compute_number_display")
    name = fields.Char(
        "Full Name",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    person_search = fields.Char(
        "Person", store=False, search="_search_person", compute="_compute_person_search"
    )
    former_name_ids = fields.One2many("crm.person.name", "prospect_id", "Former Names")
    document_ids = fields.One2many("crm.person.document", "prospect_id", "Documents")
    contact_point_ids = fields.One2many("crm.contact.point", "prospect_id", "Contacts")
    lang = fields.Selection(lambda self: self.env["res.lang"].get_installed())

    # Address and work
    street = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    state_id = fields.Many2one("res.country.state", "Region", ondelete="restrict")
    country_id = fields.Many2one("res.country", ondelete="restrict")

    # Where the record came from
    source_id = fields.Many2one(
        "crm.prospect.source",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_source_id(),
        check_company=True,
    )
    group_id = fields.Many2one(
        "crm.prospect.group",
        "Prospect Group",
        compute="_compute_group_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    reference_ids = fields.One2many(
        "crm.prospect.reference", "prospect_id", "References"
    )
    source_ref = fields.Char(
        "Source Reference", compute="_compute_main_reference", store=True
    )
    actual_date = fields.Datetime(
        "Actual on", compute="_compute_main_reference", store=True
    )
    registration_date = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True, copy=False
    )

    # Work with the prospect
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
        index="btree_not_null",
        tracking=True,
        check_company=True,
    )
    team_id = fields.Many2one(
        "crm.team", "Sales Team", ondelete="set null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    priority = fields.Selection(
        [("0", "Low"), ("1", "Medium"), ("2", "High")], default="0"
    )
    tag_ids = fields.Many2many("crm.tag", string="Tags")
    comment = fields.Text("Comments")

    # Channel and first touch
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null")
    medium_id = fields.Many2one("utm.medium", "Contact Medium", ondelete="set null")
    channel_id = fields.Many2one(
        "utm.source", ondelete="set null", help="How the person came to us."
    )
    first_touch_event = fields.Char("First Touch")
    first_touch_with = fields.Char("First Touch with")

    _number_positive = models.Constraint(
        "CHECK(number > 0)", "The number of a prospect is greater than zero."
    )
    _number_unique = models.Constraint(
        "UNIQUE(number)", "There is a prospect with this number already."
    )

    # ------------------------------------------------------------------ defaults

    @api.model
    def _default_source_id(self):
        return self.env.ref("crm_prospect.prospect_source_manual", False)

    # ------------------------------------------------------------------ computes

    @api.depends("number")
    def _compute_number_display(self):
        for prospect in self:
            prospect.number_display = group_digits(prospect.number)

    @api.depends("lastname", "firstname", "middlename")
    def _compute_name(self):
        for prospect in self:
            prospect.name = prospect._get_full_name() or False

    @api.depends("source_id")
    def _compute_group_id(self):
        for prospect in self:
            prospect.group_id = prospect.source_id.group_id

    @api.depends("source_id")
    def _compute_company_id(self):
        """The company of the source, if it has one; another one stays as it is."""
        for prospect in self:
            company = prospect.source_id.sudo().company_id
            prospect.company_id = company or prospect.company_id

    @api.depends(
        "source_id",
        "reference_ids.source_id",
        "reference_ids.ref",
        "reference_ids.actual_date",
    )
    def _compute_main_reference(self):
        """The main reference: the first one in the source the prospect came from."""
        for prospect in self:
            main = prospect.reference_ids.filtered(
                lambda r, source=prospect.source_id: r.source_id == source
            )[:1]
            prospect.source_ref = main.ref
            prospect.actual_date = main.actual_date

    @api.depends("name", "number")
    def _compute_display_name(self):
        for prospect in self:
            prospect.display_name = prospect.name or group_digits(prospect.number)

    def _compute_person_search(self):
        self.person_search = False

    @api.model
    def _search_person(self, operator, value):
        return self.env["crm.person.index"]._search_domain(
            "prospect_id", operator, value
        )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        self._check_drawn(vals_list)
        # Drawn here and not by default: a form that is left again costs no number.
        vals_list = [dict(self._take_name_apart(vals)) for vals in vals_list]
        unnumbered = [vals for vals in vals_list if "number" not in vals]
        numbers = self._next_numbers(len(unnumbered))
        for vals, number in zip(unnumbered, numbers, strict=True):
            vals["number"] = number
        prospects = super().create(vals_list)
        prospects._match_online()
        return prospects

    def write(self, vals):
        vals = self._take_name_apart(vals)
        result = super().write(vals)
        fields_seen = self._person_index_fields() | {
            "document_ids",
            "contact_point_ids",
            "former_name_ids",
            "source_id",
        }
        if fields_seen & vals.keys():
            self._match_online()
        return result

    @api.onchange("name")
    def _onchange_name(self):
        if self.name != self._get_full_name():
            parts = self._split_name(self.name)
            if any(parts.values()):
                self.update(parts)

    @api.model
    def _take_name_apart(self, vals):
        """`vals` with the parts of the full name; parts that are given win.

        A text that is no name is kept as it was typed, and has no parts.
        """
        if "name" not in vals:
            return vals
        rest = {field: value for field, value in vals.items() if field != "name"}
        if any(vals.get(part) for part in NAME_PARTS):
            return rest
        parts = self._split_name(vals["name"])
        return {**(rest if any(parts.values()) else vals), **parts}

    def _person_index_fields(self):
        return super()._person_index_fields() | {"group_id", "source_id", "active"}

    def _match_online(self):
        """Match up to :data:`ONLINE_LIMIT` persons before the call returns."""
        if len(self) <= ONLINE_LIMIT:
            self.env["crm.match.engine"]._match_prospects(self.ids)

    def _mail_get_partner_fields(self, introspect_fields=False):
        # The client of a prospect is no addressee: what is written to an unverified
        # person must not reach the card of a verified one.
        return []
