# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# Packages build on each other in this order.
from . import person
from . import contact
from . import prospect
from . import scoring
from . import matching
from . import registration
from . import crm
from . import desk
