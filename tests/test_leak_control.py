# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_leak_talk import TalkCase

MODELS = ("crm.contact.point", "crm.lead", "crm.person.document", "res.partner")
MODELS += ("mail.message", "calendar.event", "crm.match")


@tagged("post_install", "-at_install")
class TestLeakControl(TalkCase):
    """The crawl does see a client where he may be seen."""

    def test_seller(self):
        """Whoever may see clients is shown nearly every marker, by many doors."""
        self.divides = False
        with self.as_user(self.seller):
            for model in MODELS:
                self.crawl(model)
            self.read_thread(self.secret_lead)
            self.call("res.users", "read", self.portal.ids, ["login"])
            self.get(f"/web/content/{self.file.id}")
        doors = {door for door, _what in self.leaks}
        self.assertGreater(len(doors), 50)
        for model in MODELS:
            self.assertTrue([door for door in doors if door.startswith(model)], model)
        missed = set(self.markers.values()) - {what for _door, what in self.leaks}
        self.assertFalse(missed - {"birth date as text"})

    def test_without_rule(self):
        """Without the rule the crawl as the hidden user finds the client at once."""
        self.env.ref("crm_prospect.res_partner_rule_without_clients").active = False
        with self.as_user(self.hidden):
            self.divides = False
            self.read_found("res.partner")
            self.find_names("res.partner")
            self.divides = True
            self.probe_texts("res.partner")
        doors = {door for door, _what in self.leaks}
        self.assertIn("res.partner.name_search", doors)
        self.assertIn("res.partner.search email", doors)
