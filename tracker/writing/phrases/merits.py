"""What lists qualifications in a thank-you (B4)."""

from tracker.writing.findings import FindingKind
from tracker.writing.phrases.phrase import Phrase

QUALIFICATIONS = FindingKind.QUALIFICATIONS

MERITS = (
    Phrase(
        QUALIFICATIONS,
        "my (?:key |main |many |core )?(?:qualifications|skills|strengths|achievements|credentials) (?:include|are|comprise|range|make|as)",
    ),
    Phrase(
        QUALIFICATIONS,
        "i (?:have|bring|offer|possess) (?:over |more than |about |around )?(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\\+? years",
    ),
    Phrase(
        QUALIFICATIONS,
        "(?:with|having) (?:my |over |more than )*(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\\+? years (?:of|in)",
    ),
    Phrase(
        QUALIFICATIONS,
        "(?:as you can see (?:from|in)|as (?:listed|stated|shown|mentioned) (?:in|on)) my (?:cv|resume|résumé|application)",
    ),
    Phrase(
        QUALIFICATIONS,
        "i(?:'m| am) (?:highly |very |fully |well |extremely |uniquely |perfectly )+(?:qualified|skilled|experienced|proficient|suited)",
    ),
    Phrase(
        QUALIFICATIONS,
        "(?:proficient|fluent|expert|certified|skilled) in [\\w+#.]+(?:, [\\w+#.]+)+",
    ),
    Phrase(
        QUALIFICATIONS,
        "i(?:'m| am) (?:the )?(?:perfect|ideal|best|right) (?:candidate|fit|person|match|choice)",
    ),
    Phrase(
        QUALIFICATIONS,
        "(?:proven track record|team player|results[ -]driven|self[ -]starter|go[ -]getter)",
    ),
)
