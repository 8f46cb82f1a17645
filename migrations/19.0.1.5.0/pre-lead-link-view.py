# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Empty the view of the link until its file is read.

The fields of clients are not for everybody any more, and Odoo checks each form of
applications together with the old text of the views that come after it.
"""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE ir_ui_view SET arch_db = '{"en_US": "<data/>"}'
        WHERE id = (
            SELECT res_id FROM ir_model_data
            WHERE module = 'crm_prospect' AND name = 'crm_lead_view_form_link'
        )
        """
    )
