import pytest

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import schedule, standing, the
from tracker.models import Application, Company
from tracker.planning.facts import ContactKind, Stage
from tracker.services.applications import change_application, change_stage, log_application
from tracker.services.errors import StaleError

pytestmark = pytest.mark.django_db
# What an end calls for itself (decision 19); all else is withdrawn.
ENDS = {
    Stage.ACCEPTED: set(),
    Stage.REJECTED: {"linkedin-invitation", "reply-to-rejection", "nurture"},
    Stage.WITHDRAWN: {"nurture"},
    Stage.NO_REPLY: {"linkedin-invitation", "nurture"},
}


def test_a_new_application_remembers_how_it_began(alice, now):
    values = {"role": "Engineer", "stage": Stage.SCREENING}
    application = log_application(by=alice, company="Acme", values=values, now=now)
    [change] = application.stage_changes.all()
    assert (change.old, change.new, change.at) == ("", Stage.SCREENING, now)


def test_a_company_is_one_however_it_is_capitalised(alice, charlie, now):
    for owner, name in ((alice, "Acme"), (alice, "ACME"), (charlie, "acme")):
        log_application(by=owner, company=name, values={"role": "Engineer"}, now=now)
    assert sorted(Company.objects.values_list("owner__name", "name")) == [
        ("Alice", "Acme"),
        ("Charlie", "acme"),
    ]


def test_a_stage_is_remembered_once(application, now):
    change_stage(application, Stage.OFFER, now=now)
    change_stage(application, Stage.OFFER, now=now)
    assert [change.new for change in application.stage_changes.all()] == [Stage.OFFER]


@pytest.mark.parametrize("stage", ENDS)
def test_an_end_withdraws_all_but_what_it_calls_for_and_it_comes_back(
    application, interview, now, stage
):
    before = standing(application)
    change_stage(application, stage, now=now)
    assert {row.kind for row in application.follow_ups.open()} == ENDS[stage]
    change_stage(application, Stage.INTERVIEWING, now=now)
    after = standing(application)
    assert {key: after[key] for key in before} == before
    assert {after[key] for key in after.keys() - before.keys()} <= {"withdrawn"}


def test_the_stage_is_given_as_the_reason(application, interview, now):
    change_stage(application, Stage.REJECTED, now=now)
    gone = application.follow_ups.filter(status="withdrawn")
    assert {row.withdrawn_because for row in gone} == {"they turned you down"}


def test_changed_fields_and_stage_are_kept(application, interview, now):
    values = {"role": "Architect", "stage": Stage.OFFER}
    version = application.version
    change_application(application, company="Acme", values=values, version=version, now=now)
    application.refresh_from_db()
    assert (application.role, application.stage) == ("Architect", Stage.OFFER)
    assert [change.new for change in application.stage_changes.all()] == [Stage.OFFER]


def test_the_companys_name_is_in_what_is_planned(application, now):
    schedule(application, now=now)
    version = application.version
    change_application(application, company="Initech", values={}, version=version, now=now)
    assert the("check-in", application).title.endswith("Initech")


def test_a_form_that_is_older_than_the_application_is_refused(application, now):
    version = application.version
    change_application(application, company="Acme", values={}, version=version, now=now)
    with pytest.raises(StaleError):
        change_application(application, company="Other", values={}, version=version, now=now)
    application.refresh_from_db()
    assert application.company.name == "Acme"


def test_a_form_that_is_older_than_the_stage_does_not_set_it_back(application, now):
    on_the_old_page = Application.objects.get(pk=application.pk)
    change_stage(application, Stage.REJECTED, now=now)
    values = {"role": "Architect", "stage": Stage.INTERVIEWING}
    with pytest.raises(StaleError):
        change_application(
            on_the_old_page,
            company="Acme",
            values=values,
            version=on_the_old_page.version,
            now=now,
        )
    application.refresh_from_db()
    assert application.stage == Stage.REJECTED


def test_a_slip_in_the_companys_name_is_mended_with_its_people(application, dana, now):
    change = {"role": "Engineer", "stage": application.stage}
    version = application.version
    change_application(application, company="Acme Ltd", values=change, version=version, now=now)
    dana.refresh_from_db()
    assert (application.company.name, dana.company.name) == ("Acme Ltd", "Acme Ltd")


@pytest.mark.parametrize("kind", [ContactKind.AGENCY_RECRUITER, ContactKind.HR])
def test_the_employer_that_becomes_known_takes_no_agency_away(application, now, kind):
    """Only the agency was known; through it, something else came as well."""
    agency = application.company
    anna = ContactFactory(owner=agency.owner, company=agency, name="Anna", kind=kind)
    if kind != ContactKind.AGENCY_RECRUITER:
        ApplicationFactory(owner=agency.owner, recruiter=anna)
    version = application.version
    change_application(application, company="Siemens", values={}, version=version, now=now)
    anna.refresh_from_db()
    assert (application.company.name, anna.company.name) == ("Siemens", "Acme")
