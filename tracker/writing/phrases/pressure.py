"""What puts pressure on them, or shows more need than interest (C13, C16, E2)."""

from tracker.writing.findings import FindingKind
from tracker.writing.phrases.phrase import Phrase

_I_AM = "(?:i'm|i am|i was) "
_HAVE = "(?:have|'ve|had)"

PUSHY = FindingKind.PUSHY

DESPERATE = FindingKind.DESPERATE

PUSHES = (
    Phrase(
        PUSHY,
        "(?:nobody|no one|no-one|you(?: have)? never) (?:has )?(?:answered|replied|responded|called(?: me)?|written|wrote)(?: back)?(?! my question)",
    ),
    Phrase(PUSHY, "i (?:must |have to )?(?:insist|demand)(?: on| that| to| an?)?"),
    Phrase(PUSHY, "hurry (?:the|your|this|it|things|up|along)(?: \\w+){0,2}"),
    Phrase(
        PUSHY, "(?:but )?(?:i )?(?:got|received|had|have had) no (?:reply|response|answer|reaction)"
    ),
    Phrase(
        PUSHY,
        "you (?:must|should|ought to) (?:surely )?have (?:decided|an answer|made up|reached a decision)",
    ),
    Phrase(
        PUSHY,
        f"(?:{_I_AM})?(?:just )?(?:checking|following) (?:in|up) (?:yet )?again (?:on|about|regarding)",
        "I would like to ask about",
    ),
    Phrase(
        PUSHY,
        f"(?:{_I_AM})?just (?:checking|following) (?:in|up) (?:on|about|regarding)",
        "I would like to ask about",
    ),
    Phrase(
        PUSHY,
        f"(?:{_I_AM})?just (?:checking|following) (?:in|up)(?: once more| again)?",
        "I would like to ask where things stand",
    ),
    Phrase(
        PUSHY,
        f"{_I_AM}(?:checking|following) (?:in|up) (?:yet |once )?(?:again|more)",
        "I would like to ask where things stand",
    ),
    Phrase(
        PUSHY,
        "this is (?:now |already )?(?:my|the) (?:second|third|fourth|fifth|\\d+(?:nd|rd|th)) (?:time|e-?mail|message|attempt|reminder|request|call)",
    ),
    Phrase(
        PUSHY,
        "(?:writing|asking|calling|asked|written|called|e-?mailed) (?:you |to you )?(?:for the|a) (?:second|third|fourth|fifth) time",
    ),
    Phrase(
        PUSHY,
        f"i (?:still )?{_HAVE}(?:n't| not) (?:yet )?(?:heard|received|gotten|got) (?:anything |a (?:reply|response|word) |any (?:reply|response|answer|feedback) |an answer |one word )?(?:back )?(?:from you|yet|to my)",
    ),
    Phrase(PUSHY, f"i still {_HAVE}(?:n't| not) (?:heard|received|got)"),
    Phrase(
        PUSHY,
        f"you (?:still )?{_HAVE}(?:n't| not) (?:yet )?(?:replied|responded|answered|written back|got back|gotten back|called)",
    ),
    Phrase(
        PUSHY,
        "(?:please )?(?:respond|reply|answer|get back to me|call me(?: back)?|let me know) (?:asap|a\\.s\\.a\\.p\\.?|immediately|right away|at once|urgently|by return)",
        "I would be glad of a short line when it suits you",
    ),
    Phrase(
        PUSHY,
        "(?:let me know|tell me|reply|respond|answer|get back to me|hear (?:back )?from you|write back)(?: [\\w']+){0,4} (?:as soon as possible|asap)",
        "let me know when it suits you",
    ),
    Phrase(
        PUSHY,
        "(?<!can\\x20)(?<!could\\x20)(?<!should\\x20)(?<!may\\x20)(?<!might\\x20)i (?:need|expect|demand|require) (?:an |a |your )?(?:immediate |prompt |quick |clear |final )?(?:answer|reply|response|decision|update)",
        "I would be glad of a short line",
    ),
    Phrase(
        PUSHY,
        "i(?:'ll| will| am going to|'m going to) (?:keep (?:calling|writing|trying|asking|e-?mailing)|(?:call|ring|phone|write|e-?mail|stop by|come by)(?: you)? (?:again )?(?:every|daily|until))",
    ),
    Phrase(
        PUSHY, "what(?:'s| is) (?:taking (?:you )?so long|the hold-?up)", "where do things stand"
    ),
    Phrase(
        PUSHY,
        "why (?:is (?:it|this) taking|has(?:n't| not) any(?:one|body)|have(?:n't| not) you|has it taken)",
    ),
    Phrase(PUSHY, "you promised", "you mentioned"),
    Phrase(
        PUSHY,
        "you (?:said|told me|assured me) (?:that )?(?:you would|you'd)(?= (?:call|ring|write|reply|"
        "answer|respond|decide|let me|get back|be in touch))",
        "you mentioned that you would",
    ),
    Phrase(
        PUSHY,
        "did you (?:get|receive|see|even read) my (?:last |previous |first |earlier )?(?:e-?mails?|messages?|notes?|letters?)",
    ),
    Phrase(
        PUSHY,
        "(?:hurry up|make up your minds?|time is running out|i can(?:'t|not) wait (?:any longer|for ever|forever|much longer))",
    ),
    Phrase(PUSHY, "(?:when|once) you hire me"),
    Phrase(PUSHY, "per my (?:last|previous) (?:e-?mail|message)"),
)

