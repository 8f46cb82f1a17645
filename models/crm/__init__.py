# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import res_partner
from . import res_partner_load
from . import res_partner_search
from . import res_config_settings
from . import application_reference
from . import crm_lead
from . import prospect_leads
