# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, ormcache

from ...tools import name_variants, names

# Fields that the codes are made of.
MAPPED = {"canonical", "form", "gender", "active"}


class CrmNameVariant(models.Model):
    """A first name used for another one: a diminutive or another spelling.

    One form may stand for several proper names. The list that comes with the addon is
    kept as it is changed here: an upgrade adds what is new in it and nothing else.
    """

    _name = "crm.name.variant"
    _description = "Name Variant"
    _order = "canonical, form, id"
    _rec_name = "form"
    _rec_names_search = ["form", "form_normalized", "canonical"]

    canonical = fields.Char(
        "Proper Name", required=True, help="The first name as documents have it."
    )
    form = fields.Char(
        "Variant", required=True, help="A diminutive or another spelling of it."
    )
    gender = fields.Selection([("male", "Male"), ("female", "Female")])
    language = fields.Selection(
        [
            ("ru", "Russian"),
            ("uk", "Ukrainian"),
            ("be", "Belarusian"),
            ("turkic", "Turkic and Caucasian"),
            ("en", "English"),
        ],
        help="The language that this variant is used in.",
    )
    active = fields.Boolean(default=True)
    canonical_normalized = fields.Char(
        compute="_compute_normalized", store=True, precompute=True
    )
    form_normalized = fields.Char(
        compute="_compute_normalized", store=True, precompute=True
    )
    # As it came, so that an upgrade knows it again after it was changed here.
    shipped_pair = fields.Char(readonly=True, copy=False, index="btree_not_null")

    _pair_unique = models.UniqueIndex(
        "(form_normalized, canonical_normalized)",
        "This variant of this name is in the list already; it may be archived.",
    )
    _pair_differs = models.Constraint(
        "CHECK(form_normalized <> canonical_normalized)",
        "The variant and the proper name are the same for matching: only capitals, ё, "
        "hyphens or look-alike letters differ.",
    )
    # One letter is an initial, which fits a dozen names.
    _pair_is_words = models.Constraint(
        "CHECK(length(form_normalized) > 1 AND length(canonical_normalized) > 1)",
        "Both names need at least two letters, and words like “unknown” are not names.",
    )

    @api.depends("canonical", "form")
    def _compute_normalized(self):
        for variant in self:
            variant.canonical_normalized = names.normalize(variant.canonical)
            variant.form_normalized = names.normalize(variant.form)

    # ------------------------------------------------------------------ codes

    @api.model
    def _codes(self, forms):
        """Codes by which first names meet their variants: those who share one do.

        :param forms: iterable of normal forms of first names, in either alphabet
        :return: dict form -> sorted list of codes; empty for blanks and initials
        """
        codes = self._map().codes
        return {form: list(codes(form)) for form in forms}

    @api.model
    @ormcache()
    def _map(self):
        return self._read_map()

    @api.model
    def _read_map(self):
        """The codes by what is in the database now, whatever is cached."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT canonical_normalized, form_normalized, gender
                FROM crm_name_variant WHERE active ORDER BY id"""
            )
        )
        return name_variants.VariantMap(rows)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        before = self._read_map()
        variants = super().create(vals_list)
        self._changed(before)
        return variants

    def write(self, vals):
        if not vals.keys() & MAPPED:
            return super().write(vals)
        before = self._read_map()
        result = super().write(vals)
        self._changed(before)
        return result

    def unlink(self):
        before = self._read_map()
        result = super().unlink()
        self._changed(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        """What is deleted could not be told from what is new at the next upgrade."""
        if any(variant.shipped_pair for variant in self):
            raise UserError(
                self.env._(
                    "Variants that come with the module cannot be deleted: archive"
                    " them instead, they are then no longer used."
                )
            )

    # ------------------------------------------------------------------ shipped

    @api.model
    def _load_shipped(self):
        """Add the variants of the addon's list that never were in this database."""
        rows = self.env.execute_query(
            SQL(
                """SELECT shipped_pair, form_normalized || '=' || canonical_normalized
                FROM crm_name_variant"""
            )
        )
        known = {pair for row in rows for pair in row}
        missing = []
        for variant in name_variants.shipped():
            parts = (names.normalize(variant.form), names.normalize(variant.canonical))
            pair = "=".join(parts)
            if pair not in known:
                missing.append({**variant._asdict(), "shipped_pair": pair})
        self.create(missing)
