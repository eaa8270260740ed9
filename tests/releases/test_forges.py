"""Release workflows: a person between build and publishing, rights few, secrets where needed."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.report.test_forges import ROOT, loaded

FORGES = (".github", ".gitea")
READ = {"contents": "read"}


def text_of(job: dict[str, Any]) -> str:
    return yaml.safe_dump(job, allow_unicode=True)


@pytest.mark.parametrize("name", ["release", "newest"])
@pytest.mark.parametrize("forge", FORGES)
def test_nothing_may_write_to_the_repository(forge: str, name: str) -> None:
    workflow = loaded(f"{forge}/workflows/{name}.yml")
    assert workflow["permissions"] == READ
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_github_publishes_behind_a_gate_what_was_built_twice_and_tested() -> None:
    workflow = loaded(".github/workflows/release.yml")
    jobs = workflow["jobs"]
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    assert jobs["publish"]["environment"] == "production"
    assert jobs["publish"]["needs"] == ["build", "again", "test"]
    assert [name for name, job in jobs.items() if "secrets." in text_of(job)] == ["build"]
    assert [name for name, job in jobs.items() if "hooks publish" in text_of(job)] == ["publish"]


def test_gitlab_publishes_by_hand_what_was_built_twice_and_tested() -> None:
    pipeline = loaded(".gitlab-ci.yml")
    assert pipeline["include"] == [{"local": ".gitlab/release.yml"}]
    jobs = {
        name: job for name, job in loaded(".gitlab/release.yml").items() if not name.startswith(".")
    }
    tag = {"if": "$CI_COMMIT_TAG =~ /^v/"}
    assert {name: job["rules"] for name, job in jobs.items()} == {
        "pack": [tag],
        "again": [tag],
        "full-test": [tag],
        "publish": [{**tag, "when": "manual", "allow_failure": False}],
        "newest": [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}],
    }
    assert jobs["publish"]["needs"] == ["pack", "again", "full-test"]
    assert jobs["publish"]["environment"] == {"name": "production"}
    assert {job["stage"] for job in jobs.values()} <= set(pipeline["stages"])
    assert [name for name, job in jobs.items() if "SIGNING_KEY" in text_of(job)] == ["pack"]


def test_gitea_publishes_only_when_started_by_hand_and_only_the_tested_bytes() -> None:
    workflow = loaded(".gitea/workflows/publish.yml")
    assert set(workflow["on"]) == {"workflow_dispatch"}
    assert set(workflow["on"]["workflow_dispatch"]["inputs"]) == {"tag", "manifest"}
    assert workflow["permissions"] == READ
    script = workflow["jobs"]["publish"]["steps"][-1]["run"]
    assert script.index('test "$found" = "$EXPECTED"') < script.index("hooks publish")
    assert "hooks publish" not in (ROOT / ".gitea/workflows/release.yml").read_text("utf-8")


@pytest.mark.parametrize("forge", FORGES)
def test_newest_dependencies_are_tried_every_week_and_reported(forge: str) -> None:
    workflow = loaded(f"{forge}/workflows/newest.yml")
    (schedule,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* 1", schedule["cron"])
    said = text_of(workflow["jobs"]["newest"])
    assert "make lock" in said
    assert "make test-all" in said
    assert "secrets." not in said


@pytest.mark.parametrize(
    "name",
    [".github/workflows/release.yml", ".gitea/workflows/publish.yml", ".gitlab/release.yml"],
)
def test_every_command_of_ours_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z][a-z-]+)", text):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
