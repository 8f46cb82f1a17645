# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .common import BIRTH, NAME, PASSPORT
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestProspectHiddenClient(LeadCase):
    """A prospect is opened also by who may not see the client it is linked with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**NAME, **BIRTH, **PASSPORT, city="Тверь")
        prospect = cls.make_prospect(**NAME, **BIRTH, **PASSPORT, user_id=cls.own.id)
        cls.prospect = prospect.with_user(cls.own)

    def test_seen(self):
        self.assertEqual(self.prospect.client_id, self.client)
        self.assertEqual(
            self.prospect.client_number_display, self.client.client_number_display
        )

    def test_hidden(self):
        """The form says that there is one, and nothing else of him."""
        self.client.name = "Тайный Клиент"
        self.hide_client(self.client, self.own)
        self.env.invalidate_all()
        form = Form(self.prospect)
        self.assertEqual(form.linked_client_count, 1)
        self.assertFalse(form.client_id)
        self.assertFalse(form.client_number_display)
        # The fields of all three views, as the client asks for them.
        views = (
            self.env["crm.prospect"]
            .with_user(self.own)
            .get_views([(False, kind) for kind in ("form", "list", "kanban")])
        )
        names = views["models"]["crm.prospect"]["fields"]
        fields = self.env["crm.prospect"]._fields
        spec = {
            name: {"fields": {"display_name": {}}} if fields[name].relational else {}
            for name in names
            if name in fields
        }
        self.assertNotIn("partner_id", spec)
        [shown] = self.prospect.web_read(spec)
        self.assertNotIn(self.client.name, str(shown))
