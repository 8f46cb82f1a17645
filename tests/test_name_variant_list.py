# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_prospect.models.matching.name_variant_index import AT_ONCE
from odoo.addons.crm_prospect.tools import name_variants, names

from .common import ProspectCase


@tagged("post_install", "-at_install")
class TestNameVariantList(ProspectCase):
    """The list of name variants: what comes with the addon, and changing it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.variants = cls.env["crm.name.variant"]

    def add(self, form, canonical, **vals):
        return self.variants.create({"form": form, "canonical": canonical, **vals})

    def codes(self, form):
        return self.variants._codes([form])[form]

    def find(self, form, canonical):
        return self.variants.with_context(active_test=False).search(
            [("form", "=", form), ("canonical", "=", canonical)]
        )

    # ------------------------------------------------------------------ codes

    def test_codes(self):
        """One answer for each form; asked again, the database is left alone."""
        forms = ["саша", "александр", "sasha", "йокаста", "с", ""]
        expected = {
            "саша": ["alehandr", "alehandra"],
            "александр": ["alehandr"],
            "sasha": ["alehandr", "alehandra", "saSa"],
            "йокаста": [names.latin_key("йокаста")],
            "с": [],
            "": [],
        }
        self.assertEqual(self.variants._codes(forms), expected)
        with self.assertQueryCount(0):
            self.assertEqual(self.variants._codes(iter(forms)), expected)

    def test_codes_are_not_shared(self):
        """Who changes an answer changes nobody else's."""
        self.codes("саша").clear()
        self.assertTrue(self.codes("саша"))

    def test_change_takes_effect(self):
        before = self.codes("мурзик")
        variant = self.add("Мурзик", "Марат")
        self.assertEqual(self.codes("мурзик"), ["marat"])
        variant.canonical = "Тимур"
        self.assertEqual(self.codes("мурзик"), ["timur"])
        variant.action_archive()
        self.assertEqual(self.codes("мурзик"), before)
        variant.action_unarchive()
        self.assertEqual(self.codes("мурзик"), ["timur"])
        variant.unlink()
        self.assertEqual(self.codes("мурзик"), before)

    def test_rolled_back_change(self):
        before = self.codes("мурзик")
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            self.add("Мурзик", "Марат")
            raise ZeroDivisionError
        self.assertEqual(self.codes("мурзик"), before)

    # ------------------------------------------------------------------ refusals

    def test_refused(self):
        self.add("Мурзик", "Марат")
        for form, canonical, message in (
            ("мурзик", "МАРАТ", "in the list already"),
            ("Саша", "Александр", "in the list already"),
            ("Алёна", "Алена", "the same for matching"),
            ("-", "Марат", "at least two letters"),
            ("М.", "Марат", "at least two letters"),
            ("Мурзик", "не указано", "at least two letters"),
            ("", "Марат", "Missing required value for the field 'Variant'"),
        ):
            with (
                self.subTest(form=form, canonical=canonical),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self.load([[form, canonical]])

    def test_refused_when_archived(self):
        self.add("Мурзик", "Марат", active=False)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(ValidationError, "may be archived"),
        ):
            self.load([["Мурзик", "Марат"]])

    def load(self, rows):
        """Import rows as Odoo's own import does; raise what it says."""
        result = self.variants.load(["form", "canonical"], rows)
        if messages := result["messages"]:
            raise ValidationError(messages[0]["message"])
        return self.variants.browse(result["ids"])

    def test_import_and_export(self):
        rows = [["Мурзик", "Марат"], ["Мурзя", "Марат"]]
        variants = self.load(rows)
        self.assertEqual(self.codes("мурзя"), ["marat"])
        exported = variants.export_data(["form", "canonical"])["datas"]
        self.assertEqual(exported, rows)

    def test_search(self):
        for typed in ("лёша", "Леша", "алексей"):
            found = self.variants.name_search(typed, limit=100)
            self.assertIn(self.find("Лёша", "Алексей").id, [row[0] for row in found])

    # ------------------------------------------------------------------ index

    def touched(self):
        """Ids of the prospects and clients to be indexed before the commit."""
        touched = self.env.cr.precommit.data.get("crm_person_index") or {}
        return {owner: set(ids) for owner, ids in touched.items() if ids}

    def outdated(self):
        self.env.cr.execute(
            "SELECT firstname FROM crm_person_index WHERE normalizer_version = 0"
        )
        return [firstname for (firstname,) in self.env.cr.fetchall()]

    def test_few_persons_are_indexed_at_once(self):
        """Exactly the bearers of the names whose codes changed."""
        prospect = self.make_prospect(lastname="Котов", firstname="Мурзик")
        folded = self.make_prospect(lastname="Котов", firstname="Барсочка")
        latin = self.make_prospect(lastname="Kotov", firstname="Murzik")
        client = self.make_client(lastname="Котов", firstname="МУРЗИК")
        self.make_prospect(lastname="Котов", firstname="Марат")
        self.make_client(lastname="Котов", firstname="Пушок")
        self.make_client(lastname="Котов")
        self.add("Мурзик", "Марат")
        self.assertEqual(
            self.touched(),
            {"prospect_id": {prospect.id, latin.id}, "partner_id": {client.id}},
        )
        self.env.cr.flush()
        self.add("Мурзя", "Марат")
        self.assertEqual(self.touched(), {}, "nobody is called so")
        barsa = self.add("Барса", "Борис")
        self.assertEqual(self.touched(), {"prospect_id": {folded.id}})
        self.env.cr.flush()
        barsa.unlink()
        self.assertEqual(self.touched(), {"prospect_id": {folded.id}})
        self.assertEqual(self.outdated(), [])

    def test_change_of_something_else(self):
        self.make_prospect(lastname="Котов", firstname="Саша")
        self.find("Саша", "Александр").language = "uk"
        self.assertEqual(self.touched(), {})

    def test_many_persons_wait_for_a_run(self):
        count = AT_ONCE + 1
        self.load_prospects(
            {"lastname": "Котов", "firstname": "Мурзик", "ref": str(number)}
            for number in range(count)
        )
        other = self.make_prospect(lastname="Котов", firstname="Барсик")
        index_runs = [("kind", "=", "index"), ("state", "=", "waiting")]
        self.assertFalse(self.env["crm.match.run"].search(index_runs))
        self.add("Мурзик", "Марат")
        self.assertEqual(self.touched(), {})
        self.assertEqual(self.outdated(), ["мурзик"] * count)
        run = self.env["crm.match.run"].search(index_runs)
        self.assertEqual(len(run), 1)
        self.find("Мурзик", "Марат").action_archive()
        self.assertEqual(self.env["crm.match.run"].search(index_runs), run)
        self.assertEqual(self.finish_run(run).state, "done")
        self.assertEqual(self.outdated(), [])
        self.assertTrue(other.exists())

    # ------------------------------------------------------------------ shipped

    def test_shipped(self):
        """All of the list is there, archived nowhere and with its details."""
        self.assertEqual(
            self.variants.search_count([("shipped_pair", "!=", False)]),
            len(list(name_variants.shipped())),
        )
        sasha = self.find("Саша", "Александра")
        self.assertEqual((sasha.gender, sasha.language), ("female", "ru"))

    def test_upgrade_keeps_what_was_changed(self):
        """Renamed, archived and own variants stay; only what is new comes."""
        renamed = self.find("Саша", "Александр")
        renamed.write({"form": "Сашуля", "canonical": "Александра"})
        archived = self.find("Толик", "Анатолий")
        archived.action_archive()
        own = self.add("Мурзик", "Марат")
        # As if it were new in the list.
        new = self.find("Лёша", "Алексей")
        new.shipped_pair = False
        new.unlink()
        # As if somebody had added it here before the list had it.
        earlier = self.find("Кеша", "Иннокентий")
        earlier.write({"shipped_pair": False, "language": "en"})
        everything = self.variants.with_context(active_test=False)
        before = everything.search([])
        self.variants._load_shipped()
        added = everything.search([]) - before
        self.assertEqual(added.mapped("form"), ["Лёша"])
        self.assertEqual(renamed.form, "Сашуля")
        self.assertFalse(self.find("Саша", "Александр"))
        self.assertFalse(archived.active)
        self.assertTrue(own.exists())
        self.assertEqual(earlier.language, "en")
        self.variants._load_shipped()
        self.assertEqual(everything.search([]), before + added)

    def test_shipped_are_not_deleted(self):
        with self.assertRaisesRegex(UserError, "archive"):
            self.find("Саша", "Александр").unlink()
        copied = self.find("Саша", "Александр").copy({"canonical": "Марат"})
        self.assertFalse(copied.shipped_pair)
        copied.unlink()

    # ------------------------------------------------------------------ rights

    def test_rights(self):
        """A steward reads, an administrator edits, a salesperson has no use for it."""
        steward = self.variants.with_user(self.make_user("v_steward", "steward"))
        self.assertTrue(steward.search([], limit=1).form)
        with self.assertRaises(AccessError):
            steward.create({"form": "Мурзик", "canonical": "Марат"})
        with self.assertRaises(AccessError):
            steward.search([], limit=1).active = False
        admin = self.variants.with_user(self.make_user("v_admin", "admin"))
        self.make_prospect(lastname="Котов", firstname="Мурзик")
        variant = admin.create({"form": "Мурзик", "canonical": "Марат"})
        self.assertEqual(len(self.touched()["prospect_id"]), 1)
        self.env.cr.flush()
        variant.unlink()
        salesperson = self.variants.with_user(self.make_user("v_own", "own"))
        with self.assertRaises(AccessError):
            salesperson.search([], limit=1)
        self.assertTrue(salesperson._codes(["саша"])["саша"])
