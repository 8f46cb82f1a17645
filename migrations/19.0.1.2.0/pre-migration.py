# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def migrate(cr, version):
    """Adopt a source with the code LEAD that somebody made before the addon did."""
    cr.execute(
        """INSERT INTO ir_model_data (module, name, model, res_id, noupdate)
        SELECT 'crm_prospect', 'prospect_source_lead', 'crm.prospect.source', id, TRUE
        FROM crm_prospect_source WHERE upper(code) = 'LEAD'
        ON CONFLICT DO NOTHING"""
    )
