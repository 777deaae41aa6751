"""Offers and ends: open doors stay open (E5, E6, E7, E8, B6)."""

from tracker.writing.letters import Kind, Register, Template

NEUTRAL, RELAXED = Register.NEUTRAL, Register.RELAXED

ENDINGS = {
    (Kind.TELL_OF_OFFER, NEUTRAL): Template(
        "{the_role}: a change on my side",
        """{greeting}

I would like to let you know of a change on my side: I have an offer elsewhere, which I am to answer by {offer_deadline}.

{!offer_deadline}I would like to let you know of a change on my side: I have an offer elsewhere, which I am to answer soon.

{?first_choice}Yours remains my first choice, which is why I am telling you now.

{?interested}{!first_choice}I am still very interested in {the_role}, which is why I am telling you now.

If you can say something about your decision before then, it would help me. If that is not possible, I quite understand.

{close}""",
    ),
    (Kind.TELL_OF_OFFER, RELAXED): Template(
        "{the_role}: some news from me",
        """{greeting}

Some news from my side: I have an offer elsewhere, and need to answer it by {offer_deadline}.

{!offer_deadline}Some news from my side: I have an offer elsewhere, and need to answer it soon.

{?first_choice}Yours is still the job I'd like most, so I wanted you to know now.

{?interested}{!first_choice}I'm still very interested in {the_role}, so I wanted you to know now.

If you can say anything about your decision before then, that would help me a lot. If not, I quite understand.

{close}""",
    ),
    (Kind.TELL_OF_FINAL_ROUND, NEUTRAL): Template(
        "{the_role}: where I stand",
        """{greeting}

I would like to tell you early where I stand: I have a final round elsewhere, on {final_round}.

{!final_round}I would like to tell you early where I stand: I have a final round elsewhere soon.

{?first_choice}Yours remains my first choice, which is why I am telling you before anything is decided.

{?interested}{!first_choice}I am still very interested in {the_role}, which is why I am telling you before anything is decided.

If you can say something about your own timing, it would help me to plan. If that is not possible, I quite understand.

{close}""",
    ),
    (Kind.TELL_OF_FINAL_ROUND, RELAXED): Template(
        "{the_role}: some news from me",
        """{greeting}

I'd like to tell you early where I stand: I have a final round elsewhere, on {final_round}.

{!final_round}I'd like to tell you early where I stand: I have a final round elsewhere soon.

{?first_choice}Yours is still the job I'd like most, so I wanted you to know before anything is decided.

{?interested}{!first_choice}I'm still very interested in {the_role}, so I wanted you to know before anything is decided.

If you can say anything about your own timing, that would help me to plan. If not, I quite understand.

{close}""",
    ),
    (Kind.TELL_OF_AVAILABILITY, NEUTRAL): Template(
        "{the_role}: when I can begin",
        """{greeting}

A short note, for your planning: my availability has changed. I can begin from {start_day} on.

{!start_day}A short note, for your planning: my availability has changed, and I can tell you more whenever it suits you.

{?interested}Nothing else has, and I am still interested in {the_role}.

There is nothing that you need to answer.

{close}""",
    ),
    (Kind.TELL_OF_AVAILABILITY, RELAXED): Template(
        "{the_role}: when I can start",
        """{greeting}

A quick note, for your planning: my availability has changed. I can start from {start_day} on.

{!start_day}A quick note, for your planning: my availability has changed, and I can tell you more whenever it suits you.

{?interested}Nothing else has, and I'm still interested in {the_role}.

No need to answer this.

{close}""",
    ),
    (Kind.ACCEPT_OFFER, NEUTRAL): Template(
        "I accept: {the_role}",
        """{greeting}

Thank you for the offer. I am delighted to accept {the_role} {at_company}.

I can begin on {start_day}.

Please let me know what you need from me for the contract and the first day. I look forward to working with you all.

{close}""",
    ),
    (Kind.ACCEPT_OFFER, RELAXED): Template(
        "Yes to {the_role}",
        """{greeting}

Thank you for the offer. I'm delighted to say yes to {the_role} {at_company}.

I can start on {start_day}.

Let me know what you need from me for the contract and the first day. I look forward to working with you all.

{close}""",
    ),
    (Kind.DECLINE_OFFER, NEUTRAL): Template(
        "Your offer for {the_role}",
        """{greeting}

Thank you for offering me {the_role} {at_company}, and for your confidence in me.

After careful thought I have decided not to accept. It was not an easy choice, because I enjoyed getting to know you and your colleagues.

I would be glad if we stayed in touch, and wish you well in finding the right person.

{close}""",
    ),
    (Kind.DECLINE_OFFER, RELAXED): Template(
        "Your offer for {the_role}",
        """{greeting}

Thank you for offering me {the_role} {at_company}; it means a lot.

After thinking it over I've decided not to accept. It wasn't an easy choice, because I enjoyed getting to know you all.

I'd be glad to stay in touch, and hope you soon find the right person.

{close}""",
    ),
    (Kind.WITHDRAW, NEUTRAL): Template(
        "My application for {the_role}",
        """{greeting}

I would like to withdraw my application for {the_role} {at_company}, and tell you early so that you can plan without me.

Thank you for your time and for considering me. I would be glad to stay in touch, and wish you every success with the search.

{close}""",
    ),
    (Kind.WITHDRAW, RELAXED): Template(
        "My application for {the_role}",
        """{greeting}

I've decided to withdraw my application for {the_role} {at_company}, and wanted you to know early so you can plan without me.

Thanks for your time. I'd be glad to stay in touch, and I hope you find the right person soon.

{close}""",
    ),
    (Kind.WITHDRAW_AFTER_ACCEPTING, NEUTRAL): Template(
        "My application for {the_role}",
        """{greeting}

I have accepted an offer elsewhere, and therefore withdraw my application for {the_role} {at_company}.

Thank you for considering me and for the time you gave me. I would be glad if our paths crossed again, and wish you every success with the search.

{close}""",
    ),
    (Kind.WITHDRAW_AFTER_ACCEPTING, RELAXED): Template(
        "My application for {the_role}",
        """{greeting}

I've accepted an offer elsewhere, so I'd like to withdraw my application for {the_role} {at_company}.

Thanks for considering me and for your time. I hope our paths cross again, and that you find the right person soon.

{close}""",
    ),
    (Kind.REPLY_TO_REJECTION, NEUTRAL): Template(
        "Thank you for letting me know",
        """{greeting}

Thank you for letting me know about {the_role}.

{+}{?when}I had hoped for another answer, of course, but I am glad to have had the chance to get to know {the_company}.

{+}{!when}I had hoped for another answer, of course.

I will remember our conversation about {talking_point}.

If something similar opens later, I would be happy to hear from you. Until then I wish you and your new colleague a good start.

{close}""",
    ),
    (Kind.REPLY_TO_REJECTION, RELAXED): Template(
        "Thanks for letting me know",
        """{greeting}

Thanks for letting me know about {the_role}.

{+}{?when}I'd hoped for another answer, of course, but I'm glad I got to know {the_company}.

{+}{!when}I'd hoped for another answer, of course.

I'll remember our conversation about {talking_point}.

If something similar opens up later, I'd be happy to hear from you. Until then, all the best to you and your new colleague.

{close}""",
    ),
    (Kind.NURTURE, NEUTRAL): Template(
        "A hello, and a question",
        """{greeting}

It has been a while since we were in touch about {the_role}, and I hope that all is well {at_company}.

{news}

Has anything opened up since that might suit me? I would be glad to hear of it.

{?contract_work}I would also be happy to help on contract, for a project or a busy stretch.

{close}""",
    ),
    (Kind.NURTURE, RELAXED): Template(
        "A hello, and a question",
        """{greeting}

It's been a while since we were in touch about {the_role}, and I hope all is well {at_company}.

{news}

Has anything come up since that might suit me? I'd love to hear about it.

{?contract_work}I'd also be happy to help out on contract, for a project or a busy stretch.

{close}""",
    ),
}
