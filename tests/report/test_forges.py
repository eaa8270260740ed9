"""Workflow files and forms of the forges: valid, and strangers' code has no rights."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from courseware.report.writing import MARKER

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted(
    path
    for folder in (".github/workflows", ".gitea/workflows", ".forgejo/workflows")
    for path in (ROOT / folder).glob("*.y*ml")
)
NAMES = [path.relative_to(ROOT).as_posix() for path in WORKFLOWS]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
_PINNED = re.compile(r"[a-z-]+/[a-z-]+@[0-9a-f]{40}$")
_RUNS_CODE = ("hooks", "pip ", "mkdocs", "make ")
EVENTS_OF_STRANGERS = {"pull_request_target", "issue_comment", "issues"}


def loaded(name: str) -> dict[str, Any]:
    """A file's YAML; ``on`` is a truth value to YAML 1.1, so it is looked up as one."""
    value = yaml.safe_load((ROOT / name).read_text("utf-8"))
    assert isinstance(value, dict)
    return {("on" if key is True else key): content for key, content in value.items()}


def events(workflow: dict[str, Any]) -> set[str]:
    on = workflow["on"]
    return {on} if isinstance(on, str) else set(on)


def test_the_workflows_for_pull_requests_are_there() -> None:
    assert {
        ".github/workflows/pull-request.yml",
        ".github/workflows/pull-request-comment.yml",
        ".gitea/workflows/pull-request.yml",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_event_gives_strangers_our_rights(name: str) -> None:
    assert events(loaded(name)) & EVENTS_OF_STRANGERS == set()


@pytest.mark.parametrize("name", NAMES)
def test_rights_are_few(name: str) -> None:
    """Read-only but for jobs that write a comment, and those run none of our programs."""
    workflow = loaded(name)
    if not events(workflow) & {"pull_request", "workflow_run"}:
        return
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        rights = job.get("permissions", workflow["permissions"])
        writes = {right for right, kind in rights.items() if kind != "read"}
        steps = " ".join(step.get("uses", "") + step.get("run", "") for step in job["steps"])
        if writes or "secrets." in str(job):
            assert writes <= {"pull-requests"}
            assert "checkout" not in steps
            assert not any(word in steps for word in _RUNS_CODE)


@pytest.mark.parametrize("name", NAMES)
def test_jobs_that_run_a_requests_code_know_no_secret(name: str) -> None:
    workflow = loaded(name)
    assert "secrets" not in str(workflow.get("env", {}))
    if "pull_request" not in events(workflow):
        return
    for job in workflow["jobs"].values():
        checkouts = [s for s in job["steps"] if s.get("uses", "").startswith("actions/checkout@")]
        for step in checkouts:
            assert step["with"]["persist-credentials"] is False
            assert "secrets." not in str(job)
            assert "github.token" not in str(job)


def test_comment_job_never_checks_out_the_request() -> None:
    workflow = loaded(".github/workflows/pull-request-comment.yml")
    assert events(workflow) == {"workflow_run"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["ref"] == "${{ github.event.repository.default_branch }}"
            assert not re.search(
                r"git (?:checkout|switch|merge|pull|worktree)", step.get("run", "")
            )
    assert workflow["jobs"]["comment"]["permissions"] == {"pull-requests": "write"}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_strangers_write_gets_into_a_script(name: str) -> None:
    """``${{ … }}`` in a script is pasted before the shell reads it; variables are not."""
    for job in loaded(name)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned(name: str) -> None:
    """By commit; a tag only with the word to ops that they must pin it in their mirror."""
    for line in (ROOT / name).read_text("utf-8").splitlines():
        _, found, action = line.partition("uses: ")
        if not found:
            continue
        used, _, comment = action.partition(" # ")
        assert _PINNED.match(used.strip()) or "pin to the commit in your mirror" in comment


def test_gitlab_runs_for_merge_requests_and_gives_the_token_to_one_job() -> None:
    pipeline = loaded(".gitlab-ci.yml")
    only = {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}
    assert pipeline["workflow"]["rules"][0] == only
    assert pipeline["check"]["rules"] == [only]
    assert pipeline["comment"]["rules"] == [{**only, "when": "always"}]
    assert "TOKEN" not in str(pipeline["check"])
    comment = pipeline["comment"]
    assert comment["variables"]["GIT_STRATEGY"] == "none"
    assert comment["environment"] == {"name": "report-comment", "action": "access"}
    assert not any(word in str(comment["script"]) for word in ("python", "mkdocs", "make "))


@pytest.mark.parametrize(
    "name",
    [
        ".github/workflows/pull-request-comment.yml",
        ".gitea/workflows/pull-request.yml",
        ".gitlab-ci.yml",
    ],
)
def test_a_comment_is_found_again_by_the_reports_first_line(name: str) -> None:
    assert f'startswith("{MARKER}")' in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("form", [p for p in FORMS if p.name != "config.yml"], ids=lambda p: p.name)
def test_forms_can_be_shown(form: Path) -> None:
    value = yaml.safe_load(form.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(value)
    ids = [field["id"] for field in value["body"]]
    assert len(ids) == len(set(ids))
    for field in value["body"]:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]
    assert (ROOT / ".gitea/ISSUE_TEMPLATE" / form.name).read_bytes() == form.read_bytes()


def test_templates_have_three_boxes_at_most_and_are_the_same_everywhere() -> None:
    text = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    assert 1 <= text.count("- [ ]") <= 3
    for copy in (".gitea/pull_request_template.md", ".gitlab/merge_request_templates/Default.md"):
        assert (ROOT / copy).read_text("utf-8") == text


def test_every_folder_has_an_owner() -> None:
    """The same owners in each forge's dialect; Gitea's file is of regular expressions."""
    assert not (ROOT / "CODEOWNERS").exists()
    rules = owners(".github/CODEOWNERS")
    assert owners(".gitlab/CODEOWNERS") == rules
    paths = {path.strip("/") for path, _ in rules}
    assert {"docs", "exam", "hooks", "overrides", "mkdocs.yml", ".github", ".gitea"} <= paths
    assert all((ROOT / path).exists() for path in paths if "*" not in path)
    samples = [
        (path.strip("/") + ("/a/b.py" if path.endswith("/") else ""), team) for path, team in rules
    ]
    regular = [(re.compile(rule.replace("\\\\", "\\")), team) for rule, team in
               owners(".gitea/CODEOWNERS")]  # fmt: skip
    for sample, team in samples:
        name = sample.replace("*", "-dev.txt")
        assert [owner for rule, owner in regular if rule.fullmatch(name)] == [team], name


def owners(name: str) -> list[tuple[str, str]]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    return [(rule[0], rule[1]) for rule in rules]
