"""READ: files, folders, archives and standard input to articles; every input gives an Article or a Failure, never nothing."""

from pipeline.articles.build import ReadOptions, read_text
from pipeline.articles.errors import InputError
from pipeline.articles.inputs import Input, find_inputs
from pipeline.articles.model import Article, Failure
from pipeline.articles.read import read_input

__all__ = ["Article", "Failure", "Input", "InputError", "ReadOptions", "find_inputs", "read_input", "read_text"]
