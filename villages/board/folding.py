"""The templates of public pages with their sentences said in advance: the board speaks one language.

A page of the board holds some eighty translated sentences, and to look each up anew took a fifth of drawing it.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.template import Context, Origin, Template
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import IfNode
from django.template.loaders import app_directories
from django.templatetags.i18n import TranslateNode
from django.utils import translation

from villages.board.dossier import LANGUAGE

ENGINE = "board"
"""The name of this engine in ``TEMPLATES``; what it draws is always drawn in ``LANGUAGE``."""


class Loader(app_directories.Loader):
    """Loads each template once a process, whole before anybody else sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loaded: dict[str, Template] = {}

    def get_template(self, template_name: str, skip: Collection[Origin] | None = None) -> Template:
        if any(origin.template_name == template_name for origin in skip or ()):  # it extends another of its own name
            return _folded(super().get_template(template_name, list(skip or ())))
        if template_name not in self._loaded:
            self._loaded[template_name] = _folded(super().get_template(template_name))
        return self._loaded[template_name]

    def reset(self) -> None:
        """Forgets what it loaded, as when a file changed under ``runserver``."""
        self._loaded.clear()


def _folded(template: Template) -> Template:
    with translation.override(LANGUAGE):
        _fold(template.nodelist)
    return template


def _fold(nodes: NodeList) -> None:
    folded = NodeList()
    for node in nodes:
        for inner in _inside(node):
            _fold(inner)
        said = _said(node) if _is_plain(node) else node
        last = folded[-1] if folded else None
        if isinstance(said, TextNode) and isinstance(last, TextNode):
            folded[-1] = _text(last.s + said.s, last)
        else:
            folded.append(said)
    nodes[:] = folded


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes


def _is_plain(node: Node) -> bool:
    """A sentence that stands in the template as it is, for the page and not for a variable."""
    return (
        isinstance(node, TranslateNode)
        and not (node.asvar or node.message_context or node.filter_expression.filters)
        and node.filter_expression.var.literal is not None
    )


def _said(node: Node) -> TextNode:
    return _text(node.render(Context()), node)


def _text(words: str, where: Node) -> TextNode:
    """Words that stand in the template where another node stood."""
    text = TextNode(words)
    text.token, text.origin = where.token, where.origin
    return text
