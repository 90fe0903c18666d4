"""What the benchmark measures, each as a function from texts to nothing: ours and what others offer for a part of the work."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[Sequence[str]], None]

EDS = """
import json, sys, time
import edsnlp
nlp = edsnlp.blank("eds")
nlp.add_pipe("eds.sentences")
nlp.add_pipe("eds.matcher", config={"terms": {"terms": json.loads(sys.stdin.readline())}, "attr": "TEXT"})
nlp.add_pipe("eds.dates")
texts = json.loads(sys.stdin.readline())
for text in texts[:3]:
    nlp(text)
print("ready", flush=True)
for _ in sys.stdin:
    begun = time.process_time()
    for text in texts:
        nlp(text)
    print(time.process_time() - begun, flush=True)
"""


def ours(words: bool) -> Work:
    """Every table of ours, from the text to the rows."""
    from pipeline.articles import read_text
    from pipeline.extraction import Pipeline, Settings

    pipeline = Pipeline(Settings(words=words))

    def run(texts: Sequence[str]) -> None:
        with pipeline.nlp.memory_zone():
            for text in texts:
                pipeline.extract(read_text(text))

    return run


def word_tokenize(texts: Sequence[str]) -> None:
    """underthesea's words alone."""
    from underthesea import word_tokenize as segment

    for text in texts:
        segment(text)


def ner_by_sentence(texts: Sequence[str]) -> None:
    """underthesea's names alone, a sentence at a time: a whole text costs it many times more."""
    from underthesea import ner, sent_tokenize

    for text in texts:
        for sentence in sent_tokenize(text):
            ner(sentence)


def spacy_blank(texts: Sequence[str]) -> None:
    """spaCy's tokenizer alone."""
    import spacy

    nlp = spacy.blank("xx")
    for text in texts:
        nlp(text)


@dataclass(slots=True)
class EdsNlp:
    """EDS-NLP in an environment of its own: sentences, a terminology of as many terms as our lexicon, dates; on the same texts.

    Its rules are French, so that it finds little; what it costs is what is compared.
    """

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, python: str, terms: Sequence[str], texts: Sequence[str]) -> EdsNlp:
        """Load it and hand it the texts."""
        process = subprocess.Popen([python, "-c", EDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(list(terms)) + "\n" + json.dumps(list(texts)) + "\n")
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise SystemExit(f"{python}: EDS-NLP does not start there; pip install edsnlp in it")
        return cls(process)

    def seconds(self) -> float:
        """The CPU time of one pass over the texts."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


def cpu(work: Work, texts: Sequence[str]) -> float:
    """The CPU time of one pass over the texts."""
    begun = time.process_time()
    work(texts)
    return time.process_time() - begun
