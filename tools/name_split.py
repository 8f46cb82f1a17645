# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts of a full name typed in any order."""

import re
from typing import NamedTuple

from . import name_layout
from .characters import HYPHENS, as_text, clean
from .name_data import given_name
from .name_form import normalize
from .name_odds import AFTER, BEFORE, GIVEN, SURE, given_odds
from .name_patterns import (
    is_patronymic_of_known,
    looks_like_surname,
    patronymic_gender,
)

_MAX_LENGTH = 500
_MAX_WORDS = 12
_TITLES = frozenset(
    "г-н г-жа господин госпожа гр гражданин гражданка ип пан пані тов mr mrs ms miss"
    " dr prof sir madam".split()
)
# Surnames after which a name of two short words is one given name (Ким Чен Ын).
_EASTERN = frozenset(
    "ким пак цой ли тен хан хван нам ан югай шин чен ван чжан лю нгуен чан ле фам лим"
    " цзян сунь мао чэнь хоанг фан ву во данг буй до хо нго дуонг kim pak tsoi lee li"
    " chen van wang zhang liu nguyen tran le pham".split()
)


class NameParts(NamedTuple):
    """Parts as written, "" for a missing one; ``confident`` is false where another
    reading of the same text is likely too."""

    lastname: str
    firstname: str
    middlename: str
    confident: bool


def split(text):
    """Parts of a full name written in any order.

    Understands patronymics (Russian, Ukrainian, оглы and кызы), initials, particles,
    hyphens, a comma after the surname, Latin letters, Cyrillic typed with the Latin
    keyboard. A text in one case gets capitals.

    :param text: str or ``None``; 500 characters and 12 words of it are read
    :return: :class:`NameParts`

    >>> split("Пётр Ильич ЧАЙКОВСКИЙ"), split("Иванов И.И.")
    ... # doctest: +NORMALIZE_WHITESPACE
    (NameParts(lastname='ЧАЙКОВСКИЙ', firstname='Пётр', middlename='Ильич',
               confident=True),
     NameParts(lastname='Иванов', firstname='И.', middlename='И.', confident=True))
    >>> split("фон дер пален анна")[:2], split("АЛИЕВ МАМЕД ГАСАН ОГЛЫ")[2]
    (('фон дер Пален', 'Анна'), 'Гасан оглы')
    """
    text = clean(as_text(text), _MAX_LENGTH)
    text = re.sub(r"\([^)]*\)?", " ", text)
    if text.isascii():
        text = " ".join(name_layout.repair(tuple(text.split())))
    if not normalize(text):
        return NameParts("", "", "", False)
    before, comma, after = text.partition(",")
    words, rest = _words(before), _words(after)
    if comma and words and rest:
        parts = _with_comma(words, rest)
    else:
        parts = _arrange(words or rest)
    if text.isupper() or text.islower():
        parts = NameParts(*map(_capitalize, parts[:3]), parts.confident)
    return parts


def _words(text):
    """Words with particles joined to them and initials apart."""
    upper = text.isupper()
    text = re.sub(rf"(?<=\w)\s*[{HYPHENS}]\s*(?=\w)", "-", text)
    text = re.sub(r"\.(?=\w)", ". ", text)
    words = []
    for word in text.split():
        word = word.strip(HYPHENS + '"«»“”;:!?*/\\|')
        letters = word.strip(".")
        if letters.lower() in _TITLES or not normalize(letters):
            continue
        if _is_initials(letters) and not upper:
            words += [letter + "." for letter in letters]
        elif len(letters) < 3 and (word.endswith(".") or len(letters) == 1):
            words.append(letters + ".")
        else:
            words.append(letters)
    return _join_particles(words[:_MAX_WORDS])


def _is_initials(word):
    """Two capitals in a text of mixed case, as in "Иванов ИИ"."""
    return len(word) == 2 and word.isalpha() and word.isupper()


def _join_particles(words):
    joined = []
    for word in reversed(words):
        lowered = word.lower()
        if joined and joined[-1].lower() in AFTER:
            joined[-1] = f"{word} {joined[-1]}"
        elif joined and lowered in BEFORE and (len(words) > 2 or word.islower()):
            joined[-1] = f"{word} {joined[-1]}"
        else:
            joined.append(word)
    return joined[::-1]


def _with_comma(words, rest):
    """«Фамилия, Имя Отчество»; also «Имя Отчество, Фамилия»."""
    if len(rest) == 1 and len(words) > 1 and patronymic_gender(normalize(words[-1])):
        words, rest = rest, words
    return NameParts(" ".join(words), rest[0], " ".join(rest[1:]), True)


