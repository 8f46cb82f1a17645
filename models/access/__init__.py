# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import access_log
from . import ir_ui_menu
from . import res_users
from . import without_clients
from . import res_partner
