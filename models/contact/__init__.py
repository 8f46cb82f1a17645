# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import contact_point
from . import contact_card
from . import contact_event
from . import number_plan
from . import number_range
from . import email_domain
