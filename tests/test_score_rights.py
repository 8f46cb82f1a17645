# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_score import ScoreCase

PHONE = "+79161234560"


@tagged("post_install", "-at_install")
class TestScoreRights(ScoreCase):
    """Who may see which score, and that nobody chooses one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(
            lastname="Соколова",
            firstname="Анна",
            phones=[PHONE],
            emails=["a.sokolova@example.org"],
        )
        cls.point = cls.client.contact_point_ids.filtered(lambda p: p.kind == "phone")

    def test_not_to_be_written(self):
        """Scores, statuses and places are nobody's to choose."""
        rows = self.point.score_ids
        admin = self.make_user("score_admin", "admin", "steward", "all")
        share = self.env["crm.contact.share"].create(
            {"point_id": self.point.id, "holders": 2}
        )
        for record, vals in (
            (rows, {"score": 1000}),
            (rows, {"status": "personal"}),
            (self.client.contactability_ids, {"score": 1000}),
            (share, {"is_owner": True}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(admin).write(vals)
        self.point.with_user(admin).read(["score", "rank", "status", "owner_count"])
        with self.assertRaises(AccessError):
            self.env["crm.contact.score"].with_user(admin).create(
                {"point_id": self.point.id, "score": 1}
            )

    def test_hidden_client(self):
        """Neither a share nor a figure names a client whom the user may not read."""
        other = self.make_client(lastname="Травин", firstname="Олег", phones=[PHONE])
        user = self.make_user("score_own", "own")
        prospect = self.make_prospect(
            lastname="Ким", firstname="Ян", phones=[PHONE], user_id=user.id
        )
        share = self.env["crm.contact.share"].create(
            {
                "point_id": prospect.contact_point_ids.id,
                "holders": 2,
                "owner_partner_id": other.id,
            }
        )
        self.env.flush_all()
        mine = share.with_user(user)
        row = other.contactability_ids.with_user(user)
        self.assertEqual(mine.owner_id, other)
        self.assertTrue(row.read(["partner_id"]))
        self.assertIn(row, row.search([]))
        self.hide_clients()
        self.env.invalidate_all()
        spec = {"owner_id": {"fields": {"display_name": {}}}, "holders": {}}
        self.assertEqual(
            mine.web_read(spec), [{"id": share.id, "owner_id": False, "holders": 2}]
        )
        with self.assertRaises(AccessError):
            mine.read(["owner_partner_id"])
        self.assertFalse(row.search([]))
        with self.assertRaises(AccessError):
            row.read(["partner_id"])

    def test_owner_fields(self):
        """A contact that nobody else has is its person's."""
        points = self.client.contact_point_ids
        mail = points - self.point
        self.env["crm.contact.share"].create({"point_id": self.point.id, "holders": 4})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((mail.is_owner, mail.owner_count), (True, 1))
        self.assertEqual((self.point.is_owner, self.point.owner_count), (False, 4))
        none = points.browse()
        for condition, found in (
            (("is_owner", "=", True), mail),
            (("is_owner", "=", False), self.point),
            (("is_owner", "!=", True), self.point),
            (("owner_count", "=", 1), mail),
            (("owner_count", "=", 4), self.point),
            (("owner_count", ">", 1), self.point),
            (("owner_count", "<", 5), points),
            (("owner_count", "!=", 1), self.point),
            (("status", "=", "personal"), points),
            (("rank", "=", 1), points.filtered(lambda p: p.rank == 1)),
            (("score", ">", 5000), none),
        ):
            domain = [condition, ("partner_id", "=", self.client.id)]
            found_now = points.search(domain)
            self.assertEqual(set(found_now), set(found), condition)
