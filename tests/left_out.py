"""A pytest plugin that says, just above the last line, what could not be tried on this machine."""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for sentence in filter(None, os.environ.get("TESTS_LEFT_OUT", "").splitlines()):
        terminalreporter.write_line(sentence, yellow=True)
