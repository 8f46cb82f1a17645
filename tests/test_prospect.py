# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ANNA, PHONE
from .common_index import IndexCase


@tagged("post_install", "-at_install")
class TestProspect(IndexCase):
    """One prospect: name, number, references, group, values that cannot be used."""

    # ------------------------------------------------------------------ names

    def test_created_from_parts(self):
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(prospect.name, "Соколова Анна Петровна")
        self.assertEqual(prospect.display_name, prospect.name)
        self.assertEqual(self._indexed(prospect).lastname, "соколова")

    def test_created_from_a_full_name_in_any_order(self):
        for name in (
            "Соколова Анна Петровна",
            "Анна Петровна Соколова",
            "СОКОЛОВА АННА ПЕТРОВНА",
            "  соколова   анна петровна ",
        ):
            prospect = self.env["crm.prospect"].create({"name": name})
            self.assertEqual(
                (prospect.lastname, prospect.firstname, prospect.middlename),
                ("Соколова", "Анна", "Петровна"),
                name,
            )
            self.assertEqual(prospect.name, "Соколова Анна Петровна")
            self.assertFalse(prospect.former_name_ids, "a new name replaces nothing")

    def test_parts_win_over_the_full_name(self):
        prospect = self.env["crm.prospect"].create(
            {"name": "Петрова Инна", "lastname": "Соколова", "firstname": "Анна"}
        )
        self.assertEqual(prospect.lastname, "Соколова")
        self.assertEqual(prospect.name, "Соколова Анна")

    def test_parts_win_over_the_full_name_in_a_write(self):
        prospect = self.env["crm.prospect"].create({"name": "Соколова Анна"})
        prospect.write({"name": "Петрова Инна", "lastname": "Орлова"})
        self.assertEqual(prospect.name, "Орлова Анна")

    def test_name_that_is_no_name_is_kept(self):
        """Nothing that somebody typed vanishes, and it matches nobody."""
        prospect = self.env["crm.prospect"].create({"name": "12345 ???"})
        self.assertEqual(prospect.name, "12345 ???")
        self.assertFalse(self._indexed(prospect).lastname)
        prospect.name = "Соколова Анна"
        self.assertEqual(prospect.lastname, "Соколова")
        prospect.name = "нет"
        self.assertEqual(prospect.name, "нет")
        self.assertFalse(self._indexed(prospect).lastname)

    def test_written_full_name_becomes_parts(self):
        prospect = self.env["crm.prospect"].create({"name": "Соколова Анна Петровна"})
        prospect.name = "Анна Петровна Орлова"
        self.assertEqual(prospect.lastname, "Орлова")
        self.assertEqual(prospect.name, "Орлова Анна Петровна")
        self.assertEqual(prospect.former_name_ids.lastname, "Соколова")

    def test_form(self):
        form = Form(self.env["crm.prospect"])
        form.lastname = "Соколова"
        form.firstname = "Анна"
        form.source_id = self.sources["BT"]
        prospect = form.save()
        self.assertEqual(prospect.name, "Соколова Анна")
        self.assertEqual(prospect.group_id, self.sources["BT"].group_id)
        self.assertTrue(prospect.number)

    def test_former_last_name(self):
        """A replaced surname is kept, in the index too, once however often it comes."""
        prospect = self.make_prospect(**ANNA)
        prospect.lastname = "Орлова"
        self.assertEqual(prospect.former_name_ids.lastname, "Соколова")
        self.assertEqual(prospect.former_name_ids.firstname, "Анна")
        self.assertEqual(self._array(prospect, "former_lastnames"), ["соколова"])
        prospect.lastname = "Соколова"
        prospect.lastname = "Орлова"
        self.assertEqual(
            sorted(prospect.former_name_ids.mapped("lastname")), ["Орлова", "Соколова"]
        )

    def test_spelling_is_no_change_of_name(self):
        prospect = self.make_prospect(lastname="Семёнов", firstname="Пётр")
        for spelling in ("СЕМЁНОВ", "Семенов", " Семенов "):
            prospect.lastname = spelling
        self.assertFalse(prospect.former_name_ids)

    def test_nameless(self):
        prospect = self.make_prospect(**PHONE)
        self.assertFalse(prospect.name)
        self.assertEqual(prospect.display_name, prospect.number_display)
        self.assertEqual(self._array(prospect, "phones"), ["+79161234567"])

    # ------------------------------------------------------------------ numbers

    def test_numbers(self):
        """Numbers are drawn in order and shown grouped by no-break spaces."""
        first, second = self.env["crm.prospect"].create([{}, {}])
        self.assertLess(first.number, second.number)
        first.number = 12_541_264
        self.assertEqual(first.number_display, "12\u00a0541\u00a0264")
        copy = first.copy()
        self.assertNotEqual(copy.number, first.number)

    def test_number_given_ahead_of_the_sequence(self):
        [last] = self.env["crm.prospect"]._next_numbers(1)
        self.env["crm.prospect"].create({"number": last + 2})
        prospects = self.env["crm.prospect"].create([{}, {}])
        self.assertEqual(prospects.mapped("number"), [last + 1, last + 3])
        self.env["crm.prospect"].create({"number": last + 5})
        loaded = self.load_prospects([{**PHONE, "ref": n} for n in ("1", "2")])
        self.assertEqual(loaded.mapped("number"), [last + 4, last + 6])

    @mute_logger("odoo.sql_db")
    def test_number_is_unique(self):
        prospect = self.env["crm.prospect"].create({})
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["crm.prospect"].create({"number": prospect.number})

    @mute_logger("odoo.sql_db")
    def test_number_below_zero(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["crm.prospect"].create({"number": -5})

    # ------------------------------------------------------------------ references

    def test_main_reference(self):
        """The first reference in the source the prospect came from is the main one."""
        source, other = self.sources["BT"], self.sources["AL"]
        prospect = self.env["crm.prospect"].create(
            {
                "source_id": source.id,
                "reference_ids": [
                    Command.create({"source_id": other.id, "ref": "1"}),
                    Command.create(
                        {
                            "source_id": source.id,
                            "ref": "79503",
                            "actual_date": "2015-03-04 12:13:14",
                        }
                    ),
                    Command.create({"source_id": source.id, "ref": "3"}),
                ],
            }
        )
        self.assertEqual(prospect.source_ref, "79503")
        self.assertEqual(str(prospect.actual_date), "2015-03-04 12:13:14")
        prospect.source_id = other
        self.assertEqual(prospect.source_ref, "1")
        prospect.reference_ids.unlink()
        self.assertFalse(prospect.source_ref)
        self.assertFalse(prospect.actual_date)

    def test_reference_of_another_prospect_is_refused(self):
        self.make_prospect(ref="79503")
        vals = {"source_id": self.sources["AL"].id, "ref": "79503"}
        with self._no_statement_logged():
            with self.assertRaisesRegex(ValidationError, "reference exists already"):
                self.env["crm.prospect"].create({"reference_ids": [(0, 0, vals)]})

    # ------------------------------------------------------------------ groups

    def test_group_follows_the_source(self):
        prospect = self.make_prospect()
        self.assertEqual(prospect.group_id, self.sources["AL"].group_id)
        prospect.source_id = self.sources["VK"]
        self.assertEqual(prospect.group_id, self.sources["VK"].group_id)

    def test_group_follows_a_source_that_moves(self):
        """Few statements for any number of prospects, archived ones included."""
        prospects = self.load_prospects([{**PHONE, "ref": str(n)} for n in range(60)])
        prospects[:5].active = False
        queue = self.env["crm.match.queue"]
        queue.search([]).unlink()
        group = self.env["crm.prospect.group"].create({"name": "Moved"})
        self.env.cr.flush()
        with self.assertQueryCount(12):
            self.sources["AL"].group_id = group
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(prospects.group_id, group)
        indexed = self._indexed_of(prospects)
        self.assertEqual(len(indexed), 55)
        self.assertEqual(set(indexed.mapped("group_id")), {group.id})
        self.assertEqual(
            set(queue.search([]).mapped("prospect_id")), set(prospects[5:].ids)
        )

    def _indexed_of(self, prospects):
        self.env.cr.flush()
        domain = [("prospect_id", "in", prospects.ids)]
        return self.env["crm.person.index"].search(domain)

    # ------------------------------------------------------------------ index

    def test_archived_prospect_leaves_the_index(self):
        prospect = self.make_prospect(**ANNA)
        self.assertTrue(self._indexed(prospect))
        prospect.action_archive()
        self.assertFalse(self._indexed(prospect))
        prospect.action_unarchive()
        self.assertTrue(self._indexed(prospect))

    def test_gender_from_the_name(self):
        prospect = self.make_prospect(lastname="Соколова", firstname="Анна")
        self.assertFalse(prospect.gender, "what nobody said is not shown")
        self.assertEqual(self._indexed(prospect).gender, "female")
