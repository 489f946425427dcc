"""A command that writes is killed, or refused, at each system call: its files are old or new."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import cases
from injection import Fault
from needs import needs
from trials import Trial

pytestmark = [needs("strace", "bash")]

NAMES = sorted(cases())
#: Cases of each kind. `make faults` tries every fault on every case.
SOME = ("export handouts --force", "export json", "import", "session again", "views save")
MORE = (*SOME, "export raci-xlsx", "import of a matrix", "plugins new")


@pytest.fixture
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    return Trial(cases()[request.param], tmp_path)


def attempted(trial: Trial, *faults: Fault) -> None:
    """Each fault in turn; the test fails with all that is wrong."""
    assert len(faults) > 3
    wrong = [line for fault in faults for line in trial.attempt(fault)]
    assert not wrong, "\n".join(wrong)


def full(trial: Trial) -> list[Fault]:
    """A disk that is full from some write on."""
    return [one for one in trial.errors() if one.lasting]


@pytest.mark.parametrize("trial", ["views save beside another"], indirect=True)
def test_a_save_that_is_killed_at_each_call_keeps_its_file(trial: Trial) -> None:
    attempted(trial, *trial.signals("SIGKILL"))


@pytest.mark.parametrize("trial", ["export markdown --force"], indirect=True)
def test_an_export_that_is_ended_at_each_call_keeps_its_file(trial: Trial) -> None:
    attempted(trial, *trial.signals("SIGTERM"), *full(trial))


@pytest.mark.parametrize("trial", ["session", "export toml", "export handouts"], indirect=True)
def test_what_takes_its_name_is_on_the_disk_before(trial: Trial) -> None:
    assert list(trial.unkept()) == []


@pytest.mark.thorough
@pytest.mark.parametrize("trial", NAMES, indirect=True)
def test_killed_at_each_call_the_files_are_old_or_new(trial: Trial) -> None:
    attempted(trial, *trial.signals("SIGKILL"))


@pytest.mark.thorough
@pytest.mark.parametrize("trial", MORE, indirect=True)
def test_refused_at_each_call_it_says_so_and_leaves_nothing(trial: Trial) -> None:
    attempted(trial, *trial.errors(most=1))


@pytest.mark.thorough
@pytest.mark.parametrize("trial", SOME, indirect=True)
def test_ended_at_each_call_it_leaves_nothing(trial: Trial) -> None:
    attempted(trial, *trial.signals("SIGTERM"), *trial.signals("SIGINT"))
