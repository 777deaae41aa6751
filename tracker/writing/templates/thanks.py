"""Thank-yous: short, professional, with one thing from the talk, and a letter of its own for each
person (B4, C2, C3, C4, E1).

A letter is made of parts, so that there are as many letters as people. The person's place among
those of the interview picks the order and the parts; the first six share no sentence at all, and
after them the parts meet in new company.
"""

from dataclasses import dataclass

from tracker.writing.letters import Register, Template

LETTERS = 6


@dataclass(frozen=True, slots=True)
class Parts:
    thanks: tuple[str, ...]
    talk: tuple[str, ...]
    interest: tuple[str, ...]
    modest: str  # where the owner's interest is low: true, and still kind


SUBJECTS = (
    "Thank you for the conversation about {the_role}",
    "Thank you for your time {when}",
    "Our conversation about {the_role}",
    "Thank you for meeting me {when}",
    "Many thanks for the interview {when}",
    "Thanks for talking with me {when}",
)

# Which of thanks, talk, interest, link and what was forgotten comes when, paragraph by paragraph.
ORDERS = ("TK I L F", "KT F L I", "TK L F I", "K F TI L", "TI F K L", "F TK L I")

LINKS = (
    "In case it is useful, here is a piece of my work that fits what we discussed: {link}",
    "Something of mine that is close to what we talked about: {link}",
    "If you have a minute, this is an example of what I have done: {link}",
    "An earlier project of mine may interest you: {link}",
    "For a look at how I work, see {link}",
    "I have put an example of similar work here: {link}",
)

# After a colon whole sentences and half ones read right.
FORGOTTEN = (
    "One thing I did not get round to saying: {forgot}",
    "There is something I left out when we spoke: {forgot}",
    "I should have added this when we met: {forgot}",
    "Let me add one point that I missed: {forgot}",
    "A small addition to what I said: {forgot}",
    "Afterwards I noticed that I had left one thing unsaid: {forgot}",
)

# Where the talk was about what is mine: nobody enjoys hearing about that.
OWN_TALK = (
    "I was glad that we could talk about {talking_point}.",
    "It was good to speak with you about {talking_point}.",
    "Our exchange about {talking_point} is still on my mind.",
    "I enjoyed the part of our talk that was about {talking_point}.",
    "I appreciated that there was time to speak about {talking_point}.",
    "Thinking back, I am happy that we came to speak about {talking_point}.",
)

