# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import masked
from . import masked_search
from . import masked_write
from . import masked_export
from . import masked_people
from . import masked_odoo
from . import masked_lists
from . import masked_values
from . import masked_chatter
from . import masked_birthdate
from . import ir_http
