"""Words by which a note is told from a sentence, and a common word from a name."""

import re

ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|vs|etc|approx|incl|dr|mr|mrs|ms|no|st)\.")

_PRONOUNS = """i we she he they it you there this everyone everybody nobody someone somebody one"""
# After one of these a verb makes no sentence of it.
_RELATIVE = """who which that how why what where when whether whose while if"""
_CONJUNCTIONS = """because but so although though since"""
_FINITE = """
    is are was were am has have had will would can could should must might does did do isn't said
    says told tells mentioned mentions explained likes liked loves loved wants wanted thinks thought
    knows knew grew went came laughed agreed seems seemed felt feels hates hated prefers preferred
    uses works doubled tripled
"""
# A note that begins with one of these names nothing.
_BEGIN_NO_NAME = """
    is are was were am has have had will would can could should must might does did do don't
    if because although though since but and or so also then
    as for with from to into in on at by of after before during without
    very really quite pretty too just not maybe perhaps still always never only
    send ask remember tell mention avoid try follow promised wants wanted likes liked loves loved
    hates hated prefers knows knew thinks thought said says told asked works worked lives lived grew
    went came got joked laughed agreed spent ran seems seemed felt showed enjoyed impressed
    surprised
"""
_ADJECTIVES = """
    nice friendly good great open kind funny easy smart calm warm honest and or but a bit super
    interesting relaxed busy stressed positive professional fun lovely cool
"""
# What people do whom one asks how they do it.
_BASE_VERBS = """
    use build run deploy test handle organise organize plan ship review split train measure manage
    scale migrate hire design develop release monitor document teach mentor structure prioritise
    prioritize approach onboard support combine share collect store model work write decide make
    lead keep grow sell publish process estimate rotate
"""
_PAST = """got built grew came went ran led made took began became left wrote chose found met
    taught"""
# Known to be no name when they begin a note with a capital.
_COMMON = """
    a an the their your our my his her its this that these those some many both all any each every
    several two three four five six ten first second next new old how why what where when whether
    which who not
    remote work hybrid home office team teams culture people data code test tests product products
    project projects process processes salary pay career growth travel holiday holidays music
    football tennis chess books dogs dog cats cat kids children family weather coffee lunch food
    pair mob review reviews tech technical legacy cloud machine deep open source research user users
    customer customers client clients support sales finance budget strategy roadmap vision values
    goals agile continuous automated deployments release releases incident incidents outage outages
    on quality security privacy performance database databases microservices monolith event events
    stream streams real search infrastructure architecture platform tools docs knowledge feedback
    flat flexible part full parental business market competitors startup startups company companies
    large small big more less better good great possible potential current future past recent long
    short fast slow high low common shared mutual similar different design engineering software
    hardware visa relocation notice references unit integration end front back web mobile technology
    history art languages language accessibility sustainability climate energy health teaching
    school university thesis course courses workshop workshops conference conferences
"""
_NAMES_LIKE = """spring boeing beijing sterling bing nanjing redding clement"""

PRONOUNS = frozenset(_PRONOUNS.split())
RELATIVE = frozenset(_RELATIVE.split())
CONJUNCTIONS = frozenset(_CONJUNCTIONS.split())
FINITE = frozenset(_FINITE.split())
BEGIN_NO_NAME = frozenset(_BEGIN_NO_NAME.split())
ADJECTIVES = frozenset(_ADJECTIVES.split())
BASE_VERBS = frozenset(_BASE_VERBS.split())
PAST = frozenset(_PAST.split())
COMMON = frozenset(_COMMON.split())
SUFFIXES = ("ing", "tion", "sion", "ment", "ness", "ship", "ology")
NAMES_LIKE = frozenset(_NAMES_LIKE.split())