PARTS = {
    Register.FORMAL: Parts(
        thanks=(
            "Thank you for the opportunity to discuss {the_role} with you {when}.",
            "I am grateful for the time that you took to meet me {when}, and for the insight into"
            " the work of {the_company}.",
            "It was a pleasure to speak with you {when}. I very much appreciate the attention that"
            " you gave to my questions.",
            "Please accept my thanks for the interview {when} and for the careful introduction to"
            " {the_role}.",
            "I should like to thank you for receiving me {when}; I came away with a clear"
            " understanding of what {the_company} is looking for.",
            "Meeting you {when} was both instructive and enjoyable, for which I thank you.",
        ),
        talk=(
            "I was particularly interested in our discussion about {talking_point}.",
            "Our exchange about {talking_point} has given me much to consider.",
            "I have continued to reflect on what we said about {talking_point}.",
            "Of the subjects that we covered, talking about {talking_point} impressed me most.",
            "The time we spent speaking about {talking_point} showed me what the work requires.",
            "I recall with particular pleasure what I learned about {talking_point}.",
        ),
        interest=(
            "The position appeals to me greatly, and I look forward to learning of your decision.",
            "I remain most interested in joining you. Should further questions arise, I shall be"
            " pleased to answer them.",
            "The interview has strengthened my wish to work with you and your colleagues.",
            "I would welcome the chance to contribute to your team, and am at your disposal for"
            " anything that may still be needed.",
            "My interest in the position has grown through our meeting, and I would be glad to"
            " provide any further details.",
            "It is a role that I should be very glad to take on, and I await the next steps with"
            " interest.",
        ),
        modest="I look forward to hearing from you.",
    ),
    Register.NEUTRAL: Parts(
        thanks=(
            "Thank you for taking the time to talk with me {when} about {the_role}.",
            "It was good to meet you {when}, and I appreciate how openly you spoke about"
            " {the_company}.",
            "I enjoyed our conversation {when}; thank you for making room for it in your day.",
            "Many thanks for meeting me {when}, and for telling me what the work {at_company} looks"
            " like from the inside.",
            "I wanted to thank you for the interview {when}. I left it with a much clearer picture"
            " of {the_role}.",
            "The time we had {when} was well spent, and I am grateful for it.",
        ),
        talk=(
            "Our talk about {talking_point} has stayed with me.",
            "I particularly enjoyed hearing about {talking_point}.",
            "Since then I have caught myself thinking about {talking_point} more than once.",
            "What we said about {talking_point} was the part that interested me most.",
            "The minutes we spent on the question about {talking_point} told me more about the job"
            " than any advertisement could.",
            "I took a good deal away from our exchange about {talking_point}.",
        ),
        interest=(
            "I would be very glad to join you, and I look forward to hearing how you decide.",
            "The role interests me even more than before. If anything is still open on my side,"
            " please ask.",
            "Our meeting made me want to do this work. Should you need anything further from me, I"
            " am happy to send it.",
            "I can see myself in this team, and would like to be part of what you have planned.",
            "I remain keen to work with you and your colleagues, and am here if further questions"
            " come up.",
            "It is a job that I would gladly do, and I would be pleased if we went on from here.",
        ),
        modest="I look forward to hearing from you.",
    ),
    Register.RELAXED: Parts(
        thanks=(
            "Thanks so much for the chat {when}; it was fun to hear what {the_role} is really"
            " about.",
            "It was great meeting you {when}. Thank you for making the time.",
            "I really enjoyed talking with you {when}, and came away with plenty of ideas.",
            "Thank you for having me {when}. I liked getting a feel for how things work"
            " {at_company}.",
            "A quick note to say how much I appreciated our conversation {when}.",
            "You were very generous with your time {when}, thank you. I have a much better idea now"
            " of what you're looking for.",
        ),
        talk=(
            "I keep coming back to what we said about {talking_point}.",
            "The bit about {talking_point} was my favourite part.",
            "I've been turning over our conversation about {talking_point} ever since.",
            "Hearing about {talking_point} made the job much more real to me.",
            "I'm glad we got to talk about {talking_point}; I could have gone on for a while.",
            "One thing I liked was that we got round to talking about {talking_point}.",
        ),
        interest=(
            "I'd love to work with you, so do ask if there's anything else you'd like to know.",
            "It sounds like a great place to work, and I'd be very happy to be part of it.",
            "I'm even keener than before, and looking forward to hearing from you.",
            "If any more questions come up, drop me a line. This is a job I'd really like to do.",
            "I can picture myself in the team, and would be glad to take the next step.",
            "You've made me want the job all the more; I'm around whenever you need something from"
            " me.",
        ),
        modest="Looking forward to hearing from you.",
    ),
}


def talk(theirs: str, own: str) -> str:
    """The one thing from the talk, by whose matter it was."""
    return f"{{!own_point}}{theirs}\n\n{{+}}{{?own_point}}{own}"


def thank_you(register: Register, place: int) -> Template:
    """The letter for the person who stands at `place` among those of the interview, from 0."""
    parts = PARTS[register]
    nth, turn = place % LETTERS, place // LETTERS
    second, third = (nth + turn) % LETTERS, (nth + 2 * turn) % LETTERS
    written = {
        "T": parts.thanks[nth],
        "K": talk(parts.talk[second], OWN_TALK[second]),
        "I": "{?interested}" + parts.interest[third],
        "L": LINKS[second],
        "F": FORGOTTEN[third],
    }
    order = ORDERS[(nth + turn) % LETTERS].split()
    middle = ["\n\n{+}".join(written[part] for part in paragraph) for paragraph in order]
    body = ("{greeting}", *middle, "{!interested}" + parts.modest, "{close}")
    return Template(SUBJECTS[nth], "\n\n".join(body))