PLEAS = (
    Phrase(
        DESPERATE,
        "i need this (?:job|role|position|work) (?:very |so |really )?(?:badly|much|urgently)",
    ),
    Phrase(
        DESPERATE,
        "(?:bills|rent|a mortgage|debts|my rent|my bills) to pay|pay (?:my|the) (?:bills|rent|mortgage)",
    ),
    Phrase(DESPERATE, "i(?:'ve| have) never wanted (?:anything|a job|something)"),
    Phrase(
        DESPERATE,
        "(?:i(?:'ll| will| would|'d)|i(?:'m| am) willing to) (?:even )?work for (?:free|nothing|less)",
    ),
    Phrase(
        DESPERATE,
        "(?:nobody|no one|no-one|noone)(?: else)? (?:will|would|wants to|is willing to) (?:hire|take|have|employ) me",
    ),
    Phrase(DESPERATE, "(?:waiting|sitting) by (?:the|my) phone"),
    Phrase(
        DESPERATE,
        "i (?:would|'d|will|'ll) do (?:absolutely|simply|literally|just about) (?:anything|everything)",
    ),
    Phrase(
        DESPERATE,
        "i(?:'m| am)? (?:really |truly |so |absolutely )?(?:desperate|desperately)(?: (?:need|want|for|to))?",
    ),
    Phrase(
        DESPERATE,
        "i (?:really |truly |absolutely |badly )need (?:this|the|a) (?:job|role|position|work|chance)",
        "I would very much like the role",
    ),
    Phrase(DESPERATE, "i (?:would|'d|will|'ll) do anything"),
    Phrase(DESPERATE, "(?:i(?:'m| am) )?(?:begging|beg you|i beg|i implore|imploring|i plead)"),
    Phrase(DESPERATE, "please,? please"),
    Phrase(DESPERATE, "(?:please )?(?:just )?give me (?:a|one|this|another) (?:chance|shot)"),
    Phrase(DESPERATE, "(?:my|the) dream job", "a job that I would gladly do"),
    Phrase(DESPERATE, "(?:can't|cannot|could not|couldn't) (?:sleep|stop thinking|eat)"),
    Phrase(
        DESPERATE, "any (?:job|position|role|work|opening) (?:at all|whatsoever|would do|will do)"
    ),
    Phrase(
        DESPERATE,
        "i(?:'ll| will| would|'d) (?:take|accept) (?:any (?:job|role|position|salary|offer|work)|whatever you|anything|a lower|less|a pay cut)",
    ),
    Phrase(
        DESPERATE,
        "(?:checking|looking at|refreshing) my (?:phone|inbox|e-?mail|mail)(?:s|box)? (?:every|all|constantly|each)",
    ),
    Phrase(
        DESPERATE, "(?:it would|this would|that would) mean the world to me", "I would be very glad"
    ),
    Phrase(DESPERATE, "(?:running out of|have no) (?:money|savings|other options|options|hope)"),
    Phrase(DESPERATE, "(?:anxiously|nervously|impatiently) await", "look forward to"),
    Phrase(
        DESPERATE,
        "(?:anxiously|nervously|impatiently) (?:awaiting|waiting for)",
        "looking forward to",
    ),
    Phrase(
        DESPERATE,
        "(?:sorry|apologi[sz]e|apologies) (?:for|to) (?:bother|bothering|disturb|disturbing|pester|pestering|be a pest|be a nuisance|annoy|annoying)(?: you)?(?: again)?",
    ),
    Phrase(
        DESPERATE,
        "i (?:hate|don't want|do not want) to (?:bother|pester|disturb|annoy|nag)(?: you)?",
    ),
    Phrase(DESPERATE, "(?:you(?:'re| are) my )(?:only|last) (?:hope|chance)"),
    Phrase(DESPERATE, "i have been (?:unemployed|out of work|jobless) (?:for|since)"),
    Phrase(DESPERATE, "(?:eternally|forever|for ever) grateful", "grateful"),
)
