from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from tests.diffing.test_merging import talk
from workbench.diffing.blame import Passage, origins, passages_of
from workbench.diffing.sentences import sentence_at


def states(*texts):
    """The newest first, as versions are walked back."""
    numbered = [(number, a_content(text)) for number, text in enumerate(texts, 1)]
    return numbered[::-1]


def brought(text, *texts):
    """Number of the version that brought the sentence, and of its parent."""
    walked = states(*texts)
    message = walked[0][1].messages[0].text
    passage = Passage(0, *sentence_at(message, message.index(text)))
    [origin] = origins([passage], walked)
    return origin.state, origin.parent


def test_a_sentence_comes_from_the_version_that_brought_it():
    texts = ("Be kind.", "Be kind. Never guess.", "Be kind. Never guess. Stop there.")

    assert brought("Be kind", *texts) == (1, None)
    assert brought("Never", *texts) == (2, 1)
    assert brought("Stop", *texts) == (3, 2)


def test_a_word_changed_in_it_makes_it_newer_but_a_change_around_it_does_not():
    texts = ("Answer in one line. Go.", "Answer in two lines. Go.", "Wait. Answer in two lines. Go")

    assert brought("Answer", *texts) == (2, 1)


def test_a_sentence_that_moved_keeps_its_origin():
    first, second = "Never promise a refund to anyone.", "Answer in the language of the ticket."
    texts = (f"{first}\n{second}\nGo.", f"{second}\nGo.\n{first}")

    assert brought("Never promise", *texts) == (1, None)
    assert brought("Answer in the", *texts) == (1, None)


def test_a_sentence_brought_back_comes_from_the_version_that_brought_it_back():
    texts = ("Never guess at all, ever.", "Go.", "Go. Never guess at all, ever.")

    assert brought("Never", *texts) == (3, 2)


def test_a_sentence_moved_to_another_message_keeps_its_origin():
    old = (1, talk("Answer in the language of the ticket.", "Hello"))
    new = (2, talk("Be kind and patient.", "Hello. Answer in the language of the ticket."))

    [origin] = origins([Passage(1, 7, 44)], [new, old])

    assert origin.passage.text_in(new[1]) == "Answer in the language of the ticket."
    assert origin.state == 1


def test_no_more_versions_are_read_than_are_needed():
    read = []

    def walk():
        for number, content in states("a", "a. New one here.", "a. New one here.", "b"):
            read.append(number)
            yield number, content

    [origin] = origins([Passage(0, 0, 1)], walk())

    assert (origin.state, read) == (4, [4, 3])


def test_every_sentence_of_a_content_has_one_origin():
    walked = states("One. Two.", "One. Two.\nThree.", "Zero. One. Two.\nThree.")

    found = {
        o.passage.text_in(walked[0][1]): o.state for o in origins(passages_of(walked[0][1]), walked)
    }

    assert found == {"Zero.": 3, "One.": 1, "Two.": 1, "Three.": 2}


@given(
    st.lists(st.lists(st.sampled_from("abcd"), max_size=5).map(". ".join), min_size=1, max_size=5)
)
def test_each_passage_is_told_once_and_was_there_from_then_on(texts):
    walked = states(*texts)
    passages = passages_of(walked[0][1])

    found = list(origins(passages, walked))

    assert sorted(o.passage.start for o in found) == sorted(p.start for p in passages)
    for origin in found:
        words = origin.passage.text_in(walked[0][1])
        assert all(
            words in dict(walked)[n].messages[0].text for n, _ in walked if n >= origin.state
        )
