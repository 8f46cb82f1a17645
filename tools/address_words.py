# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the words of a postal address mean; all in lower case, without ё and dots.

>>> TYPES["пр-т"], SLOTS["корп"], ALIASES["спб"]
('проспект', 'corpus', 'санкт петербург')
"""


def _spellings(meanings):
    """{spelling: meaning} of {meaning: spellings parted by blanks}."""
    return {
        word: meaning for meaning, words in meanings.items() for word in words.split()
    }


# A street is the default type: one writes the word, another does not. Every other type
# is a part of the name, for пр-т Ленина and ул. Ленина are two streets of one city.
TYPES = _spellings(
    {
        "": "ул улица вул вулиця ul ulitsa ulitza vul vulytsia street st str",
        "проспект": "пр пр-т пр-кт просп проспект prospekt prosp",
        "переулок": "пер переулок пров провулок pereulok",
        "проезд": "пр-д проезд проїзд",
        "шоссе": "ш шоссе шосе shosse",
        "набережная": "наб набережная набережна",
        "бульвар": "б-р бул бульв бульвар bulvar",
        "площадь": "пл площадь площа",
        "тупик": "туп тупик",
        "линия": "лин линия лінія",
        "аллея": "ал аллея алея",
        "микрорайон": "мкр мкрн мкр-н м-н мк-н микрорайон мікрорайон",
        "квартал": "кв-л квартал",
        "снт": "снт днт сдт снп днп садоводство",
        "гск": "гск",
        "avenue": "avenue ave av",
        "road": "road rd",
        "lane": "lane ln",
        "drive": "drive dr",
        "boulevard": "boulevard blvd",
        "square": "square sq",
        "place": "place pl",
        "court": "court ct crt",
        "circuit": "circuit cct",
        "crescent": "crescent cres",
        "close": "close cl",
    }
)
# Parts of a settlement: where there is a street, it tells more.
AREAS = frozenset({"микрорайон", "квартал", "снт", "гск"})
# Of these every settlement has its own streets.
COLONIES = frozenset({"снт", "гск"})
# A number after these is their name: мкр 3, линия 8.
NUMBERED = AREAS | {"линия", "проезд"}
PLACES = frozenset(
    "г гор город м місто с село д дер деревня п пос поселок селище пгт рп смт ст-ца"
    " станица х хутор аул".split()
)
REGIONS = frozenset(
    "обл область край респ республика республіка р-н рн район р-он ао округ"
    " улус".split()
)
# What the number after these is.
SLOTS = _spellings(
    {
        "house": "д дом буд будинок вл влад владение домовл домовладение уч участок",
        "corpus": "к кор корп корпус corp",
        "building": "с стр строение соор сооружение bldg building",
        "flat": "кв квар кварт квартира flat apt apartment unit #",
        "office": "оф офис пом помещение office suite",
        "room": "ком комн комната room",
        "": "подъезд подьезд пд под эт этаж домофон код floor fl",
    }
)
# Said or left out.
NOISE = frozenset(
    "частный частн лит литер литера им имени россия рф украина україна russia"
    " ukraine".split()
)
# A number before these belongs to the name of the street: 50 лет Октября, 8 Марта.
AFTER_NUMBER = frozenset(
    "лет год года годов летия января февраля марта апреля мая июня июля августа"
    " сентября октября ноября декабря січня лютого березня травня червня липня серпня"
    " вересня жовтня листопада грудня років річчя".split()
)
FULL_WORDS = _spellings(
    {
        "академика": "ак акад",
        "генерала": "ген",
        "маршала": "марш",
        "адмирала": "адм",
        "большая": "бол",
        "малая": "мал",
        "верхняя": "верх",
        "нижняя": "ниж",
        "новая": "нов",
        "1": "первая первый",
        "2": "вторая второй",
        "3": "третья третий",
        "4": "четвертая четвертый",
        "5": "пятая пятый",
    }
)
# Given names without which the street is as well known: Карла Маркса.
FORENAMES = frozenset(
    "карла розы клары богдана тараса юрия максима александра сергея степана".split()
)

# {name: its other names and spellings, parted by bars}
_ALIASES = {
    "москва": "мск|moscow|moskva",
    "санкт петербург": "спб|с пб|с петербург|ст петербург|санктпетербург|петербург"
    "|питер|ленинград|saint petersburg|st petersburg|sankt peterburg|spb",
    "екатеринбург": "екб|ебург|свердловск|ekaterinburg|yekaterinburg",
    "нижний новгород": "нн|н новгород|нижн новгород|nizhny novgorod",
    "великий новгород": "в новгород|вел новгород",
    "новосибирск": "нск|новосиб|novosibirsk",
    "ростов на дону": "ростов н д|ростов н дону|ростов дон",
    "набережные челны": "наб челны|н челны",
    "нижний тагил": "н тагил",
    "комсомольск на амуре": "комсомольск н а",
    "казань": "kazan",
    "челябинск": "chelyabinsk",
    "самара": "samara",
    "владивосток": "vladivostok",
    "нур султан": "астана|astana|nur sultan",
    "алматы": "алма ата|almaty",
    "минск": "мінск|minsk",
    "киев": "київ|kyiv|kiev",
    "харьков": "харків|kharkiv|kharkov",
    "одесса": "одеса|odesa|odessa",
    "днепр": "дніпро|днепропетровск|дніпропетровськ|dnipro",
    "львов": "львів|lviv|lvov",
    "запорожье": "запоріжжя|zaporizhzhia",
    "николаев": "миколаїв|mykolaiv",
    "винница": "вінниця|vinnytsia",
    "чернигов": "чернігів|chernihiv",
    "черкассы": "черкаси",
    "житомир": "zhytomyr",
    "сумы": "суми",
    "ровно": "рівне",
    "ивано франковск": "івано франківськ",
    "тернополь": "тернопіль",
    "луцк": "луцьк",
    "ужгород": "uzhhorod",
    "черновцы": "чернівці",
    "хмельницкий": "хмельницький",
    "кривой рог": "кривий ріг",
    "кропивницкий": "кропивницький|кировоград|кіровоград",
    "донецк": "донецьк",
    "луганск": "луганськ",
    "мариуполь": "маріуполь",
    "херсон": "kherson",
    "полтава": "poltava",
}
_BIG = (
    "омск уфа красноярск пермь воронеж волгоград краснодар саратов тюмень тольятти"
    " барнаул ижевск хабаровск ульяновск иркутск ярославль томск ставрополь кемерово"
    " оренбург новокузнецк рязань чебоксары калининград пенза липецк астрахань"
    " тула сочи курск улан-удэ тверь сургут магнитогорск брянск якутск белгород калуга"
    " чита смоленск вологда саранск череповец архангельск мурманск кострома"
    " петрозаводск псков волжский грозный тамбов нижневартовск новороссийск"
    " йошкар-ола таганрог сыктывкар нальчик нижнекамск шахты дзержинск орск ангарск"
    " балашиха благовещенск прокопьевск химки бийск энгельс рыбинск балаково"
    " северодвинск подольск мытищи люберцы королев одинцово зеленоград"
    " симферополь севастополь гомель витебск могилев гродно брест"
)
ALIASES = {alias: name for name, text in _ALIASES.items() for alias in text.split("|")}
# Names by which a city is told from a street without the word "город".
CITIES = ALIASES.keys() | _ALIASES.keys() | set(_BIG.replace("-", " ").split())
