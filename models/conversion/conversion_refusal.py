# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

WITHOUT_APPLICATION = "crm_prospect.group_prospect_convert"


class CrmProspect(models.Model):
    """Why a prospect cannot be converted to a client, in words.

    Everything is asked in a constant number of queries, for one and for thousands.
    """

    _inherit = "crm.prospect"

    def _get_conversion_refusal(self, with_target=False):
        """Why prospects cannot be converted now.

        :param bool with_target: also whether it is clear without a choice what client
            each becomes: the linked one, or a new one where nobody fits, as
            `convert_many` does it
        :return: dict prospect -> text, of those that are refused only
        """
        reasons = {}

        def refuse(prospects, text):
            for prospect in prospects:
                reasons.setdefault(prospect, text)

        if self.env.user._is_without_clients():
            refuse(self, self.env._("You work without the client base."))
            return reasons
        mine = self._filtered_access("write")
        refuse(self - mine, self.env._("You may not change this prospect."))
        refuse(
            mine.filtered("conversion_date"),
            self.env._("The prospect has been converted already."),
        )
        linked = mine.sudo().partner_id.sudo(False)
        hidden = set((linked - linked._filtered_access("read")).ids)
        refuse(
            mine.filtered(lambda p: p.sudo().partner_id.id in hidden),
            self.env._("The prospect is linked with a client whom you may not see."),
        )
        for prospect, text in mine._get_step_refusal().items():
            refuse(prospect, text)
        if with_target:
            targets = {p: p.partner_id for p in mine if p not in reasons}
            reasons.update(self._get_target_refusal(targets, chosen=False))
        return reasons

    # ------------------------------------------------------------------ last step

    def _get_step_refusal(self):
        """Who has no application on the last step of its team: dict prospect -> text.

        A prospect without any application needs a right of its own.
        """
        leads = self.env["crm.lead"].sudo().search([("prospect_id", "in", self.ids)])
        last = self._get_last_stages(leads.team_id)
        standing = leads.filtered(lambda lead: lead.stage_id in last[lead.team_id])
        own = standing.sudo(False)._filtered_access("write")
        standing_ids = set(standing.prospect_id.ids)
        own_ids = set(own.sudo().prospect_id.ids)
        all_leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        applied = {
            prospect.id
            for [prospect] in all_leads._read_group(
                [("prospect_id", "in", self.ids)], ["prospect_id"]
            )
        }
        may_without = self.env.user.has_group(WITHOUT_APPLICATION)
        reasons = {}
        for prospect in self:
            if prospect.id not in applied:
                if not may_without:
                    reasons[prospect] = self.env._(
                        "Without an application, a right of its own is needed"
                        " to convert a prospect."
                    )
            elif prospect.id not in standing_ids:
                reasons[prospect] = self.env._(
                    "No application of the prospect is on the last step of its team."
                )
            elif prospect.id not in own_ids:
                reasons[prospect] = self.env._(
                    "The application on the last step is not yours to change."
                )
        return reasons

    def _get_last_stages(self, teams):
        """The last stage of each of these teams, and of none: dict team -> stage."""
        of_teams = [("team_ids", "in", [*teams.ids, False])]
        stages = self.env["crm.stage"].sudo().search(of_teams)
        return {
            team: stages.filtered(
                lambda stage, team=team: not stage.team_ids or team in stage.team_ids
            )[-1:]
            for team in [*teams, teams.browse()]
        }

    # ------------------------------------------------------------------ target

    def _get_target_refusal(self, clients, chosen=True):
        """Who cannot become the client meant for him: dict prospect -> text.

        :param dict clients: prospect -> client, empty: a new one
        :param bool chosen: a person chose those clients, or new ones on purpose
        """
        reasons = {}
        rejected = self._get_rejected(clients.items())
        usable = set(self._get_usable_clients(clients.values()).ids)
        for prospect, client in clients.items():
            linked = prospect.sudo().partner_id
            if client and client.id not in usable:
                reasons[prospect] = self.env._(
                    "Nobody can become this client: it is a company,"
                    " or you may not change the contact."
                )
            elif not client and not prospect.name:
                reasons[prospect] = self.env._(
                    "The prospect has no name: a new client needs one."
                )
            elif linked and linked.id != client.id:
                reasons[prospect] = self.env._(
                    "The prospect is linked with another client."
                    " Take that link back first."
                )
            elif (prospect.id, client.id) in rejected:
                reasons[prospect] = self.env._(
                    "The prospect and this client were told apart:"
                    " take that verdict back first."
                )
            elif client and not self._may_share(prospect, client):
                reasons[prospect] = self.env._(
                    "The prospect and the client are of different companies."
                )
            elif not client and not chosen and (text := prospect._get_unclear()):
                reasons[prospect] = text
        if not chosen:
            reasons.update(self._get_doubles(clients.keys() - reasons.keys()))
        return reasons

    def _get_usable_clients(self, clients):
        """Who may be converted onto: clients, and contacts that the user may change.

        A contact that is no client yet becomes one.
        """
        clients = self.env["res.partner"].union(*clients)
        people = clients._filtered_access("read").filtered(lambda c: not c.is_company)
        contacts = people.filtered(lambda c: not c.is_client)
        usable = people - contacts | contacts._filtered_access("write")
        return usable - self._get_untouchable(usable)

    def _get_untouchable(self, cards):
        """Cards of colleagues whom the user may not change.

        Their e-mail is a way to their passwords, so Odoo asks for the same right.
        """
        users = cards.sudo().user_ids.filtered(lambda user: user._is_internal())
        users = (users - self.env.user).sudo(False)
        return (users - users._filtered_access("write")).sudo().partner_id

    def _get_unclear(self):
        """Why nobody knows without a choice whether this is a new client, if so."""
        self.ensure_one()
        return {
            "ambiguous": self.env._("Several clients fit: choose which one it is."),
            "proposed": self.env._("A client may be the same person: choose."),
            "new": self.env._(
                "The prospect is still being looked for among the clients."
            ),
        }.get(self.match_state)

    def _get_rejected(self, pairs):
        """Pairs of ids that somebody told apart, of (prospect, client)."""
        matches = self.env["crm.match"].sudo()
        found = matches.search_fetch(
            [
                ("prospect_id", "in", [p.id for p, client in pairs if client]),
                ("partner_id", "!=", False),
                ("verdict", "=", "rejected"),
            ],
            ["prospect_id", "partner_id"],
        )
        return {(m.prospect_id.id, m.partner_id.id) for m in found}

    def _may_share(self, prospect, client):
        """Nothing crosses companies: a client of a parent company is its branches'."""
        company = client.company_id
        own = prospect.company_id
        return not (company and own) or company in own.sudo().parent_ids
