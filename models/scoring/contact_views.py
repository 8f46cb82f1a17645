# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .contact_facts import CONTACT, STATUS_NOW, USELESS_NOW
from .score_run import LAST_NIGHT

VIEWS = {
    "crm_prospect_best_contact": (
        SQL(
            """SELECT DISTINCT ON (p.partner_id, p.kind)
                p.partner_id AS client_id, c.client_number, p.kind, p.value, s.score,
                s.rank, %(status)s AS status, coalesce(h.is_owner, TRUE) AS is_owner,
                greatest(s.computed_at, n.ended_at) AS computed_at
            FROM %(contact)s
            JOIN res_partner c ON c.id = p.partner_id AND c.is_client IS TRUE
            CROSS JOIN (%(last_night)s) AS n(ended_at)
            WHERE NOT %(useless)s
            ORDER BY p.partner_id, p.kind, s.rank, p.id""",
            contact=CONTACT,
            status=STATUS_NOW,
            useless=USELESS_NOW,
            last_night=LAST_NIGHT,
        ),
        "Best usable contact of each client and kind. Holds phones and e-mails of"
        " people: grant it only to whom may see them.",
        {
            "client_id": "Client: id of res_partner",
            "client_number": "Client ID as people see it",
            "kind": "phone, email or messenger",
            "value": "The contact as it is on the card",
            "score": "0 to 1000",
            "rank": "Place among all contacts of the client; 1 is the best",
            "status": "personal, no_answer, relative or shared",
            "is_owner": "Whether it belongs mainly to this client",
            "computed_at": "When the figures were last found to be true, UTC",
        },
    ),
    "crm_prospect_contactability": (
        SQL(
            """SELECT c.id AS client_id, c.client_number, c.company_id, a.score,
                k.place, k.percentile, a.usable_count,
                greatest(a.computed_at, n.ended_at) AS computed_at,
                n.ended_at AS places_at
            FROM crm_contactability a
            JOIN res_partner c ON c.id = a.partner_id AND c.is_client IS TRUE
            LEFT JOIN crm_contactability_place k ON k.score = a.score
                AND k.company_id IS NOT DISTINCT FROM c.company_id
            CROSS JOIN (%s) AS n(ended_at)""",
            LAST_NIGHT,
        ),
        "How well each client can be reached. Figures only, no personal data.",
        {
            "client_id": "Client: id of res_partner",
            "client_number": "Client ID as people see it",
            "company_id": "Company the client belongs to; empty: all",
            "score": "Contactability, 0 to 1000",
            "place": "Place among the clients of the company and of all companies,"
            " equal scores share one; 1 is the best",
            "percentile": "Per cent of the clients with lower scores",
            "usable_count": "Number of usable contacts",
            "computed_at": "When the score was last found to be true, UTC",
            "places_at": "As of when places and percentiles are, UTC",
        },
    ),
}


class CrmBiViews(models.AbstractModel):
    """The best contact and the contactability of each client."""

    _inherit = "crm.bi.views"

    @api.model
    def _get_views(self):
        return {**super()._get_views(), **VIEWS}
