# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import prospect_group
from . import prospect_source
from . import prospect_company
from . import prospect_reference
from . import prospect
from . import prospect_hidden
from . import prospect_link
from . import prospect_former_link
from . import prospect_summary
from . import prospect_slot
from . import person_parser
from . import person_parser_values
from . import person_writer
from . import person_writer_values
from . import person_loader
from . import prospect_load
from . import prospect_screen
from . import prospect_contacts
