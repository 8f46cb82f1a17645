# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import match_signature
from . import match_key
from . import match_queue
from . import match_condition
from . import match_rule
from . import match_rule_check
from . import match
from . import match_partner
from . import match_engine
from . import match_apply
from . import match_apply_prospects
from . import match_candidate
from . import match_run
from . import match_run_line
from . import match_run_steps
from . import match_run_build
from . import match_run_screen
