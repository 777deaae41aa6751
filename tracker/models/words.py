"""What choices are called where people read them."""

from tracker.planning.facts import (
    Certainty,
    Channel,
    DelayReason,
    OfferStatus,
    Purpose,
)

CHANNEL_CHOICES = [
    (Channel.EMAIL, "E-mail"),
    (Channel.PHONE, "Phone"),
    (Channel.LINKEDIN, "LinkedIn"),
    (Channel.POST, "Post"),
    (Channel.IN_PERSON, "In person"),
    (Channel.FAX, "Fax"),
    (Channel.OTHER, "Another way"),
]
# What the owner's messages may have been for.
PURPOSE_CHOICES = [
    (Purpose.OTHER, "Something else"),
    (Purpose.ANSWER, "An answer to them"),
    (Purpose.THANK_YOU, "Thank-you e-mail"),
    (Purpose.CARD, "Thank-you card"),
    (Purpose.LINKEDIN, "LinkedIn invitation"),
    (Purpose.RECRUITER_DEBRIEF, "Report to the recruiter"),
    (Purpose.INFORMATION, "What they asked for"),
    (Purpose.PROMISE, "When I will send what they asked for"),
    (Purpose.MID_TIMELINE, "A note in a long wait"),
    (Purpose.CHECK_IN, "Check-in"),
    (Purpose.ESCALATE, "To the hiring manager, past HR"),
    (Purpose.KEEP_IN_TOUCH, "News of my search"),
    (Purpose.TELL_OF_OFFER, "That I have another offer"),
    (Purpose.TELL_OF_FINAL_ROUND, "That I have a final round elsewhere"),
    (Purpose.TELL_OF_AVAILABILITY, "When I can begin"),
    (Purpose.ANSWER_OFFER, "Answer to their offer"),
    (Purpose.REPLY_TO_REJECTION, "Reply to their rejection"),
    (Purpose.NURTURE, "A word after it had ended"),
]
# What theirs may have been.
THEIR_PURPOSE_CHOICES = [
    (Purpose.OTHER, "A message"),
    (Purpose.RECEIPT, "Only a receipt: it arrived"),
    (Purpose.INVITATION, "An invitation"),
]
DELAY_REASON_CHOICES = [
    (DelayReason.APPROVALS, "Approvals are missing"),
    (DelayReason.SCHEDULES, "Schedules"),
    (DelayReason.RE_EVALUATED, "The job is being re-evaluated"),
    (DelayReason.LOST_BUSINESS, "Business was lost or put off"),
    (DelayReason.OTHER_CANDIDATE, "Another candidate comes first"),
    (DelayReason.HOLIDAY, "Holidays"),
    (DelayReason.OTHER, "Something else"),
]
CERTAINTY_CHOICES = [
    (Certainty.SURE, "Sure"),
    (Certainty.LIKELY, "Likely"),
    (Certainty.VAGUE, "Only polite"),
]
OFFER_STATUS_CHOICES = [
    (OfferStatus.OPEN, "Open"),
    (OfferStatus.ACCEPTED, "Accepted"),
    (OfferStatus.DECLINED, "Declined"),
    (OfferStatus.LAPSED, "Lapsed or taken back"),
]
