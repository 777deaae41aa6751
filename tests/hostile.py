"""Text that has broken calendars, mails and pages before."""

HOSTILE = [
    'C:\\New\\Notes, with; all "signs": \\n and \\N',
    "two\r\nlines\rand\nmore\u2028and\u2029more",
    "X\r\nATTENDEE:mailto:mallory@example.com",
    "NUL \x00 VT \x0b ESC \x1b DEL \x7f C1 \x85\x9f",
    "right \u202eto left\u202c and \u2066isolated\u2069",
    "שלום עולם, مرحبا, 你好, ñandú",
    "👩🏽‍💻🇩🇪 " * 60,
    "é" * 3_000,
    "END:VEVENT\nEND:VCALENDAR",
    "<script>alert(1)</script> {{ 7 }} =cmd()",
]
