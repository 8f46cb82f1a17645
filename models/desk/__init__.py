# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import claim
from . import sample
from . import sample_settings
from . import desk_queue
from . import desk
from . import desk_card
from . import desk_person
