import pytest

from tests.factories import ApplicationFactory
from tests.services.doings import schedule, standing, the
from tracker.models import Application
from tracker.planning.facts import ContactKind, Stage
from tracker.services.applications import change_application, change_stage
from tracker.services.contacts import add_contact, change_contact
from tracker.services.errors import StaleError

pytestmark = pytest.mark.django_db
HANNA = {"name": "Hanna", "kind": ContactKind.HR, "phone": "030 123456"}
RITA = {"name": "Rita", "kind": ContactKind.AGENCY_RECRUITER, "email": "rita@example.com"}


def test_c5_someone_in_hr_is_asked_from_now_on(application, interview, now):
    hanna = add_contact(application, values=HANNA, now=now)
    check_in = the("check-in", application)
    assert (check_in.contact, check_in.channel) == (hanna, "phone")
    assert check_in.title == "Check in with Hanna (HR)"


def test_the_first_agency_recruiter_is_the_one_through_whom_it_came(application, interview, now):
    rita = add_contact(application, agency="Agents", values=RITA, now=now)
    add_contact(application, agency="Agents", values=RITA | {"name": "Rolf"}, now=now)
    application.refresh_from_db()
    assert (application.recruiter, rita.company.name) == (rita, "Agents")
    assert the("check-in", application).contact == rita


def test_a_contact_is_known_to_every_application_at_the_company(application, interview, dana, now):
    other = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(other, now=now)
    hanna = add_contact(application, values=HANNA, now=now)
    assert the("check-in", other).contact == hanna


def test_a_new_name_is_in_what_is_planned(application, interview, dana, now):
    change_contact(dana, values={"name": "Dana Smith"}, version=dana.version, now=now)
    assert the("thank-you", application).title == "Thank Dana Smith"


def test_who_works_elsewhere_is_written_to_there(application, interview, dana, now):
    hanna = add_contact(application, values=HANNA, now=now)
    other = ApplicationFactory(owner=application.owner, company__name="Globex")
    schedule(other, now=now)
    change_contact(hanna, company="globex", values={}, version=hanna.version, now=now)
    assert hanna.company == other.company
    assert (the("check-in", application).contact, the("check-in", other).contact) == (dana, hanna)


def test_what_has_ended_stands_as_it_ended(application, interview, dana, now):
    change_stage(application, Stage.REJECTED, now=now)
    before = standing(application)
    change_contact(dana, values={"name": "Dana Smith"}, version=dana.version, now=now)
    assert standing(application) == before


def test_nobody_elses_plans_change(application, charlie, interview, now):
    theirs = ApplicationFactory(owner=charlie)
    schedule(theirs, now=now)
    add_contact(application, values=HANNA, now=now)
    assert the("check-in", theirs).contact is None


def test_a_form_that_is_older_than_the_contact_is_refused(dana, now):
    change_contact(dana, values={"name": "Dana Smith"}, version=0, now=now)
    with pytest.raises(StaleError):
        change_contact(dana, values={"name": "Danah Reyes"}, version=0, now=now)
    dana.refresh_from_db()
    assert dana.name == "Dana Smith"


def test_a_form_that_is_older_than_the_recruiter_does_not_take_them_out(application, now):
    version = application.version
    add_contact(application, agency="Agents", values=RITA, now=now)
    with pytest.raises(StaleError):
        change_application(
            Application.objects.get(pk=application.pk),
            company="Acme",
            values={"recruiter": None},
            version=version,
            now=now,
        )
