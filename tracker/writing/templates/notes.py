"""Notes that ask nothing while they decide (C12, D6)."""

from tracker.writing.letters import Kind, Register, Template

NEUTRAL, RELAXED = Register.NEUTRAL, Register.RELAXED

NOTES = {
    (Kind.MID_TIMELINE, NEUTRAL): Template(
        "{the_role}: here if you need anything",
        """{greeting}

{estimate_told} that a decision on {the_role} was expected {estimate}. I know that these things take time, so I am not asking for news.

{!estimate}I know that a decision on {the_role} takes time, so I am not asking for news.

{?met}I would only like to say that I enjoyed our conversation {when} and am still interested.

{!met}I would only like to say that I am still interested.

{+}If further questions come up, or you would like to meet again, I am happy to make time for it.

{close}""",
    ),
    (Kind.MID_TIMELINE, RELAXED): Template(
        "Here if you need anything",
        """{greeting}

{estimate_told} that a decision was expected {estimate}. I know these things take time, so no need to answer this.

{!estimate}I know these decisions take time, so no need to answer this.

{?met}I enjoyed our chat {when} and I'm still keen on {the_role}.

{!met}I'm still keen on {the_role}.

{+}If more questions come up, or you'd like to talk again, I'll gladly make time.

{close}""",
    ),
    (Kind.STILL_INTERESTED, NEUTRAL): Template(
        "{the_role}: still interested",
        """{greeting}

I hope that all is well with you. There is nothing you need to answer: I know that filling {the_role} takes time, and only want to say that I am still here and still interested.

{news}

Whenever there is something to tell, I will be glad to hear it.

{close}""",
    ),
    (Kind.STILL_INTERESTED, RELAXED): Template(
        "Still interested",
        """{greeting}

I hope you're well. No need to answer this: I know filling {the_role} takes time, and I'd simply like to say that I'm still here and still keen.

{news}

Whenever there's something to tell, I'll be happy to hear it.

{close}""",
    ),
    (Kind.KEEP_IN_TOUCH, NEUTRAL): Template(
        "A short note from my side",
        """{greeting}

I hope that you are well. You need not answer this; I am only writing to stay in touch.

{news}

{!news}My own search goes on, and I still think of {the_role} {at_company} with interest.

{+}{?news}I still think of {the_role} {at_company} with interest.

I would be glad to hear from you whenever there is news.

{close}""",
    ),
    (Kind.KEEP_IN_TOUCH, RELAXED): Template(
        "A quick hello",
        """{greeting}

I hope you're well. No need to answer this; I only wanted to say hello.

{news}

{!news}My own search goes on, and I still like the thought of {the_role} {at_company}.

{+}{?news}I still like the thought of {the_role} {at_company}.

It'd be good to hear from you whenever there's news.

{close}""",
    ),
}
