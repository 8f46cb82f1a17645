# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the last names of one family have in common, whoever bears them.

The patterns are understood alike by Python and by PostgreSQL, which compares the names
of millions in place.
"""

import re

# In words of the normal form (:func:`names.normalize`): endings that tell the gender.
SURNAME_ENDING = (
    r"((?<=ов|ев|ин|ын)а|ая|яя|ий|ый|ой|ій|(?<=ськ|цьк)а"
    r"|(?<=ov|ev|in|yn)a|aya|aia|aja|(?<=sk)a|iy|ij|yi|yj|(?<=sk)y|(?<=sk)i)(?=$| )"
)
PATRONYMIC_ENDING = (
    r"(инична|івна|ович|евич|йович|овна|евна|ична|ївна|ич"
    r"|ovich|evich|ovych|inichna|ovna|evna|ichna|ivna|ich)$"
)


def surname_stem(surname):
    """What is left of a last name without the endings that tell the gender.

    :param str surname: in normal form
    :return: equal for the last names of husband and wife, of father and daughter

    >>> surname_stem("курочкина") == surname_stem("курочкин")
    True
    >>> surname_stem("достоевская петрова"), surname_stem("достоевский петров")
    ('достоевск петров', 'достоевск петров')
    >>> surname_stem("толстая") == surname_stem("толстой")
    True
    >>> surname_stem("зеленська") == surname_stem("зеленський")
    True
    >>> surname_stem("ivanova") == surname_stem("ivanov")
    True
    >>> surname_stem("коваленко")
    'коваленко'
    """
    return re.sub(SURNAME_ENDING, "", surname)


def patronymic_stem(patronymic):
    """What the patronymics of brother and sister have in common.

    :param str patronymic: in normal form

    >>> patronymic_stem("иванович") == patronymic_stem("ивановна")
    True
    >>> patronymic_stem("ильич") == patronymic_stem("ильинична")
    True
    >>> patronymic_stem("петрович") == patronymic_stem("ивановна")
    False
    """
    return re.sub(PATRONYMIC_ENDING, "", patronymic)
