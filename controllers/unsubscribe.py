# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import Controller, request, route
from odoo.tools import consteq


class Unsubscribe(Controller):
    """The way out of mailings, for the reader of a letter and for his mail program."""

    # The signature in the path stands for the token of a form: a mail program that
    # unsubscribes by one click (RFC 8058) has no session.
    @route(
        "/crm_prospect/unsubscribe/<int:recipient_id>/<string:signature>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
    )
    def unsubscribe(self, recipient_id, signature, **_form):
        """Ask on GET, since programs that look at links must not opt anybody out; opt
        out on POST.
        """
        recipient = request.env["crm.mailing.recipient"].sudo().browse(recipient_id)
        if (
            not consteq(recipient._sign().encode(), signature.encode())
            or not recipient.exists()
        ):
            raise request.not_found()
        is_done = request.httprequest.method == "POST"
        if is_done:
            recipient._opt_out()
        return request.render(
            "crm_prospect.unsubscribe",
            {"is_done": is_done, "company": recipient.mailing_id.company_id},
        )
