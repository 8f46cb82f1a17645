# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import tools
from . import models
from . import report
from . import wizard
from . import controllers
from .hooks import pre_init_hook, uninstall_hook
