"""Who is greeted: names in a greeting, and short forms of names."""

import re
import unicodedata

from tracker.writing.saying import TITLES

# Said in a greeting, and nobody's name.
_NOBODY = """all and everyone everybody team there both hiring manager recruiter recruiting committee panel
    madam ma'am again colleagues folks or the sir hr human resources department from at to whom it
    may concern friend"""
NOBODY = frozenset(_NOBODY.split())
# Each line: forms of one name.
SHORT_FORMS = tuple(
    frozenset(line.split())
    for line in """
    robert bob rob bobby bert
    william bill will billy liam
    elizabeth liz lizzie beth betty eliza lisa
    thomas tom tommy
    michael mike mick micky
    richard rick dick rich
    james jim jimmy jamie
    john jack johnny jon
    jonathan jon jonny
    katherine catherine kathryn katharina kate katie kathi kathy cathy kit
    margaret maggie meg peggy greta
    edward ed ted teddy eddie ned
    henry harry hank
    anthony tony
    andrew andy drew
    alexander alexandra alexandre alex sasha sandy xander
    charles charlie chuck
    joseph joe
    stephen steven steve
    susan sue susie
    patricia pat patty trish
    deborah deb debbie
    rebecca becky becca
    christopher chris kit
    christine christina chris tina
    daniel danielle dan danny dani
    david dave
    matthew matt
    nicholas nicole nick nicky
    samuel samantha sam
    benjamin ben
    gregory greg
    johannes hans johann
    maria mia mary
    francesca francis frances fran frank
    theodore ted theo
    victoria vicky tori
    peter pete
    antonio toni tony
    eleanor nell ellie nora
    """.strip().splitlines()
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def folded(text: str) -> str:
    """`text` without case and without accents."""
    marked = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(each for each in marked if not unicodedata.combining(each))


def names_in(text: str) -> frozenset[str]:
    """The names in a greeting, or of a person, without titles and initials."""
    words = WORD.findall(folded(text))
    said = frozenset(part for word in words for part in (word, *re.split("['’-]", word)))
    return frozenset(name for name in said - NOBODY if len(name) > 1 and name not in TITLES)


def may_be(greeted: frozenset[str], person: frozenset[str]) -> bool:
    """Whether one of the names greeted is the person's, or a form of it."""
    return any(same(one, other) for one in greeted for other in person)


def same(one: str, other: str) -> bool:
    """Whether both are the same name, or one a short form of the other."""
    shorter, longer = sorted((one, other), key=len)
    if one == other or (len(shorter) > 2 and longer.startswith(shorter)):
        return True
    return any(one in forms and other in forms for forms in SHORT_FORMS)
