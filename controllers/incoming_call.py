# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from werkzeug.urls import url_encode

from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class IncomingCall(Controller):
    """The link that telephony opens when the phone rings (L12)."""

    @route(
        "/crm_prospect/call", type="http", auth="user", methods=["GET"], readonly=True
    )
    def open_call(self, number="", **query):
        """Redirect to the page of the call, or straight to the card of the caller.

        :param number: phone in any notation
        :param query: with `open=card` the one card that the number leads to is opened;
            without such a card it is the page of the call
        """
        url = f"/odoo/incoming-call?{url_encode({'number': number})}"
        if query.get("open") == "card":
            try:
                url = request.env["crm.prospect"].who_calls(number)["url"]
            except UserError:
                # The page says what is wrong with the number.
                return request.redirect(url)
        return request.redirect(url)
