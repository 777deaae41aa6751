"""What answers a question nobody asked, or closes a door (C16, E2, E6)."""

from tracker.writing.findings import FindingKind
from tracker.writing.phrases.phrase import Phrase

DEFENSIVE = FindingKind.DEFENSIVE

BITTER = FindingKind.BITTER

DEFENCES = (
    Phrase(DEFENSIVE, "i only (?:failed|lost|missed|forgot|hesitated|struggled)"),
    Phrase(DEFENSIVE, "to be fair,? (?:nobody|no one|you|i|the)"),
    Phrase(
        DEFENSIVE,
        "you (?:did not|didn't|never|hardly|barely) (?:give|gave|allow|allowed|let|leave|left) me",
    ),
    Phrase(
        DEFENSIVE,
        "(?:let me|i(?:'d| would) like to|i want to) (?:explain|justify|defend) (?:why|how|that) (?:my|i) (?:[\\w']+ ){0,3}(?:wrong|weak|bad|poor|failed|badly|late)",
    ),
    Phrase(
        DEFENSIVE,
        "i (?:was|feel|felt|am|have been) (?:i was |that i was )?(?:misjudged|misunderstood|underestimated|treated unfairly|unfairly treated)",
    ),
    Phrase(DEFENSIVE, "in my (?:own )?defen[cs]e"),
    Phrase(
        DEFENSIVE,
        "i(?:'d| would)? (?:want|like|need|have)? ?to (?:defend|justify|excuse) (?:myself|my)",
    ),
    Phrase(
        DEFENSIVE,
        "(?:you|i think you|i feel you|perhaps you|maybe you) (?:may |might |must |seem to |have )*(?:misunderstood|misjudged|misread|underestimated?)(?: me)?",
    ),
    Phrase(DEFENSIVE, "it (?:was|is)(?:n't| not) my fault"),
    Phrase(
        DEFENSIVE,
        "(?:your|the) (?:question|questions|interviewer|task|test|interview) (?:was|were) (?:unfair|unclear|misleading|ridiculous|too hard|a trick)",
    ),
    Phrase(
        DEFENSIVE,
        "(?:i know|i realise|i realize|i admit) (?:that )?(?:i|my (?:interview|answer|answers|presentation)) (?:was|were|messed|failed|blew|screwed|could have)",
    ),
    Phrase(DEFENSIVE, "i (?:was|felt) (?:so |very |too |rather |a bit |just )*nervous"),
    Phrase(DEFENSIVE, "i (?:wasn't|was not) (?:really |quite )?(?:at my best|myself)"),
    Phrase(DEFENSIVE, "don't (?:get me wrong|judge me)"),
    Phrase(DEFENSIVE, "contrary to what (?:you|was|they)"),
    Phrase(DEFENSIVE, "despite what you (?:may|might|said|think|believe)(?: think| believe)?"),
    Phrase(DEFENSIVE, "i (?:strongly |must |have to )?(?:disagree|object) (?:with|to) your"),
    Phrase(DEFENSIVE, "you (?:are|'re) (?:wrong|mistaken) (?:about|to|in)"),
    Phrase(
        DEFENSIVE,
        "i (?:do not|don't) (?:understand|see) (?:why|how) (?:you|i|they|anyone) (?:would|could|did|was|were|chose|rejected|turned)",
    ),
)

GRUDGES = (
    Phrase(
        BITTER,
        "(?:you(?:'re| are| were| have been)|this (?:is|was)|that (?:is|was)|that's|it was|how) (?:very |so |simply |just |rather )?rude",
    ),
    Phrase(
        BITTER,
        "(?:shocked|appalled|hurt|insulted|offended|disgusted) (?:at|by|about) (?:how|the way|your|what) (?:you|i|process|decision|treatment|company)?",
    ),
    Phrase(
        BITTER,
        "(?:really|very|deeply|so|extremely) (?:disappointed|upset|hurt|unhappy) (?:by|about|at|with|in) (?:your|this|the) (?:decision|choice|outcome|process|answer|company)",
    ),
    Phrase(
        BITTER,
        "you(?:'ve| have)? ?(?:made|make|are making|'re making) a (?:big |huge |terrible |serious |grave )?mistake",
    ),
    Phrase(
        BITTER,
        "i (?:didn't|did not) (?:really |even )?want (?:to work|this|the|your) (?:[\\w']+ ){0,4}anyway",
    ),
    Phrase(
        BITTER,
        "(?:is|was) (?:a|such a|just a|an utter|a complete) (?:joke|farce|disgrace|shambles|mess)",
    ),
    Phrase(
        BITTER,
        "i (?:deserve|deserved) (?:better|more|this|that|an? (?:explanation|answer|apology))",
    ),
    Phrase(
        BITTER,
        "(?:very |deeply |extremely |so |quite |really )?(?:disappointed|let down) (?:in|by|with) (?:you|your|the way|how)",
    ),
    Phrase(BITTER, "(?:wast(?:e|ed|ing)) (?:of )?(?:my|our|everyone's|everybody's) time"),
    Phrase(BITTER, "(?:a|complete|total) waste of time"),
    Phrase(BITTER, "i never (?:really )?(?:wanted|liked|cared)"),
    Phrase(BITTER, "(?:it's |it is |that's )?your loss(?=[.!,;)]|\\s*$)"),
    Phrase(BITTER, "you(?:'ll| will) (?:regret|be sorry|miss out)"),
    Phrase(BITTER, "(?:unprofessional|disrespectful|insulting|shameful|disgraceful|appalling)"),
    Phrase(
        BITTER,
        "(?:the least you (?:could|can) do|you could at least|you might at least|common courtesy|basic courtesy)",
    ),
    Phrase(
        BITTER,
        "(?:good luck|all the best) (?:finding|with finding) (?:anyone|somebody|someone|anybody) (?:better|as good|who)",
    ),
    Phrase(BITTER, "(?:just )?as i (?:suspected|feared)|of course you (?:chose|went with|picked)"),
    Phrase(
        BITTER,
        "(?:frankly|honestly|to be honest|quite frankly),? (?:i(?:'m| am) )?(?:shocked|surprised|disappointed|annoyed|angry|frustrated|fed up)",
    ),
    Phrase(
        BITTER,
        "(?:i(?:'m| am)|this is|it is|it's|that is) (?:very |so |really |extremely |quite |rather )?(?:frustrated|frustrating|annoyed|annoying|angry|fed up|sick of|upset|upsetting|outraged)",
    ),
    Phrase(
        BITTER, "(?:clearly|obviously|evidently|apparently),? you (?:did|do|were|are)(?:n't| not)"
    ),
    Phrase(BITTER, "(?:less|under)[ -]?qualified (?:candidate|person|applicant|someone|than me)?"),
    Phrase(
        BITTER,
        "i(?:'ll| will| am going to) (?:warn|tell (?:everyone|everybody|glassdoor)|post (?:about|this|a review)|leave a review)",
    ),
    Phrase(BITTER, "thanks for nothing|so much for your (?:promises?|values|word|culture)"),
)
