# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import contacts

from .common_share import ShareCase


@tagged("post_install", "-at_install")
class TestScoreScene(ShareCase):
    """«Личный номер» 1, «Номер жены» 2, «Не отвечает» 3, «Телефон агента» 4, …"""

    def test_five_phones(self):
        """The client of the demo: ranks, statuses and whose the phones are."""
        client = contacts.make_contacts(self.env)
        self.env.cr.flush()
        self.finish_run(self.env["crm.contact.score.run"]._start())
        points = client.contact_point_ids.sorted("rank")
        self.assertEqual(points.mapped("match_key"), list(contacts.PHONES))
        self.assertEqual(points.mapped("rank"), [1, 2, 3, 4, 5])
        self.assertEqual(points.mapped("status"), list(contacts.STATUSES))
        wifes = self.get_share(points[1])
        self.assertEqual(wifes.relation, "wife")
        self.assertEqual(wifes.owner_partner_id.lastname, "Травина")
        personal, *_others = points
        self.assertTrue(personal.is_owner)
        self.assertGreater(personal.score, points[1].score)
