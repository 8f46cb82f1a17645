# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the cards and the list of contacts show, and to whom."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import NAME
from .common_score import ScoreCase

FIRST, SECOND = "+79161230001", "+79161230002"
OTHER = {"lastname": "Кузнецов", "firstname": "Иван"}


@tagged("post_install", "-at_install")
class TestContactScoreScreen(ScoreCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.use_model({"factor": "reached", "bound_from": 0.5, "points": 200})
        cls.client = cls.make_client(**NAME, phones=[FIRST, SECOND])
        cls.other = cls.make_client(**OTHER, phones=[SECOND])
        cls.first, cls.second = cls.client.contact_point_ids.sorted("value")
        cls.add_event(cls.first, "reached", days=1)
        cls.rescore(cls.client, cls.other)

    @classmethod
    def rescore(cls, *people):
        for person in people:
            owner = person._person_owner_field()
            cls.env["crm.contact.scorer"]._score(owner, person.ids)
        cls.env.invalidate_all()

    def share_second(self, owner=None, relation=False):
        """The second phone is shared, as the night would find."""
        others = self.other.contact_point_ids
        self.env["crm.contact.share"].create(
            [
                {
                    "point_id": self.second.id,
                    "holders": 2,
                    "owner_partner_id": owner and owner.id,
                    "relation": relation,
                },
                {"point_id": others.id, "holders": 2, "is_owner": bool(owner)},
            ]
        )
        self.rescore(self.client)

    def line(self, point):
        return self.env["crm.contact.score"].search([("point_id", "=", point.id)])

    # ------------------------------------------------------------------ words

    def test_status_words(self):
        """The status is told in words, a relative's with the relation."""
        self.assertEqual(self.first.status_label, "Personal number")
        self.share_second(self.other, "wife")
        self.assertEqual(self.second.status_label, "Wife's number")

    def test_status_words_of_all(self):
        """Every status has words, for phones and for the rest."""
        statuses, relatives = self.first._get_status_words()
        told = dict(self.env["crm.contact.score"]._fields["status"].selection)
        relations = self.env["crm.contact.share"]._fields["relation"].selection
        for kind in ("phone", "other"):
            self.assertEqual({*statuses[kind], "relative"}, set(told))
            self.assertEqual(set(relatives[kind]), set(dict(relations)))

    def test_belongs_to(self):
        """The owner is named, or nobody is said to be it."""
        self.assertFalse(self.first.belongs_to)
        self.share_second(self.other)
        self.assertEqual(self.second.belongs_to, self.other.display_name)
        self.assertFalse(self.other.contact_point_ids.belongs_to)

    def test_belongs_to_nobody(self):
        self.share_second()
        self.assertEqual(self.second.belongs_to, "Nobody")

    def test_belongs_to_a_prospect(self):
        """A prospect who owns the value among prospects is not named."""
        people = [
            self.make_prospect(**person, phones=["+79161230003"])
            for person in (NAME, OTHER)
        ]
        self.env["crm.contact.share"].create(
            [
                {
                    "point_id": person.contact_point_ids.id,
                    "holders": 2,
                    "is_owner": person == people[0],
                }
                for person in people
            ]
        )
        self.assertFalse(people[0].contact_point_ids.belongs_to)
        self.assertEqual(people[1].contact_point_ids.belongs_to, "Somebody else")

    def test_hidden_owner(self):
        """A client one may not read is neither named on the card nor in the reasons."""
        self.share_second(self.other)
        user = self.make_user("c_own", "own")
        self.env["ir.rule"].create(
            {
                "name": "Not this client",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("id", "!=", self.other.id)],
                "groups": [(4, self.env.ref("crm_prospect.group_prospect_own").id)],
            }
        )
        second = self.second.with_user(user)
        self.assertEqual(second.belongs_to, "Somebody else")
        self.assertNotIn(self.other.lastname, str(second.get_score_reasons()))
        self.assertIn(self.other.lastname, str(self.second.get_score_reasons()))
        line = self.line(self.second).with_user(user)
        self.assertEqual(line.belongs_to, "Somebody else")

    # ------------------------------------------------------------------ cards

    def test_best_phone(self):
        """The phone to call first, until it reaches somebody else."""
        self.assertEqual(self.client.best_phone_id, self.first)
        self.add_event(self.first, "wrong_person")
        self.rescore(self.client)
        self.assertEqual(self.client.best_phone_id, self.second)
        self.add_event(self.second, "not_in_service")
        self.rescore(self.client)
        self.assertFalse(self.client.best_phone_id)

    def test_best_phone_of_many(self):
        """One query more for many cards than for one: none."""
        people = [
            self.make_prospect(**NAME, phones=[f"+7916124{number:04}"])
            for number in range(12)
        ]
        prospects = self.env["crm.prospect"].union(*people)
        counts = []
        for records in (prospects[:1], prospects[1:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(records.mapped("best_phone_id")), len(records))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_reasons(self):
        """Reasons, hints and times come in one answer."""
        (answer,) = self.first.get_score_reasons()
        self.assertEqual(sum(r["points"] for r in answer["reasons"]), 500)
        self.assertEqual(answer["status_label"], "Personal number")
        self.assertIn("Reached", " ".join(answer["hints"]))
        self.assertIn("Computed", answer["times"])

    def test_contactability_note(self):
        """The place is told with the night it is of."""
        self.assertFalse(self.client.contactability_note)
        self.env["crm.contact.score.run"].create(
            {"state": "done", "date_end": "2026-11-20 03:00:00"}
        )
        self.env["crm.contactability.place"].search([]).unlink()
        self.env["crm.contactability.place"].create(
            {
                "score": self.client.contactability_score,
                "clients": 1,
                "place": 12345,
                "percentile": 63.9,
            }
        )
        self.env.invalidate_all()
        note = self.client.contactability_note
        self.assertIn("place 12\N{NO-BREAK SPACE}345, better than 63 %", note)
        self.assertIn("11/20/26", note)

    def test_card_without_rights(self):
        """A user without rights on prospects sees the card, and none of this."""
        user = new_test_user(self.env, "c_plain", groups="base.group_user")
        form = Form(self.client.with_user(user), view="base.view_partner_form")
        for name in ("best_phone_id", "contactability_score", "contact_point_ids"):
            self.assertNotIn(name, form._view["fields"])

    def test_nothing_typed(self):
        """Scores, ranks and statuses cannot be written by anybody."""
        admin = self.make_user("c_admin", "admin")
        with self.assertRaises(AccessError):
            self.line(self.first).with_user(admin).write({"score": 1000})
        with Form(self.client, view="base.view_partner_form") as form:
            for name in ("score", "rank", "status_label", "belongs_to"):
                with (
                    form.contact_point_ids.edit(0) as row,
                    self.assertRaises(AssertionError),
                ):
                    row.__setattr__(name, 1)

    # ------------------------------------------------------------------ list

    def listed(self, *domain):
        """Contacts of the two clients in the list, under this filter."""
        mine = (self.client + self.other).contact_point_ids
        lines = self.env["crm.contact.score"].search(
            [("point_id", "in", mine.ids), *domain]
        )
        return lines.point_id

    def test_filters(self):
        """Each filter of the list, and its opposite."""
        self.share_second(self.other)
        others = self.other.contact_point_ids
        everything = self.first + self.second + others
        for domain, expected in (
            ([("kind", "=", "phone")], everything),
            ([("kind", "=", "email")], everything[:0]),
            ([("rank", "=", 1)], self.first + others),
            ([("status", "=", "shared")], self.second),
            ([("is_shared", "=", True)], self.second + others),
            ([("is_shared", "=", False)], self.first),
            ([("has_outcomes", "=", True)], self.first),
            ([("has_outcomes", "=", False)], self.second + others),
            ([("is_of_client", "=", True)], everything),
            ([("is_of_client", "=", False)], everything[:0]),
            ([("band", "=", "500")], self.first),
            ([("band", "!=", "500")], self.second + others),
        ):
            self.assertEqual(self.listed(*domain), expected, domain)

    def test_search_box(self):
        """Names and numbers find the contacts of the person."""
        others = self.other.contact_point_ids
        for text, expected in (
            (OTHER["lastname"], others),
            (SECOND[1:], self.first + self.second + others),
        ):
            found = self.listed(("point_id.partner_id.person_search", "ilike", text))
            self.assertEqual(found, expected)

    def test_bands(self):
        """The distribution is grouped by bands, the last one with the thousand."""
        line = self.line(self.first)
        for score, band in (
            (0, "000"),
            (99, "000"),
            (100, "100"),
            (999, "900"),
            (1000, "900"),
        ):
            line.score = score
            line.flush_recordset()
            line.invalidate_recordset(["band"])
            self.assertEqual(line.band, band)
            line.flush_recordset()
            grouped = self.env["crm.contact.score"]._read_group(
                [("id", "=", line.id)], ["band", "kind", "status"], ["__count"]
            )
            self.assertEqual(grouped, [(band, "phone", "personal", 1)])
            self.assertIn(self.first, self.listed(("band", "=", band)))

    def test_groups_by_contact(self):
        """Groups of contacts come in the order of the contacts: the best first."""
        points = self.client.contact_point_ids
        for model in ("crm.contact.score", "crm.contact.share"):
            with self.subTest(model=model):
                groups = self.env[model].formatted_read_group(
                    [("point_id", "in", points.ids)], ["point_id"], ["__count"]
                )
                found = [group["point_id"][0] for group in groups]
                self.assertEqual(found, [p.id for p in points if p.id in found])
        self.assertEqual(len(points), 2)

    def test_hidden_people(self):
        """Scores of clients whom one may not read are neither listed nor told."""
        user = self.make_user("c_all", "all")
        self.hide_clients("crm_prospect.group_prospect_all")
        lines = self.env["crm.contact.score"].with_user(user)
        domain = [("point_id", "in", self.client.contact_point_ids.ids)]
        self.assertEqual(len(lines.sudo().search(domain)), 2)
        self.assertFalse(lines.search(domain))
        self.assertFalse(lines.formatted_read_group(domain, ["band"], ["__count"]))
        line = self.line(self.first).with_user(user)
        with self.assertRaises(AccessError):
            line.read(["value", "status", "person"])
        with self.assertRaises(AccessError):
            line.action_open_person()
        self.assertEqual(
            self.line(self.first).action_open_person()["res_id"], self.client.id
        )
