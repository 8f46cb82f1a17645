# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A rejected pair is asked again once, when the data of one side changed."""

from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestAskAgain(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.make_client(**ANNA)
        cls.prospect = cls.make_prospect(**NAME, **BIRTH, **PHONE)

    def reject(self):
        match = self.prospect.match_ids
        match.action_reject("Her sister")
        self.assertEqual(match.verdict, "rejected")
        return match

    def state(self):
        match = self.prospect.match_ids
        return match.verdict, match.asked_again, self.prospect.match_state

    def test_nothing_changed(self):
        """While nothing changes, no run asks again."""
        self.reject()
        self.match_all()
        self.prospect.comment = "Says nothing about who it is"
        self.env.cr.flush()
        self.match_all("incremental")
        self.assertEqual(self.state(), ("rejected", False, "none"))

    def test_either_side(self):
        """A change of the prospect, or of the client, is asked about, not linked."""
        for change in (
            lambda: self.prospect.write(
                {"birthdate_date": "1980-05-17", "city": "Уфа"}
            ),
            lambda: self.prospect.write(
                {"contact_point_ids": [(0, 0, {"kind": "email", "value": "a@b.ru"})]}
            ),
            lambda: self.client.write({"city": "Уфа"}),
            lambda: self.client.document_ids[:1].unlink(),
        ):
            match = self.reject()
            change()
            self.env.cr.flush()
            self.match_all("incremental")
            with self.subTest(state=self.state()):
                self.assertEqual(self.state(), ("proposed", True, "proposed"))
                self.assertFalse(self.prospect.partner_id)
                self.assertEqual(match.reason, "Her sister")
            match.action_revoke() if match.verdict == "confirmed" else match.unlink()
            self.prospect.action_match()
            self.assertEqual(self.prospect.partner_id, self.client)

    def test_once(self):
        """Rejected a second time, it is never asked about again."""
        match = self.reject()
        self.prospect.city = "Уфа"
        self.env.cr.flush()
        self.assertEqual(self.state(), ("proposed", True, "proposed"))
        self.match_all()
        self.assertEqual(self.state(), ("proposed", True, "proposed"))
        match.action_reject("I said so")
        self.prospect.city = "Омск"
        self.env.cr.flush()
        self.match_all()
        self.assertEqual(self.state(), ("rejected", True, "none"))

    def test_not_forgotten(self):
        """Asked again and then out of sight: it is rejected as it was before."""
        self.reject()
        self.prospect.city = "Уфа"
        self.env.cr.flush()
        self.prospect.write({"lastname": "Иная", "birthdate_date": False})
        self.prospect.former_name_ids.unlink()
        self.match_all("incremental")
        self.assertEqual(self.state(), ("rejected", True, "none"))
        self.prospect.write({"lastname": "Соколова"})
        self.env.cr.flush()
        self.match_all()
        self.assertEqual(self.state(), ("rejected", True, "none"))

    def test_confirmed_after_all(self):
        """The second answer may be another one."""
        match = self.reject()
        self.prospect.document_ids = [
            (
                0,
                0,
                {
                    "type_id": self.env.ref(
                        "crm_prospect.document_type_passport_ru"
                    ).id,
                    "number": PASSPORT["documents"][0]["number"],
                },
            )
        ]
        self.env.cr.flush()
        self.assertEqual(self.state(), ("proposed", True, "proposed"))
        match.action_confirm()
        self.assertEqual(self.prospect.partner_id, self.client)

    def test_confirmed_with_another(self):
        """What was rejected stays so when the prospect is linked with somebody else."""
        match = self.reject()
        self.prospect.city = "Уфа"
        self.env.cr.flush()
        self.assertEqual(match.verdict, "proposed")
        other = self.make_client(lastname="Иная")
        self.prospect.action_link_client(other.id, despite_contradictions=True)
        self.assertEqual((match.verdict, match.asked_again), ("rejected", True))
        self.match_all()
        link = self.prospect.match_ids - match
        link.action_revoke()
        self.match_all()
        self.assertEqual((match.verdict, match.asked_again), ("rejected", True))
        self.assertFalse(self.prospect.partner_id)

    def test_pairs_of_prospects(self):
        """The same for two prospects."""
        self.deactivate_rules()
        self.make_rule("phone", "lastname", target="prospect")
        other = self.make_prospect(**NAME, **PHONE)
        match = self.env["crm.match"].search([("other_prospect_id", "=", other.id)])
        self.assertEqual(match.verdict, "automatic")
        match.action_reject()
        self.match_all()
        self.assertEqual((match.verdict, match.asked_again), ("rejected", False))
        other.city = "Уфа"
        self.env.cr.flush()
        self.assertEqual((match.verdict, match.asked_again), ("proposed", True))
        other.lastname = "Иная"
        other.former_name_ids.unlink()
        self.match_all("incremental")
        self.assertEqual((match.verdict, match.asked_again), ("rejected", True))
