# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ways in which one text becomes another by human hand.

Each function takes a text and a stream of chance (`draw.stream`) and returns the
text as somebody else wrote it; a text it has nothing to do on comes back as it is.
"""

from .translit import GOST, HABIT, PASSPORT

_KEYBOARD = "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT = str.maketrans(
    _KEYBOARD + _KEYBOARD.upper() + "ёЁ",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,." + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>' + "`~",
)
_LOOK_ALIKES = str.maketrans("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX")
# Pairs that sound alike or nearly so, in everyday misspellings of names.
_SOUNDS = (
    ("нн", "н"),
    ("лл", "л"),
    ("сс", "с"),
    ("иа", "ья"),
    ("ия", "ья"),
    ("ье", "ие"),
    ("ей", "ий"),
    ("сч", "щ"),
    ("дц", "ц"),
    ("ль", "л"),
    ("нь", "н"),
    ("рь", "р"),
    ("ов", "ав"),
    ("ев", "ив"),
    ("ро", "ра"),
    ("ло", "ла"),
    ("ко", "ка"),
    ("ре", "ри"),
    ("ле", "ли"),
    ("ме", "ми"),
    ("дк", "тк"),
    ("бк", "пк"),
    ("зк", "ск"),
    ("гк", "хк"),
    ("ий", "ей"),
    ("на", "но"),
    ("ин", "ен"),
)


def typo(text, draw):
    """One slip of the finger: optimal string alignment distance 1.

    A letter hit beside, left out, doubled, or swapped with the next; the first one
    stays, as people notice it.
    """
    if len(text) < 3:
        return text
    place = 1 + int(draw() * (len(text) - 1))
    letter = text[place]
    kind = draw()
    if kind < 0.4:
        return text[:place] + _beside(letter, draw) + text[place + 1 :]
    if kind < 0.6 and len(text) > 3:
        return text[:place] + text[place + 1 :]
    if kind < 0.8 or place == 1 or letter == text[place - 1]:
        return text[:place] + letter + text[place:]
    return text[: place - 1] + letter + text[place - 1] + text[place + 1 :]


def _beside(letter, draw):
    """The key beside on the keyboard, in the case of the letter."""
    place = _KEYBOARD.find(letter.lower())
    if place < 0:
        return letter
    key = _KEYBOARD[place - 1 if draw() < 0.5 else (place + 1) % len(_KEYBOARD)]
    return key.upper() if letter.isupper() else key


def by_ear(text, draw):
    """Spelled by the sound: one pair of `_SOUNDS` replaced, in either way."""
    start = int(draw() * len(_SOUNDS))
    for pair in _SOUNDS[start:] + _SOUNDS[:start]:
        one, other = pair if draw() < 0.5 else pair[::-1]
        place = text.find(one, 1)
        if place > 0:
            return text[:place] + other + text[place + len(one) :]
    return text


def latin(text, draw):
    """As in a passport for travelling."""
    return text.translate(PASSPORT)


def latin_gost(text, draw):
    """As the state standard has it: Хрущёв is Xrushhyov."""
    return text.translate(GOST)


def latin_habit(text, draw):
    """As people write themselves: Юлия Хан is Yuliya Han."""
    return text.translate(HABIT)


def wrong_layout(text, draw):
    """Typed with the keyboard switched to English."""
    return text.translate(_LAYOUT)


def look_alikes(text, draw):
    """Some Cyrillic letters replaced by Latin ones which look the same."""
    return "".join(c.translate(_LOOK_ALIKES) if draw() < 0.5 else c for c in text)


def case(text, draw):
    """All capitals, none, or the wrong ones (Caps Lock)."""
    kind = draw()
    if kind < 0.1:
        return text.swapcase()
    return text.upper() if kind < 0.6 else text.lower()


def blanks(text, draw):
    """Blanks where none should be, double ones where one should."""
    kind = draw()
    if " " in text:
        return text.replace(" ", "  ")
    if kind < 0.6:
        return text + " "
    return " " + text if kind < 0.9 else f" {text}  "


def hyphen(text, draw):
    """A double surname with a blank, a dash, blanks around, or one of its halves."""
    kind = draw()
    if kind < 0.3:
        return text.replace("-", " ")
    if kind < 0.4:
        return text.replace("-", "–")
    if kind < 0.7:
        return text.replace("-", " - ")
    return text.rpartition("-")[2] if kind < 0.9 else text.partition("-")[0]


_APOSTROPHES = "’`ʼ"


def apostrophe(text, draw):
    """Another sign for the apostrophe, none, or ь: О’Коннор, ОКоннор, Демьяненко."""
    kind = draw()
    if kind < 0.6:
        return text.replace("'", _APOSTROPHES[int(kind * 5)])
    before, _sign, after = text.partition("'")
    return before + ("ь" if kind < 0.8 and after[:1] in "яю" else "") + after


def initials(firstname, middlename, draw):
    """First name and patronymic cut down to letters: И. И., И И, Иван И.

    :return: (first name, patronymic); no patronymic stays none
    """
    kind = draw()
    dot = "." if kind < 0.7 else ""
    names = [name[:1] + dot if name else "" for name in (firstname, middlename)]
    return (firstname, names[1]) if middlename and 0.4 <= kind < 0.7 else tuple(names)


def digit(text, draw):
    """One digit of a number is another one."""
    place = int(draw() * len(text))
    if not text[place].isdigit():
        return text
    other = (int(text[place]) + 1 + int(draw() * 9)) % 10
    return f"{text[:place]}{other}{text[place + 1 :]}"


def swapped_birthdate(birthdate, draw):
    """Day and month of YYYY-MM-DD exchanged, where that is a date."""
    year, month, day = birthdate.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else birthdate


def birthdate_digit(birthdate, draw):
    """Last digit of the year or of the day of YYYY-MM-DD is another one."""
    if draw() < 0.5 or birthdate[8:] > "28":
        return birthdate[:3] + digit(birthdate[3], draw) + birthdate[4:]
    # 1-8 keeps the day within any month
    other = (int(birthdate[9]) + int(draw() * 7)) % 8 + 1
    return f"{birthdate[:9]}{other}"


_PHONE_FORMS = (
    "+7{}{}{}{}",
    "+7{}{}{}{}",
    "8{}{}{}{}",
    "8 ({}) {}-{}-{}",
    "8-{}-{}-{}-{}",
    "{}{}{}{}",
    "+7 {} {} {} {}",
    "7{}{}{}{}",
    "8({}){}{}{}",
    "+7 ({}) {}-{}-{}",
)


def phone_form(number, draw):
    """A national number of 10 digits in one of the usual notations."""
    form = _PHONE_FORMS[int(draw() * len(_PHONE_FORMS))]
    return form.format(number[:3], number[3:6], number[6:8], number[8:])


_PASSPORT_FORMS = ("{}{}{}", "{} {} {}", "{}{} {}", "{} {} № {}", "{}{}№{}")


def passport_form(number, draw):
    """A passport number of 10 digits in one of the usual notations."""
    form = _PASSPORT_FORMS[int(draw() * len(_PASSPORT_FORMS))]
    return form.format(number[:2], number[2:4], number[4:])


def snils_form(number, draw=None):
    """A pension insurance number as printed: 112-233-445 95."""
    return f"{number[:3]}-{number[3:6]}-{number[6:9]} {number[9:]}"


def email_form(address, draw):
    """The same mailbox written otherwise."""
    kind = draw()
    local, _at, domain = address.partition("@")
    if kind < 0.4:
        return f"{local.capitalize()}@{domain}"
    if kind < 0.6:
        return address.upper()
    if domain == "gmail.com":
        return f"{local[0]}.{local[1:].replace('.', '')}@{domain}"
    if kind < 0.8:
        return f" {address} "
    return f"{local}@{domain.replace('.', ',')}"
