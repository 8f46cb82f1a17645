# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whoever comes or changes, on whichever side, is recognised (M12)."""

from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common import ANNA, BIRTH, NAME, PASSPORT, PHONE, ProspectCase


@tagged("post_install", "-at_install")
class TestDirections(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("crm_prospect.ir_cron_match")

    def run_cron(self):
        """Do what the cron does, as soon as it is woken."""
        self.env.cr.flush()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        # Who was matched on-line already can wait for the next regular call.
        if self.env["crm.match.queue"].search([("checked", "!=", True)]):
            self.assertTrue(triggers, "the cron was not woken")
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        triggers.unlink()
        self.env.invalidate_all()
        self.assertFalse(self.env["crm.match.queue"].search([]))

    # ------------------------------------------------------------------ prospects

    def test_new_prospect(self):
        """A new prospect finds his client before `create` returns."""
        client = self.make_client(**ANNA)
        prospect = self.env["crm.prospect"].create(
            {
                "lastname": ANNA["lastname"],
                "document_ids": [
                    Command.create(
                        {
                            "type_id": client.document_ids.filtered(
                                lambda d: d.type_id.code == "inn"
                            ).type_id.id,
                            "number": "500100732259",
                        }
                    )
                ],
            }
        )
        self.assertEqual(prospect.partner_id, client)
        self.assertFalse(
            self.env["crm.match.queue"]._queued("prospect_id", prospect.ids)
        )

    def test_loaded_prospects(self):
        """Up to 50 persons loaded in one call are matched before it returns."""
        client = self.make_client(**ANNA)
        persons = [{**NAME, **PASSPORT, "source": "AL"} for _number in range(50)]
        ids = self.env["crm.prospect"].load(persons)["ids"]
        prospects = self.env["crm.prospect"].browse(ids)
        self.assertEqual(prospects.partner_id, client)
        self.assertEqual(set(prospects.mapped("match_state")), {"linked"})

    def test_bulk_waits_for_the_cron(self):
        """More are new until the cron comes, which is woken at once."""
        client = self.make_client(**ANNA)
        self.run_cron()
        persons = [{**NAME, **PASSPORT} for _number in range(51)]
        prospects = self.load_prospects(persons)
        self.assertEqual(set(prospects.mapped("match_state")), {"new"})
        new = self.env["crm.prospect"].search([("match_state", "=", "new")])
        self.assertEqual(new, prospects)
        self.run_cron()
        self.assertEqual(set(prospects.mapped("match_state")), {"linked"})
        self.assertEqual(prospects.partner_id, client)
        self.assertFalse(self.env["crm.prospect"].search([("match_state", "=", "new")]))

    def test_created_in_bulk(self):
        """The same for 51 records created through the ORM."""
        self.make_client(**ANNA)
        self.run_cron()
        prospects = self.env["crm.prospect"].create(
            [{"lastname": "Новый"} for _number in range(51)]
        )
        self.env.cr.flush()
        self.assertEqual(set(prospects.mapped("match_state")), {"new"})
        self.run_cron()
        self.assertEqual(set(prospects.mapped("match_state")), {"none"})

    def test_changed_prospect(self):
        """A changed name, birth date or child finds the client in the same call."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(lastname="Другая", **PASSPORT)
        self.assertFalse(prospect.partner_id)
        prospect.lastname = ANNA["lastname"]
        self.assertEqual(prospect.partner_id, client)
        by_phone = self.make_prospect(**NAME)
        by_phone.write(
            {
                "contact_point_ids": [
                    Command.create({"kind": "phone", "value": "8 916 123-45-67"})
                ]
            }
        )
        self.assertEqual(by_phone.partner_id, client)

    def test_child_added_directly(self):
        """A contact or document made on its own model counts at the next run."""
        client = self.make_client(**ANNA)
        by_phone, by_passport = self.make_prospect(**NAME), self.make_prospect(**NAME)
        self.run_cron()
        self.env["crm.contact.point"].create(
            {"prospect_id": by_phone.id, "kind": "phone", "value": "89161234567"}
        )
        self.env["crm.person.document"].create(
            {
                "prospect_id": by_passport.id,
                "type_id": self.env.ref("crm_prospect.document_type_passport_ru").id,
                "number": "4509123456",
            }
        )
        self.run_cron()
        self.assertEqual((by_phone | by_passport).partner_id, client)

    def test_child_changed_and_removed(self):
        """A corrected contact is another contact; a removed one is none."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**NAME, phones=["+79160000001"])
        self.run_cron()
        prospect.contact_point_ids.value = PHONE["phones"][0]
        self.run_cron()
        self.assertEqual(prospect.partner_id, client)
        prospect.contact_point_ids.unlink()
        self.run_cron()
        self.assertEqual(prospect.match_state, "proposed")
        self.assertTrue(prospect.match_ids.ground_gone)

    def test_unarchived_prospect(self):
        """Back from the archive a prospect is looked at again."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        prospect.active = False
        client = self.make_client(**ANNA)
        self.run_cron()
        self.assertFalse(prospect.partner_id)
        prospect.active = True
        self.env.cr.flush()
        self.assertEqual(prospect.partner_id, client)

    # ------------------------------------------------------------------ clients

    def test_new_client(self):
        """A new client finds the prospects of years."""
        prospects = self.load_prospects([{**NAME, **PASSPORT} for _n in range(60)])
        self.run_cron()
        self.assertFalse(prospects.partner_id)
        client = self.make_client(**ANNA)
        self.assertFalse(prospects.partner_id)
        self.run_cron()
        self.assertEqual(prospects.partner_id, client)
        self.assertEqual(set(prospects.mapped("match_state")), {"linked"})

    def test_loaded_clients(self):
        """The same for clients who come by the hundred."""
        prospect = self.make_prospect(**NAME, **PASSPORT)
        strangers = [{"lastname": "Чужой", "ref": f"{n}"} for n in range(100)]
        clients = self.load_clients([*strangers, ANNA])
        self.run_cron()
        self.assertEqual(prospect.partner_id, clients[-1])

    def test_changed_client(self):
        """A changed card, by its own fields or by children."""
        client = self.make_client(lastname="Другая", firstname="Анна")
        by_passport = self.make_prospect(**NAME, **PASSPORT)
        by_phone = self.make_prospect(**NAME, **PHONE)
        by_birth = self.make_prospect(lastname="Мороз", firstname="Ян", **BIRTH)
        self.run_cron()
        self.assertFalse((by_passport | by_phone | by_birth).partner_id)
        client.write({"lastname": ANNA["lastname"], "phone": "8(916)1234567"})
        self.run_cron()
        self.assertEqual(by_phone.partner_id, client)
        self.assertFalse(by_passport.partner_id)
        self.env["crm.person.document"].create(
            {
                "partner_id": client.id,
                "type_id": self.env.ref("crm_prospect.document_type_passport_ru").id,
                "number": "4509123456",
            }
        )
        self.run_cron()
        self.assertEqual(by_passport.partner_id, client)
        client.write({"name": "Мороз Ян", "birthdate_date": date(1980, 5, 17)})
        self.run_cron()
        self.assertEqual(by_birth.partner_id, client)

    def test_flagged_client(self):
        """Who becomes a client is found; who is none any more, is not."""
        partner = self.env["res.partner"].create(
            {"name": "Соколова Анна Петровна", "birthdate_date": date(1980, 5, 17)}
        )
        prospect = self.make_prospect(**NAME, **BIRTH)
        proposed = self.make_prospect(
            lastname="Сокалова", firstname=ANNA["firstname"], **BIRTH
        )
        self.run_cron()
        self.assertFalse((prospect | proposed).match_ids)
        partner.is_client = True
        self.run_cron()
        self.assertEqual(prospect.partner_id, partner)
        self.assertEqual(proposed.match_state, "proposed")
        prospect.action_unlink_client()
        partner.is_client = False
        self.run_cron()
        self.assertEqual(proposed.match_state, "none")
        self.assertEqual(prospect.match_ids.mapped("verdict"), ["rejected"])

    def test_source_changes_group(self):
        """Rules of the new group are tried when a source moves to it."""
        self.make_client(**ANNA)
        self.deactivate_rules()
        self.make_rule("phone", "name", group_ids=self.groups["Сайт"].ids)
        prospect = self.make_prospect(**NAME, **PHONE)
        self.run_cron()
        self.assertFalse(prospect.match_ids)
        self.sources["AL"].group_id = self.groups["Сайт"]
        self.run_cron()
        self.assertTrue(prospect.partner_id)

    def test_prospect_finds_prospects(self):
        """Pairs of prospects are found by whoever comes second."""
        self.deactivate_rules()
        self.make_rule("phone", "lastname", target="prospect")
        first = self.make_prospect(**NAME, **PHONE)
        second = self.make_prospect(**NAME, **PHONE)
        self.assertEqual(first.match_ids.other_prospect_id, second)
        second.contact_point_ids.unlink()
        self.run_cron()
        self.assertFalse(first.match_ids)

    def test_sweep(self):
        """What was written past the ORM is found by the nightly repair."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(lastname="Другая", **PASSPORT)
        self.run_cron()
        self.env.cr.execute(
            """UPDATE crm_prospect SET lastname = 'Соколова', name = 'Соколова',
                write_date = now() AT TIME ZONE 'UTC' + interval '1 second'
            WHERE id = %s""",
            [prospect.id],
        )
        self.env.cr.execute(
            "DELETE FROM crm_person_index WHERE partner_id = %s", [client.id]
        )
        self.env.invalidate_all()
        self.run_cron_of("ir_cron_match_sweep")
        self.run_cron()
        self.assertEqual(prospect.partner_id, client)

    def run_cron_of(self, name):
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_prospect.{name}").method_direct_trigger()

    def test_crons_at_rest(self):
        """Without anything to do no run is recorded."""
        self.run_cron()
        before = self.env["crm.match.run"].search_count([])
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.assertEqual(self.env["crm.match.run"].search_count([]), before)
        self.assertFalse(self.env.ref("crm_prospect.ir_cron_match_full").active)