def _arrange(words):
    initials = [word for word in words if word.endswith(".")]
    full = [word for word in words if not word.endswith(".")]
    if initials:
        return _arrange_initials(full, initials)
    if len(words) == 1:
        return _arrange_one(words[0])
    if len(words) == 2:
        return _arrange_two(*words)
    return _arrange_many(words)


def _arrange_initials(full, initials):
    first, middle = initials[0], " ".join(initials[1:])
    if not full:
        return NameParts("", first, middle, False)
    if len(initials) > 1 or len(full) > 2:
        return NameParts(" ".join(full), first, middle, True)
    if len(full) == 1:
        if given_odds(full[0]) > SURE:
            # «Анна К.»: the surname is what people hide.
            return NameParts(first, full[0], "", False)
        return NameParts(full[0], first, "", True)
    if patronymic_gender(normalize(full[1])) and given_odds(full[0]) < GIVEN:
        return NameParts(full[0], first, full[1], True)
    parts = _arrange_two(*full)
    if parts.middlename:
        return NameParts(first, parts.firstname, parts.middlename, False)
    return NameParts(parts.lastname, parts.firstname, first, parts.confident)


def _arrange_one(word):
    form = normalize(word)
    if patronymic_gender(form) == "female":
        return NameParts("", "", word, False)
    if given_odds(word) >= GIVEN:
        return NameParts("", word, "", False)
    return NameParts(word, "", "", False)


def _arrange_two(one, two):
    if normalize(one) in _EASTERN and " " in two:
        return NameParts(one, two, "", False)
    odds = given_odds(one) - given_odds(two)
    gender = patronymic_gender(normalize(two))
    if gender and (gender == "female" or is_patronymic_of_known(normalize(two))):
        given = given_name(normalize(one))
        if given and given.gender in ("", gender):
            return NameParts("", one, two, gender == "female")
        if looks_like_surname(normalize(one)) and gender == "female":
            return NameParts(one, "", two, False)
    if patronymic_gender(normalize(one)) == "female" and given_odds(two) >= GIVEN:
        return NameParts("", two, one, False)
    # Latin names of which nothing is known are written the western way.
    western = odds == 0 and (one + two).isascii()
    sure = abs(odds) >= SURE and max(given_odds(one), given_odds(two)) >= GIVEN
    if odds > 0 or western:
        return NameParts(two, one, "", sure)
    return NameParts(one, two, "", sure)


def _arrange_many(words):
    places = [
        place
        for place, word in enumerate(words)
        if place and patronymic_gender(normalize(word))
    ]
    if not places:
        return _arrange_without_patronymic(words)
    # A surname may look like a patronymic (Абрамович): a given name goes before.
    place = max(places, key=lambda place: (given_odds(words[place - 1]), place))
    before, first, middle, after = (
        words[: place - 1], words[place - 1], words[place], words[place + 1 :],
    )  # fmt: skip
    if before and after:
        if given_odds(before[-1]) >= GIVEN:
            return NameParts(" ".join(after), " ".join([*before, first]), middle, True)
        return NameParts(" ".join(before + after), first, middle, False)
    if len(before) == 1 and given_odds(before[0]) - given_odds(first) > 2 * SURE:
        # «Иван Петров Сергеевич»
        return NameParts(first, before[0], middle, False)
    return NameParts(" ".join(before or after), first, middle, True)


def _arrange_without_patronymic(words):
    one, *middle, last = words
    odds = [given_odds(word) for word in words]
    if normalize(one) in _EASTERN and max(map(len, words)) <= 5:
        return NameParts(one, " ".join(words[1:]), "", False)
    if odds[0] >= GIVEN and odds[0] > odds[-1]:
        return NameParts(last, one, " ".join(middle), False)
    if odds[-1] >= GIVEN and odds[-1] > max(odds[:-1]):
        return NameParts(" ".join(words[:-1]), last, "", False)
    return NameParts(one, words[1], " ".join(words[2:]), False)


def _capitalize(part):
    """Capitals for a part that had one case: Петрова-Водкина, О'Коннор, фон Пален."""
    if " " in part:
        return " ".join(map(_capitalize, part.split()))
    lowered = part.lower()
    if lowered in BEFORE or lowered in AFTER:
        return lowered
    # After an apostrophe only where one letter stands before: not Дем'Яненко.
    return re.sub(
        rf"(?:^|(?<=[{HYPHENS}])|(?<=^\w['’ʼ`]))\w",
        lambda match: match[0].upper(),
        lowered,
    )
