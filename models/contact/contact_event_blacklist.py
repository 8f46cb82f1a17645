# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models, tools
from odoo.tools import SQL

# Kind of contact -> Odoo's list of values that must not be used, its column, and the
# column of a contact that is compared with it.
BLACKLISTS = {
    "phone": ("phone.blacklist", "number", "phone_sanitized"),
    "email": ("mail.blacklist", "email", "email_normalized"),
}


class CrmContactEvent(models.Model):
    """Who opts out is put on Odoo's blacklist, which all mailings respect."""

    _inherit = "crm.contact.event"

    blacklisted = fields.Boolean(
        "Put on the Blacklist", readonly=True, help="By this very outcome."
    )

    def _put_on_blacklist(self):
        """Put the contacts of these outcomes on the blacklists.

        The latest fact wins: a value that was taken off a blacklist later than the
        person opted out stays off.
        """
        for kind in BLACKLISTS:
            events = self.filtered(lambda event, kind=kind: event.kind == kind)
            if events:
                events.sorted("date")._put_on_blacklist_of(kind)

    def _put_on_blacklist_of(self, kind):
        model, column, _column = BLACKLISTS[kind]
        values = self._blacklist_values(kind)
        self.env["crm.prospect.slot"].sudo()._take(
            f"{model}:{value}" for found in values.values() for value in found
        )
        rows = self._blacklist_rows(kind, values)
        listed = {row[column]: row for row in rows}
        put, again = set(), rows.browse()
        for event in self:
            for value in values.get(event.match_key, ()):
                row = listed.get(value)
                if value in put or row and row.active:
                    continue
                if row and row.write_date.replace(microsecond=0) > event.date:
                    continue
                put.add(value)
                again |= row or rows.browse()
                event.sudo().blacklisted = True
        again.action_unarchive()
        rows.create([{column: value} for value in put - listed.keys()])

    def _take_off_blacklist(self):
        """Undo what these outcomes put on the blacklists, unless others say the same.

        Nobody else ever said that who is listed since the event was: that one leaves
        no trace, since having been taken off is a fact of its own.
        """
        for event in self.filtered("blacklisted"):
            other = self.sudo().search(
                [
                    ("match_key", "=", event.match_key),
                    ("kind", "=", event.kind),
                    ("outcome", "=", "opted_out"),
                    ("id", "not in", self.ids),
                ],
                limit=1,
            )
            if other:
                other.blacklisted = True
                continue
            rows = event._blacklist_rows(
                event.kind, event._blacklist_values(event.kind)
            )
            new = rows.filtered(lambda r, e=event: r.create_date >= e.create_date)
            new.unlink()
            (rows - new).action_archive()

    def _blacklist_values(self, kind):
        """Values of the contacts as blacklists write them: match key -> set.

        Several addresses may be one mailbox.
        """
        model, _column, column = BLACKLISTS[kind]
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT match_key, %(column)s FROM crm_contact_point
                WHERE match_key = ANY(%(keys)s) AND kind = %(kind)s
                    AND %(column)s IS NOT NULL""",
                column=SQL.identifier(column),
                keys=self.mapped("match_key"),
                kind=kind,
            )
        )
        values = {}
        for key, value in rows:
            if self._is_listable(kind, value):
                values.setdefault(key, set()).add(value)
        return values

    @api.model
    def _is_listable(self, kind, value):
        """Whether Odoo takes this value; it refuses numbers of no known plan."""
        if kind == "email":
            return tools.email_normalize(value) == value
        return self.env.user._phone_format(number=value) == value

    @api.model
    def _blacklist_rows(self, kind, values):
        model, column, _column = BLACKLISTS[kind]
        listed = [value for found in values.values() for value in found]
        rows = self.env[model].sudo().with_context(active_test=False)
        return rows.search([(column, "in", listed)])
