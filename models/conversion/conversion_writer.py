# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..person.person_owned import OWNERS

# What each kind of value is told apart by among those of one person.
VALUES = {
    "crm.contact.point": ("kind", "COALESCE(%(v)s.match_key, %(v)s.value)"),
    "crm.person.document": (
        "type_id",
        "COALESCE(%(v)s.number_normalized, %(v)s.number)",
    ),
}


class CrmConversionWriter(models.AbstractModel):
    """The statements of a conversion: each writes all pairs of prospect and client.

    The prospect keeps what it has; the card gets a copy of what it lacks.
    """

    _name = "crm.conversion.writer"
    _description = "Conversion Writer"

    # ------------------------------------------------------------------ helpers

    @api.model
    def _execute(self, query, **terms):
        """Run a statement on `pair(prospect, client)`; a failing one is not logged."""
        self.env.cr.execute(
            SQL(query, uid=self.env.uid, now=fields.Datetime.now(), **terms),
            log_exceptions=False,
        )

    @api.model
    def _pairs(self, clients):
        """SQL: the pairs of a dict prospect -> client."""
        return SQL(
            "unnest(%s::int[], %s::int[]) AS pair(prospect, client)",
            [prospect.id for prospect in clients],
            [client.id for client in clients.values()],
        )

    @api.model
    def _columns(self, model, *but):
        """Stored columns of a model that a copy takes over as they are."""
        but = {"id", *models.MAGIC_COLUMNS, *but}
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.store and field.column_type and name not in but
        ]

    @api.model
    def _select(self, columns, alias="v"):
        return SQL(", ").join(SQL.identifier(alias, column) for column in columns)

    @api.model
    def _insert(self, columns):
        return SQL(", ").join(map(SQL.identifier, columns))

    # ------------------------------------------------------------------ values

    @api.model
    def _copy_values(self, model, pairs):
        """Copy contacts or documents that can be used, with who said them, and when.

        Of what the card has already the linked prospect is one more confirmation: its
        origins are not counted once more.
        """
        kind, key = VALUES[model]
        columns = self._columns(model, *OWNERS)
        self._execute(
            """WITH pair AS (SELECT * FROM %(pairs)s),
            added AS (
                INSERT INTO %(table)s AS n (partner_id, %(insert)s,
                    create_uid, create_date, write_uid, write_date)
                SELECT pair.client, %(select)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM pair JOIN %(table)s v ON v.prospect_id = pair.prospect
                WHERE coalesce(v.unusable_reason, '') = ''
                ORDER BY pair.client, v.%(kind)s, %(v_key)s, v.id
                ON CONFLICT DO NOTHING
                RETURNING n.id, n.partner_id, n.%(kind)s AS kind, %(n_key)s AS key)
            INSERT INTO crm_person_origin
                (%(origin)s, source_id, first_seen, last_seen, times)
            SELECT added.id, o.source_id, min(o.first_seen), max(o.last_seen),
                max(o.times)
            FROM added
            JOIN pair ON pair.client = added.partner_id
            JOIN %(table)s v ON v.prospect_id = pair.prospect
                AND v.%(kind)s = added.kind AND %(v_key)s = added.key
            JOIN crm_person_origin o ON o.%(origin)s = v.id
            GROUP BY added.id, o.source_id""",
            pairs=pairs,
            table=SQL.identifier(self.env[model]._table),
            origin=SQL.identifier(self.env[model]._origin_field),
            insert=self._insert(columns),
            select=self._select(columns),
            kind=SQL.identifier(kind),
            v_key=SQL(key, v=SQL("v")),
            n_key=SQL(key, v=SQL("n")),
        )

    @api.model
    def _copy_names(self, pairs):
        """Copy former names, so that people are found by them."""
        columns = self._columns("crm.person.name", *OWNERS)
        self._execute(
            """INSERT INTO crm_person_name (partner_id, %(insert)s,
                create_uid, create_date, write_uid, write_date)
            SELECT DISTINCT ON (pair.client, v.lastname)
                pair.client, %(select)s, %(uid)s, %(now)s, %(uid)s, %(now)s
            FROM %(pairs)s
            JOIN crm_person_name v ON v.prospect_id = pair.prospect
            JOIN res_partner c ON c.id = pair.client
            WHERE v.lastname IS DISTINCT FROM c.lastname AND NOT EXISTS (
                SELECT FROM crm_person_name o
                WHERE o.partner_id = c.id AND o.lastname = v.lastname)""",
            pairs=pairs,
            insert=self._insert(columns),
            select=self._select(columns),
        )

    @api.model
    def _copy_files(self, pairs):
        """Attach the files of the prospect to the card; the content is stored once."""
        columns = self._columns(
            "ir.attachment", "res_model", "res_id", "access_token", "public"
        )
        self._execute(
            """INSERT INTO ir_attachment (res_model, res_id, public, %(insert)s,
                create_uid, create_date, write_uid, write_date)
            SELECT 'res.partner', pair.client, FALSE, %(select)s,
                %(uid)s, %(now)s, %(uid)s, %(now)s
            FROM %(pairs)s JOIN ir_attachment v ON v.res_id = pair.prospect
            WHERE v.res_model = 'crm.prospect' AND v.res_field IS NULL
                AND NOT EXISTS (SELECT FROM ir_attachment o
                    WHERE o.res_model = 'res.partner' AND o.res_id = pair.client
                        AND o.name = v.name
                        AND o.checksum IS NOT DISTINCT FROM v.checksum)""",
            pairs=pairs,
            insert=self._insert(columns),
            select=self._select(columns),
        )

    # ------------------------------------------------------------------ tags

    @api.model
    def _write_tags(self, chosen):
        """Give the cards categories named as the tags of the prospects.

        :param dict chosen: prospect -> (client, `take` in place of those of the card,
            or `append`)
        """
        if not chosen:
            return
        categories = self._get_categories(
            self.env["crm.tag"].union(*(prospect.tag_ids for prospect in chosen))
        )
        replaced = [client.id for client, how in chosen.values() if how == "take"]
        if replaced:
            self._execute(
                """DELETE FROM res_partner_res_partner_category_rel
                WHERE partner_id = ANY(%(ids)s)""",
                ids=replaced,
            )
        rows = [
            (client.id, categories[tag].id)
            for prospect, (client, _how) in chosen.items()
            for tag in prospect.tag_ids
        ]
        self._execute(
            """INSERT INTO res_partner_res_partner_category_rel
                (partner_id, category_id)
            SELECT * FROM unnest(%(cards)s::int[], %(categories)s::int[])
            ON CONFLICT DO NOTHING""",
            cards=[card for card, _category in rows],
            categories=[category for _card, category in rows],
        )

    @api.model
    def _get_categories(self, tags):
        """The category with the name of each tag, made where there is none."""
        categories = self.env["res.partner.category"]
        known = {}
        for category in categories.search([("name", "in", tags.mapped("name"))]):
            known.setdefault(category.name, category)
        missing = [tag for tag in tags if tag.name not in known]
        made = categories.create([{"name": t.name, "color": t.color} for t in missing])
        known.update(zip([tag.name for tag in missing], made, strict=True))
        return {tag: known[tag.name] for tag in tags}

    # ------------------------------------------------------------------ activities

    @api.model
    def _move_activities(self, pairs, blind):
        """Move what is planned with the prospects to the cards.

        :param blind: ids of users who may not see all of these cards: theirs stay
        """
        self._execute(
            """UPDATE mail_activity a SET res_model = 'res.partner',
                res_model_id = %(model)s, res_id = c.id, res_name = c.complete_name,
                write_uid = %(uid)s, write_date = %(now)s
            FROM %(pairs)s JOIN res_partner c ON c.id = pair.client
            WHERE a.res_model = 'crm.prospect' AND a.res_id = pair.prospect
                AND a.active AND NOT coalesce(a.user_id = ANY(%(blind)s), FALSE)""",
            pairs=pairs,
            model=self.env["ir.model"]._get_id("res.partner"),
            blind=sorted(blind),
        )

    # ------------------------------------------------------------------ the link

    @api.model
    def _write_links(self, clients, pairs):
        """Record the verdict of the user, and the conversion, on each prospect."""
        ids = [prospect.id for prospect in clients]
        others = """prospect_id = ANY(%(ids)s) AND verdict = 'proposed'
            AND partner_id IS NOT NULL AND NOT EXISTS (SELECT FROM %(pairs)s
                WHERE pair.prospect = m.prospect_id AND pair.client = m.partner_id)"""
        for statement in (
            # Who was rejected once stays so, whatever comes of this.
            f"""UPDATE crm_match m SET verdict = 'rejected'
            WHERE asked_again AND {others}""",
            f"DELETE FROM crm_match m WHERE {others}",
            """INSERT INTO crm_match AS m (prospect_id, partner_id, verdict, confidence,
                date, user_id)
            SELECT pair.prospect, pair.client, 'confirmed', 100, %(now)s, %(uid)s
            FROM %(pairs)s ORDER BY pair.prospect
            ON CONFLICT (prospect_id, partner_id) DO UPDATE SET verdict = 'confirmed',
                date = EXCLUDED.date, user_id = EXCLUDED.user_id, ground_gone = FALSE
            WHERE m.verdict <> 'confirmed'""",
            """UPDATE crm_prospect p SET partner_id = m.partner_id,
                match_rule_id = m.rule_id, link_kind = 'became',
                -- A link that was there is told as it came about.
                link_date = coalesce(p.link_date, %(now)s),
                link_user_id = CASE WHEN p.partner_id IS NULL THEN %(uid)s
                    ELSE p.link_user_id END,
                match_result = 'converted', conversion_date = %(now)s,
                conversion_user_id = %(uid)s, write_uid = %(uid)s, write_date = %(now)s
            FROM crm_match m, %(pairs)s
            WHERE p.id = pair.prospect AND m.prospect_id = p.id
                AND m.partner_id = pair.client""",
            # By a statement: nothing of what Odoo copies between a lead and its partner
            # is to follow. A partner that somebody chose stays.
            """UPDATE crm_lead l SET partner_id = c.id, write_uid = %(uid)s,
                write_date = %(now)s
            FROM %(pairs)s JOIN res_partner c ON c.id = pair.client
            WHERE l.prospect_id = pair.prospect AND l.partner_id IS NULL
                AND (c.company_id IS NULL OR EXISTS (SELECT FROM res_company o
                    WHERE o.id = l.company_id AND c.company_id::text = ANY(
                        string_to_array(o.parent_path, '/'))))""",
        ):
            self._execute(statement, pairs=pairs, ids=ids)
