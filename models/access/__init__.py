# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import res_groups
from . import res_users
from . import without_clients
from . import res_partner
from . import res_users_reach
from . import template_editor
from . import prospect_reach
from . import res_partner_company
from . import lead_step_reach
from . import generic_value_company
