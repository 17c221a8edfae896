"""Binder gets what the project asks for, and the README leads there by the rule."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from toolkit.i18n import languages
from toolkit.publish import CHECKOUT, binder

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
README = (CHECKOUT / "README.md").read_text("utf-8")


def pin_faults(pins: list[str], wanted: list[str]) -> set[str]:
    """What is asked for and not pinned to a version within its bounds, and what is pinned without being asked for."""
    versions = dict(pin.split("==") for pin in pins)
    bounds = {requirement.name: requirement.specifier for requirement in map(Requirement, wanted)}
    outside = {name for name in versions.keys() & bounds.keys() if versions[name] not in bounds[name]}
    return outside | (versions.keys() ^ bounds.keys())


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    pins = (CHECKOUT / ".binder/requirements.txt").read_text("utf-8").splitlines()
    assert pin_faults(pins, PROJECT["dependencies"]) == set()


@pytest.mark.parametrize(
    ("pins", "fault"), [(["a==1"], "b"), (["a==1", "b==3"], "b"), (["a==1", "b==2.1", "c==1"], "c")]
)
def test_a_wrong_pin_is_found(pins: list[str], fault: str) -> None:
    assert pin_faults(pins, ["a>=1", "b>=2,<3"]) == {fault}


def link_faults(readme: str, urls: dict[str, str]) -> set[str]:
    """The links to Binder that the README lacks or has too many of; without an address they are the pattern."""
    address = urls.get("Repository", "https://github.com/OWNER/REPO")
    rule = {binder.link(address, language, "late") for language in languages()}
    return rule ^ set(re.findall(r"https://mybinder\.org/[^\s)`]*", readme))


def test_the_readme_leads_to_binder_by_the_rule() -> None:
    assert link_faults(README, PROJECT.get("urls", {})) == set()


def test_a_new_address_makes_the_readme_s_links_wrong_until_they_follow() -> None:
    here = {"Repository": "https://github.com/clear/credit.git"}
    assert len(link_faults(README, here)) == 4
    assert link_faults(README.replace("OWNER/REPO", "clear/credit"), here) == set()


@pytest.mark.parametrize("address", ["https://example.org/clear/credit", "https://github.com/clear", "clear/credit"])
def test_an_address_that_binder_cannot_use_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="https://github.com/OWNER/REPO, not from"):
        binder.link(address, "zh", "late")
