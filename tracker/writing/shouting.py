"""What shouts: words in capitals, more than one exclamation mark, and "???" (E1, E2)."""

import re
from collections.abc import Iterator

from tracker.writing.findings import Finding, FindingKind
from tracker.writing.reading import Reading
from tracker.writing.saying import latin

LONG_ENOUGH = 4
WORDS = re.compile(r"(?<![\w.@/#-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@/#])")
MARKS = re.compile("[?!]+")
VOWELS = frozenset("AEIOUYÄÖÜÉÈÊÀÁÂÓÒÔÍÌÎÚÙÛÅÆØ")
# Said in capitals by everybody. Those without a vowel need not be listed.
# What is a placeholder or pushy is said by others.
_ABBREVIATIONS = """
    ASAP FIXME TODO
    ABAP AGPL AIDS AJAX AMQP ANOVA ANSI APAC ARIA ASCII ASIC AUTOSAR BAFIN BERT BIOS BPMN CAPEX
    CAPTCHA CCNA CEFR CERN CEST CISA CISO CISSP COBIT COBOL CORBA CORS COVID CPAP CRISPR CRUD
    CUDA DACH DACI DAMA DAST DATEV DELF DOCX DORA DSGVO EBIT EBITDA ECMA ECTS EEPROM EIOPA ELISA
    EMEA ESMA ESOP ETLS FAANG FERPA FIFO FINRA FISMA FMEA FOIA FOMO FORTRAN FPGA GAAP GDPR GELU
    GIMP GNOME GUID HACCP HANA HAZOP HIPAA IATA ICAO IEEE IELTS IETF IFRS IKEA IMAP INFOSEC
    INSEAD IPSAS ITAR ITIL JAMA JAVA JIRA JSON LAMP LASER LATAM LEED LIDAR LIFO LINQ LOINC
    MATLAB MIDI MIMO MIPS MISRA MOMA MOOC MOSFET NACE NASA NASDAQ NATO NEBOSH NIST NOAA NOSQL
    NVIDIA NYSE OAUTH OECD OFDM OKRS OLAP OLED OLTP OPEC OPEX ORCID OSHA OSINT OWASP PADI PESTEL
    PISA PLOS POSIX PRINCE QUIC RACI RADAR RAID REST ROAS ROHS ROUGE RSVP SAAS SAML SANS SARS
    SASE SASS SAST SATA SCADA SCORM SCRUM SCSI SEPA SIEM SIMD SLAM SNOMED SOAP SOAR SOLID SONAR
    SORA SPICE SPSS STEAM STEM STOMP SWOT TOEFL TOEIC TOGAF TOML TOTP TRIZ UEFA UEFI UNESCO
    UNHCR UNICEF UNIX USAID UTAUT UUID VARK VOIP WCAG WIPO WYSIWYG XAML YAGNI YAML YOLO ZIPF
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
WORD_IN_CAPITALS = "Capitals read as shouting; small letters say the same."
ASKED_LOUDLY = "One question mark asks as well, and more kindly."
MANY_MARKS = "One exclamation mark is plenty; a full stop sounds calmer."
ADVICE = ("E1", "E2")


def shouting(reading: Reading) -> Iterator[Finding]:
    """Capital words of four letters and more, and each exclamation mark after the first."""
    yield from capitals(reading)
    yield from marks(reading)


def capitals(reading: Reading) -> Iterator[Finding]:
    """Words in capitals that are neither abbreviations nor names."""
    body, known = reading.draft.body, frozenset(" ".join(reading.given).split())
    for found in WORDS.finditer(body):
        word = found[0]
        if not is_shouted(word) or word.lower() in known:
            continue
        if not reading.named.holds(*found.span()):
            calm = word.lower()
            suggestion = calm.capitalize() if begins_sentence(body, found.start()) else calm
            yield Finding(FindingKind.SHOUTING, WORD_IN_CAPITALS, *found.span(), ADVICE, suggestion)


def is_shouted(word: str) -> bool:
    """Whether it is in capitals, Latin, and no abbreviation."""
    letters = word.replace("'", "").replace("’", "")
    return (
        len(letters) >= LONG_ENOUGH
        and letters.isupper()
        and letters not in ABBREVIATIONS
        and latin(letters)
        and not VOWELS.isdisjoint(letters)
    )


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, or the text, begins there."""
    before = text[max(start - 20, 0) : start].rstrip(" ")
    return not before or before[-1] in ".!?:\n"


def marks(reading: Reading) -> Iterator[Finding]:
    """The first exclamation mark may stand, of a run the first; and one question mark at a time."""
    if not reading.is_latin:
        return
    exclaimed = False
    for found in MARKS.finditer(reading.draft.body):
        asks, one = "?" in found[0], len(found[0]) == 1
        if asks and not one:
            yield Finding(FindingKind.SHOUTING, ASKED_LOUDLY, *found.span(), ADVICE, "?")
        elif not asks and (exclaimed or not one):
            calm = "." if exclaimed else "!"
            yield Finding(FindingKind.SHOUTING, MANY_MARKS, *found.span(), ADVICE, calm)
        exclaimed = exclaimed or not asks
