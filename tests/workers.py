"""Tests run beside each other: `--workers 3`.

The workers are forked from the process that has imported and collected everything, so that this happens once;
pytest-xdist starts each of them anew, which took a fifth of the whole run's CPU time.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from multiprocessing import Process, get_context
from multiprocessing.connection import Connection, wait
from typing import Any

import pytest

_FORK = get_context("fork")
_SECONDS = {
    "tests/linear_time": 7.0,
    "tests/browser": 1.0,
    "tests/screens/test_hostile": 5.0,
    "tests/screens/test_dialogs": 3.0,
    "tests/screens/test_sizes": 0.75,
    "tests/screens": 0.45,
    "tests/test_arch": 0.25,
    "tests/test_workers": 0.5,
    "tests/desks/test_what_is_alike": 0.6,
    "tests/desks/test_acknowledged": 1.5,
    "tests/desks/test_pipelines": 1.0,
    "tests/desks/test_editors": 0.4,
    "tests/desks/test_records_survive": 0.3,
    "tests/desks/test_shells": 0.2,
    "tests/desks": 0.05,
    "tests/articles/test_meaning": 0.15,
    "tests/articles": 0.03,
    "tests/practice": 0.02,
    "tests/replies/test_every": 0.3,
}
"""About the CPU seconds of a test; the longest modules begin first, so that no worker is left alone at the end."""
_SHORT = 0.006
_TOGETHER = {
    "tests/browser/": "a browser",
    "tests/linear_time/": "parsed sources",
    "tests/test_architecture": "parsed sources",
}
"""Modules that share what is costly to have, and what that is; one worker runs all that share it."""
_FORKING = (
    "tests/articles/test_an_export_is_whole",
    "tests/articles/test_changes_are_whole",
    "tests/articles/test_freshness",
    "tests/articles/test_moving_in",
    "tests/articles/test_reading_needs_no_writing",
    "tests/articles/test_work_is_shared_out",
    "tests/desks/test_acknowledged",
    "tests/desks/test_backups",
    "tests/desks/test_records_on_both",
    "tests/desks/test_records_survive",
)
"""Modules that fork many processes; they come first, since a fork takes longer in a worker that has grown."""
_COSTLY = ("centre", "model")
"""Fixtures of the whole run that are costly to have; one worker runs the modules that need one of them."""
_LENT = "read_template"
"""The fixture that most tests need: what it makes, imports and remembers is there before the workers part."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The number of processes."""
    parser.addoption("--workers", type=int, default=1, help="processes that run tests beside each other")


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.CollectReport | pytest.TestReport) -> tuple[str, str, str] | None:
    """A row of a table that passed is counted, and has no letter among the dots."""
    passed = isinstance(report, pytest.SubtestReport) and report.passed
    return ("subtests passed", "", "") if passed else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Hand batches of tests to the workers, and pass on what they report."""
    option = session.config.option
    if option.workers < 2 or option.collectonly or session.testsfailed:
        return None
    batches = _batches(_without_the_first(session))
    read, write = os.pipe()
    os.write(write, b"".join(number.to_bytes(2) for number in range(len(batches))))
    os.close(write)
    workers = [Worker(number, session, batches, read) for number in range(option.workers)]
    os.close(read)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends the run ends its workers
    try:
        _pass_on(session, {worker.reports: worker for worker in workers})
    finally:
        signal.signal(signal.SIGTERM, before)
        for worker in workers:
            worker.process.terminate()
            worker.process.join()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    return True


def _without_the_first(session: pytest.Session) -> list[pytest.Item]:
    """Run one test that needs what most need, and leave the rest to the workers."""
    first = next((item for item in session.items if _LENT in getattr(item, "fixturenames", ())), None)
    rest = [item for item in session.items if item is not first]
    if first:
        # Everything is taken down that the next one does not need, and the session needs its own fixtures.
        session.config.hook.pytest_runtest_protocol(item=first, nextitem=session)
        gc.freeze()  # no worker looks for garbage in what all of them have, and so copies it
    return rest


def _batches(items: list[pytest.Item]) -> list[list[pytest.Item]]:
    """The tests of each module, or of those that share something; those that fork first, then the longest."""
    modules = dict[str, list[pytest.Item]]()
    for item in items:
        modules.setdefault(item.nodeid.partition("::")[0], []).append(item)
    batches = dict[str, list[pytest.Item]]()
    for module, tests in modules.items():
        batches.setdefault(_shared(module, tests), []).extend(tests)
    return sorted(batches.values(), key=_comes_early, reverse=True)


def _comes_early(batch: list[pytest.Item]) -> tuple[bool, float]:
    return batch[0].nodeid.startswith(_FORKING), sum(map(_seconds, batch))


def _shared(module: str, tests: list[pytest.Item]) -> str:
    """What a module shares with others that is costly to have; its own name where there is nothing."""
    needed = {name for test in tests for name in getattr(test, "fixturenames", ())}
    places = (what for place, what in _TOGETHER.items() if module.startswith(place))
    return next(places, None) or next((name for name in _COSTLY if name in needed), module)


def _seconds(item: pytest.Item) -> float:
    return next((each for place, each in _SECONDS.items() if item.nodeid.startswith(place)), _SHORT)


def _pass_on(session: pytest.Session, workers: dict[Connection, Worker]) -> None:
    """Hand reports to whoever counts and prints them, until every worker is done or enough have failed."""
    hook = session.config.hook
    while workers and not session.shouldfail:
        for reports in wait(list(workers)):
            assert isinstance(reports, Connection)
            worker = workers[reports]
            try:
                said = reports.recv()
            except EOFError:
                said = None
                worker.process.join()
            if said is None:
                del workers[reports]
                if worker.process.exitcode:
                    hook.pytest_runtest_logreport(report=worker.report_of_death())
                continue
            worker.test, ended = said
            for data in ended:
                report = hook.pytest_report_from_serializable(config=session.config, data=data)
                hook.pytest_runtest_logreport(report=report)


class Worker:
    """A process that runs tests, seen from the one that waits for it."""

    def __init__(self, number: int, session: pytest.Session, batches: list[list[pytest.Item]], numbers: int) -> None:
        self.reports, there = _FORK.Pipe(duplex=False)
        self.test = f"worker {number}"
        self.process: Process = _FORK.Process(target=_work, args=(number, session, batches, numbers, there))  # type: ignore[assignment]
        self.process.start()
        there.close()

    def report_of_death(self) -> pytest.TestReport:
        """The test whose worker has died fails."""
        message = f"its process ended with {self.process.exitcode}, and no later test of this module was run"
        return pytest.TestReport(self.test, (self.test, None, self.test), {}, "failed", message, "call")


class _Teller:
    """In a worker, gathers the reports of a test for the one who waits, whom every message wakes up."""

    def __init__(self, config: pytest.Config, there: Connection) -> None:
        self._config, self._there = config, there
        self._reports: list[Any] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._reports.append(self._config.hook.pytest_report_to_serializable(config=self._config, report=report))

    def tell(self, name: str) -> None:
        """Send what has ended, and the name of what begins."""
        self._there.send((name, self._reports))
        self._reports = []


def _work(
    number: int, session: pytest.Session, batches: list[list[pytest.Item]], numbers: int, there: Connection
) -> None:
    """Run batches as long as there are some that nobody has begun."""
    config = session.config
    _be_alone(config, number)
    teller = _Teller(config, there)
    config.pluginmanager.register(teller)

    name = f"worker {number}"
    try:
        while not session.shouldfail and (taken := os.read(numbers, 2)):
            batch = batches[int.from_bytes(taken)]
            # Behind its last test only the session goes on, with what fixtures lent to all of it.
            for item, following in zip(batch, [*batch[1:], session], strict=True):
                if not session.shouldfail:
                    name = item.nodeid
                    teller.tell(name)
                    config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    except KeyboardInterrupt:
        pass  # who waits has said it, or has had enough
    teller.tell(name)
    try:
        session._setupstate.teardown_exact(None)  # no server is left behind
    except Exception:  # noqa: BLE001  whatever a fixture does
        why = traceback.format_exc()
        config.hook.pytest_runtest_logreport(
            report=pytest.TestReport(name, (name, None, name), {}, "failed", why, "teardown")
        )
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it ends by itself now
    teller.tell(name)
    there.send(None)


def _be_alone(config: pytest.Config, number: int) -> None:
    """Share no terminal, no file of what is printed and no temporary folder with the other workers."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config.pluginmanager.unregister(name="terminalreporter")
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    capture.stop_global_capturing()
    capture.start_global_capturing()
    folders: Any = config._tmp_path_factory  # type: ignore[attr-defined]
    folders._basetemp = folders.mktemp(f"worker-{number}", numbered=False)
