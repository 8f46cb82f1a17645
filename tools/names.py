# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Personal names: the parts, the comparable forms and the gender.

>>> split("Иванов Иван Иванович").middlename
'Иванович'
>>> normalize("Сёмин"), latin_key("Сёмин") == latin_key("Syomin")
('семин', True)
"""

from .name_form import normalize
from .name_gender import gender
from .name_keys import cyrillic, latin_key, sound_code
from .name_layout import readings
from .name_order import repair
from .name_split import NameParts, split

__all__ = [
    "NameParts",
    "cyrillic",
    "gender",
    "latin_key",
    "normalize",
    "readings",
    "repair",
    "sound_code",
    "split",
]
