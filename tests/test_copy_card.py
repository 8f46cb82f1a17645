# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ANNA, ProspectCase


@tagged("post_install", "-at_install")
class TestCopyCard(ProspectCase):
    """Chosen values, and nothing else, are copied from card to card (L6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["crm.tag"].create([{"name": "A, B"}, {"name": "Zebra"}])
        cls.anna = cls.make_prospect(
            **ANNA,
            zip="170100",
            country="RU",
            employer="Ромашка",
            employer_vat="7707083893",
            comment="звонить утром\n\nсобака",
            source="BT",
            ref="79503",
        )
        cls.anna.write({"priority": "2", "tag_ids": cls.tags.ids, "lang": "en_US"})
        cls.anna.registration_date = "2026-03-10 22:30:00"
        cls.other = cls.make_prospect(
            lastname="Орлова", firstname="Вера", comment="собака", source="AL"
        )
        cls.other.tag_ids = cls.tags[1]
        cls.campaign = cls.env["utm.campaign"].create({"name": "Spring"})
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Loan",
                "contact_name": "Холодная Вера Львовна",
                "street": "Набережная, 5",
                "street2": "кв. 7",
                "city": "Ялта",
                "description": "<p>просит <b>отсрочку</b></p>",
                "priority": "3",
                "campaign_id": cls.campaign.id,
                "user_id": False,
            }
        )
        cls.env.cr.flush()

    def copy_to(self, target, source, *args, **kwargs):
        copied = target.copy_from(source._name, source.id, *args, **kwargs)
        self.env.cr.flush()
        return copied

    def rows_of(self, target, source):
        shown = target.copy_choices(source._name, source.id)
        return {row["field"]: row for row in shown["rows"]}

    # ------------------------------------------------------------------ values

    def test_only_chosen_fields_change(self):
        """Every field that is not chosen stays as it was (the trap of L6)."""
        before = self.other._get_copied()
        copied = self.copy_to(
            self.other, self.anna, {"birthdate_date": "take", "gender": "keep"}
        )
        self.assertEqual(copied, ["birthdate_date"])
        after = self.other._get_copied()
        self.assertEqual(after.pop("birthdate_date"), self.anna.birthdate_date)
        before.pop("birthdate_date")
        self.assertEqual(after, before)
        self.assertFalse(self.other.contact_point_ids)

    def test_everything_between_prospects(self):
        rows = self.rows_of(self.other, self.anna)
        self.copy_to(self.other, self.anna, dict.fromkeys(rows, "take"))
        mine, theirs = self.other._get_copied(), self.anna._get_copied()
        theirs["comment"] = "звонить утром\nсобака"
        for name in rows:
            self.assertEqual(mine[name], theirs[name], name)

    def test_everything_from_prospect_to_application(self):
        rows = self.rows_of(self.lead, self.anna)
        self.assertNotIn("registration_date", rows)
        self.copy_to(self.lead, self.anna, dict.fromkeys(rows, "take"))
        self.assertEqual(self.lead.contact_name, self.anna.name)
        self.assertEqual(
            (self.lead.street, self.lead.street2, self.lead.zip, self.lead.city),
            (ANNA["street"], False, "170100", "Тверь"),
        )
        self.assertEqual(self.lead.country_id.code, "RU")
        self.assertEqual(self.lead.partner_name, "Ромашка")
        self.assertEqual(self.lead.lang_id.code, "en_US")
        self.assertEqual(
            self.lead._get_comment_text(self.lead.description), "звонить утром\nсобака"
        )
        # Its prospect holds what it has no field for.
        self.assertEqual(self.lead.prospect_id.birthdate_date, self.anna.birthdate_date)
        self.assertEqual(self.lead.prospect_id.employer_vat, "7707083893")
        # Nothing has been taken from who it is copied from.
        self.assertEqual(self.anna.comment, "звонить утром\n\nсобака")

    def test_everything_from_application_to_prospect(self):
        rows = self.rows_of(self.other, self.lead)
        self.assertEqual(rows["priority"]["source"], "High")
        self.copy_to(self.other, self.lead, dict.fromkeys(rows, "take"))
        self.assertEqual(
            (self.other.lastname, self.other.firstname, self.other.middlename),
            ("Холодная", "Вера", "Львовна"),
        )
        self.assertEqual(self.other.street, "Набережная, 5, кв. 7")
        self.assertEqual(self.other.comment, "просит *отсрочку*")
        self.assertEqual(self.other.priority, "2")
        self.assertEqual(self.other.campaign_id, self.campaign)
        self.assertEqual(self.other.registration_date, self.lead.create_date)

    def test_between_applications(self):
        """The formatting of a comment and the second line of an address survive."""
        target = self.env["crm.lead"].create(
            {"name": "Other", "description": "<p>x</p>"}
        )
        choices = {"comment": "append", "address": "take", "name": "take"}
        self.copy_to(target, self.lead, choices)
        self.assertEqual(target.street2, "кв. 7")
        self.assertIn("<b>отсрочку</b>", target.description)
        self.assertTrue(target.description.startswith("<p>x</p>"))

    def test_priority_zero_is_a_value(self):
        self.assertEqual(self.other.priority, "0")
        self.assertEqual(
            self.rows_of(self.anna, self.other)["priority"]["source"], "Low"
        )
        self.copy_to(self.anna, self.other, {"priority": "take"})
        self.assertEqual(self.anna.priority, "0")

    def test_address_moves_as_a_whole(self):
        self.other.write({"street": "Лесная, 1", "city": "Клин", "zip": "141600"})
        self.anna.zip = False
        self.copy_to(self.other, self.anna, {"address": "take"})
        self.assertEqual(
            (self.other.street, self.other.city, self.other.zip),
            (ANNA["street"], "Тверь", False),
        )

    def test_responsible_does_not_change_the_team(self):
        """Odoo picks another team for a new responsible: not when nobody chose it."""
        team = self.env["crm.team"].create({"name": "Nobody's"})
        self.lead.team_id = team
        user = self.make_user("copied_user", "own")
        self.anna.user_id = user
        self.copy_to(self.lead, self.anna, {"user_id": "take"})
        self.assertEqual((self.lead.user_id, self.lead.team_id), (user, team))

    # ------------------------------------------------------------------ appending

    def test_append(self):
        self.anna.tag_ids = self.tags[0]
        self.copy_to(self.other, self.anna, {"comment": "append", "tag_ids": "append"})
        self.assertEqual(self.other.comment, "собака\nзвонить утром\nсобака")
        self.assertEqual(self.other.tag_ids, self.tags)
        # Once more is once.
        self.copy_to(self.other, self.anna, {"comment": "append", "tag_ids": "append"})
        self.assertEqual(self.other.comment, "собака\nзвонить утром\nсобака")

    def test_append_to_formatted(self):
        self.copy_to(self.lead, self.anna, {"comment": "append"})
        self.assertIn("<b>отсрочку</b>", self.lead.description)
        text = self.lead._get_comment_text(self.lead.description)
        self.assertEqual(text, "просит *отсрочку*\nзвонить утром\nсобака")

    def test_markup_is_text(self):
        """What a prospect's comment says is not read as HTML."""
        self.anna.comment = "<b>не тег</b>"
        self.copy_to(self.lead, self.anna, {"comment": "take"})
        self.assertIn("&lt;b&gt;", self.lead.description)

    # ------------------------------------------------------------------ refusals

    def test_wrong_arguments(self):
        for args in (
            ("res.partner", self.anna.id, {}),
            (["crm.lead"], self.anna.id, {}),
            ("crm.prospect", "7", {}),
            ("crm.prospect", True, {}),
            ("crm.prospect", 0, {}),
            ("crm.prospect", 2**40, {}),
            ("crm.prospect", self.anna.id, ["gender"]),
            ("crm.prospect", self.anna.id, {"partner_id": "take"}),
            ("crm.prospect", self.anna.id, {"number": "take"}),
            ("crm.prospect", self.anna.id, {"gender": "append"}),
            ("crm.prospect", self.anna.id, {"gender": None}),
            ("crm.prospect", self.anna.id, {"gender": ["take"]}),
            ("crm.prospect", self.anna.id, {"medium_id": "take"}),
            ("crm.prospect", self.anna.id, {}, "contact:1"),
            ("crm.prospect", self.anna.id, {}, [1]),
            ("crm.prospect", self.anna.id, {}, ["contact:0"]),
        ):
            with self.assertRaises(ValidationError, msg=args):
                self.other.copy_from(*args)

    def test_nothing_is_half_written(self):
        """One wrong choice among right ones: none is written."""
        choices = {"birthdate_date": "take", "gender": "take", "medium_id": "take"}
        with self.assertRaises(ValidationError):
            self.other.copy_from("crm.prospect", self.anna.id, choices)
        self.assertFalse(self.other.birthdate_date or self.other.gender)

    def test_itself(self):
        with self.assertRaisesRegex(UserError, "itself"):
            self.anna.copy_from("crm.prospect", self.anna.id, {"gender": "take"})

    def test_companies(self):
        companies = self.env["res.company"].create([{"name": "X"}, {"name": "Y"}])
        self.env.user.company_ids += companies
        self.anna.company_id, self.other.company_id = companies
        with self.assertRaisesRegex(UserError, "different companies"):
            self.other.copy_from("crm.prospect", self.anna.id, {"gender": "take"})
        # What belongs to all companies goes everywhere.
        self.anna.company_id = False
        self.copy_to(self.other, self.anna, {"gender": "take"})
        self.assertEqual(self.other.gender, "female")

    def test_converted(self):
        """Of a converted prospect only comments may be added to."""
        self.other.match_result = "converted"
        shown = self.other.copy_choices("crm.prospect", self.anna.id)
        self.assertEqual([row["field"] for row in shown["rows"]], ["comment"])
        self.assertFalse(shown["items"])
        self.assertIn("become a client", shown["refused"])
        with self.assertRaisesRegex(UserError, "become a client"):
            self.other.copy_from("crm.prospect", self.anna.id, {"gender": "take"})
        self.copy_to(self.other, self.anna, {"comment": "append"})
        self.assertIn("утром", self.other.comment)

    def test_known_client(self):
        """What says who the client of an application is comes from nobody else."""
        self.make_client(**ANNA)
        lead = self.env["crm.lead"].create(
            {
                "name": "Known",
                "phone": ANNA["phones"][0],
                "contact_name": self.anna.name,
            }
        )
        self.env.cr.flush()
        lead.prospect_id.action_link_client(
            self.env["res.partner"].search([("is_client", "=", True)], limit=1).id
        )
        shown = lead.copy_choices("crm.prospect", self.other.id)
        fields = {row["field"] for row in shown["rows"]}
        self.assertFalse(fields & {"name", "address", "birthdate_date"})
        self.assertIn("tag_ids", fields)
        self.assertIn("known", shown["refused"])
        with self.assertRaisesRegex(UserError, "known"):
            lead.copy_from("crm.prospect", self.other.id, {"name": "take"})
        self.copy_to(lead, self.other, {"tag_ids": "take"})
        self.assertEqual(lead.tag_ids, self.tags[1])

    @mute_logger("odoo.models.unlink")
    def test_changed_meanwhile(self):
        """What was changed since the dialog showed it is told, and nothing copied."""
        shown = self.other.copy_choices("crm.prospect", self.anna.id)
        args = ("crm.prospect", self.anna.id, {"gender": "take"})
        for change in (
            lambda: self.anna.write({"birthdate_date": "1981-01-01"}),
            lambda: self.other.write({"city": "Клин"}),
            lambda: self.anna.contact_point_ids[0].unlink(),
        ):
            stamp = self.other.copy_choices("crm.prospect", self.anna.id)["stamp"]
            change()
            with self.assertRaisesRegex(UserError, "meantime"):
                self.other.copy_from(*args, stamp=stamp)
            self.assertFalse(self.other.gender)
        self.assertNotEqual(shown["stamp"], stamp)
        stamp = self.other.copy_choices("crm.prospect", self.anna.id)["stamp"]
        self.copy_to(self.other, self.anna, {"gender": "take"}, stamp=stamp)
        self.assertEqual(self.other.gender, "female")

    def test_chatter_tells_no_values(self):
        """The card says what was copied, not from whom: its readers may not know."""
        self.copy_to(self.other, self.anna, {"birthdate_date": "take"})
        note = self.other.message_ids[0].body
        self.assertIn("Birth Date", note)
        self.assertNotIn("Соколова", note)

    def test_tags_apart(self):
        """A tag with a comma in its name is one tag."""
        self.other.tag_ids = [Command.clear()]
        row = self.rows_of(self.other, self.anna)["tag_ids"]
        self.assertEqual(row["appended"], "A, B, Zebra")
