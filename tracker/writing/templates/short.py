"""Cards and LinkedIn invitations: a few lines, and again another text for each person (A4, A5, C4).

They serve all registers; greeting and close bring the tone.
"""

from tracker.writing.letters import Template
from tracker.writing.templates.thanks import OWN_TALK, talk

CARDS = (
    "Thank you once more for the warm welcome.",
    "A line by hand, because our conversation deserves more than an e-mail.",
    "It was a real pleasure to meet you. I hope that we speak again soon.",
    "Your kindness made the interview an easy one. I am glad that I came to know you.",
    "With warm thanks for your time and your good questions.",
    "I thought of our meeting today, and wanted to say thank you on paper too.",
)

# Each beside the card of the same number, so that it is true to its tone.
CARD_TALKS = (
    "I still think of what we said about {talking_point}.",
    "Talking about {talking_point} was a pleasure.",
    "I have not forgotten our words about {talking_point}.",
    "What I learned about {talking_point} stays with me.",
    "The conversation about {talking_point} was my favourite part.",
    "I have been reading a little about {talking_point} since.",
)

CARD_WISHES = (
    "I would be happy to work with you.",
    "Joining your team would make me very glad.",
    "I would enjoy working together.",
    "The role has my full interest.",
    "I hope that there will be much more to talk about.",
    "It would be good to be your colleague.",
)

INVITATIONS = (
    "Thank you for the conversation about {the_role} {when}. I would be glad to stay in touch.",
    "It was good to meet you {when}. Whatever comes of it, I would like us to be connected.",
    "I enjoyed talking with you about {the_role}, and would be happy to have you among my contacts.",
    "Our meeting {when} was a pleasure, so I hope that you will accept this invitation.",
    "I learned a lot from you {when}; may I add you to my network?",
    "It would be nice not to lose sight of each other after our talk {when}.",
)


def card(place: int) -> Template:
    """The text of the card for the person at `place`; after six the parts meet in new company."""
    nth, turn = place % len(CARDS), place // len(CARDS)
    talked = talk(CARD_TALKS[nth], OWN_TALK[(nth + 3) % len(CARDS)])  # not as in the letter
    wish = CARD_WISHES[(nth + turn) % len(CARDS)]
    body = ("{greeting}", CARDS[nth], "{+}" + talked, "{+}{?interested}" + wish, "{close}")
    return Template("", "\n\n".join(body))


def invitation(place: int) -> Template:
    """The text of the invitation for the person at `place`."""
    said = INVITATIONS[place % len(INVITATIONS)]
    return Template("", f"{{greeting}}\n\n{said}\n\n{{my_name}}")
