# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .timeline_sources import Source


class CrmTimeline(models.AbstractModel):
    """Links that are no more: when they were made, when they ended, and why.

    Of one moment, the end of a link comes above its beginning and below the link that
    took its place: the names of the kinds order them so.
    """

    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        kinds = {"link_ended": "links", "link_former": "links"}
        return {**super()._get_kinds(), **kinds}

    @api.model
    def _former(self, person, date):
        """Former links of the prospects, and those of the client with any other."""
        if self.env.user._is_without_clients():
            # When there was one is not his to know either.
            return None
        whose = Domain("prospect_id", "in", person.prospects.ids)
        whose |= Domain("partner_id", "in", person.client.ids)
        return Source("crm.prospect.former.link", whose, date)

    @api.model
    def _timeline_link_former(self, person, page):
        return self._former(person, "link_date")

    @api.model
    def _timeline_link_ended(self, person, page):
        return self._former(person, "end_date")

    @api.model
    def _render_link_former(self, ids):
        def words(link):
            user = link.link_user_id.sudo().name
            reason = (
                self.env._("by hand, %(user)s", user=user)
                if user
                else link.match_rule_id.sudo().name
            )
            if reason:
                title = self.env._("Linked with a client (%(reason)s)", reason=reason)
            else:
                title = self.env._("Linked with a client")
            return "fa-link", title, self._client_text(link), user

        return self._about_former(ids, words)

    @api.model
    def _render_link_ended(self, ids):
        def words(link):
            user = link.end_user_id.sudo().name
            if user:
                title = self.env._("Unlinked from the client")
            else:
                title = self.env._("Unlinked from the client by the rules")
            text = " – ".join(filter(None, (self._client_text(link), link.reason)))
            return "fa-chain-broken", title, text, user

        return self._about_former(ids, words)

    @api.model
    def _about_former(self, ids, words):
        """Events of former links, about their prospects.

        :param words: function link -> (icon, title, text, author)
        """
        links = self._readable("crm.prospect.former.link", ids)
        return {link.id: self._about(link.prospect_id, *words(link)) for link in links}

    @api.model
    def _client_text(self, link):
        # Who may read the link may read its client.
        return self.env._("Client: %(name)s", name=link.partner_id.display_name)
