from __future__ import annotations

import subprocess

from workbench.cli.exit_codes import DONE


def test_the_demo_walks_the_loop_and_leaves_its_evidence(workbench, tmp_path):
    folder = tmp_path / "demo"

    said = workbench("demo", "-o", folder)

    transcript = (folder / "transcript.md").read_text(encoding="utf-8")
    log = subprocess.run(
        ["git", "-C", folder / "registry", "log", "--format=%s"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.status == DONE
    assert "{+" in transcript
    assert "support/triage" in log.stdout
    assert "v4 on demo/brief: 100 % of 6 cases pass" in transcript
    assert "v4 is better than v1 on 6 of 6 cases" in transcript
    assert (folder / "evaluate-light.png").stat().st_size
    assert all((folder / f"window-{theme}.png").stat().st_size for theme in ("light", "dark"))


def test_a_second_demo_leaves_the_first_as_it_was(workbench, tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.workbench").write_text("the first one's", encoding="utf-8")

    made = workbench("demo", "-o", folder, "--json").document

    assert made["workspace"].endswith("demo-2.workbench")
    assert (folder / "demo.workbench").read_text(encoding="utf-8") == "the first one's"


def test_the_demo_leaves_a_repository_around_it_alone(workbench, tmp_path):
    around = tmp_path / "around"
    subprocess.run(["git", "init", "-q", around], check=True)

    assert workbench("demo", "-o", around / "demo").status == DONE

    refs = subprocess.run(
        ["git", "-C", around, "for-each-ref"], capture_output=True, text=True, check=True
    )
    assert refs.stdout == ""
