# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import models
from odoo.tools import SQL, format_datetime

from .copy_fields import COPY_FIELDS, CopyItem

MAX_NOTES = 100


class CrmCopyCard(models.AbstractModel):
    """Contacts, documents and notes of a card, which are copied one by one."""

    _inherit = "crm.copy.card"

    def _get_copy_items(self, source):
        """What the other card has that can be added here: dict key -> CopyItem."""
        items = [*source._get_own_items(), *source._get_note_items()]
        if "contacts" in self._get_copy_refusals():
            items = [item for item in items if item.kind == "note"]
        return {item.key: item for item in items}

    def _get_own_items(self):
        """The contacts and documents of this card."""
        raise NotImplementedError

    def _get_held(self):
        """What this card has already: set of identities."""
        return {item.identity for item in self._get_own_items()}

    def _copy_notes(self):
        """The notes that people wrote on this card, the oldest first."""
        notes = self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "=", "comment"),
                ("subtype_id", "=", self.env.ref("mail.mt_note").id),
            ],
            order="id desc",
            limit=MAX_NOTES,
        )
        return notes.sorted("id").filtered("body")

    def _get_note_items(self):
        notes = self._copy_notes()
        if not notes:
            return []
        label = self.env._("Notes: %(count)s", count=len(notes))
        return [CopyItem("notes", "note", label, ("note", self.ids[0]), {})]

    # ------------------------------------------------------------------ telling

    def _tell_copied(self, source, values, items):
        """Say in the chatter what was copied, and quote the notes that were."""
        labels = [self._get_copy_label(name) for name in COPY_FIELDS if name in values]
        kinds = {item.kind for item in items}
        if kinds - {"document", "note"}:
            labels.append(self.env._("Contacts"))
        if "document" in kinds:
            labels.append(self.env._("Documents"))
        # Without a name: who reads this card need not be allowed to see the other one.
        body = Markup()
        if labels:
            text = self.env._("Copied from another card: %s", ", ".join(labels))
            body += Markup("<p>%s</p>") % text
        if "note" in kinds:
            body += Markup("<p>%s</p>") % self.env._("Notes of another card:")
            for note in source._copy_notes():
                body += Markup("<blockquote><p><b>%s, %s</b></p>%s</blockquote>") % (
                    note.author_id.sudo().name
                    or self.env["crm.masked"]._mask("email", note.email_from)
                    or "",
                    format_datetime(self.env, note.date),
                    note.body,
                )
        if body:
            self.message_post(body=body, subtype_xmlid="mail.mt_note")


class CrmProspect(models.Model):
    _inherit = "crm.prospect"

    def _get_own_items(self):
        kinds = dict(
            self.env["crm.contact.point"]
            ._fields["usage"]
            ._description_selection(self.env)
        )
        items = [
            CopyItem(
                f"contact:{point.id}",
                point.kind,
                self._get_contact_label(point, kinds),
                (point.kind, point.match_key or point.value),
                {name: point[name] for name in ("kind", "network", "value", "usage")},
                point,
            )
            for point in self.contact_point_ids
        ]
        return items + [
            CopyItem(
                f"document:{document.id}",
                "document",
                document.display_name,
                (
                    "document",
                    document.type_id.id,
                    document.number_normalized or document.number,
                ),
                {
                    "type_id": document.type_id.id,
                    **{
                        name: document[name]
                        for name in ("number", "issuer", "date_start", "date_end")
                    },
                },
                document,
            )
            for document in self.document_ids
        ]

    def _get_contact_label(self, point, usages):
        value = self.env["crm.masked"]._mask_contact(point.kind, point.value)
        return f"{value} ({usages[point.usage]})" if point.usage else value

    def _add_copied(self, items):
        """Add contacts and documents, with who has said them since when."""
        documents = [item for item in items if item.kind == "document"]
        contacts = [item for item in items if item.kind != "document"]
        self._add_copied_to("contact_point_ids", contacts)
        self._add_copied_to("document_ids", documents)

    def _add_copied_to(self, field, items):
        # What an application was told just now is here by way of that.
        held = {item.identity: item.record for item in self._get_own_items()}
        new = [item for item in items if item.identity not in held]
        created = self[field].create(
            [{**item.vals, "prospect_id": self.id} for item in new]
        )
        held.update(zip((item.identity for item in new), created, strict=True))
        copies = {item.record: held[item.identity] for item in items if item.record}
        if copies:
            # Nobody typed these: what a source has said is no news of today.
            typed = [
                copy.id
                for value, copy in copies.items()
                if copy in created and value.sudo().origin_ids
            ]
            created.browse(typed).sudo().origin_ids.unlink()
            self._copy_origins(copies, created._origin_field)

    def _copy_origins(self, copies, column):
        """Let who said a value have said its copy, on the same days.

        :param dict copies: value -> its copy, all of one model
        :param str column: field of an origin that points to them
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO crm_person_origin AS t
                    (%(column)s, source_id, first_seen, last_seen, times)
                SELECT m.copy, o.source_id, o.first_seen, o.last_seen, o.times
                FROM unnest(%(values)s, %(copies)s) AS m (value, copy)
                JOIN crm_person_origin o ON o.%(column)s = m.value
                ON CONFLICT (%(column)s, source_id) WHERE %(column)s IS NOT NULL
                DO UPDATE SET first_seen = least(t.first_seen, excluded.first_seen),
                    last_seen = greatest(t.last_seen, excluded.last_seen),
                    times = greatest(t.times, excluded.times)""",
                column=SQL.identifier(column),
                values=[value.id for value in copies],
                copies=[copy.id for copy in copies.values()],
            )
        )
        self.env["crm.person.origin"].invalidate_model()
        next(iter(copies)).invalidate_model(["origin_ids"])
