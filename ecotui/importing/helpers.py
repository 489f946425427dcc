"""What the importers of plugins need to read a plan as the built-in ones do."""

from __future__ import annotations

from ecotui.model.plan import Department

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ecotui.importing.names import Names


def plan_id(title: str) -> str:
    """A readable id for a plan, by rule from its title: ``[a-z0-9-]+``, at most 60 characters."""
    from ecotui.importing.plan_ids import plan_id as made

    return made(title)


def read_names(text: str) -> Names:
    """A list of departments as documents write it: 县财政局、各乡镇等.

    It gives the ``names``, whether the list ``is_open`` (等), the ``remarks`` that a user should
    know, and ``doubts``.
    """
    from ecotui.importing.names import parse

    return parse(text)


def department_named(name: str) -> Department:
    """A department, or a group by the wording of its name: 各乡镇, 省直相关部门."""
    from ecotui.importing.bodies import kind

    return Department(name, (), kind(name))


def split_numeral(text: str) -> tuple[int | None, str]:
    """The number at the start of a heading or measure, and the rest: ``一、总则`` is 1 and 总则.

    Headings and measures of a plan hold their texts without it. Where there is none, the number is
    None.
    """
    from ecotui.importing.layout import mark

    text = text.strip()
    found = mark(text)
    if found is None or not found.number or not found.rest:
        return None, text
    return found.number, found.rest.strip()


def convert_with(
    command: Callable[[str], Sequence[str]],
    files: Mapping[str, bytes],
    wanted: str,
    seconds: float,
) -> bytes:
    """What another program makes of some files, in a temporary folder.

    The program, what it starts, and the folder are gone when this ends, and also when a signal ends
    the process.

    Args:
        command: Gives the program and its arguments; its own is the path of the folder.
        files: What it finds there, by name; a name may have folders (``profile/settings``).
        wanted: The name of the file that it makes there.
        seconds: So long it may take.

    Raises:
        OSError: it cannot be run, takes longer, fails, or makes no such file.
    """
    import os
    import signal
    import subprocess
    import tempfile

    from ecotui.files import end_program, started, unfinished

    with tempfile.TemporaryDirectory(prefix="ecotui-", ignore_cleanup_errors=True) as folder:
        unfinished.add(folder)
        try:
            for name, data in files.items():
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
            program = None
            try:
                # A signal that comes between its start and its entry would leave it running.
                ending = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
                before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
                try:
                    program = subprocess.Popen(
                        command(folder),
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env={**os.environ, "TMPDIR": folder},
                        process_group=0,
                    )
                    started.add(program.pid)
                finally:
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)
                if program.wait(seconds):
                    raise ChildProcessError(f"exit code {program.returncode}")
            except subprocess.TimeoutExpired as error:
                raise TimeoutError(str(error)) from None
            finally:
                if program is not None:
                    started.discard(program.pid)
                    end_program(program.pid)
                    program.wait()
            with open(os.path.join(folder, wanted), "rb") as made:
                return made.read()
        finally:
            unfinished.discard(folder)
