import gzip
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template


def ours(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root / "templates")) for path in (root / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def test_every_template_compiles(root):
    names = ours(root)
    assert len(names) > 40
    for name in names:
        get_template(name)


def test_no_template_uses_a_style_that_the_policy_refuses(root):
    for name in ours(root):
        text = (root / "templates" / name).read_text()
        assert "javascript:" not in text, name
        assert "http://" not in text.replace("http://www.w3.org", ""), name


def test_stylesheet_and_ornament_keep_the_budget(root):
    css = (root / "site/static/ashar.css").read_bytes()
    assert len(gzip.compress(css, 9)) <= 10_000
    assert len((root / "site/static/ornament.svg").read_bytes()) <= 1_000
    assert b"@import" not in css
    assert b"http" not in css


@pytest.mark.parametrize("name", ["500.html", "400.html"])
def test_pages_for_the_worst_case_need_no_request_and_no_database(name):
    page = get_template(name).render()
    assert page.startswith("<!doctype html>")
    assert 'href="/"' in page


def test_mail_frame_is_plain_text():
    text = (
        engines["django"]
        .get_template("emails/base.txt")
        .render({"name": "Айбек <Нурбек уулу>", "body": "Жооп бар", "link": "http://a/b?c=1&d=2"})
    )
    assert "Айбек <Нурбек уулу>" in text
    assert "http://a/b?c=1&d=2" in text
    assert "&amp;" not in text


@pytest.mark.parametrize(("name", "words"), [("logged_in", "You are signed in."), ("logged_out", "You are signed out.")])
def test_sign_in_messages_name_nobody(name, words):
    assert get_template(f"account/messages/{name}.txt").render({"name": "3f1c-opaque"}).strip() == words
