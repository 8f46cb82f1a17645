# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_doors import PEOPLE, PeopleCase

COLUMNS = ("name", "contact_name", "partner_name", "phone", "email_from")


@tagged("post_install", "-at_install")
class TestLeadDoors(PeopleCase):
    """Whatever door a lead comes by: its person is right, and no card is touched."""

    # ------------------------------------------------------------------ new leads

    def test_new_leads(self):
        """Doors that make a lead: of each of four kinds of people."""
        doors = {
            "form": self._by_form,
            "quick create": self._by_quick_create,
            "mail": self._by_mail,
            "website": self._by_website,
            "import": self._by_import,
            "import with ids": self._by_import_with_ids,
            "copy": self._by_copy,
            "API": self._by_register,
        }
        for door, way in doors.items():
            for kind, vals in PEOPLE.items():
                with self.subTest(door=door, kind=kind):
                    cards = self.cards()
                    lead = way(dict(vals))
                    self.env.cr.flush()
                    said = self.said(lead)
                    for name in ("contact_name", "partner_name"):
                        self.assertIn(said[name], (vals.get(name, False), False))
                    self.assertIn(lead.phone_sanitized, (vals.get("phone"), False))
                    self.assertEqual(self.cards(), cards)
                    self.check(kind, lead)

    def _by_form(self, vals):
        form = Form(self.leads.with_context(default_type="lead"))
        for name in COLUMNS:
            if name in vals:
                form[name] = vals[name]
        return form.save()

    def _by_quick_create(self, vals):
        form = Form(
            self.leads.with_context(default_type="opportunity"),
            "crm.quick_create_opportunity_form",
        )
        form.name = vals["name"]
        for name in ("email_from", "phone"):
            if name in vals:
                form[name] = vals[name]
        lead = form.save()
        # The names are typed in the form that opens next.
        lead.write({k: vals[k] for k in ("contact_name", "partner_name") if k in vals})
        return lead

    def _by_mail(self, vals):
        sender = vals["email_from"]
        if "contact_name" in vals:
            sender = f'"{vals["contact_name"]}" <{sender}>'
        author = self.env["res.partner"].search(
            [("email", "=", vals["email_from"]), ("is_client", "=", True)], limit=1
        )
        return self.leads.message_new(
            {
                "subject": "Loan",
                "from": sender,
                "email_from": sender,
                "author_id": author.id,
            }
        )

    def _by_website(self, vals):
        public = self.env.ref("base.public_user")
        return self.env["crm.lead"].with_user(public).sudo().create(vals)

    def _by_import(self, vals):
        columns = list(vals)
        result = self.leads.load(columns, [[vals[name] for name in columns]])
        self.assertFalse(result["messages"])
        return self.leads.browse(result["ids"])

    def _by_import_with_ids(self, vals):
        columns = list(vals)
        name = f"__import__.lead_{abs(hash(vals['email_from']))}"
        rows = [[name, *(vals[column] for column in columns)]]
        result = self.leads.load(["id", *columns], rows)
        again = self.leads.load(["id", *columns], rows)
        self.assertEqual(result["ids"], again["ids"])
        return self.leads.browse(result["ids"])

    def _by_copy(self, vals):
        lead = self.leads.create(vals)
        self.env.cr.flush()
        copy = lead.copy()
        self.env.cr.flush()
        self.assertEqual(copy.prospect_id, lead.prospect_id)
        return copy

    def _by_register(self, vals):
        """Other systems; what names nobody they give to Odoo's own API."""
        if "contact_name" not in vals:
            return self.leads.create(vals)
        answer = (
            self.env["crm.prospect"]
            .with_user(self.salesman)
            .register(
                {
                    "source": "AL",
                    "name": vals["contact_name"],
                    "phones": [vals["phone"]],
                    "emails": [vals["email_from"]],
                },
                {"name": "Loan"},
            )
        )
        lead = self.leads.browse(answer["lead_id"])
        self.assertEqual(lead.sudo().prospect_id.id, answer["prospect_id"])
        return lead

    # ------------------------------------------------------------------ partners

    def test_partner_doors(self):
        """Doors that make somebody the partner of a lead."""
        doors = {
            "by hand": self._choose,
            "assignment": self._assign,
            "convert": self._convert,
            "message": self._address,
            "mass convert": self._convert_mass,
        }
        for door, way in doors.items():
            for kind, vals in PEOPLE.items():
                with self.subTest(door=door, kind=kind):
                    lead = self.leads.create(dict(vals))
                    self.env.cr.flush()
                    cards, said = self.cards(), self.said(lead)
                    client = way(lead, kind)
                    self.env.cr.flush()
                    self.assertEqual(lead.partner_id, client)
                    self.assertEqual(self.said(lead), said)
                    self.assertEqual(self.cards(), cards)
                    conflict = kind == "known" and client != self.anna
                    self.check(kind, lead, client, conflict)
                    lead.write({"phone": "+79050000000", "email_from": "x@example.org"})
                    self.env.cr.flush()
                    self.assertEqual(self.cards(), cards)
                    # The people of the next door are strangers again.
                    lead.sudo().unlink()
                    self.env["crm.prospect"].sudo().search([]).unlink()

    def _choose(self, lead, kind):
        lead.partner_id = self.clara
        return self.clara

    def _assign(self, lead, kind):
        lead._handle_partner_assignment(force_partner_id=self.clara.id)
        return self.clara

    def _convert(self, lead, kind):
        wizard = self.env["crm.lead2opportunity.partner"].with_user(self.salesman)
        wizard = wizard.with_context(
            active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create({"name": "convert", "action": "exist", "partner_id": self.clara.id})
        wizard.action_apply()
        return self.clara

    def _address(self, lead, kind):
        client = self.by_email[kind]
        lead.message_post(body="Hello", partner_ids=client.ids)
        return client

    def _convert_mass(self, lead, kind):
        wizard = self.env["crm.lead2opportunity.partner.mass"].with_user(self.salesman)
        context = {"active_model": "crm.lead", "active_ids": lead.ids}
        wizard = wizard.with_context(**context).create(
            {"lead_tomerge_ids": [Command.set(lead.ids)], "deduplicate": False}
        )
        self.assertEqual(wizard.action, "each_exist_or_create")
        wizard.action_mass_convert()
        return lead._find_matching_partner()

    def test_new_partner(self):
        """A partner that is made of a lead is a partner, and never a client."""
        for kind, vals in PEOPLE.items():
            with self.subTest(kind=kind):
                lead = self.leads.create({**vals, "email_from": False})
                self.env.cr.flush()
                cards = self.cards()
                wizard = self.env["crm.lead2opportunity.partner"]
                wizard = wizard.with_user(self.salesman).with_context(
                    active_model="crm.lead",
                    active_id=lead.id,
                    active_ids=lead.ids,
                    default_is_client=True,
                )
                wizard.create({"name": "convert", "action": "create"}).action_apply()
                self.assertTrue(lead.partner_id)
                self.assertEqual(lead.type, "opportunity")
                self.assertFalse(lead.partner_id.is_client)
                self.assertEqual(self.cards(), cards)
                self.check(kind, lead)
