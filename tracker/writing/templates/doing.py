"""Answers, information and the recruiter's report: what others wait for (A6, D1, D2, D3)."""

from tracker.writing.letters import Kind, Register, Template

NEUTRAL, RELAXED = Register.NEUTRAL, Register.RELAXED

DOING = {
    (Kind.RECRUITER_DEBRIEF, NEUTRAL): Template(
        "How the interview {at_company} went",
        """{greeting}

My interview for {the_role} {at_company} {when} is over, and I would like to tell you at once how it was.

{how_it_went}

{+}Next steps, as they put it: {next_steps}

{+}They expect to decide {estimate}.

{?interested}I would like to go on with this one.

{!interested}I am not sure yet whether it is the right place for me, and would like to hear what you think.

How would you go on from here: how often should I write to them, in which way, and when?

{close}""",
    ),
    (Kind.RECRUITER_DEBRIEF, RELAXED): Template(
        "How the interview {at_company} went",
        """{greeting}

I'm out of the interview for {the_role} {at_company}, so here's how it was.

{how_it_went}

{+}Next steps, as they put it: {next_steps}

{+}They expect to decide {estimate}.

{?interested}I'd like to go on with this one.

{!interested}I'm not sure yet whether it's the right place for me, and I'd like to hear what you think.

What would you do from here: how often should I write to them, in which way, and when?

{close}""",
    ),
    (Kind.INFORMATION, NEUTRAL): Template(
        "For {the_role}: what you asked for",
        """{greeting}

{?met}Thank you again for the conversation {when}.

{+}Here is what you asked for: {asked_for}.

{+}{!asked_for}Here is what you asked for.

If something is missing, or another form would suit you better, please tell me.

{close}""",
    ),
    (Kind.INFORMATION, RELAXED): Template(
        "What you asked for",
        """{greeting}

{?met}Thanks again for the chat {when}.

{+}Here's what you asked for: {asked_for}.

{+}{!asked_for}Here's what you asked for.

If something's missing, or another format would be easier, let me know.

{close}""",
    ),
    (Kind.PROMISE, NEUTRAL): Template(
        "For {the_role}: what you asked for",
        """{greeting}

I am putting together what you asked me for ({asked_for}), and want to do it well.

{!asked_for}I am putting together what you asked me for, and want to do it well.

{+}You will have it by {promised_day}.

{+}{!promised_day}I will send it as soon as it is ready, and tell you if anything holds it up.

{close}""",
    ),
    (Kind.PROMISE, RELAXED): Template(
        "What you asked for",
        """{greeting}

I'm putting together what you asked me for ({asked_for}).

{!asked_for}I'm putting together what you asked me for.

{+}You'll have it by {promised_day}.

{+}{!promised_day}I'll send it as soon as it's ready, and let you know if anything holds it up.

{close}""",
    ),
    (Kind.ANSWER, NEUTRAL): Template(
        "Re: {their_subject}",
        """{greeting}

Thank you for your message.

{close}""",
    ),
    (Kind.ANSWER, RELAXED): Template(
        "Re: {their_subject}",
        """{greeting}

Thanks for your message.

{close}""",
    ),
}
