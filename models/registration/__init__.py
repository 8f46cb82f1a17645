# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import virtual_rows
from . import look_up
from . import person_filler
from . import registrar
from . import registrar_match
from . import nameless
from . import registrar_again
from . import identify
