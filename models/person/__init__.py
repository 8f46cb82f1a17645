# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import public_number
from . import client_seen
from . import person_text
from . import person_mixin
from . import person_employer
from . import person_owned
from . import person_value
from . import unusable
from . import person_origin
from . import person_name
from . import person_document_type
from . import person_document
from . import person_index
from . import person_index_builder
from . import person_search
from . import person_search_names
