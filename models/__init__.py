# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# Before all tables: the views on them go away while they are brought up to date.
from . import bi_views

# Packages build on each other in this order.
from . import person
from . import contact
from . import prospect
from . import matching
from . import scoring
from . import registration
from . import crm
from . import steps
from . import mailing
from . import desk
from . import conversion
from . import audit
from . import access
from . import hidden
from . import masking

# Last, so that it sees what the caller gave, before any other override.
from . import owned_fields
