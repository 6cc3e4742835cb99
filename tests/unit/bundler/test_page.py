"""The page's notation: parts, icons, repeated blocks, placeholders and data."""

from __future__ import annotations

import json
import re

import pytest
from small_site import ICON, write

from builder import places
from bundler.bundle import BundleError
from bundler.page import assembled, expand, fill_data, icon


def test_an_icon_is_inlined_without_its_own_looks(tmp_path):
    write(tmp_path, {"plus.svg": ICON})
    inlined = icon(tmp_path, "plus")
    assert inlined.startswith('<svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24"')
    assert inlined.endswith('><path d="M5 12h14" /><path d="M12 5v14" /></svg>')
    assert "lucide" not in inlined
    assert expand("<b><!-- icon:plus --></b>", tmp_path, {}, {}, {}) == f"<b>{inlined}</b>"


def test_blocks_are_repeated_and_escaped(tmp_path):
    records = [{"id": "a", "name": "Ben & <Co>"}, {"id": "b", "name": 'say "x"'}]
    page = "<ul><!-- each:styles --><li>{{id}}: {{ name }}, {{version}}</li><!-- end --></ul>{{version}}"
    expected = "<ul><li>a: Ben &amp; &lt;Co&gt;, 1</li><li>b: say &quot;x&quot;, 1</li></ul>1"
    assert expand(page, tmp_path, {}, {"styles": records}, {"version": 1}) == expected
    assert expand(page, tmp_path, {}, {"styles": []}, {"version": 1}) == "<ul></ul>1"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- icon:gone -->", "there is no icon called 'gone'"),
        ("<!-- each:gone -->x<!-- end -->", "unknown list .*; there is: styles"),
        ("<!-- each:styles -->{{gone}}<!-- end -->", r"unknown placeholder \{\{gone\}\}; here there is: id, version"),
        ("{{id}}", r"unknown placeholder \{\{id\}\}; here there is: version"),
        ("<!-- each:styles -->{{id}}", "each:styles --> is not understood"),
        ("<!-- icon: plus -->", "icon: plus --> is not understood"),
    ],
)
def test_what_the_page_asks_for_in_vain_stops_the_build(tmp_path, page, message):
    with pytest.raises(BundleError, match=message):
        expand(page, tmp_path, {}, {"styles": [{"id": 1}]}, {"version": 1})


def test_data_cannot_end_its_block():
    table = {"name": "</script><script>", "size": 1}
    page = fill_data('<p><script type="application/json" id="assets"></script>', "assets", table)
    block = re.fullmatch(r'<p><script type="application/json" id="assets">([^<]*)</script>', page)
    assert block
    assert json.loads(block[1]) == table


def test_a_page_without_a_place_for_data():
    with pytest.raises(BundleError, match=r"index\.html needs one <script"):
        fill_data("<p>", "assets", {})


def test_parts_stand_where_they_are_named_and_as_far_in(tmp_path):
    parts = {
        "index.html": "<body>\n  <!-- part:easel -->\n</body>\n",
        "parts/easel.html": "<section>\n\n  <!-- part:batch -->\n</section>\n",
        "parts/batch.html": "<ul>\n</ul>\n",
    }
    write(tmp_path, parts)
    expected = "<body>\n  <section>\n\n    <ul>\n    </ul>\n  </section>\n</body>\n"
    assert assembled(tmp_path, "index.html") == expected


def test_a_part_that_is_not_there_is_told(tmp_path):
    write(tmp_path, {"index.html": "<!-- part:easel -->\n"})
    with pytest.raises(BundleError, match=r"^site/parts/easel\.html, a part of site/index\.html, cannot be read\.$"):
        assembled(tmp_path, "index.html")


def test_every_part_stands_in_a_page():
    parts = {path.stem for path in (places.SITE / "parts").glob("*.html")}
    sources = [*places.SITE.glob("*.html"), *(places.SITE / "parts").glob("*.html")]
    named = {name for path in sources for name in re.findall(r"<!-- part:([a-z-]+) -->", path.read_text("utf-8"))}
    assert len(parts) > 10 and parts == named
