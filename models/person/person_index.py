# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from .person_owned import OWNERS

# Multi-valued attributes are text arrays, which the ORM has no field for.
ARRAY_COLUMNS = (
    "former_lastnames",
    # Latin keys of the present and the former last names, and of halves of double ones
    "lastname_latins",
    # Codes of the known variants of the first name: Саша meets Александр
    "firstname_codes",
    "phones",
    "mobiles",
    "emails",
    "messengers",
    "documents",
)
SCALAR_COLUMNS = (
    "lastname",
    "firstname",
    "middlename",
    "lastname_sound",
    "firstname_sound",
    "firstname_latin",
    "middlename_latin",
    "birthdate_date",
    "gender",
    "city",
    "address_key",
    "company_id",
    "group_id",
    "normalizer_version",
)
# What the search box looks a name up by: the parts, whose beginnings are looked for,
# and their keys in another alphabet or form. The indexes are on this very expression.
NAME_WORDS = SQL(
    """array_to_tsvector(array_remove(array_remove(array_cat(array_cat(
        ARRAY[lastname, firstname, middlename, middlename_latin]::text[],
        lastname_latins), firstname_codes), NULL), ''))"""
)


class CrmPersonIndex(models.Model):
    """One narrow row per prospect or client, with everything matching looks at.

    Derived data: it can be dropped and rebuilt. Blank attributes are NULL, so blank
    never equals blank. Documents are `type code:number`, messengers `network:id`.
    """

    _name = "crm.person.index"
    _description = "Person Index"
    _log_access = False
    _rec_name = "lastname"

    prospect_id = fields.Many2one("crm.prospect", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", ondelete="cascade")
    lastname = fields.Char()
    firstname = fields.Char()
    middlename = fields.Char()
    lastname_sound = fields.Char()
    firstname_sound = fields.Char()
    firstname_latin = fields.Char()
    middlename_latin = fields.Char()
    birthdate_date = fields.Date()
    gender = fields.Char()
    city = fields.Char()
    address_key = fields.Char()
    # No foreign keys on what is only compared: they would cost each insert.
    company_id = fields.Integer()
    group_id = fields.Integer()
    normalizer_version = fields.Integer()
    indexed_at = fields.Datetime()

    _one_owner = models.Constraint(
        "CHECK((prospect_id IS NULL) <> (partner_id IS NULL))"
    )
    _prospect = models.UniqueIndex("(prospect_id) WHERE prospect_id IS NOT NULL")
    _partner = models.UniqueIndex("(partner_id) WHERE partner_id IS NOT NULL")
    # Counting how rare a name is.
    _lastname = models.Index("(lastname varchar_pattern_ops, firstname)")
    _firstname = models.Index("(firstname varchar_pattern_ops, middlename)")

    def init(self):
        super().init()
        for column in ARRAY_COLUMNS:
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE crm_person_index ADD COLUMN IF NOT EXISTS %s text[]",
                    SQL.identifier(column),
                )
            )
        for owner in OWNERS:
            self._create_words_index(owner)
        # Millions of rows change in bulk: keep the statistics and dead rows in check.
        self.env.cr.execute(
            """ALTER TABLE crm_person_index SET (
                autovacuum_vacuum_scale_factor = 0.02,
                autovacuum_analyze_scale_factor = 0.02,
                autovacuum_vacuum_insert_scale_factor = 0.02)"""
        )

    @api.model
    def _create_words_index(self, owner):
        """The index of the search box on the prospects, or on the clients."""
        self.env.cr.execute(
            SQL(
                """CREATE INDEX IF NOT EXISTS %s ON crm_person_index
                USING gin ((%s)) WHERE %s IS NOT NULL""",
                SQL.identifier(f"crm_person_index_words_{owner}"),
                NAME_WORDS,
                SQL.identifier(owner),
            )
        )

    @api.model
    def _name_indexes(self):
        """Name of each index on names -> function that creates it."""
        indexes = [
            self._table_objects[f"crm_person_index_{part}"]
            for part in ("lastname", "firstname")
        ]
        return {
            **{i.full_name(self): partial(i.apply_to_database, self) for i in indexes},
            **{
                f"crm_person_index_words_{owner}": partial(
                    self._create_words_index, owner
                )
                for owner in OWNERS
            },
        }

    @api.model
    def _drop_name_indexes(self):
        """Go without them while a whole base is indexed for the first time."""
        for name in self._name_indexes():
            self.env.cr.execute(SQL("DROP INDEX IF EXISTS %s", SQL.identifier(name)))

    @api.model
    def _create_name_index(self, number):
        list(self._name_indexes().values())[number]()

    # ------------------------------------------------------------------ touching

    @api.model
    def _touch(self, owner, ids):
        """Have persons re-indexed before the commit.

        :param owner: `prospect_id` or `partner_id`
        :param ids: ids of the prospects or partners
        """
        precommit = self.env.cr.precommit
        touched = precommit.data.setdefault("crm_person_index", {})
        if not touched:
            precommit.add(self.sudo()._flush)
        touched.setdefault(owner, set()).update(ids)

    @api.model
    def _flush(self, queue=True):
        """Index the touched persons; the first line of every use of the index.

        :param queue: whether the changed persons wait for the next run
        :return: dict owner -> ids of the persons whose row changed
        """
        # Popped first: after a rolled-back savepoint the ids do no harm, since only
        # what is in the database by then is indexed.
        touched = self.env.cr.precommit.data.pop("crm_person_index", None) or {}
        changed = {}
        for owner in OWNERS:
            if ids := sorted(touched.get(owner) or ()):
                changed[owner] = self._index(owner, ids, queue=queue)
        return changed

    @api.model
    def _index(self, owner, ids, queue=True, keys=True):
        """Bring the rows and keys of these persons up to date.

        :param owner: `prospect_id` or `partner_id`
        :param ids: sorted ids
        :param queue: whether the changed persons wait for the next run
        :param keys: whether they are keyed now; else all are later, by the caller
        :return: ids of the persons whose row changed
        """
        self.env.flush_all()
        changed = self.env["crm.person.index.builder"]._build(owner, ids)
        if changed:
            if keys:
                self.env["crm.match.key"]._rebuild(owner, changed)
            if queue:
                self.env["crm.match.queue"]._add(owner, changed)
        return changed

    def _get_redirect_suggested_company(self):
        # The column is a plain number here, which Odoo's refusal cannot name.
        return self.env["res.company"]
