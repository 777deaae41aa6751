"""Notes as Markdown: what may be in them, and what may not."""

import pytest

from tracker.queries.markdown import rendered


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold**", "<p><strong>bold</strong></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("# Title", "<h4>Title</h4>"),
        ("a\nb", "<p>a<br />\nb</p>"),
        ("[x](https://x.example/)", '<a href="https://x.example/" rel="noopener noreferrer">x</a>'),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_it_is_shown_as_it_is_meant(typed, shown):
    assert shown in rendered(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,xxxx)",
        "![x](https://tracker.example/x.png)",
        '<a href="javascript:alert(1)">x</a>',
        "[x](JaVaScRiPt:alert(1))",
        '[x](https://x.example/"onmouseover="alert(1))',
    ],
)
def test_nothing_in_it_acts_or_fetches(typed):
    html = rendered(typed)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="vbscript' not in html
    assert 'href="data' not in html
    assert '"onmouseover' not in html


@pytest.mark.parametrize("typed", ["*" * 20_000, "[" * 20_000, "> " * 10_000, "`" * 20_000])
def test_odd_text_is_shown_in_no_time(typed):
    assert rendered(typed)
