# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ANNA
from .common_lead import LeadCase


@tagged("post_install", "-at_install")
class TestCopyDialog(LeadCase):
    """The dialog shows what will be, and saves nothing before Save."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["crm.tag"].create([{"name": "A, B"}, {"name": "Zebra"}])
        cls.anna = cls.make_prospect(
            **ANNA, comment="утром\n\nили вечером", employer="Ромашка"
        )
        cls.anna.write({"priority": "2", "tag_ids": cls.tags.ids, "lang": "en_US"})
        cls.other = cls.make_prospect(lastname="Орлова", city="Клин", comment="собака")
        cls.other.tag_ids = cls.tags[1]
        cls.lead = cls.make_lead(
            contact_name="Холодная Вера",
            description="<p>просит <i>отсрочку</i></p><ul><li>раз</li></ul>",
            phone="+79265557733",
            user_id=cls.all.id,
            city="Ялта",
            priority="3",
        )
        cls.env.cr.flush()

    def open(self, target, source):
        target = target.with_user(self.all)
        action = target.action_copy_from()
        dialogs = self.env["crm.copy"].with_user(self.all)
        form = Form(dialogs.with_context(**action["context"]))
        kind = source._name.split(".")[1]
        form.source_kind = kind
        form[f"source_{kind}_id"] = source.with_user(self.all)
        return form

    def choose(self, form, choice):
        """Choose it where it can be; return the previews: field -> words."""
        shown = {}
        for index in range(len(form.line_ids)):
            with form.line_ids.edit(index) as line:
                if choice != "append" or line.can_append:
                    line.choice = choice
                    shown[line.field_name] = line.result_value
        return shown

    def test_preview_equals_result(self):
        """Of every field, for every choice, between every two kinds of cards."""
        for target in (self.other, self.lead):
            for source in (self.anna, self.lead):
                for choice in ("append", "take", "keep"):
                    if source == target:
                        continue
                    form = self.open(target, source)
                    shown = self.choose(form, choice)
                    self.assertTrue(shown)
                    dialog = form.save()
                    if choice == "keep":
                        with self.assertRaisesRegex(UserError, "Choose what"):
                            dialog.action_copy()
                    else:
                        dialog.action_copy()
                        self.env.cr.flush()
                        self.assertFalse(dialog.exists())
                    values = target.with_user(self.all)._get_copied()
                    for name, words in shown.items():
                        self.assertEqual(
                            target.with_user(self.all)._get_copy_words(
                                name, values[name]
                            ),
                            words,
                            f"{target} {source} {choice} {name}",
                        )

    def test_nothing_is_saved_before_save(self):
        form = self.open(self.other, self.anna)
        self.choose(form, "take")
        form.save()
        self.env.cr.flush()
        self.assertFalse(self.other.birthdate_date or self.other.contact_point_ids)

    def test_empty_and_none(self):
        form = self.open(self.other, self.anna)
        dialog = form.save()
        action = dialog.action_choose_empty()
        self.assertEqual(action["res_id"], dialog.id)
        chosen = dialog.line_ids.filtered(lambda line: line.choice == "take")
        self.assertIn("birthdate_date", chosen.mapped("field_name"))
        self.assertFalse(any(chosen.mapped("target_value")))
        kept = (dialog.line_ids - chosen).mapped("field_name")
        self.assertIn("comment", kept)
        self.assertTrue(all(dialog.item_ids.mapped("is_chosen")))
        dialog.action_choose_none()
        self.assertEqual(set(dialog.line_ids.mapped("choice")), {"keep"})
        self.assertFalse(any(dialog.item_ids.mapped("is_chosen")))

    def test_another_source(self):
        """Another card: the choices begin anew."""
        form = self.open(self.other, self.anna)
        form.save()
        form.source_kind = "lead"
        self.assertFalse(len(form.line_ids))
        form.source_lead_id = self.lead.with_user(self.all)
        dialog = form.save()
        labels = dialog.line_ids.mapped("source_value")
        self.assertIn("Холодная", labels)
        self.assertNotIn("Соколова", labels)

    def test_line_that_cannot_be_appended(self):
        dialog = self.open(self.other, self.anna).save()
        line = dialog.line_ids.filtered(lambda line: line.field_name == "gender")
        with self.assertRaisesRegex(ValidationError, "Gender"):
            line.choice = "append"

    def test_same_and_conflict(self):
        self.other.city = self.other.lastname = False
        self.other.write({"lastname": "Соколова", "firstname": "Вера"})
        dialog = self.open(self.other, self.anna).save()
        lines = {line.field_name: line for line in dialog.line_ids}
        self.assertTrue(lines["lastname"].is_same)
        self.assertFalse(lines["lastname"].is_conflict)
        self.assertTrue(lines["firstname"].is_conflict)
        self.assertFalse(lines["gender"].is_same or lines["gender"].is_conflict)

    def test_applications_are_found_by_person(self):
        """The box finds an application by whose it is, and tells who that is."""
        leads = self.env["crm.lead"].with_user(self.all).with_context(find_person=True)
        for text in ("холодная вера", "926 555-77-33"):
            self.assertIn(
                (self.lead.id, "Application · Холодная Вера"), leads.name_search(text)
            )
        self.assertFalse(
            leads.with_context(find_person=False).name_search("холодная вера")
        )
