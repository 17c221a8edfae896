"""Where a lesson opens in a browser without anything installed: the rule for its link."""

import re
from urllib.parse import quote


def link(repository: str, language: str, lesson: str) -> str:
    """Binder's link to a built lesson, alone on its page, from the project's address on GitHub.

    >>> link("https://github.com/OWNER/REPO", "zh", "late")
    'https://mybinder.org/v2/gh/OWNER/REPO/HEAD?urlpath=doc%2Ftree%2Flessons%2Fzh%2Flate.ipynb'
    """
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git|/)?", repository)
    if not found:
        raise ValueError(f"Binder's link is made from https://github.com/OWNER/REPO, not from {repository}.")
    page = quote(f"doc/tree/lessons/{language}/{lesson}.ipynb", safe="")
    return f"https://mybinder.org/v2/gh/{found[1]}/HEAD?urlpath={page}"
