# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

ACTIVITY_TYPE = "crm_prospect.mail_activity_type_access"
STEWARDS = "crm_prospect.group_prospect_steward"
ADMINISTRATORS = "crm_prospect.group_prospect_admin"


class CrmProspect(models.Model):
    """Whoever may not see the client that matches asks a steward for access.

    Neither the request nor an answer tells anything of the client.
    """

    _inherit = "crm.prospect"

    can_ask_for_access = fields.Boolean(
        compute="_compute_can_ask_for_access",
        help="A client matches whom the user may not see.",
    )
    has_asked_for_access = fields.Boolean(
        compute="_compute_can_ask_for_access",
        help="The user waits for the answer of a data steward.",
    )

    @api.depends("partner_id", "match_ids.verdict")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_ask_for_access(self):
        hidden = self._get_hidden_matches()
        asked = self.browse(p.id for p in hidden if hidden[p])._get_asked()
        for prospect in self:
            prospect.can_ask_for_access = bool(hidden.get(prospect._origin))
            prospect.has_asked_for_access = prospect._origin in asked

    def _get_asked(self):
        """Those of these prospects for whom an own request is open."""
        if not self:
            return self
        requests = self._get_access_requests(
            Domain("res_id", "in", self.ids) & Domain("create_uid", "=", self.env.uid)
        )
        return self.browse(requests.mapped("res_id"))

    def _get_hidden_matches(self):
        """The clients that match and that the user may not see, as far as he may
        learn that there are any: dict prospect -> clients.
        """
        if not self._tells_hidden():
            return {}
        matches = self.env["crm.match"].sudo()
        matches = matches.search_fetch(
            [
                ("prospect_id", "in", self.ids),
                ("partner_id", "!=", False),
                ("verdict", "!=", "rejected"),
            ],
            ["prospect_id", "partner_id"],
        )
        clients = (matches.partner_id | self.sudo().partner_id).with_env(self.env)
        hidden = clients - clients._filtered_access("read")
        proposed = matches.grouped("prospect_id")
        return {
            prospect: hidden
            & (
                prospect.sudo().partner_id
                or proposed.get(prospect._origin, matches.browse()).partner_id
            )
            for prospect in self._origin
        }

    def action_ask_for_access(self):
        """Ask a data steward for access to the client that this prospect matches.

        One prospect only. A steward who may see the client gets an activity; who asks
        again is told that he has asked.

        :return: notification
        :rtype: dict
        :raise AccessError: the user may not read the prospect
        :raise UserError: no hidden client matches, as far as the user may learn it, or
            nobody could give access
        """
        self.ensure_one()
        self.check_access("read")
        return self._ask_for_access()

    def _ask_for_access(self):
        self.ensure_one()
        hidden = self._get_hidden_matches().get(self)
        if not hidden:
            raise UserError(self.env._("There is nothing to ask for here."))
        # A second click meets the first one.
        self.env["crm.prospect.slot"].sudo()._take([f"access:{self.id}:{self.env.uid}"])
        if self._get_asked():
            return self._notify_of_request(
                self.env._("You have asked already. A data steward will answer."),
                "info",
            )
        steward = self._get_steward_to_ask(hidden)
        if not steward:
            raise UserError(
                self.env._(
                    "There is no data steward who could give you access. Ask your"
                    " administrator."
                )
            )
        self.sudo().activity_schedule(**self._prepare_access_request(steward))
        return self._notify_of_request(
            self.env._("A data steward has been asked for access."), "success"
        )

    def _prepare_access_request(self, steward):
        """Arguments of the activity, in words of the one who gets it."""
        translate = self.with_context(lang=steward.lang).env._
        who = self.env.user.name
        return {
            "act_type_xmlid": ACTIVITY_TYPE,
            "user_id": steward.id,
            "summary": translate("%(user)s asks for access to a client", user=who),
            "note": translate(
                "A client matches this prospect, and %(user)s may not see him. Take the"
                " work over, or give access.",
                user=who,
            ),
        }

    @api.model
    def _get_access_requests(self, domain):
        """Open requests for access."""
        kind = self.env.ref(ACTIVITY_TYPE)
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                Domain("activity_type_id", "=", kind.id)
                & Domain("res_model", "=", self._name)
                & domain
            )
        )

    def _get_steward_to_ask(self, clients):
        """The steward who may see one of these clients and was asked least so far.

        Administrators are asked when there is no other.
        """
        company = self.sudo().company_id
        stewards = (
            self.env.ref(STEWARDS)
            .sudo()
            .all_user_ids.filtered(
                lambda user: (
                    user.active
                    and user != self.env.user
                    and (not company or company in user.company_ids)
                )
            )
        )
        administrators = self.env.ref(ADMINISTRATORS).sudo().all_user_ids
        asked = self._get_access_requests(Domain("user_id", "in", stewards.ids))
        asked = asked.grouped("user_id")
        for user in stewards.sorted(
            lambda user: (user in administrators, len(asked.get(user, ())), user.id)
        ):
            companies = {"allowed_company_ids": user.company_ids.ids}
            seen = [
                records.with_user(user)
                .with_context(**companies)
                ._filtered_access("read")
                for records in (self, clients)
            ]
            if all(seen):
                return user
        return self.env["res.users"]

    @api.model
    def _notify_of_request(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                # The form reads again what it may offer.
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class CrmLead(models.Model):
    """The same from an application: of its person, though he may not be seen."""

    _inherit = "crm.lead"

    can_ask_for_access = fields.Boolean(compute="_compute_can_ask_for_access")
    has_asked_for_access = fields.Boolean(compute="_compute_can_ask_for_access")

    @api.depends("prospect_id.partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_ask_for_access(self):
        prospects = self.sudo().prospect_id.with_env(self.env)
        hidden = prospects._get_hidden_matches()
        asked = prospects.browse(p.id for p in hidden if hidden[p])._get_asked()
        for lead in self:
            prospect = lead.sudo().prospect_id._origin
            lead.can_ask_for_access = bool(hidden.get(prospect))
            lead.has_asked_for_access = prospect in asked

    def action_ask_for_access(self):
        """Ask a data steward for access to the client that the person matches.

        As the method of the prospect does.

        :return: notification
        :rtype: dict
        :raise AccessError: the user may not read the application
        :raise UserError: as of the prospect, or the application names nobody
        """
        self.ensure_one()
        self.check_access("read")
        prospect = self.sudo().prospect_id.with_env(self.env)
        if not prospect:
            raise UserError(self.env._("There is nothing to ask for here."))
        return prospect._ask_for_access()
