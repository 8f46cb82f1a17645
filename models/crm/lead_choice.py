# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..person.person_mixin import NAME_PARTS
from ..prospect.person_parser import PersonError
from .lead_register import Queued


class CrmLead(models.Model):
    """A client whom a person made the partner of a lead is a link made by hand.

    So all the doors of Odoo keep working: the convert dialog, the choice in the form,
    a message addressed to the client.
    """

    _inherit = "crm.lead"

    client_conflict = fields.Boolean(
        "Another Client Chosen",
        compute="_compute_client_conflict",
        compute_sudo=True,
        help="The partner is another client than the one that was recognised.",
    )

    @api.depends("partner_id.is_client", "prospect_id.partner_id")
    def _compute_client_conflict(self):
        for lead in self:
            client = lead.prospect_id.partner_id
            lead.client_conflict = bool(
                client and lead.partner_id.is_client and lead.partner_id != client
            )

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        # The address alone tells who wrote: nobody has chosen that client.
        leads = self.with_context(partner_guessed=True)
        return super(CrmLead, leads).message_new(msg_dict, custom_values)

    def _message_post_after_hook(self, message, msg_vals):
        # Odoo makes the addressee the partner of all leads with his address, but he
        # was chosen for this one only.
        nobody = self.filtered(lambda lead: not lead.partner_id)
        guessing = self.with_context(partner_guessed=True)
        result = super(CrmLead, guessing)._message_post_after_hook(message, msg_vals)
        if self._finds_persons():
            chosen = nobody._chosen_clients()
            self._queue_persons({k.id: Queued(**chosen[k]) for k in chosen})
        return result

    def _chosen_clients(self):
        """The partners of these leads that are clients, when a person chose them.

        Only those whom that person may see.

        :return: dict lead -> keywords of :class:`Queued`
        """
        user = self.env.user
        if self.env.context.get("partner_guessed") or user.id == SUPERUSER_ID:
            return {}
        leads = self._of_client()
        if not leads or not user._is_internal():
            return {}
        clients = leads.partner_id.sudo(False)._filtered_access("read")
        return {
            lead: {"client_id": lead.partner_id.id, "user_id": user.id}
            for lead in leads
            if lead.partner_id in clients
        }

    def _still_chosen(self, queue):
        """dict lead -> (client, user): the choices that were not changed since."""
        return {
            lead: (lead.partner_id, queue[lead.id].user_id)
            for lead in self
            if queue[lead.id].client_id
            and queue[lead.id].client_id == lead.partner_id.id
            and lead.partner_id.is_client
        }

    @api.model
    def _chosen_otherwise(self, leads, chosen):
        """Those of a nameless prospect whom others share, and who is another client.

        A family shares its phone: what was chosen for one is not chosen for all.

        :param dict chosen: lead -> (client, id of the user)
        """
        apart = [
            lead
            for lead in leads
            if not lead.prospect_id.name
            and lead.prospect_id.partner_id - chosen[lead][0]
        ]
        shared = self._shared_prospects(lead.prospect_id.id for lead in apart)
        return [lead for lead in apart if lead.prospect_id.id in shared]

    @api.model
    def _prospects_of_clients(self, leads):
        """The latest prospects of the clients of leads: dict lead -> prospect id."""
        if not leads:
            return {}
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id, max(id) FROM crm_prospect
                WHERE partner_id = ANY(%s) AND active GROUP BY partner_id""",
                sorted({lead.partner_id.id for lead in leads}),
            )
        )
        latest = dict(rows)
        return {
            lead: latest[lead.partner_id.id]
            for lead in leads
            if lead.partner_id.id in latest
        }

    @api.model
    def _parse_clients(self, leads):
        """The clients of leads that say nothing themselves, as persons: by name only.

        :return: dict lead -> :class:`Parsed`
        """
        if not leads:
            return {}
        parse = self._person_parser()
        persons = {}
        for lead in leads:
            name = self._prepare_client_name(lead.partner_id)
            # Whose name no person can have gets no prospect; the choice stays.
            with suppress(PersonError):
                persons[lead] = parse({**name, "source": self._get_person_source()})
        return persons

    @api.model
    def _prepare_client_name(self, client):
        parts = {part: client[part] for part in NAME_PARTS if client[part]}
        return parts or {"name": client.name}

    @api.model
    def _link_chosen(self, chosen):
        """Link the prospects of leads with the clients chosen for them.

        :param dict chosen: lead -> (client, id of the user)
        """
        if chosen:
            self.env["crm.match"]._confirm_chosen(
                {
                    lead.prospect_id.id: (client.id, user_id)
                    for lead, (client, user_id) in chosen.items()
                    if lead.prospect_id
                }
            )
