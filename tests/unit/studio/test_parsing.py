import pytest

from impasto.painting.maskedits import LARGEST_BRUSH, Stroke
from impasto.studio import events as ev
from impasto.studio.parsing import parse

RECORDS = [
    ({"kind": "content-file", "name": "a.jpg", "bytes": b"123"}, ev.PhotoFileChosen(ev.File("a.jpg", b"123"))),
    ({"kind": "content-example", "id": "cat"}, ev.ExampleChosen("cat")),
    (
        {"kind": "style-files", "files": [{"name": "a", "bytes": b"1"}, {"name": "b", "bytes": b"2"}]},
        ev.StyleFilesChosen((ev.File("a", b"1"), ev.File("b", b"2"))),
    ),
    ({"kind": "style-select", "id": "x"}, ev.StyleSelected("x")),
    ({"kind": "style-mix", "id": "x"}, ev.StyleMixed("x")),
    ({"kind": "style-weight", "id": "x", "weight": "0.5"}, ev.StyleWeighted("x", 0.5)),
    ({"kind": "mix", "value": 0.25}, ev.MixMoved(0.25)),
    ({"kind": "style-remove", "id": "x"}, ev.StyleRemoved("x")),
    ({"kind": "strength", "value": 1}, ev.SettingChanged("strength", 1.0)),
    ({"kind": "sliding", "move": {"kind": "strength", "value": 1}}, ev.Sliding(ev.SettingChanged("strength", 1.0))),
    ({"kind": "output-size", "value": "512"}, ev.SettingChanged("output_size", 512)),
    ({"kind": "style-network", "id": "n"}, ev.SettingChanged("style_network", "n")),
    ({"kind": "transformer", "id": "t"}, ev.SettingChanged("transformer", "t")),
    ({"kind": "mask-file", "name": "m.png", "bytes": b"1"}, ev.MaskFileChosen(ev.File("m.png", b"1"))),
    (
        {
            "kind": "mask-stroke",
            "points": [0.5, 0.25, 1, 0.5, 0.5, 7],
            "size": 9,
            "hardness": 0.5,
            "erases": False,
            "follows": True,
        },
        ev.MaskStroked(Stroke(((0.5, 0.25, 1.0), (0.5, 0.5, 1.0)), LARGEST_BRUSH, 0.5, False, True)),
    ),
    ({"kind": "mask-invert"}, ev.MaskInverted()),
    ({"kind": "mask-clear"}, ev.MaskCleared()),
    ({"kind": "style-outside", "id": "x"}, ev.OutsideChosen("x")),
    ({"kind": "style-outside", "id": ""}, ev.OutsideChosen(None)),
    ({"kind": "backend", "id": "webgl"}, ev.BackendChosen("webgl")),
    ({"kind": "stylize"}, ev.StylizePressed()),
    ({"kind": "cancel"}, ev.CancelPressed()),
    ({"kind": "undo"}, ev.UndoPressed()),
    ({"kind": "redo"}, ev.RedoPressed()),
    ({"kind": "dismiss"}, ev.MessageDismissed()),
    ({"kind": "retry"}, ev.RetryPressed()),
    ({"kind": "download"}, ev.DownloadPressed()),
    ({"kind": "save-project", "photo": True}, ev.ProjectPressed(True)),
    ({"kind": "project-file", "name": "a", "bytes": b"1"}, ev.ProjectFileChosen(ev.File("a", b"1"))),
    ({"kind": "project-link", "link": "#p=x"}, ev.LinkOpened("#p=x")),
    ({"kind": "copy-link"}, ev.LinkPressed()),
    ({"kind": "link-copied", "copied": False}, ev.LinkCopied(False)),
    ({"kind": "open-making"}, ev.MakingOpened()),
    ({"kind": "copy"}, ev.CopyPressed()),
    ({"kind": "share"}, ev.SharePressed()),
    ({"kind": "handed-on", "way": "share", "outcome": "late"}, ev.HandedOn("share", "late")),
    ({"kind": "download-format", "value": "webp"}, ev.FormatChosen("webp")),
    ({"kind": "quality", "value": 60}, ev.QualityChosen(60)),
    ({"kind": "how-made", "value": True}, ev.MakingKept(True)),
    ({"kind": "offline", "kept": True}, ev.OfflineSettled(True)),
    ({"kind": "history-take", "number": "3"}, ev.PaintingTaken(3)),
    ({"kind": "history-download", "number": 3}, ev.PaintingSaved(3)),
    ({"kind": "keep-work", "value": True}, ev.KeepingChosen(True)),
    ({"kind": "settings-remembered", "text": "{}", "left": True}, ev.SettingsRemembered("{}", left=True)),
    ({"kind": "style-pair", "first": "a", "second": "b"}, ev.StylesPaired("a", "b")),
    ({"kind": "explore", "id": "bold", "amount": "0.5"}, ev.StyleExplored("bold", 0.5)),
    ({"kind": "wall-search", "query": "sea"}, ev.WallSearched("sea")),
    ({"kind": "wall-group", "id": "painter"}, ev.GroupChosen("painter")),
    ({"kind": "sheet-take", "id": "t"}, ev.SheetTileTaken("t")),
    ({"kind": "pad", "x": 0.25, "y": "1"}, ev.PadMoved(0.25, 1.0)),
    ({"kind": "text-given", "text": "#p=x"}, ev.TextGiven("#p=x")),
]


