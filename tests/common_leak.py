# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A client everywhere at once, with a marker in each of his fields."""

from odoo.fields import Command
from odoo.tests import new_test_user

from .common_leak_door import DoorCase
from .common_leak_markers import FIRST_ID, FIRST_NUMBER, MARKERS

# What clients share with people whom everybody may see: no markers.
SHARED_PHONE = "+79165550101"
PROPOSED_PHONE = "+79165550102"
REJECTED_PHONE = "+79165550103"
PASSPORT = {"type": "passport_ru", "number": "4509 123456"}
TWIN_PASSPORT = {"type": "passport_ru", "number": "4510 654321"}

CLIENT = {
    "lastname": "Zqxvjlast",
    "firstname": "Zqxvjfirst",
    "middlename": "Zqxvjmiddle",
    "birthdate": "1951-09-13",
    "phones": ["+79770071771", SHARED_PHONE, PROPOSED_PHONE, REJECTED_PHONE],
    "emails": ["zqxvjmail@zqxvjdomain.example"],
    "messengers": [{"network": "vk", "id": "zqxvjnetwork"}],
    "documents": [
        PASSPORT,
        TWIN_PASSPORT,
        {"type": "inn", "number": "500100732259"},
        {"type": "snils", "number": "112-233-445 95"},
    ],
    "street": "Zqxvjstreet 5",
    "city": "Zqxvjcity",
    "employer": "Zqxvjemployer",
    "ref": "ZQXVJREF1",
}
# What the card of a client holds besides.
CARD = {
    "zip": "ZQXVJZIP1",
    "ref": "ZQXVJCODE1",
    "vat": "ZQXVJVAT1",
    "website": "https://zqxvjsite.example",
    "comment": "<p>zqxvjcomment</p>",
    "function": "Zqxvjfunction",
    "company_name": "Zqxvjcompanyname",
}
TWIN = {
    "lastname": "Zqxvjtwin",
    "firstname": "Zqxvjtwin",
    "phones": ["+79770072772"],
    "documents": [TWIN_PASSPORT],
}
SELLER = (
    "sales_team.group_sale_salesman",
    "base.group_partner_manager",
    "base.group_allow_export",
)
ALL = ("sales_team.group_sale_salesman_all_leads", "crm_prospect.group_prospect_all")
HIDDEN = ("crm_prospect.group_without_clients",)


