# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_access import CLIENT, AccessCase

# The client himself is masked: test_masked_client.
LINK_FIELDS = (
    "match_rule_id",
    "link_date",
    "link_user_id",
    "link_kind",
    "match_result",
)


@tagged("post_install", "-at_install")
class TestHiddenProspect(AccessCase):
    """Prospects and applications of clients, worked by somebody who sees none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect = cls.make_link()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Заявка", "prospect_id": cls.prospect.id}
        )
        cls.stranger = cls.make_prospect(lastname="Никто", firstname="Иван")
        cls.rows = {
            "crm.person.document": cls.client.document_ids,
            "crm.contact.point": cls.client.contact_point_ids,
            "crm.prospect.reference": cls.client.client_reference_ids,
            "crm.person.name": cls.env["crm.person.name"].create(
                {"lastname": CLIENT["lastname"], "partner_id": cls.client.id}
            ),
            "crm.match": cls.env["crm.match"].search(
                [("partner_id", "=", cls.client.id)]
            ),
            "crm.prospect.former.link": cls.env["crm.prospect.former.link"].create(
                {"prospect_id": cls.prospect.id, "partner_id": cls.client.id}
            ),
            "crm.person.origin": cls.env["crm.person.origin"].create(
                [
                    {
                        field: value.id,
                        "source_id": cls.sources["ABS"].id,
                        "first_seen": "2026-01-01",
                        "last_seen": "2026-01-01",
                    }
                    for field, value in (
                        ("document_id", cls.client.document_ids[:1]),
                        ("contact_point_id", cls.client.contact_point_ids[:1]),
                    )
                ]
            ),
        }

    def tell(self, tell):
        self.env["ir.config_parameter"].set_param(
            "crm_prospect.tell_hidden_clients", "1" if tell else "0"
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def test_rows(self):
        """What hangs on a client is neither listed, counted, grouped nor read."""
        for model, rows in self.rows.items():
            self.assertTrue(rows, model)
            domain = [("id", "in", rows.ids)]
            seen = rows.with_user(self.seller)
            self.assertEqual(
                seen.search(domain), seen.browse(rows._ids).sorted(), model
            )
            mine = self.as_hidden(rows)
            self.assertFalse(mine.search(domain), model)
            self.assertEqual(mine._read_group(domain, [], ["__count"]), [(0,)], model)
            self.assertFalse(mine._filtered_access("read"), model)
            with self.assertRaises(AccessError):
                mine.read(["display_name"])

    def test_no_partner_at_all(self):
        """A rule that leaves a user no partner at all leaves him the rest."""
        self.env["ir.rule"].create(
            {
                "name": "Nobody",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        self.env.invalidate_all()
        point = self.prospect.contact_point_ids.create(
            {"prospect_id": self.prospect.id, "kind": "phone", "value": "+79161110099"}
        )
        points = (point + self.client.contact_point_ids).with_user(self.seller)
        self.assertEqual(points.search([("id", "in", points.ids)]), point)

    def test_link_is_no_probe(self):
        """The columns of a link are neither read, searched, grouped nor sorted by."""
        self.hidden.group_ids += self.env.ref("base.group_allow_export")
        prospects = self.as_hidden(self.prospect)
        self.assertTrue(prospects.sudo().partner_id)
        for name in LINK_FIELDS:
            self.assertNotIn(name, prospects.fields_get())
            for attempt in (
                lambda n=name: prospects.read([n]),
                lambda n=name: prospects.search([(n, "!=", False)]),
                lambda n=name: prospects.formatted_read_group([], [n], ["__count"]),
                lambda n=name: prospects.search([], order=n),
                lambda n=name: prospects.export_data([n]),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        leads = self.as_hidden(self.lead)
        for name in ("prospect_id.match_rule_id", "match_rule_id", "match_result"):
            with self.assertRaises(AccessError):
                leads.search([(name, "!=", False)])
        self.assertFalse(
            leads.search([("prospect_id.partner_id", "=", self.client.id)])
        )
        self.assertFalse(leads.search([("client_id", "=", self.client.id)]))
        self.assertFalse(leads.search([("client_id", "ilike", CLIENT["lastname"])]))

    def test_forms(self):
        """All that the screens read, of both records: no value, no id."""
        for record in (self.prospect, self.lead):
            mine = self.as_hidden(record)
            views = mine.get_views(
                [(False, kind) for kind in ("form", "list", "kanban", "search")]
            )
            spec = {}
            for name, field in mine.fields_get().items():
                if field["type"] in ("many2one", "one2many", "many2many"):
                    spec[name] = {"fields": {"display_name": {}}}
                else:
                    spec[name] = {}
            shown = mine.web_read(spec)
            self.assertUnknown(shown)
            self.assertNotIn('name="action_link_by_hand"', str(views))
            self.assertNotIn("crm_convert_button", str(views))
        self.assertEqual(self.as_hidden(self.prospect).linked_client_count, 1)

    def test_banner(self):
        lead = self.as_hidden(self.lead)
        self.assertEqual(lead.person_banner_state, "hidden")
        self.assertTrue(lead.can_ask_for_access)
        self.assertUnknown(
            [lead.person_banner, self.prospect.with_user(self.hidden).link_summary]
        )
        self.assertEqual(lead.match_state, self.prospect.match_state)
        self.tell(False)
        lead = self.as_hidden(self.lead)
        nobody = (
            self.env["crm.lead"]
            .create({"name": "Заявка", "prospect_id": self.stranger.id})
            .with_user(self.hidden)
        )
        for name in (
            "person_banner_state",
            "person_banner",
            "match_state",
            "is_potential",
            "can_ask_for_access",
            "client_conflict",
        ):
            self.assertEqual(lead[name], nobody[name], name)
        for name in (
            "match_state",
            "linked_client_count",
            "match_count",
            "link_summary",
            "linked_prospect_count",
        ):
            self.assertEqual(
                self.prospect.with_user(self.hidden)[name],
                self.stranger.with_user(self.hidden)[name],
                name,
            )

    def test_states_searched(self):
        """Filters find what the badges say, and nothing when nothing may be said."""
        both = self.prospect + self.stranger
        mine = self.as_hidden(both)
        domain = [("id", "in", both.ids)]

        def find(*states):
            return mine.search([*domain, ("match_state", "in", states)])

        self.assertEqual(find("linked", "converted"), self.prospect)
        self.assertEqual(find("none", "new"), self.stranger)
        potential = [("match_state", "not in", ("linked", "converted"))]
        self.assertEqual(mine.search(domain + potential), self.stranger)
        leads = self.env["crm.lead"].with_user(self.hidden)
        self.assertIn(self.lead, leads.search([("match_state", "=", "linked")]))
        self.tell(False)
        self.assertFalse(find("linked", "converted", "proposed", "ambiguous"))
        self.assertEqual(find("none", "new"), both.sorted())
        self.assertEqual(mine.search(domain + potential), both.sorted())
        self.assertFalse(leads.search([("match_state", "=", "linked")]))
        self.assertIn(self.lead, leads.search([("is_potential", "=", True)]))
        # Nobody else is concerned.
        self.assertEqual(
            both.with_user(self.seller).search(
                [*domain, ("match_state", "=", self.prospect.match_state)]
            ),
            self.prospect,
        )

    def test_matches_counted(self):
        """Proposed pairs with hidden clients are a count."""
        self.env["crm.match"]._find_or_create(self.stranger, self.client)
        mine = self.as_hidden(self.stranger)
        self.assertEqual(mine.match_count, 1)
        self.assertFalse(mine.pair_ids)
        self.assertFalse(mine.match_ids)
        self.assertEqual(self.stranger.with_user(self.seller).match_count, 1)
        self.assertEqual(len(self.stranger.with_user(self.seller).pair_ids), 1)
        self.tell(False)
        self.assertEqual(self.as_hidden(self.stranger).match_count, 0)

    def test_same_client(self):
        """Prospects of one hidden client are known to be linked, unless nobody may
        learn of the client.
        """
        second = self.make_link(firstname="Второй")
        self.assertEqual(self.as_hidden(self.prospect).linked_prospect_count, 1)
        action = self.as_hidden(self.prospect).action_view_linked_prospects()
        self.assertEqual(action["domain"], [("id", "in", second.ids)])
        self.tell(False)
        self.assertEqual(self.as_hidden(self.prospect).linked_prospect_count, 0)

    def test_link_refused(self):
        """No client is linked or taken back, in the same words for any id."""
        nobody = self.client.id + 10_000
        texts = set()
        for partner in (self.client.id, nobody, self.seller.partner_id.id):
            with self.assertRaises(AccessError) as caught:
                self.as_hidden(self.stranger).action_link_client(partner)
            texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)
        for name in (
            "action_link_by_hand",
            "action_unlink_by_hand",
            "action_unlink_client",
        ):
            with self.assertRaises(AccessError):
                getattr(self.as_hidden(self.prospect), name)()
        match = self.rows["crm.match"]
        for name in ("action_confirm", "action_reject", "action_take_back"):
            with self.assertRaises(AccessError):
                getattr(self.as_hidden(match), name)()
        self.assertEqual(self.prospect.partner_id, self.client)
        for model in ("crm.prospect.link", "crm.match.explain"):
            with self.assertRaises(AccessError):
                dialog = (
                    self.env[model]
                    .with_user(self.hidden)
                    .create(
                        {"prospect_id": self.stranger.id, "partner_id": self.client.id}
                    )
                )
                self.assertUnknown(dialog.read())

    def test_convert_refused(self):
        """Neither onto a client nor to a new one; one text for everything."""
        stages = self.env["crm.stage"].search([])
        self.lead.stage_id = stages[-1]
        nobody = self.client.id + 10_000
        texts = set()
        for prospect in (self.prospect, self.stranger):
            for partner in (None, False, self.client.id, nobody):
                with self.assertRaises(AccessError) as caught:
                    self.as_hidden(prospect).convert(partner_id=partner)
                texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)
        both = self.as_hidden(self.prospect + self.stranger)
        answer = both.convert_many()
        self.assertEqual(answer["converted"], 0)
        self.assertEqual(len({r["reason"] for r in answer["refused"]}), 1)
        with self.assertRaises(UserError):
            self.as_hidden(self.prospect).action_open_conversion()
        with self.assertRaises(AccessError):
            both.action_open_mass_conversion()
        for model in ("convert", "convert.many", "link", "unlink"):
            dialogs = self.env[f"crm.prospect.{model}"].with_user(self.hidden)
            with self.assertRaises(AccessError):
                dialogs.create({})
            with self.assertRaises(AccessError):
                dialogs.default_get(list(dialogs._fields))
        names = (
            self.env["ir.actions.actions"]
            .with_user(self.hidden)
            .get_bindings("crm.prospect")
        )
        self.assertNotIn("convert", str(names).lower())
