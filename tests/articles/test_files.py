"""Files are read with a limit, and written whole or not at all."""

from __future__ import annotations

import inspect
import os
import stat
import subprocess
import sys
import threading
import tty
from pathlib import Path

import pytest

from kb.articles.article_files import find_files
from kb.errors import CannotRead, CannotWrite
from kb.files import add_line, digest, read_given, read_text, real_path, write_given, write_new, write_text
from kb.folders import files_below, make_folder, remove_folder
from kb.problem import Problem
from tests.conftest import PATIENCE

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from kb.errors import CannotWrite
from kb.files import write_text
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_text(Path(sys.argv[1]), "x" * 5000)
except CannotWrite as error:
    print(error)
"""


def test_a_file_is_written_whole_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.md"
    write_text(path, "één\r\n")
    assert path.read_bytes() == "één\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644
    assert [entry.name for entry in path.parent.iterdir()] == ["a.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of a file")
def test_when_the_disk_is_full_the_old_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == f"{path} cannot be written: File too large. Nothing was changed there.\n"
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_in_a_read_only_folder_the_old_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CannotWrite, match="Permission denied"):
            write_text(path, "new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text() == "old"


def test_a_file_where_a_folder_should_be_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("file")
    with pytest.raises(CannotWrite, match=r"cannot be written: (File exists|Not a directory)"):
        write_text(tmp_path / "a" / "b.md", "new")
    with pytest.raises(CannotWrite, match="a cannot be written: File exists"):
        make_folder(tmp_path / "a")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"one\ntwo \xff\n", "line 2 is not UTF-8; save the file as UTF-8"),
        (b"x" * 1_000_001, "it is larger than 1,000 KB"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None, why: str) -> None:
    path = tmp_path / "a.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotRead) as caught:
        read_text(path)
    assert str(caught.value) == f"{path} cannot be read: {why}."
    assert caught.value.exit_code == 4


def test_a_file_of_just_the_most_that_is_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 1_000_000)
    assert len(read_text(path)) == 1_000_000


def test_a_digest_tells_contents_apart_and_takes_any_text() -> None:
    assert digest("a") == digest(b"a") != digest("b")
    assert len(digest("\ud800")) == 24


INTO = """
import sys
from pathlib import Path
from kb.files import write_given
write_given(Path(sys.argv[1]), b"one\\n")
write_given(Path(sys.argv[1]), b"two\\n", new=True)
"""


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_standard_output_by_its_name_is_written_into(name: str, kind: str, tmp_path: Path) -> None:
    if not Path(name).exists():
        pytest.skip(f"this system has no {name}")
    before = Path("/dev/stdout").readlink()
    command = [sys.executable, "-c", INTO, name]
    if kind == "pipe":
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=PATIENCE, check=True)
        assert done.stdout == b"one\ntwo\n"
    else:
        with (tmp_path / "out").open("wb") as file:
            file.write(b"before\n")
            file.flush()
            subprocess.run(command, stdout=file, timeout=PATIENCE, check=True)
        assert (tmp_path / "out").read_bytes() == b"before\none\ntwo\n"
        assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    assert Path("/dev/stdout").readlink() == before


def test_a_pipe_and_a_device_are_written_into_and_stay_what_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_given(pipe, b"words")
    reader.join()
    assert (read, stat.S_ISFIFO(pipe.stat().st_mode)) == ([b"words"], True)
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    device = tmp_path / "link"
    device.symlink_to(os.ttyname(theirs))
    write_given(device, b"words")
    assert write_given(device, b" more", new=True) == device
    assert (os.read(ours, 5) + os.read(ours, 5), device.is_symlink()) == (b"words more", True)
    os.close(ours)
    os.close(theirs)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link", "pipe"]


def test_a_pipe_under_a_name_of_ours_keeps_nobody_waiting_and_its_place_is_taken(tmp_path: Path) -> None:
    pipe = tmp_path / "ours"
    os.mkfifo(pipe)
    with pytest.raises(CannotRead, match="ours cannot be read: it is not a regular file"):
        read_text(pipe)
    with pytest.raises(CannotWrite, match="ours cannot be written: it is not a regular file"):
        add_line(pipe, "a line")
    assert write_new(pipe, b"new") == tmp_path / "ours-2"
    write_text(pipe, "words")
    os.mkfifo(tmp_path / "left")
    remove_folder(tmp_path / "left")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours", "ours-2"]
    assert pipe.read_text() == "words"


def test_a_pipe_that_a_person_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("words",))
    writer.start()
    assert read_given(pipe) == b"words"
    writer.join()


def test_a_line_behind_one_that_was_left_half_written_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    add_line(path, "one")
    with path.open("ab") as file:
        file.write(b"tw")
    add_line(path, "three")
    add_line(path, "four")
    assert path.read_text() == "one\ntw\nthree\nfour\n"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_that_takes_no_more_is_said_in_one_sentence() -> None:
    with pytest.raises(CannotWrite, match="/dev/full cannot be written: No space left on device"):
        write_given(Path("/dev/full"), b"words")


def test_a_link_to_a_file_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    """A link could have been put there by others, in a folder that is shared or copied."""
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "ours").symlink_to(tmp_path / "theirs")
    write_text(tmp_path / "ours", "ours")
    assert [(tmp_path / name).read_text() for name in ("ours", "theirs")] == ["ours", "theirs"]


def test_files_are_found_however_deep_they_lie(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"a" * 100, "x.md")
    deep.parent.mkdir(parents=True)
    for path in (deep, tmp_path / "b.md"):
        path.write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 50)
    try:
        found = files_below(tmp_path)
    finally:
        sys.setrecursionlimit(usual)
    assert found == [deep, tmp_path / "b.md"]
    assert files_below(tmp_path / "nowhere") == []


def test_folders_of_articles_stand_in_twenty_others_at_most(tmp_path: Path) -> None:
    tmp_path.joinpath(*"a" * 30).mkdir(parents=True)
    problems: list[Problem] = []
    folders = find_files(tmp_path, problems)
    assert max(folder.count("/") for folder in folders) == 19
    told = f"{'/'.join('a' * 21)}:1:1: unreadable More than 20 folders inside each other; move what is in this one"
    assert [str(one) for one in problems] == [f"{told} further up."]


def test_a_link_that_leads_to_itself_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link").symlink_to(tmp_path)
    assert real_path(tmp_path / "loop" / "a.md") == tmp_path / "loop" / "a.md"
    assert real_path(tmp_path / "link" / "a.md") == tmp_path / "a.md"
