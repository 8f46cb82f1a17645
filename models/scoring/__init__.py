# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import score_model
from . import score_factor
from . import contact_score
from . import contact_share
from . import contactability
from . import score_run
from . import score_queue
