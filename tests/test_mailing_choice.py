# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.crm_prospect.models.contact.contact_event_parser import Told

from .common_mailing import MailingCase

DATE = "2026-05-31 10:00:00"


@tagged("post_install", "-at_install")
class TestMailingChoice(MailingCase):
    """Before anything is sent: who gets the letter, who does not, and why."""

    def told(self, outcome, address, person=None):
        owner = "prospect_id" if person else None
        key = self.env["crm.contact.point"]._normalize("email", address)["match_key"]
        event = Told("email", key, owner, person and person.id, outcome, DATE, "email")
        self.env["crm.contact.event"]._record([event])
        self.env.cr.flush()

    def test_reasons(self):
        """Each reason once, counted and listed; the rest get the letter."""
        people = self.env["crm.prospect"]
        people += self.person(0)
        people += self.make_prospect(lastname="Nomail", phones=["+79161234567"])
        people += self.person(1, "no such thing")
        people += self.person(2)
        people += self.person(3)
        people += self.person(4)
        people += self.person(5, "office@example.org")
        people += self.person(6, "ANNA0@example.org")
        self.opt_out("anna2@example.org")
        self.told("bounced", "anna3@example.org")
        self.told("wrong_person", "anna4@example.org", people[5])
        self.env["crm.generic.value"].create(
            {
                "kind": "email",
                "value": "office@example.org",
                "state": "accepted",
            }
        )
        mailing = self.draft(people)
        self.assertEqual(
            [fate for _mail, fate in self.fates(mailing)],
            [
                "waiting",
                "no_email",
                "invalid",
                "opted_out",
                "bounced",
                "wrong_person",
                "generic",
                "duplicate",
            ],
        )
        self.assertEqual((mailing.recipient_count, mailing.left_out_count), (1, 7))
        for reason in ("no_email", "invalid", "opted_out", "bounced", "duplicate"):
            self.assertEqual(mailing[f"count_{reason}"], 1, reason)
        action = mailing.action_view_left_out()
        listed = self.env[action["res_model"]].with_user(self.manager)
        self.assertEqual(listed.search_count(action["domain"]), 7)
        action = mailing.action_view_recipients()
        self.assertEqual(listed.search(action["domain"]).prospect_id, people[0])

    def test_opted_out_mailbox(self):
        """Another spelling of a mailbox that opted out has opted out too."""
        self.person(0, "anna.m@gmail.com")
        self.opt_out("anna.m@gmail.com")
        mailing = self.draft(self.person(1, "annam+x@gmail.com"))
        self.assertEqual([fate for _m, fate in self.fates(mailing)], ["opted_out"])

    def test_first_stays(self):
        """Of two with one address the first one who can get the letter gets it."""
        first = self.make_lead(email_from="a@example.org")
        first.message_bounce = 1
        second, third = (self.make_lead(email_from="a@example.org") for _n in "23")
        mailing = self.draft(first + third + second)
        self.assertEqual(
            [(r.lead_id, r.reason or "") for r in mailing.sudo().recipient_ids],
            [(first, "bounced"), (third, ""), (second, "duplicate")],
        )

    def test_address_of_an_application(self):
        """Its own e-mail, else the best of its prospect; never that of a card."""
        client = self.make_client(lastname="Mailed", emails=["card@example.org"])
        prospect = self.person(0, "worse@example.org", "better@example.org")
        prospect.partner_id = client
        for point, rank in zip(prospect.contact_point_ids, (2, 1), strict=True):
            point.score_ids.sudo().rank = rank
        best = prospect.contact_point_ids.filtered(lambda p: p.score_ids.rank == 1)
        self.env.flush_all()
        leads = self.make_lead(email_from="own@example.org", prospect_id=prospect.id)
        leads += self.make_lead(prospect)
        leads[1].email_from = False
        leads += self.make_lead(partner_id=client.id)
        leads[2].email_from = False
        leads += self.make_lead(email_from="broken@")
        self.assertEqual(
            self.fates(self.draft(leads)),
            [
                ("own@example.org", "waiting"),
                (best.email_normalized, "waiting"),
                (False, "no_email"),
                (False, "invalid"),
            ],
        )

    def test_best_that_can_be_used(self):
        """An e-mail that opted out is passed over when there is another one."""
        prospect = self.person(0, "first@example.org", "second@example.org")
        self.opt_out("first@example.org")
        self.assertEqual(
            self.fates(self.draft(prospect)), [("second@example.org", "waiting")]
        )

    def test_no_right(self):
        """Who may be read but not written, or is a client one may not see."""
        mine, others = self.person(0), self.person(1)
        (mine + others).user_id = self.all
        self.env["ir.rule"].create(
            {
                "name": "Read only",
                "model_id": self.env["ir.model"]._get_id("crm.prospect"),
                "domain_force": [("id", "!=", others.id)],
                "perm_read": False,
            }
        )
        client = self.make_client(lastname="Hidden", emails=["card@example.org"])
        hidden = self.person(2)
        hidden.partner_id = client
        self.hide_client(client, self.all)
        self.all.group_ids += self.env.ref("crm_prospect.group_prospect_mailing")
        mailing = self.draft(mine + others + hidden, self.all)
        self.assertEqual(
            [fate for _m, fate in self.fates(mailing)],
            ["waiting", "no_right", "no_right"],
        )
        self.assertNotIn("card@example.org", str(self.fates(mailing)))

    def test_prospect_of_somebody_else(self):
        """The e-mail of a prospect whom the user may not see is not used."""
        prospect = self.person(0)
        prospect.user_id = self.all
        lead = self.make_lead(prospect, user_id=self.own.id)
        lead.email_from = False
        mailing = self.draft(lead, self.own)
        self.assertEqual(self.fates(mailing), [(False, "no_email")])

    def test_all_of_a_list(self):
        """Where the browser names no more ids, the domain of the list counts."""
        people = self.person(0) + self.person(1) + self.person(2)
        self.env["ir.config_parameter"].set_param("web.active_ids_limit", 2)
        chosen = people[:2].with_context(active_domain=[("id", "in", people.ids)])
        self.assertEqual(len(self.fates(self.draft(chosen))), 3)
        chosen = people[:1].with_context(active_domain=[("id", "in", people.ids)])
        self.assertEqual(len(self.fates(self.draft(chosen))), 1)

    def test_statements(self):
        """As many statements for two as for sixty."""
        people = self.load_prospects(
            [
                {
                    "lastname": "Mailed",
                    "firstname": "Anna",
                    "emails": [f"many{number}@example.org"],
                    "ref": f"m{number}",
                }
                for number in range(60)
            ]
        )
        make = self.env["crm.mailing"].with_user(self.manager)._make
        chosen = people.with_user(self.manager)
        make(chosen[:1])
        few = self.queries_of(lambda: make(chosen[:2]))
        many = self.queries_of(lambda: make(chosen))
        self.assertEqual(many, few)

    def test_limit(self):
        """An address that got its letters lately is left out until their time is up."""
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("crm_prospect.mailing_limit", 1)
        parameters.set_param("crm_prospect.mailing_limit_days", 7)
        prospect = self.person(0)
        mailing = self.draft(prospect)
        mailing.action_send()
        self.assertEqual(
            [fate for _m, fate in self.fates(self.draft(prospect))], ["limit"]
        )
        mailing.sudo().recipient_ids.date_sent = "2026-01-01"
        self.assertEqual(
            [fate for _m, fate in self.fates(self.draft(prospect))], ["waiting"]
        )

    def test_companies(self):
        """A colleague of another company sees neither the mailing nor its people."""
        other = self.env["res.company"].create({"name": "Other"})
        colleague = self.make_seller("mail_other", "group_sale_manager")
        colleague.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        mailing = self.draft(self.person(0))
        self.assertFalse(mailing.with_user(colleague).has_access("read"))
        rows = self.env["crm.mailing.recipient"].with_user(colleague)
        self.assertFalse(rows.search([("mailing_id", "=", mailing.id)]))
