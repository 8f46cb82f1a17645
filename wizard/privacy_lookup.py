# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from ..models.person.person_mixin import NAME_PARTS
from ..tools import documents, emails, messengers, names, phones


class PrivacyLookupWizard(models.TransientModel):
    """Whoever asks what is stored about him: prospects and clients, too.

    Odoo finds what holds the e-mail or the exact name. Added here is what people are
    found by: phones, documents, mailboxes and names in whatever spelling. Of everybody
    who is found, all contacts and documents are listed, whatever was typed.
    """

    _inherit = "privacy.lookup.wizard"

    # Odoo requires both: here a name, a phone or a document is enough.
    name = fields.Char("Full Name", required=False)
    email = fields.Char("E-mail", required=False)
    phone = fields.Char()
    document = fields.Char("Document Number")

    def _get_query(self):
        if self.email and not self.name:
            raise UserError(self.env._("Type the name that belongs to the e-mail."))
        if not (self.name or self.phone or self.document):
            raise UserError(self.env._("Type a name, a phone or a document number."))
        queries = [self._get_person_query()]
        if self.email:
            queries.insert(0, super()._get_query())
        # Each record once, in the order in which it was found.
        return SQL(
            """SELECT res_model_id, res_id, bool_and(is_active) AS is_active
            FROM (SELECT *, row_number() OVER () AS place FROM (%s) found) placed
            GROUP BY res_model_id, res_id ORDER BY min(place)""",
            SQL(" UNION ALL ").join(SQL("(%s)", query) for query in queries),
        )

    def _get_person_query(self):
        """Persons, their contacts, documents and applications: SQL as Odoo's."""
        # Who was typed in a moment ago is found, too.
        self.env["crm.person.index"].sudo()._flush()
        phone = self._get_phone()
        return SQL(
            """WITH owners AS (
                SELECT prospect_id, partner_id FROM crm_contact_point
                    WHERE match_key = ANY(%(keys)s) OR email_normalized = %(email)s
                UNION SELECT prospect_id, partner_id FROM crm_person_document
                    WHERE number_normalized = ANY(%(numbers)s)
                UNION %(named)s),
            partners AS (
                SELECT partner_id AS id FROM owners
                UNION SELECT id FROM res_partner
                    WHERE phone_sanitized = %(phone)s OR email_normalized = %(email)s
                        OR name ILIKE %(name)s),
            prospects AS (
                SELECT prospect_id AS id FROM owners
                UNION SELECT id FROM crm_prospect
                    WHERE partner_id IN (SELECT id FROM partners))
            SELECT %(partner_model)s AS res_model_id, id AS res_id, active AS is_active
                FROM res_partner WHERE id IN (SELECT id FROM partners)
            UNION ALL SELECT %(prospect_model)s, id, active
                FROM crm_prospect WHERE id IN (SELECT id FROM prospects)
            UNION ALL SELECT %(point_model)s, id, TRUE FROM crm_contact_point
                WHERE prospect_id IN (SELECT id FROM prospects)
            UNION ALL SELECT %(point_model)s, id, TRUE FROM crm_contact_point
                WHERE partner_id IN (SELECT id FROM partners)
            UNION ALL SELECT %(document_model)s, id, TRUE FROM crm_person_document
                WHERE prospect_id IN (SELECT id FROM prospects)
            UNION ALL SELECT %(document_model)s, id, TRUE FROM crm_person_document
                WHERE partner_id IN (SELECT id FROM partners)
            UNION ALL SELECT %(lead_model)s, id, active FROM crm_lead
                WHERE prospect_id IN (SELECT id FROM prospects)
            UNION ALL SELECT %(lead_model)s, id, active FROM crm_lead
                WHERE partner_id IN (SELECT id FROM partners)
            UNION ALL SELECT %(lead_model)s, id, active FROM crm_lead
                WHERE phone_sanitized = %(phone)s""",
            keys=self._get_match_keys(phone),
            numbers=self._get_document_numbers(),
            named=self._get_named_query(),
            phone=phone,
            email=email_normalize(self.email) or None,
            name=(self.name or "").strip() or None,
            partner_model=self._model_id("res.partner"),
            prospect_model=self._model_id("crm.prospect"),
            point_model=self._model_id("crm.contact.point"),
            document_model=self._model_id("crm.person.document"),
            lead_model=self._model_id("crm.lead"),
        )

    def _model_id(self, model):
        return self.env["ir.model"]._get_id(model)

    def _get_phone(self):
        """The phone in E.164, None when none was typed."""
        if not self.phone:
            return None
        country = self.env.company.country_id.code or "RU"
        number = phones.parse_one(self.phone, country).number
        if not number:
            raise UserError(self.env._("This is not a phone number."))
        return number

    def _get_match_keys(self, phone):
        """What the contact points of the person may be equal to."""
        keys = [emails.parse_one(self.email).key] if self.email else []
        if phone:
            keys += [phone, *(f"{network}:{phone}" for network in messengers.NETWORKS)]
        return [key for key in keys if key]

    def _get_document_numbers(self):
        """The number as each type of documents would have it."""
        if not self.document:
            return []
        numbers = {
            documents.normalize(self.document, normalizer).number
            for normalizer in documents.NORMALIZERS
        }
        if not any(numbers):
            raise UserError(self.env._("This is not a document number."))
        return sorted(filter(None, numbers))

    def _get_named_query(self):
        """Owners of the typed name, in any order, case and spelling, or once so named.

        Parts that were not typed may be anything, but one word alone is all there is.
        """
        parts = names.repair(*names.split(self.name)[:3])
        parts = dict(zip(NAME_PARTS, map(names.normalize, parts), strict=True))
        typed = [part for part in NAME_PARTS if parts[part]]
        if not typed:
            return SQL("SELECT NULL::int, NULL::int")
        conditions = [
            SQL(
                "(lastname = %(name)s OR former_lastnames @> ARRAY[%(name)s])",
                name=parts[part],
            )
            if part == "lastname"
            else SQL("%s = %s", SQL.identifier(part), parts[part])
            for part in typed
        ]
        if len(typed) == 1:
            conditions += [
                SQL("%s IS NULL", SQL.identifier(part))
                for part in NAME_PARTS
                if part not in typed
            ]
        # The index holds no archived prospects.
        return SQL(
            """SELECT prospect_id, partner_id FROM crm_person_index WHERE %s
            UNION SELECT id, NULL FROM crm_prospect
            WHERE NOT active AND translate(lower(name), 'ё', 'е') = %s""",
            SQL(" AND ").join(conditions),
            " ".join(parts[part] for part in typed),
        )


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        self.ensure_one()
        record = self.env[self.res_model].sudo().browse(self.res_id)
        if self.is_unlinked or record.exists():
            return super().action_unlink()
        # Contacts and documents are gone together with their person.
        self.is_unlinked = True
        return None
