# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_event import PHONE, EventCase


@tagged("post_install", "-at_install")
class TestHiddenClients(EventCase):
    """What is known of contacts of clients whom record rules hide is hidden too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("hidden", "own", "all", "steward")
        told = {"value": PHONE, "outcome": "not_in_service"}
        cls.events.record(
            [
                {**told, "partner_id": cls.anna.id},
                {**told, "prospect_id": cls.boris.id},
            ]
        )
        points = cls.anna.contact_point_ids + cls.boris.contact_point_ids
        points = points.filtered(lambda point: point.match_key == PHONE)
        cls.env["crm.contact.share"].create(
            [{"point_id": point.id, "holders": 2} for point in points]
        )
        cls.env.cr.flush()
        cls.both = {
            "crm.contact.point": points,
            "crm.contact.event": cls.events.search([("match_key", "=", PHONE)]),
            **{
                model: cls.env[model].search([("point_id", "in", points.ids)])
                for model in ("crm.contact.score", "crm.contact.share")
            },
        }

    def hide(self):
        self.hide_clients("crm_prospect.group_prospect_own")
        self.hide_clients("crm_prospect.group_prospect_all")
        self.env.invalidate_all()

    def test_seen(self):
        """Whoever may read both people sees both."""
        for model, records in self.both.items():
            self.assertEqual(len(records), 2, model)
            mine = records.with_user(self.user)
            self.assertEqual(mine.search([("id", "in", records.ids)]), mine, model)
            self.assertEqual(mine._filtered_access("read"), mine, model)

    def test_hidden(self):
        """Neither search, count, group nor read tells of the client; the rest stays."""
        self.hide()
        for model, records in self.both.items():
            mine = records.with_user(self.user)
            domain = [("id", "in", records.ids)]
            found = mine.search(domain)
            self.assertEqual(len(found), 1, model)
            self.assertEqual(mine.search_count(domain), 1)
            self.assertEqual(mine._read_group(domain, [], ["__count"]), [(1,)])
            self.assertEqual(mine._filtered_access("read"), found, model)
            with self.assertRaises(AccessError):
                (mine - found).read(["id", "display_name"])
            self.assertTrue(found.read())

    def test_hidden_and_forbidden(self):
        """Hidden clients stay hidden beside records that a rule forbids."""
        stranger = self.make_user("hidden_stranger", "own")
        self.boris.user_id = self.user
        self.hide()
        for model, records in self.both.items():
            mine = records.with_user(stranger)
            self.assertFalse(mine._filtered_access("read"), model)
