"""Two steps most tests of the stores begin with."""

from tests.builders import NOON
from workbench.formats.content import digest_of


def kept(prompts, content):
    digest = digest_of(content)
    prompts.keep_snapshot(digest, content)
    return digest


def committed(prompts, prompt_id, content, note="a note", at=NOON):
    digest = kept(prompts, content)
    return prompts.add_version(prompt_id, digest, note=note, author="Ada", at=at)
