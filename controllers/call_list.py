# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import Controller, content_disposition, request, route


class CallList(Controller):
    """Download of a call list."""

    @route(
        "/crm_prospect/call_list/<int:list_id>/csv",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_csv(self, list_id):
        """A call list as a CSV file, for those who see it and may export."""
        call_list = request.env["crm.call.list"].browse(list_id).exists()
        if not call_list:
            raise request.not_found()
        return request.make_response(
            call_list._export_csv(),
            [
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{call_list.name}.csv")),
            ],
        )
