# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from itertools import combinations

from odoo import fields
from odoo.tests import tagged

from odoo.addons.crm_prospect.models.scoring.contact_score import STATUSES

from .common_score import ScoreCase

PHONE = "+79161234567"
MAIL = "anna.sokolova@example.org"


@tagged("post_install", "-at_install")
class TestScoreStatus(ScoreCase):
    """Each status, and which goes before which."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.use_model()
        cls.client = cls.make_client(
            lastname="Соколова",
            firstname="Анна",
            phones=[PHONE],
            emails=[MAIL],
            messengers=[{"network": "vk", "id": "581233"}],
        )
        points = {point.kind: point for point in cls.client.contact_point_ids}
        cls.phone, cls.mail = points["phone"], points["email"]
        cls.messenger = points["messenger"]
        cls.other = cls.make_client(lastname="Травин", firstname="Олег")

    def status(self, point=None):
        return self.compute(point or self.phone)["status"]

    def share(self, point=None, **vals):
        shares = self.env["crm.contact.share"]
        point = point or self.phone
        point.share_ids.unlink()
        share = shares.create({"point_id": point.id, "holders": 2, **vals})
        point.invalidate_recordset()
        return share

    def make_true(self, status):
        """Have the phone fulfil one condition, whatever else holds."""
        if status == "opted_out":
            self.env["phone.blacklist"].create({"number": PHONE})
        elif status == "not_exist":
            self.add_event(self.phone, "not_in_service")
        elif status == "wrong_person":
            self.add_event(self.phone, "wrong_person", 1)
        elif status == "relative":
            self.share(relation="wife", owner_partner_id=self.other.id)
        elif status == "shared" and not self.phone.share_ids:
            self.share()
        elif status == "no_answer":
            for hour in range(3):
                date = fields.Datetime.now() - timedelta(days=2, hours=hour)
                self.add_event(self.phone, "no_answer", date=date)

    def test_each(self):
        self.assertEqual(self.status(), "personal")
        for status, _name in STATUSES[:-1]:
            with self.subTest(status=status), self.env.cr.savepoint() as savepoint:
                self.make_true(status)
                self.assertEqual(self.status(), status)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_precedence(self):
        """Of each pair the first one holds, in whatever order it came about."""
        for first, later in combinations([code for code, _n in STATUSES[:-1]], 2):
            with self.subTest(first=first, later=later):
                with self.env.cr.savepoint() as savepoint:
                    self.make_true(first)
                    self.make_true(later)
                    self.assertEqual(self.status(), first)
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_opted_out(self):
        self.env["mail.blacklist"].create({"email": MAIL})
        self.assertEqual(self.status(self.mail), "opted_out")
        self.env["mail.blacklist"]._remove(MAIL)
        self.assertEqual(self.status(self.mail), "personal")
        self.add_event(self.messenger, "opted_out", partner_id=self.other.id)
        self.assertEqual(self.status(self.messenger), "opted_out")
        # Of phones and e-mails the blacklist says it: one may opt in again.
        self.add_event(self.phone, "opted_out")
        self.assertEqual(self.status(), "personal")

    def test_not_exist_until_reached(self):
        self.add_event(self.phone, "not_in_service", 5, partner_id=self.other.id)
        self.assertEqual(self.status(), "not_exist")
        self.add_event(self.phone, "reached", 6)
        self.assertEqual(self.status(), "not_exist")
        self.add_event(self.phone, "reached", 4)
        self.assertEqual(self.status(), "personal")
        self.add_event(self.phone, "bounced", 3)
        self.assertEqual(self.status(), "not_exist")

    def test_somebody_else_answered(self):
        """So the number exists."""
        self.add_event(self.phone, "not_in_service", 5)
        self.add_event(self.phone, "wrong_person", 4)
        self.assertEqual(self.status(), "wrong_person")

    def test_not_in_the_plan(self):
        plan = self.env["crm.number.plan"].create(
            {
                "name": "Mobile",
                "country_id": self.env.ref("base.ru").id,
                "prefix": "+7916",
            }
        )
        self.assertEqual(self.status(), "not_exist")
        self.add_event(self.phone, "reached", 4)
        self.assertEqual(self.status(), "personal")
        self.env["crm.contact.event"].search([]).unlink()
        self.env["crm.number.range"].create(
            {
                "plan_id": plan.id,
                "number_from": "+79161000000",
                "number_to": "+79161999999",
            }
        )
        self.assertEqual(self.status(), "personal")

    def test_unusable(self):
        self.phone.value = "+7916"
        self.assertEqual(self.status(), "not_exist")

    def test_wrong_person_is_of_the_person(self):
        self.add_event(self.phone, "wrong_person", 1, partner_id=self.other.id)
        self.assertEqual(self.status(), "personal")
        self.add_event(self.phone, "wrong_person", 2)
        self.assertEqual(self.status(), "wrong_person")
        self.add_event(self.phone, "reached", 1)
        self.assertEqual(self.status(), "personal")

    def test_owner(self):
        self.share(is_owner=True)
        self.assertEqual(self.status(), "personal")
        self.share(is_owner=False)
        self.assertEqual(self.status(), "shared")

    def test_generic(self):
        value = self.env["crm.generic.value"].create({"kind": "phone", "value": PHONE})
        self.assertEqual(self.status(), "shared")
        value.state = "exempt"
        self.assertEqual(self.status(), "personal")

    def test_no_answer_since_reached(self):
        self.add_event(self.phone, "no_answer", 9)
        self.add_event(self.phone, "reached", 8)
        self.add_event(self.phone, "busy", 7)
        self.add_event(self.phone, "no_answer", 6)
        self.assertEqual(self.status(), "personal")
        self.add_event(self.phone, "no_answer", 5)
        self.assertEqual(self.status(), "no_answer")
        self.add_event(self.phone, "reached", 4)
        self.assertEqual(self.status(), "personal")
