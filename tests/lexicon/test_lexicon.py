"""The lexicon: readable, checked, extensible; unknown keys are refused with a line that tells the remedy."""

from pathlib import Path

import pytest

from pipeline import extract_officials
from pipeline.articles import read_text
from pipeline.documents import blank, make_doc, syllables
from pipeline.documents.hits import Phrases
from pipeline.extraction import Pipeline, Settings
from pipeline.lexicon import LexiconError, load, names
from pipeline.lexicon.load import check_folder


@pytest.mark.parametrize("name", names())
def test_every_lexicon_says_what_it_is_and_glosses_its_words(name: str) -> None:
    lexicon = load(name)
    assert lexicon.what
    assert lexicon.entries
    assert all(entry.gloss for entry in lexicon.entries), [e.form for e in lexicon.entries if not e.gloss]
    forms = [(e.kind, e.form) for e in lexicon.entries]
    assert len(forms) == len(set(forms)), {f for f in forms if forms.count(f) > 1}


@pytest.mark.parametrize("name", names())
def test_examples_match(name: str) -> None:
    lexicon = load(name)
    phrases = Phrases(lexicon.entries)
    for text in lexicon.match:
        s = syllables(make_doc(blank(), text))
        assert any(phrases.match(s.keys, i) for i in range(len(s))), text


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def test_a_user_s_folder_adds_words(tmp_path: Path) -> None:
    folder = write(tmp_path, "ranks.toml", '[police]\n"Siêu tá" = "super colonel"\n')
    text = "Siêu tá Lê Văn Hải cho biết."
    assert extract_officials(text) == []
    rows = Pipeline(Settings(lexicon=folder)).extract(read_text(text)).officials
    assert [row.rank for row in rows] == ["Siêu tá"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ranks.toml", '[polise]\n"X" = "x"\n', "unknown kind"),
        ("ranks.toml", '[police]\n"X" = { glos = "x" }\n', "unknown key 'glos'"),
        ("ranks.toml", "[police\n", "not valid TOML"),
        ("rank.toml", '[police]\n"X" = "x"\n', "no lexicon 'rank'"),
        ("ranks.toml", "police = 3\n", "must be a table"),
    ],
)
def test_a_faulty_folder_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        check_folder(write(tmp_path, name, text))


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="holds no"):
        check_folder(str(tmp_path))
    with pytest.raises(LexiconError, match="no such folder"):
        check_folder(str(tmp_path / "nothing"))
