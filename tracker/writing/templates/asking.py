"""Check-ins: calm questions that put nobody on the spot (A2, B6, C10, C14, E4)."""

from tracker.writing.letters import Kind, Register, Template

NEUTRAL, RELAXED, FORMAL = Register.NEUTRAL, Register.RELAXED, Register.FORMAL

ASKING = {
    (Kind.CHECK_IN, FORMAL): Template(
        "Enquiry about {the_role}",
        """{greeting}

{estimate_told} that a decision on {the_role} was expected {estimate}. I would therefore like to ask where the process stands.

{!estimate}{?met}Thank you again for the interview {when}. I would like to ask where the process for {the_role} stands.

{!estimate}{!met}{?when}I had an interview for {the_role} {when}, and would like to ask where the process stands.

{!estimate}{!met}{!when}I would like to ask where the process for {the_role} stands.

Could you tell me when you expect to decide, and when it would suit you that I ask again, should it take longer?

I would also be glad to know:
{questions}

{?first_choice}I have another interview {other_interview}. Your position is my first choice, however, and I wished to speak to you before going further elsewhere.

{!first_choice}I have another interview {other_interview}, so your timing would help me to plan mine.

{?first_choice}{!other_interview}The position remains my first choice.

Thank you for a short line.

{close}""",
    ),
    (Kind.CHECK_IN, NEUTRAL): Template(
        "A question about {the_role}",
        """{greeting}

{estimate_told} that a decision on {the_role} was expected {estimate}, so I wanted to ask where things stand.

{!estimate}{?met}Thank you again for the conversation {when} about {the_role}. I wanted to ask where things stand.

{!estimate}{!met}{?when}I had an interview for {the_role} {when}, and wanted to ask where things stand.

{!estimate}{!met}{!when}I wanted to ask where things stand with {the_role}.

Could you tell me when you expect to decide, and when I should ask again if it takes longer?

I would also like to know:
{questions}

{?first_choice}I have another interview {other_interview}, but your position is my first choice, and I wanted to hear from you before I go further elsewhere.

{!first_choice}I have another interview {other_interview}, so your timing would help me to plan mine.

{?first_choice}{!other_interview}The role remains my first choice.

A short line is plenty. Thank you.

{close}""",
    ),
    (Kind.CHECK_IN, RELAXED): Template(
        "How are things with {the_role}?",
        """{greeting}

{estimate_told} that a decision was expected {estimate}, so I thought I'd ask: where do things stand with {the_role}?

{!estimate}{?met}Thanks again for the chat {when}. Where do things stand with {the_role}?

{!estimate}{!met}{?when}I had an interview for {the_role} {when}. Where do things stand?

{!estimate}{!met}{!when}I wanted to ask: where do things stand with {the_role}?

Do you have a rough idea of when you'll decide, and when I should ask again if it takes longer?

I'd also like to know:
{questions}

{?first_choice}I have another interview {other_interview}, but yours is the job I'd like most, so I wanted to hear from you first.

{!first_choice}I have another interview {other_interview}, so your timing would help me plan mine.

{?first_choice}{!other_interview}It's still my first choice.

A quick line is plenty. Thank you.

{close}""",
    ),
    (Kind.CHECK_IN_ALL, NEUTRAL): Template(
        "Where my applications stand",
        """{greeting}

Thank you for your help so far. I would like to ask where these applications stand:
{roles}

{!roles}Thank you for your help so far. I would like to ask where my applications stand.

Could you tell me for each when a decision is expected, and when I should ask again if it takes longer?

A short line on each is plenty. Thank you.

{close}""",
    ),
    (Kind.CHECK_IN_ALL, RELAXED): Template(
        "How are my applications doing?",
        """{greeting}

Thanks for all your help so far. Where do things stand with these?
{roles}

{!roles}Thanks for all your help so far. Where do things stand with my applications?

Do you have a rough idea of when they'll decide, and when I should ask again if it takes longer?

A quick line on each is plenty. Thank you.

{close}""",
    ),
    (Kind.SECOND_CHECK_IN, NEUTRAL): Template(
        "{the_role}: is it still open?",
        """{greeting}

I wrote to you a little while ago about {the_role}, and can imagine how full your days are.

Is the position still open, and am I being considered for it? If the timing has moved, a rough date would help me to plan. If it has been filled, I would be glad to know that too.

I would also like to know:
{questions}

{?interested}I remain interested, and thank you for a short line.

{!interested}Thank you for a short line.

{close}""",
    ),
    (Kind.SECOND_CHECK_IN, RELAXED): Template(
        "Is {the_role} still open?",
        """{greeting}

I wrote a little while ago about {the_role}, and I can imagine how busy you are.

Is it still open, and am I in the running? If the timing has moved, a rough date would help me plan; and if it's been filled, that's good to know too.

I'd also like to know:
{questions}

{?interested}I'm still interested. A line is plenty, thank you.

{!interested}A line is plenty, thank you.

{close}""",
    ),
    (Kind.ESCALATE, NEUTRAL): Template(
        "Our conversation about {the_role}",
        """{greeting}

I still think back with pleasure to our conversation {when}, and to what we said about {talking_point}.

{!talking_point}{?met}I still think back with pleasure to our conversation {when}.

{?hr_asked}Your colleagues in HR have a question from me about the timing, and no doubt a great deal else to do.

{+}{!hr_asked}My question about the timing is still open, and everybody no doubt has a great deal else to do.

{+}May I ask you: where does {the_role} stand, and is there someone else I should turn to?

I would also like to know:
{questions}

I would be glad to work with you, and am here if anything is still needed from me.

{close}""",
    ),
    (Kind.ESCALATE, RELAXED): Template(
        "Our chat about {the_role}",
        """{greeting}

I still think back happily to our chat {when}, and to what we said about {talking_point}.

{!talking_point}{?met}I still think back happily to our chat {when}.

{?hr_asked}I've asked HR about the timing, and I'm sure they have a lot on.

{+}{!hr_asked}I've asked about the timing, and I'm sure everybody has a lot on.

{+}Could you tell me where things stand with {the_role}, or who'd be the right person to ask?

I'd also like to know:
{questions}

I'd love to work with you, and I'm here if you need anything from me.

{close}""",
    ),
    (Kind.APPLICATION_CHECK_IN, NEUTRAL): Template(
        "My application for {the_role}",
        """{greeting}

I applied for {the_role} {at_company} {applied_when}, and would like to make sure that my application has reached you.

Is the position still open, and can you say when you expect to choose whom to meet?

I would also like to know:
{questions}

{?interested}I would be glad to tell you more in a conversation.

{close}""",
    ),
    (Kind.APPLICATION_CHECK_IN, RELAXED): Template(
        "My application for {the_role}",
        """{greeting}

I applied for {the_role} {at_company} {applied_when}, and wanted to make sure it has reached you.

Is it still open, and do you know roughly when you'll choose whom to meet?

I'd also like to know:
{questions}

{?interested}I'd be glad to tell you more if you'd like to talk.

{close}""",
    ),
}