class LeakCase(DoorCase):
    """Two who may see no client, one who may, and the client in all their records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.markers = MARKERS
        cls.hidden = cls.make_worker("leak_hidden", *SELLER, *HIDDEN)
        cls.hidden_all = cls.make_worker("leak_hidden_all", *SELLER, *ALL, *HIDDEN)
        cls.seller = cls.make_worker("leak_seller", *SELLER, *ALL)
        cls.deactivate_rules()
        cls.make_rule("document:same:passport_ru")
        cls.make_rule("phone", mode="proposing")
        cls.env.cr.execute(f"ALTER SEQUENCE res_partner_id_seq RESTART {FIRST_ID}")
        cls.env.cr.execute(
            f"ALTER SEQUENCE crm_client_number_seq RESTART {FIRST_NUMBER}"
        )
        cls.make_clients()
        cls.make_people()
        cls.make_talk()
        cls.make_lists()
        # Partners made from now on are nobody's secret.
        cls.env.cr.execute("ALTER SEQUENCE res_partner_id_seq RESTART 955100100")
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def make_worker(cls, login, *groups):
        return new_test_user(
            cls.env,
            login,
            groups=",".join(groups),
            email=f"{login}@example.org",
            context={"no_reset_password": True},
        )

    @classmethod
    def make_clients(cls):
        cls.client = cls.make_client(**CLIENT)
        cls.client.write(
            {
                **CARD,
                "bank_ids": [Command.create({"acc_number": "ZQXVJBANK1"})],
                "former_name_ids": [Command.create({"lastname": "Zqxvjmaiden"})],
                "child_ids": [
                    Command.create(
                        {
                            "name": "Zqxvjchild",
                            "email": "zqxvjchild@zqxvjdomain.example",
                        }
                    )
                ],
            }
        )
        cls.twin = cls.make_client(**TWIN)
        cls.portal = (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": "zqxvjlogin",
                    "partner_id": cls.client.id,
                    "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
                }
            )
        )
        cls.secrets = cls.client + cls.client.child_ids + cls.twin
        cls.file = cls.attach(cls.client)
        cls.client.message_post(body="zqxvjletter", message_type="comment")
        cls.client.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="zqxvjaction",
            user_id=cls.hidden_all.id,
        )

    @classmethod
    def attach(cls, record):
        return cls.env["ir.attachment"].create(
            {
                "name": "zqxvjfilename.txt",
                "raw": b"zqxvjfilebody",
                "res_model": record._name,
                "res_id": record.id,
            }
        )

    @classmethod
    def make_person(cls, lastname, **person):
        """A prospect of the user who sees no client, with his application."""
        prospect = cls.make_prospect(lastname=lastname, user_id=cls.hidden.id, **person)
        lead = cls.env["crm.lead"].create(
            {
                "name": f"Loan {lastname}",
                "type": "opportunity",
                "prospect_id": prospect.id,
                "user_id": cls.hidden.id,
            }
        )
        return prospect, lead

    @classmethod
    def make_people(cls):
        cls.linked, cls.lead = cls.make_person(
            "Linked", documents=[PASSPORT], phones=[SHARED_PHONE]
        )
        cls.proposed, _lead = cls.make_person("Proposed", phones=[PROPOSED_PHONE])
        cls.rejected, _lead = cls.make_person("Rejected", phones=[REJECTED_PHONE])
        cls.rejected.match_ids.action_reject("not him")
        cls.env["crm.prospect.former.link"].create(
            {
                "prospect_id": cls.rejected.id,
                "partner_id": cls.client.id,
                "link_date": "2026-01-01",
                "end_date": "2026-01-02",
            }
        )
        cls.ambiguous, _lead = cls.make_person("Ambiguous", documents=[TWIN_PASSPORT])
        cls.converted, lead = cls.make_person("Converted", phones=["+79165550104"])
        lead.stage_id = cls.env["crm.stage"].search([], order="sequence desc", limit=1)
        cls.converted.convert()
        cls.became = cls.converted.partner_id
        cls.became.write({"comment": "zqxvjconverted", "street": "Zqxvjconverted 1"})
        cls.secrets += cls.became
        # An application of Odoo's own: out of sight with all that hangs on it.
        cls.secret_lead = cls.env["crm.lead"].create(
            {
                "name": "zqxvjapplication",
                "type": "opportunity",
                "partner_id": cls.client.id,
                "user_id": cls.hidden.id,
            }
        )
        cls.attach(cls.secret_lead)
        letter = cls.secret_lead.message_post(
            body="zqxvjletter", message_type="comment"
        )
        # As Odoo writes down what a field said before; a change would make a prospect.
        cls.env["mail.tracking.value"].create(
            {
                "mail_message_id": letter.id,
                "field_id": cls.env.ref("crm.field_crm_lead__contact_name").id,
                "old_value_char": "zqxvjoldname",
            }
        )
        cls.secret_lead.activity_schedule(
            "mail.mail_activity_data_todo", summary="zqxvjaction", user_id=cls.hidden.id
        )
        cls.secret_meeting = cls.env["calendar.event"].create(
            cls.prepare_meeting("zqxvjmeeting", opportunity_id=cls.secret_lead.id)
        )

    @classmethod
    def prepare_meeting(cls, name, **vals):
        users = cls.hidden.partner_id + cls.seller.partner_id
        return {
            "name": name,
            "start": "2030-01-01 10:00:00",
            "stop": "2030-01-01 11:00:00",
            "user_id": cls.seller.id,
            "partner_ids": [Command.set((cls.client + users).ids)],
            **vals,
        }

    @classmethod
    def make_talk(cls):
        """Where the client stands beside those who may not see him."""
        cls.lead.message_subscribe(cls.client.ids)
        cls.letter = cls.lead.message_post(
            body="Hello",
            message_type="email",
            author_id=cls.client.id,
            email_from=cls.client.email_formatted,
        )
        cls.answer = cls.lead.with_user(cls.seller).message_post(
            body="Good day", message_type="comment", partner_ids=cls.client.ids
        )
        cls.linked.message_post(
            body="Hello", message_type="email", author_id=cls.client.id
        )
        cls.meeting = cls.env["calendar.event"].create(
            cls.prepare_meeting("Review", opportunity_id=cls.lead.id)
        )
        cls.channel = cls.env["discuss.channel"].create(
            {
                "name": "Sales",
                "channel_type": "channel",
                "channel_partner_ids": [
                    Command.link(partner.id)
                    for partner in cls.hidden.partner_id + cls.client
                ],
            }
        )
        cls.channel.message_post(
            body="Hello", message_type="comment", author_id=cls.client.id
        )

    @classmethod
    def make_lists(cls):
        """Scores, outcomes, and a call list handed to him with the client on it."""
        cls.env["crm.contact.event"].record(
            [
                {
                    "partner_id": cls.client.id,
                    "value": value,
                    "outcome": "reached",
                    "date": "2026-01-01 10:00:00",
                }
                for value in CLIENT["phones"]
            ]
        )
        runs = cls.env["crm.contact.score.run"]
        cls.finish_run(runs.browse(runs.start()))
        cls.call_list = cls.env["crm.call.list"].create(
            {
                "name": "Calls",
                "user_id": cls.hidden.id,
                "kind": "phone",
                "line_ids": [
                    Command.create(
                        {
                            "partner_id": cls.client.id,
                            "point_id": cls.client.contact_point_ids[:1].id,
                        }
                    )
                ],
            }
        )
