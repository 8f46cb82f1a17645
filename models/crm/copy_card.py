# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
from datetime import date, datetime

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, format_date, format_datetime, html2plaintext

from ...tools.append_text import append_text
from .copy_fields import COPY_FIELDS, CopyRow

COPY_MODELS = ("crm.lead", "crm.prospect")
COPY_CHOICES = ("keep", "take", "append")
MAX_ITEMS = 1000


class CrmCopyCard(models.AbstractModel):
    """A card that takes over chosen values of another application or prospect.

    Nothing but what is chosen changes, and two contacts are never put into one field:
    they arrive as contacts.
    """

    _name = "crm.copy.card"
    _description = "Card that Others Are Copied to"

    # ------------------------------------------------------------------ public

    @api.readonly
    def copy_choices(self, source_model, source_id):
        """What could be copied to this card from another one; nothing is changed.

        :param str source_model: `crm.lead` or `crm.prospect`
        :param int source_id: id of the card to copy from
        :return: `rows`: list of `{"field", "label", "source", "target", "appended"}`,
            the values in words, or false; `appended` is what both together would be,
            or false where they cannot be. `items`: list of `{"key", "kind", "label",
            "is_there", "is_first"}` (`is_first`: this card has none of the kind).
            `refused`: why other fields are missing, or false. `stamp`: for
            :meth:`copy_from`
        :rtype: dict
        :raise AccessError: the caller may not change this card or see the other one
        :raise UserError: nothing may be copied between the two
        :raise ValidationError: no such model or id
        """
        self.ensure_one()
        self.check_access("write")
        source = self._get_copy_source(source_model, source_id)
        source._log_reading(None, [{"id": source.id}])
        rows, items = self._get_copy_rows(source), self._get_copy_items(source)
        held = self._get_held()
        kinds = {identity[0] for identity in held}
        return {
            "rows": [self._prepare_copy_row(row) for row in rows.values()],
            "items": [
                {
                    "key": item.key,
                    "kind": item.kind,
                    "label": item.label,
                    "is_there": item.identity in held,
                    "is_first": item.kind not in {*kinds, "note"},
                }
                for item in items.values()
            ],
            "refused": ", ".join(dict.fromkeys(self._get_copy_refusals().values()))
            or False,
            "stamp": self._get_copy_stamp(rows, items),
        }

    def copy_from(self, source_model, source_id, choices, items=(), stamp=None):
        """Copy chosen values of another application or prospect to this card.

        :param str source_model: `crm.lead` or `crm.prospect`
        :param int source_id: id of the card to copy from
        :param dict choices: field -> `keep`, `take` or `append`, the fields as told by
            :meth:`copy_choices`
        :param list items: keys of contacts, documents and notes to copy; what this card
            has already is skipped
        :param str stamp: as told by :meth:`copy_choices`: nothing is copied when one of
            the two cards was changed since
        :return: names of the fields that were copied
        :rtype: list[str]
        :raise AccessError: the caller may not change this card or see the other one
        :raise UserError: nothing may be copied between the two, or one was changed
        :raise ValidationError: a wrong argument; the text names it
        """
        self.ensure_one()
        self.check_access("write")
        source = self._get_copy_source(source_model, source_id)
        self._lock_copied()
        rows, offered = self._get_copy_rows(source), self._get_copy_items(source)
        self._check_copy(rows, offered, choices, items)
        if stamp and stamp != self._get_copy_stamp(rows, offered):
            raise UserError(
                self.env._(
                    "One of the two cards was changed in the meantime. Choose again."
                )
            )
        values = {
            name: rows[name].theirs
            if choice == "take"
            else self._append_copied(rows[name])
            for name, choice in choices.items()
            if choice != "keep"
        }
        # In the order of a form, each once, without what is there already.
        held = self._get_held()
        taken = [
            item
            for item in offered.values()
            if item.key in set(items) and item.identity not in held
        ]
        self._write_copied(values, [item for item in taken if item.kind != "note"])
        self._tell_copied(source, values, taken)
        self._write_responsible(values)
        return list(values)

    # ------------------------------------------------------------------ checks

    @api.model
    def _get_copy_source(self, source_model, source_id):
        """The card to copy from, when the user may see it and it may be copied."""
        if source_model not in COPY_MODELS:
            raise ValidationError(
                self.env._(
                    "source_model: one of %(models)s is expected.",
                    models=", ".join(COPY_MODELS),
                )
            )
        if type(source_id) is not int or not 0 < source_id < 2**31:
            raise ValidationError(self.env._("source_id: an id is expected."))
        source = self.env[source_model].browse(source_id).exists()
        if not source or not source.has_access("read"):
            # One text: whether a card exists is nobody's business either.
            raise AccessError(self.env._("You may not see the card to copy from."))
        if source == self:
            raise UserError(self.env._("A card cannot be copied to itself."))
        companies = (source.company_id, self.company_id)
        if all(companies) and len(set(companies)) > 1:
            raise UserError(
                self.env._("Nothing is copied between cards of different companies.")
            )
        return source

    def _check_copy(self, rows, offered, choices, items):
        """Check the arguments of :meth:`copy_from` before anything is written."""
        if not isinstance(choices, dict):
            raise ValidationError(self.env._("choices: a dictionary is expected."))
        refused, known = self._get_copy_refusals(), self._get_copied()
        for name, choice in choices.items():
            if name in refused:
                raise UserError(refused[name])
            if name not in known:
                raise ValidationError(self.env._("choices: unknown field."))
            field = COPY_FIELDS[name]
            allowed = COPY_CHOICES if field.can_append else COPY_CHOICES[:2]
            if choice not in allowed:
                raise ValidationError(
                    self.env._(
                        "%(field)s: one of %(choices)s is expected.",
                        field=name,
                        choices=", ".join(allowed),
                    )
                )
            if choice != "keep" and name not in rows:
                raise ValidationError(
                    self.env._("%(field)s: there is nothing to copy.", field=name)
                )
        is_list = isinstance(items, list | tuple) and len(items) <= MAX_ITEMS
        if not is_list or not all(isinstance(key, str) for key in items):
            raise ValidationError(self.env._("items: a list of keys is expected."))
        if not set(items) <= offered.keys():
            raise ValidationError(self.env._("items: there is nothing of this key."))

    def _lock_copied(self):
        """Meet who changes the card at this moment before it is compared."""
        self.env.cr.execute(
            SQL(
                "SELECT FROM %s WHERE id = ANY(%s) FOR NO KEY UPDATE",
                SQL.identifier(self._table),
                self.ids,
            ),
            log_exceptions=False,
        )

    def _get_copy_stamp(self, rows, items):
        """Digest of all that the user is shown."""
        shown = [self._prepare_copy_row(row) for row in rows.values()]
        held = self._get_held()
        shown += [
            (item.key, item.label, item.identity in held) for item in items.values()
        ]
        return hashlib.sha256(repr(shown).encode("utf-8", "replace")).hexdigest()

    # ------------------------------------------------------------------ rows

    def _get_copy_rows(self, source):
        """What the other card has and this one can hold: dict name -> CopyRow."""
        theirs = source._get_offered()
        refused = self._get_copy_refusals()
        rows = {}
        for name, ours in self._get_copied().items():
            value = self._fit_copied(name, theirs.get(name))
            if value and name not in refused:
                rows[name] = CopyRow(COPY_FIELDS[name], value, ours)
        return rows

    def _prepare_copy_row(self, row):
        """A field of both cards in words, see :meth:`copy_choices`."""
        name = row.field.name
        appended = row.field.can_append and self._append_copied(row)
        return {
            "field": name,
            "label": self._get_copy_label(name),
            "source": self._get_copy_words(name, row.theirs),
            "target": self._get_copy_words(name, row.ours),
            "appended": self._get_copy_words(name, appended),
        }

    def _get_copy_words(self, name, value):
        """A value of :meth:`_get_copied` as people read it; False for a blank one."""
        if not value:
            return False
        if isinstance(value, models.BaseModel):
            return ", ".join(sorted(value.sudo().mapped("display_name")))
        if name == "address":
            parts = (getattr(part, "display_name", part) for part in value)
            return ", ".join(part for part in parts if part)
        if isinstance(value, datetime):
            return format_datetime(self.env, value)
        if name == "birthdate_date":
            return self.env["crm.masked"]._format_birthdate(value)
        if isinstance(value, date):
            return format_date(self.env, value)
        if name == "comment":
            return self._get_comment_text(value)
        if name in ("gender", "lang", "priority"):
            model = self if name == "priority" else self.env["crm.prospect"]
            words = dict(model._fields[name]._description_selection(self.env))
            return words.get(value, value)
        return value

    @api.model
    def _get_comment_text(self, value):
        """The lines of a text or of a piece of HTML."""
        text = html2plaintext(value) if isinstance(value, Markup) else value
        lines = (line.strip() for line in (text or "").splitlines())
        return "\n".join(line for line in lines if line)

    def _append_copied(self, row):
        """Both values of a row together."""
        if row.field.name == "tag_ids":
            return row.ours | row.theirs
        ours, theirs = (self._get_comment_text(v) for v in (row.ours, row.theirs))
        if append_text(ours, theirs) == ours:
            return row.ours
        return self._join_comments(row.ours, row.theirs) if ours else row.theirs

    # ------------------------------------------------------------------ hooks

    def _get_copied(self):
        """The values that this card can hold: dict name -> value, in order."""
        raise NotImplementedError

    def _get_offered(self):
        """The values that can be copied from this card, as :meth:`_get_copied`."""
        return self._get_copied()

    def _fit_copied(self, name, value):
        """A value of another card as it would be on this one."""
        return value

    def _get_copy_label(self, name):
        """What this card calls a field."""
        raise NotImplementedError

    def _get_copy_refusals(self):
        """Why some fields must not be copied to this card: dict name -> text."""
        return {}

    @api.model
    def _join_comments(self, ours, theirs):
        """Two comments, one under the other."""
        raise NotImplementedError

    def _write_copied(self, values, items):
        """Write values of :meth:`_get_copied`, but for the responsible, and items."""
        raise NotImplementedError

    def _write_responsible(self, values):
        """Hand the card over at the very end: the user may lose sight of it by that."""
        vals = {
            name: values[name].id for name in ("user_id", "team_id") if name in values
        }
        if vals:
            # Odoo looks for another team when the responsible changes.
            self.write({"team_id": self.team_id.id, **vals})
