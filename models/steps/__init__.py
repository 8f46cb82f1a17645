# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import lead_step
from . import lead_steps
from . import lead_history
from . import lead_steps_repair
from . import lead_steps_later
from . import crm_stage
from . import step_entries
from . import funnel_places
from . import funnel
from . import lead_day
from . import step_log_source
from . import step_log
from . import step_log_words
from . import step_log_write
from . import crm_action
from . import crm_team_actions
from . import put_off
