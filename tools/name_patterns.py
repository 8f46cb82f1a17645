# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the ending of a word tells: patronymic or surname, of a man or a woman.

Patterns are matched against normal forms, Russian, Ukrainian or in Latin letters.
"""

import re
from functools import lru_cache

from .name_data import given_name

TURKIC_SON = frozenset(
    "оглы оглу огли углу угли улы ўгли ogly oglu ogli ugli uly".split()
)
TURKIC_DAUGHTER = frozenset(
    "кызы кизи гызы кзы қызы kyzy kizi gyzy qizi kyzi gizi".split()
)
_SON = re.compile(
    r"\w{2,}(?:вич|ївич|ьич|[аеиоу]ыч|[ктлнпвф]ич|[лнр]ыч)|.*(?:кузьм|фом|хом|ілл)[иі]ч"
    r"|\w{2,}(?:vi[tc]?ch|vych|vytch)|(?:il[yi]*|kuzm|luk|fom|nikit|savv)i[t]?ch"
    rf"|.+ (?:{'|'.join(TURKIC_SON)})"
)
_DAUGHTER = re.compile(
    r"\w{2,}(?:[оеиіїь]вна|[иі]чна)|\w{2,}(?:[oeiy]vna|i[t]?chna)"
    rf"|.+ (?:{'|'.join(TURKIC_DAUGHTER)})"
)
_MAN_SURE = re.compile(
    r".+(?:[оеє]в|[сц]ь?кий|[сц]кой)|.+(?:[oey]v|off|eff|[st]sk(?:y|ii|iy|ij|yi|i))"
)
_MAN_LIKELY = re.compile(r".+(?:[иіы]н|їн|[нрлтвдгжшч]ой|[нрлтвдгжшч]ый)|.+[iy]n")
_WOMAN_SURE = re.compile(
    r".+(?:[оеє]ва|[сц]ь?кая|[сц]ька|[нрлтвдгжшч]ая)|.+(?:[oey]va|[st]ska(?:ya|ia|ja|a|))"
)
_WOMAN_LIKELY = re.compile(r".+(?:[иіы]на|їна)|.+[iy]na")
_SURNAME = re.compile(
    r".+(?:[ыи]?[чщн]?ук|юк|[аи]к|ко|енка|янц|[ая]н|дзе|швили|иани|[ыи]х|[ое]вич|штейн"
    r"|берг|ман|ава|улия|[ыоай]ло|ец|[оеё]нок|нен|тис|кас|[аи]ш|арь|уха|заде)"
    r"|.+(?:ko|u[ck]|[iy]uk|ian|yan|dze|shvili|vich|vych|stein|berg|mann?|ykh|ikh)"
)
# Given names too many to list: Насретдин, Габдулахан, Айгуль.
_GIVEN_ENDING = re.compile(
    r".+(?:улл?а|уллах|дд?ин|тдин|хан|бек|гул[ьи]?|нур|джан|жан|зян|мурат|ахмат|ахмет|бай)"
)


@lru_cache(maxsize=32768)
def patronymic_gender(word):
    """Gender of a word that looks like a patronymic, else ``None``.

    :param word: normal form

    >>> patronymic_gender("ильинична"), patronymic_gender("мамед оглы")
    ('female', 'male')
    >>> patronymic_gender("иванов") is None
    True
    """
    if _DAUGHTER.fullmatch(word):
        return "female"
    return "male" if _SON.fullmatch(word) else None


def is_patronymic_of_known(word):
    """A patronymic made of a listed given name: Абрамович, but not Рабинович.

    >>> is_patronymic_of_known("сергеевич"), is_patronymic_of_known("рабинович")
    (True, False)
    >>> is_patronymic_of_known("яковлевна")
    True
    """
    match = re.fullmatch(r"(\w+?)(?:[оеий]ви?ч|[оеиії]вна|и?ничн?а?|ич|ична)", word)
    if not match:
        return bool(re.fullmatch(r"\w+(?:[oeiy]vna|chna)", word))
    stem = match[1]
    guesses = [stem + ending for ending in ("", "й", "ь", "о", "а", "я", "ий")]
    if stem.endswith(("ь", "вл")):
        # Васильевич, Яковлевич
        guesses += [stem[:-1], stem[:-1] + "ий"]
    return any(given_name(guess) for guess in guesses)


def surname_gender(word):
    """(gender, sure) by the ending of a surname; (``None``, ``False``) if it has none.

    >>> surname_gender("иванова"), surname_gender("коваленко")
    (('female', True), (None, False))
    >>> surname_gender("ильин"), surname_gender("зеленська")
    (('male', False), ('female', True))
    """
    word = word.rpartition(" ")[2]
    if _WOMAN_SURE.fullmatch(word):
        return "female", True
    if _MAN_SURE.fullmatch(word):
        return "male", True
    if _WOMAN_LIKELY.fullmatch(word):
        return "female", False
    if _MAN_LIKELY.fullmatch(word):
        return "male", False
    return None, False


def looks_like_surname(word):
    """The word ends as surnames do.

    >>> looks_like_surname("коваленко"), looks_like_surname("андрей")
    (True, False)
    """
    return bool(surname_gender(word)[0] or _SURNAME.fullmatch(word))


def looks_like_given_name(word):
    """The word ends as given names of Turkic and Arabic origin do.

    >>> looks_like_given_name("габдулахан"), looks_like_given_name("петров")
    (True, False)
    """
    return bool(_GIVEN_ENDING.fullmatch(word))
