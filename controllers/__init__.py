# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import incoming_call
from . import call_list
from . import masked_recipients
from . import unsubscribe
from . import hidden_recipients
