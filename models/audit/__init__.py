# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import access_log
from . import access_log_write
from . import access_limit
from . import access_settings
from . import access_log_keep
from . import access_log_screen
from . import access_log_users
from . import audited
from . import audited_models
from . import audited_export
from . import audited_groups
