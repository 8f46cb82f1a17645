# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import conversion_doubles
from . import conversion_refusal
from . import conversion_values
from . import conversion_proposals
from . import conversion_writer
from . import conversion_count
from . import conversion
from . import converted
from . import timeline_conversion
from . import conversion_screen
from . import converted_form