@pytest.mark.parametrize(("record", "event"), RECORDS, ids=lambda value: str(value)[:30])
def test_every_record_of_the_page_is_read(record, event):
    assert parse(record) == event


def test_a_move_within_moves_without_end_is_refused_in_few_words():
    record: dict = {"kind": "mix", "value": 1}
    for _ in range(500):
        record = {"kind": "sliding", "move": record}
    with pytest.raises(ValueError, match="not known") as refused:
        parse(record)
    assert len(str(refused.value)) < 300


def test_buffers_of_the_browser_become_bytes():
    event = parse({"kind": "content-file", "name": "a", "bytes": memoryview(b"abc")})
    assert isinstance(event, ev.PhotoFileChosen) and event.file.data == b"abc"


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"kind": "explode"},
        {"kind": "download-format", "value": "exe"},
        {"kind": "how-made", "value": "yes"},
        {"kind": "mix"},
        {"kind": "mask-stroke", "points": [], "size": 0.1, "hardness": 1, "erases": False, "follows": False},
        {"kind": "mask-stroke", "points": [0, 1], "size": 0.1, "hardness": 1, "erases": False, "follows": False},
        {"kind": "mask-stroke", "points": [9, 0, 1], "size": 0.1, "hardness": 1, "erases": False, "follows": False},
        {"kind": "mask-stroke", "points": [0, 0, 1], "size": 0.1},
        {"kind": "sliding", "move": {"kind": "stylize"}},
        {"kind": "sliding", "move": {"kind": "sliding", "move": {"kind": "mix", "value": 1}}},
        {"kind": "content-file", "name": "a", "bytes": 10**13},
        {"kind": "content-file", "name": "a", "bytes": "text"},
        {"kind": "style-files", "files": [{"name": "a", "bytes": 7}]},
        {"kind": "camera-frame", "width": 1, "height": 1, "bytes": 4},
        {"kind": "history-take", "number": 1e999},
    ],
)
def test_what_the_page_cannot_send_is_refused(record):
    with pytest.raises(ValueError, match="not known"):
        parse(record)


@pytest.mark.parametrize(("x", "y"), [(-1, 2), (2, -1), (0, 0)])
def test_a_stroke_may_go_as_far_beside_the_photo_as_it_is_large(x, y):
    record = {
        "kind": "mask-stroke",
        "points": [x, y, 0.5],
        "size": 0.1,
        "hardness": 1,
        "erases": False,
        "follows": True,
    }
    assert parse(record) == ev.MaskStroked(Stroke(((x, y, 0.5),), 0.1, 1.0, False, True))
    for beyond in ([x - 3.1, y, 1], [x, y + 3.1, 1]):
        with pytest.raises(ValueError, match="not known"):
            parse({**record, "points": beyond})
