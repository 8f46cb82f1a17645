# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common_share import ShareCase

PHONE = "+79031355779"


@tagged("post_install", "-at_install")
class TestContactShare(ShareCase):
    """Who has a contact together with others, and whom it belongs to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.travin = cls.make_client(
            lastname="Травин", firstname="Олег", phones=["+7-903-135-57-79"]
        )
        cls.kurochkina = cls.make_client(
            lastname="Курочкина", firstname="Инна", phones=[PHONE]
        )

    def shares_of(self, *scores):
        """The shares of Травин and Курочкина when their contact has these scores."""
        points = [
            self.give_score(person, PHONE, score)
            for person, score in zip(
                (self.travin, self.kurochkina), scores, strict=True
            )
        ]
        self.share_out()
        return [self.get_share(point) for point in points]

    def test_owner(self):
        """+7-903-135-57-79: Травин 800, Курочкина 40 → belongs to Травин."""
        his, hers = self.shares_of(800, 40)
        self.assertTrue(his.is_owner)
        self.assertFalse(his.owner_partner_id)
        self.assertFalse(hers.is_owner)
        self.assertEqual(hers.owner_partner_id, self.travin)
        self.assertFalse(hers.relation)
        self.assertEqual([his.holders, hers.holders], [2, 2])

    def test_margin(self):
        """Ahead by the margin nobody owns it, by one point more he does."""
        margin = self.model.owner_margin
        for score, owned in ((500 + margin, False), (501 + margin, True)):
            his, hers = self.shares_of(score, 500)
            self.assertEqual(his.is_owner, owned)
            self.assertEqual(bool(hers.owner_partner_id), owned)
            self.assertFalse(hers.is_owner)

    def test_alone(self):
        """A contact of one person has no row; of his linked prospect neither."""
        client = self.make_client(
            lastname="Дятлов",
            firstname="Фома",
            birthdate="1970-02-03",
            phones=["+79031355780"],
            emails=["fd@example.org"],
        )
        prospect = self.make_prospect(
            lastname="Дятлов",
            firstname="Фома",
            birthdate="1970-02-03",
            phones=["+79031355780"],
            emails=["fd@example.org"],
        )
        self.assertEqual(prospect.partner_id, client)
        self.share_out()
        points = client.contact_point_ids + prospect.contact_point_ids
        self.assertFalse(self.get_share(points[0]) | self.get_share(points[-1]))

    def test_prospect_behind_client(self):
        """Who is not verified is counted, and takes nothing away from a client."""
        prospect = self.make_prospect(
            lastname="Чужой", firstname="Яков", phones=[PHONE]
        )
        self.give_score(self.kurochkina, PHONE, 10)
        self.give_score(self.travin, PHONE, 200)
        point = self.give_score(prospect, PHONE, 1000)
        self.share_out()
        share = self.get_share(point)
        self.assertEqual(share.holders, 3)
        self.assertFalse(share.is_owner)
        self.assertEqual(share.owner_partner_id, self.travin)

    def test_prospects_among_themselves(self):
        """Where no client has it, it is a prospect's."""
        phone = "+79031355781"
        people = [
            self.make_prospect(lastname=lastname, firstname="Яков", phones=[phone])
            for lastname in ("Первый", "Второй")
        ]
        points = [
            self.give_score(person, phone, score)
            for person, score in zip(people, (700, 100), strict=True)
        ]
        self.share_out()
        self.assertTrue(self.get_share(points[0]).is_owner)
        self.assertFalse(self.get_share(points[1]).is_owner)
        self.assertFalse(self.get_share(points[1]).owner_partner_id)

    def test_generic(self):
        """A generic value is nobody's."""
        self.env["crm.generic.value"].create({"kind": "phone", "value": PHONE})
        his, hers = self.shares_of(900, 0)
        self.assertFalse(his.is_owner or hers.is_owner or hers.owner_partner_id)

    def test_former(self):
        """Former clients and archived prospects take nothing from anybody."""
        prospect = self.make_prospect(lastname="Ким", phones=[PHONE])
        self.kurochkina.is_client = False
        his, hers = self.shares_of(100, 900)
        self.assertTrue(his.is_owner)
        self.assertEqual(his.holders, 2)
        self.assertFalse(hers)
        prospect.active = False
        self.share_out()
        self.assertFalse(self.get_share(self.get_point(self.travin, PHONE)))

    def test_companies(self):
        """People of different companies share nothing."""
        company = self.env["res.company"].create({"name": "Second"})
        self.travin.company_id = self.env.company
        self.kurochkina.company_id = company
        his, hers = self.shares_of(800, 40)
        self.assertFalse(his | hers)

    def test_second_time(self):
        """Once more over unchanged data: nothing is written."""
        self.shares_of(800, 40)
        self.assertEqual(self.shares._count_holders(), 0)
        self.assertEqual(self.shares._find_owners(self.model), 0)

    def test_no_longer_shared(self):
        """When one of two gives it up, it is the other's alone."""
        his, _hers = self.shares_of(800, 40)
        self.assertTrue(his)
        self.get_point(self.kurochkina, PHONE).unlink()
        self.share_out()
        self.assertFalse(self.get_share(self.get_point(self.travin, PHONE)))

    def test_queued(self):
        """Who is told to be, or no longer to be, an owner is scored once more."""
        self.env["crm.contact.score.queue"].search([]).unlink()
        self.shares_of(800, 40)
        queued = self.env["crm.contact.score.queue"].search([]).mapped("partner_id")
        self.assertEqual(set(queued), {self.travin.id, self.kurochkina.id})
