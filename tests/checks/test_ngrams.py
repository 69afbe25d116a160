"""Formulas of likeness, held against nltk and sacrebleu where their definitions agree."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.porter import PorterStemmer
from nltk.translate.bleu_score import sentence_bleu
from nltk.translate.gleu_score import sentence_gleu
from nltk.translate.meteor_score import single_meteor_score
from sacrebleu.metrics import BLEU

from workbench.checks import ngrams
from workbench.checks.treebank import tokens

TEXT = "the cat cats sat sitting on mat mats dog barked barks runs running a an of it"
WORDS = TEXT.split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)


class NoWords:
    """A dictionary without synonyms."""

    def synsets(self, _word):
        return []


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_gleu_is_that_of_nltk(candidate, reference):
    assert ngrams.gleu(candidate, reference) == pytest.approx(sentence_gleu([reference], candidate))


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_bleu_is_that_of_nltk_where_every_run_is_shared(candidate, reference):
    if len(candidate) < 4 or any(
        not ngrams.shared(ngrams.runs(candidate, n), ngrams.runs(reference, n)) for n in range(1, 5)
    ):
        return

    theirs = sentence_bleu([reference], candidate)

    assert ngrams.bleu(candidate, [reference]) == pytest.approx(theirs)


def test_bleu_is_that_of_sacrebleu_where_every_run_is_shared():
    chosen = random.Random(1)
    for _ in range(50):
        reference = chosen.choices(WORDS, k=12)
        candidate = reference[: chosen.randint(5, 12)] + chosen.choices(WORDS, k=2)

        theirs = BLEU(tokenize="none", smooth_method="none", effective_order=True)
        score = theirs.sentence_score(" ".join(candidate), [" ".join(reference)]).score

        assert ngrams.bleu(candidate, [reference]) == pytest.approx(score / 100)


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_meteor_is_that_of_nltk_without_synonyms(candidate, reference):
    stemmer = PorterStemmer(PorterStemmer.ORIGINAL_ALGORITHM)

    theirs = single_meteor_score(reference, candidate, stemmer=stemmer, wordnet=NoWords())

    assert ngrams.meteor(candidate, reference) == pytest.approx(theirs)


@given(SENTENCES, SENTENCES)
def test_rouge_is_the_harmonic_mean_of_precision_and_recall(candidate, reference):
    common = sum(min(candidate.count(word), reference.count(word)) for word in set(candidate))
    precision, recall = common / len(candidate), common / len(reference)

    mean = 2 * precision * recall / (precision + recall) if common else 0.0

    assert ngrams.rouge_n(candidate, reference) == pytest.approx(mean)


@given(SENTENCES)
def test_a_text_is_wholly_like_itself(words):
    assert ngrams.gleu(words, words) == 1
    assert ngrams.rouge_n(words, words) == pytest.approx(1)
    assert ngrams.bleu(words, [words]) == pytest.approx(1)
    assert ngrams.meteor(words, words) == pytest.approx(1 - 0.5 / len(words) ** 3)


def test_bleu_leaves_out_runs_that_are_longer_than_the_candidate():
    assert ngrams.bleu(["cat"], [["cat"]]) == 1
    assert ngrams.bleu(["cat"], [["cat", "sat"]]) == pytest.approx(math.exp(-1))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("They'll save 5% (or $1,000).", "They 'll save 5 % ( or $ 1,000 ) ."),
        ("I can't; you cannot!", "I ca n't ; you can not !"),
        ('"Well," she said...', "`` Well , '' she said ..."),
        ("Made in the U.S.", "Made in the U.S."),
        ("", ""),
    ],
)
def test_words_are_parted_as_in_the_penn_treebank(text, parted):
    assert tokens(text) == parted.split()
