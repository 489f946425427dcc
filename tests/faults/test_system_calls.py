"""A command that writes is killed, or refused, at each system call: its files are old or new."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import cases
from injection import Fault
from needs import needs
from trials import Trial

pytestmark = [needs("strace", "bash")]

#: Cases that `make test` tries: a save, an export of a file and one of a folder.
QUICK = ("views save beside another", "export markdown --force")
NAMES = sorted(cases())


@pytest.fixture(params=NAMES)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    return Trial(cases()[request.param], tmp_path)


def attempted(trial: Trial, *faults: Fault) -> None:
    """Each fault in turn; the test fails with all that is wrong."""
    assert len(faults) > 4
    wrong = [line for fault in faults for line in trial.attempt(fault)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", QUICK)
def test_killed_or_refused_at_each_call_of(name: str, tmp_path: Path) -> None:
    trial = Trial(cases()[name], tmp_path)
    attempted(trial, *trial.signals("SIGKILL"))
    attempted(trial, *(one for one in trial.errors() if "ENOSPC" in one.what))


@pytest.mark.thorough
def test_killed_at_each_call_the_files_are_old_or_new(trial: Trial) -> None:
    attempted(trial, *trial.signals("SIGKILL"))


@pytest.mark.thorough
def test_refused_at_each_call_it_says_so_and_leaves_nothing(trial: Trial) -> None:
    attempted(trial, *trial.errors())
