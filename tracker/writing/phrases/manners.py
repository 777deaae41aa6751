"""What blames them or is rude, where a calm question would do (C13, C16, E4)."""

from tracker.writing.findings import FindingKind
from tracker.writing.phrases.phrase import Phrase

RUDE = FindingKind.RUDE

_SENTENCE = "(?<=[.!?\\n]\\s)"  # at the beginning of one
_VERY = "(?:[\\w']+ ){0,2}?"
_NOT = "(?:don't|do not|didn't|did not)"
_ANSWER = "(?:answer|reply|respond)"

RUDENESS = tuple(
    Phrase(RUDE, pattern)
    for pattern in (
        # You, you, you.
        "you people(?: never| always| don't| do not)?",
        f"you(?: guys| all)? never(?: even| once)? (?:{_ANSWER}|bother|listen|care)",
        f"you(?: guys| all)? (?:clearly |obviously |just |simply |really |apparently )*{_NOT} (?:even |really )?(?:care|bother|value|respect|listen)",
        f"you (?:did not|didn't) (?:even )?(?:{_ANSWER}|call(?: me)?|write back|get back)",
        f"you(?:'re| are)(?: guys| people| all)? {_VERY}(?:useless|incompetent|hopeless|clueless|lazy|liars?|unreliable|arrogant|heartless|the worst)",
        "you guys are the worst",
        "your (?:[\\w']+ ){0,3}(?:is|are|was|were) (?:so |completely |utterly |totally |simply |just )?(?:useless|incompetent|hopeless|clueless|a nightmare|the worst)",
        "you (?:just |simply |completely |have |'ve |keep |been |are )*(?:ignore|ignored|ignoring) (?:me|my|us)",
        "stop (?:ignoring|wasting|stringing|playing games)",
        "(?:being|been|feel|feeling) ignored",
        "ghosted(?: me)?|ghosting (?:me|candidates|applicants|people)",
        "(?<!not\\x20)(?:leave|left|leaving|keep|kept|keeping) me (?:hanging|dangling|in the dark|waiting)",
        "(?:string|strung|stringing|led|leading) me (?:along|on)",
        "you (?:have |'ve |were |are )?(?:lied|lying|misled me|deceived me)",
        "you (?:broke|have broken|did not keep|didn't keep) (?:your|that|the) (?:promise|word)",
        "you forgot (?:about )?me",
        "you (?:should|could) (?:have|'ve) (?:at least )?(?:told|informed|warned|called|written|let me|answered|replied)",
        "you must (?:answer|call|tell) me",
        "you owe me (?:at least )?(?:an? )?(?:answer|explanation|apology|reply|response|decision|feedback)",
        "i (?:had )?expected (?:so much |much |a lot )?(?:better|more) (?:from|of) (?:you|a company|your)",
        "shame on you|you (?:should|ought to) be ashamed",
        "your silence (?:is|says|speaks|tells|shows)",
        f"{_SENTENCE}so much for your",
        # What it is called.
        "(?:this|that|it|which|your [\\w']+)(?: is|'s| was| has been) (?:very |so |really |simply |just |totally |completely |utterly |absolutely |quite |frankly |truly )*(?:ridiculous|absurd|outrageous|unacceptable|inexcusable|pathetic|laughable|bad manners|beyond belief)(?! how)",
        "i (?:find|found|consider) (?:it|this|that|you|your [\\w']+) (?:very |so |rather |quite |really |just )*(?:rude|impolite|offensive|ridiculous|unacceptable|outrageous|absurd)",
        f"{_SENTENCE}(?:how |simply |just )?(?:whatever|pathetic|unbelievable|ridiculous|disgusting|outrageous|unacceptable|rude)(?=[.!])",
        "no way to treat|is (?:this|that) how you treat|do you (?:always|usually|really) treat",
        "what kind of (?:company|people|person|employer|recruiter|place) (?:treats?|leaves?|ignores?|lets?|does this|behaves?)",
        "any (?:normal|decent|reputable) (?:company|employer|recruiter|person|firm)",
        "(?:other|normal|decent) (?:companies|employers|recruiters) (?:answer|reply|respond|at least|manage|treat)",
        "(?:clearly|obviously|apparently|evidently),? (?:communication|respect|politeness|manners) (?:is|are)(?:n't| not)",
        # Questions that ask nothing.
        f"how (?:hard|difficult) (?:can|could|is|would|was) it (?:be |really )?to (?:{_ANSWER}|write (?:back|me|one|a line)|call (?:me|back)|send (?:me )?(?:a|one)|pick up|let me know)",
        "(?:is it|would it be|am i asking) (?:really )?too much(?: to ask)?",
        "(?:is|does|do) any(?:one|body) (?:there |over there )?(?:even|actually) (?:read|work|care|check)(?:ing|s)?",
        "(?:is )?any(?:one|body) (?:out |even )?there(?=\\?)|does any(?:one|body) work there",
        "are you (?:even |actually )?(?:serious|kidding|joking)",
        "what(?:'s| is) wrong with you|what(?:'s| is) your (?:problem|excuse)(?=\\?)",
        "why (?:should|do|must) i (?:have to )?(?:chase|beg|keep asking)|to chase (?:you|after you|for an answer)",
        # Orders and threats.
        f"{_SENTENCE}(?:just |now )?(?:{_ANSWER} (?:me|now|already)|tell me now|call me now|give me (?:an? )?(?:answer|reply|response|decision)|do your job|learn to (?:answer|reply|treat|communicate))",
        "i (?:want|insist on) (?:an|a|your) (?:answer|reply|response|decision|explanation|apology)",
        "(?:i'll|i will|i shall|going to) (?:report (?:you|this)|sue|complain (?:about|to)|go public|take (?:legal|this further))|legal action",
        "(?:write|leave|post) (?:a |an )?(?:bad|negative|terrible|one-star|honest) review",
        "this is (?:the|my|your) last (?:time i (?:write|ask|call)|chance|warning|e-?mail to you|message to you|attempt)",
        "(?:just )?reject me|(?:not going to|won't|refuse to) beg",
        # Patience at its end.
        "i(?:'m| am) (?:so |really |just |getting |very )*(?:sick|tired|sick and tired|weary) of (?:waiting|being|chasing|asking|your|this)",
        "i(?:'ve| have) (?:been patient|waited|been waiting) (?:for )?(?:long enough|(?:far |much )?too long)|enough is enough",
        "(?:losing|lost|running out of) (?:my |all )?patience|my patience (?:is|has|ran|wears)",
        "i have better things to do|my time is (?:also |just as |too )?(?:valuable|precious)",
        "(?:at least|not even|didn't even|don't even|couldn't even|could) (?:have |had )?(?:had )?(?:the|some|any) (?:common |basic |simple )?(?:decency|courtesy|manners)",
        f"{_SENTENCE}(?:please )?have the (?:common |basic |simple )?(?:decency|courtesy|manners)",
        "(?:cannot|can't|could not|couldn't|can not) be bothered",
        "(?:nobody|no one|no-one)(?: there| over there) (?:seems|bothers|bothered|cares|can|answers|replies|is)",
        "i(?:'m| am) (?:clearly |obviously |apparently )?not (?:important|good|worthy) enough|must be nice to",
        "wasted (?:[\\w']+ ){1,3}of my (?:life|time)|of my life (?:i|that i) (?:will|won't)",
        "i (?:don't|do not) appreciate (?:being|how|the way|your|that you)",
        "idiots?|morons?|fuck\\w*|bullshit|shitty|crap|wtf|damn(?: it|ed)?|screw you|what the hell",
    )
)
