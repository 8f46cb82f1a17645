# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import lead_step
from . import lead_steps
from . import crm_stage
from . import step_entries
