import subprocess
import sys

import pytest

from tracker.site import Reach, is_loopback, reach_of


@pytest.mark.parametrize(
    ("set_to", "known_as"),
    [
        ("https://bücher.example:8443/", "https://xn--bcher-kva.example:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_address_is_known_as_browsers_ask_for_it(tmp_path, set_to, known_as):
    asks = "from tracker import settings; print(settings.SITE_URL, *settings.ALLOWED_HOSTS)"
    answer = subprocess.check_output(
        [sys.executable, "-c", asks], env={"DATA_DIR": str(tmp_path), "SITE_URL": set_to}, text=True
    )
    site, *hosts = answer.split()
    assert site == known_as
    assert site.partition("//")[2].rpartition(":")[0].strip("[]") in hosts


@pytest.mark.parametrize(
    ("site_url", "reach"),
    [
        ("http://127.0.0.1:8000", Reach.MACHINE),
        ("http://[::1]:8000", Reach.MACHINE),
        ("http://localhost:8000", Reach.MACHINE),
        ("http://heardback.localhost", Reach.MACHINE),
        ("http://192.168.1.20:8000", Reach.NETWORK),
        ("http://100.64.3.2", Reach.NETWORK),
        ("http://[fd00::1]", Reach.NETWORK),
        ("http://nas:8000", Reach.NETWORK),
        ("http://nas.local", Reach.NETWORK),
        ("https://jobs.example.com", Reach.ANYWHERE),
        ("https://8.8.8.8", Reach.ANYWHERE),
    ],
)
def test_the_host_tells_how_far_an_address_reaches(site_url, reach):
    assert reach_of(site_url) == reach


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_server_on_a_loopback_host_is_for_this_machine_only(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "jobs.example.com"])
def test_a_server_on_any_other_host_can_be_reached(host):
    assert not is_loopback(host)
