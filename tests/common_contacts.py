# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of contacts and where they come from share."""

from odoo.tests import freeze_time

from .common import ProspectCase

FIRST, SECOND = "+79161234567", "+79265550104"
NOTATION = "8 (916) 123-45-67"


class ContactCase(ProspectCase):
    def on(self, day, deed):
        """Do something on a day, and have it committed as far as a test can."""
        with freeze_time(day):
            result = deed()
            self.env.cr.flush()
        self.env.invalidate_all()
        return result

    def keys(self, person, kind="phone"):
        """What the contacts of a person are told apart by."""
        points = person.contact_point_ids.filtered(lambda p: p.kind == kind)
        return {point.match_key or point.value for point in points}

    def origins(self, person):
        """Who said each contact of a person: key -> {(source, first, last, times)}."""
        return {
            point.match_key or point.value: {
                (o.source_id.code, str(o.first_seen), str(o.last_seen), o.times)
                for o in point.origin_ids
            }
            for point in person.contact_point_ids
        }

    def add(self, person, value, kind="phone"):
        """A contact as a person types it into the list of contacts."""
        owner = "partner_id" if person._name == "res.partner" else "prospect_id"
        point = self.env["crm.contact.point"].create(
            {owner: person.id, "kind": kind, "value": value}
        )
        self.env.cr.flush()
        return point

    def history(self, person):
        """What contacts of a person were before, by his chatter."""
        field = self.env["ir.model.fields"]._get(person._name, "contact_point_ids")
        return [
            (value.old_value_char, value.new_value_char)
            for value in person.message_ids.sudo().tracking_value_ids.sorted("id")
            if value.field_id == field
        ]
