"""What can happen in the studio: what the user does, and what comes back from the work that was begun.

User events arrive from the page as records ``{"kind": "strength", "value": 0.8}``; ``parse`` reads them.
"""

from dataclasses import dataclass
from typing import Literal

from impasto.backends.rules import Choice
from impasto.imaging.formats import Format
from impasto.painting.maskedits import Stroke
from impasto.painting.progress import Progress
from impasto.studio.settings import Settings
from impasto.words import Text

Work = Literal["photo", "example", "styles", "mask", "save"]
"""What is done besides painting, and may take a while."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the user gave: its name, and its bytes as they are."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PhotoFileChosen:
    file: File


@dataclass(frozen=True, slots=True)
class ExampleChosen:
    id: str


@dataclass(frozen=True, slots=True)
class StyleFilesChosen:
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class StyleSelected:
    """Paint with this style alone."""

    id: str


@dataclass(frozen=True, slots=True)
class StyleMixed:
    """Add a style to the mix, or take it out again."""

    id: str


@dataclass(frozen=True, slots=True)
class StyleWeighted:
    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class MixMoved:
    """Two styles are chosen: 0 is the first alone, 1 the second alone."""

    value: float


@dataclass(frozen=True, slots=True)
class PadMoved:
    """Three or four styles are chosen: the point of the pad (``studio.mixing``) says how they are mixed."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StyleRemoved:
    id: str


@dataclass(frozen=True, slots=True)
class WallSearched:
    """Only styles with these words are to be seen."""

    query: str


@dataclass(frozen=True, slots=True)
class GroupChosen:
    group: str


@dataclass(frozen=True, slots=True)
class MoreLikePressed:
    """Order the styles by likeness to the chosen one, or as they were."""


@dataclass(frozen=True, slots=True)
class FavouritePressed:
    """Make the chosen style a favourite, or none."""


@dataclass(frozen=True, slots=True)
class StylesForgotten:
    """Keep no favourites and no recent styles any more."""


@dataclass(frozen=True, slots=True)
class StylesRemembered:
    """What was kept on an earlier visit, as ids of presets."""

    favourites: tuple[str, ...]
    recent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting of ``painting.settings`` was set: ``key`` is its name there, ``value`` what the page asks for."""

    key: str
    value: float | int | str


SliderMove = SettingChanged | MixMoved | PadMoved | StyleWeighted
"""A slider was let go, or set by a key."""


@dataclass(frozen=True, slots=True)
class Sliding:
    """A slider is being moved; letting go here would be ``move``."""

    move: SliderMove


@dataclass(frozen=True, slots=True)
class MaskFileChosen:
    file: File


@dataclass(frozen=True, slots=True)
class MaskStroked:
    """A stroke of the brush was finished."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class MaskInverted:
    pass


@dataclass(frozen=True, slots=True)
class MaskCleared:
    pass


@dataclass(frozen=True, slots=True)
class OutsideChosen:
    """Paint what is outside of the mask in this style; None leaves the photo there."""

    id: str | None


@dataclass(frozen=True, slots=True)
class BackendChosen:
    choice: Choice


@dataclass(frozen=True, slots=True)
class StylizePressed:
    pass


@dataclass(frozen=True, slots=True)
class AutoStrengthPressed:
    """Choose the strength that suits the photo and the styles."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    pass


@dataclass(frozen=True, slots=True)
class UndoPressed:
    pass


@dataclass(frozen=True, slots=True)
class RedoPressed:
    pass


@dataclass(frozen=True, slots=True)
class MessageDismissed:
    pass


@dataclass(frozen=True, slots=True)
class RetryPressed:
    """Load the networks again after that failed."""


@dataclass(frozen=True, slots=True)
class FormatChosen:
    """Pictures are to be saved in this format."""

    format: Format


@dataclass(frozen=True, slots=True)
class QualityChosen:
    quality: int


@dataclass(frozen=True, slots=True)
class MakingKept:
    """Whether files are to tell how their pictures were made."""

    kept: bool


SavingChange = FormatChosen | QualityChosen | MakingKept
"""What is chosen of how pictures are saved."""


@dataclass(frozen=True, slots=True)
class DownloadPressed:
    pass


@dataclass(frozen=True, slots=True)
class SheetPressed:
    """Paint the photo in every style of the shelf, small."""


@dataclass(frozen=True, slots=True)
class StripPressed:
    """Paint the photo in steps from one of the two chosen styles to the other."""


@dataclass(frozen=True, slots=True)
class SheetClosed:
    pass


@dataclass(frozen=True, slots=True)
class SheetTileTaken:
    """Paint with the styles of this picture of the sheet."""

    id: str


@dataclass(frozen=True, slots=True)
class SheetDownloadPressed:
    pass


@dataclass(frozen=True, slots=True)
class AnimationPressed:
    """Save the strip that is open as one picture that moves."""


@dataclass(frozen=True, slots=True)
class OfflineSettled:
    """The page has asked the browser to keep its files; ``complete`` tells whether all of them are there."""

    complete: bool


UserEvent = (
    PhotoFileChosen
    | ExampleChosen
    | StyleFilesChosen
    | StyleSelected
    | StyleMixed
    | StyleWeighted
    | MixMoved
    | PadMoved
    | StyleRemoved
    | WallSearched
    | GroupChosen
    | MoreLikePressed
    | FavouritePressed
    | StylesForgotten
    | StylesRemembered
    | SettingChanged
    | Sliding
    | MaskFileChosen
    | MaskStroked
    | MaskInverted
    | MaskCleared
    | OutsideChosen
    | BackendChosen
    | StylizePressed
    | AutoStrengthPressed
    | CancelPressed
    | UndoPressed
    | RedoPressed
    | MessageDismissed
    | RetryPressed
    | SavingChange
    | DownloadPressed
    | SheetPressed
    | StripPressed
    | SheetClosed
    | SheetTileTaken
    | SheetDownloadPressed
    | AnimationPressed
    | OfflineSettled
)


@dataclass(frozen=True, slots=True)
class NetworksLoading:
    """Networks are on their way; ``fraction`` of their bytes is here."""

    text: Text
    fraction: float


@dataclass(frozen=True, slots=True)
class NetworkFetched:
    """A network that was chosen later is there, or, without ``id``, its loading was given up."""

    id: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkMissed:
    """A network that was chosen later cannot be had; ``text`` says why."""

    id: str
    title: str
    text: Text


@dataclass(frozen=True, slots=True)
class RuntimeReady:
    backend: str
    threads: int
    seconds: float
    networks: tuple[str, ...] = ()
    """The ids of those that are here."""


@dataclass(frozen=True, slots=True)
class RuntimeUnavailable:
    text: Text


@dataclass(frozen=True, slots=True)
class BackendsSeen:
    """What this browser has, as ids of backends."""

    available: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackendRuns:
    """What runs the networks from now on, and why."""

    backend: str
    threads: int
    reason: Text


@dataclass(frozen=True, slots=True)
class BackendRefused:
    """The backend that was chosen does not do; the best one is found again."""

    text: Text


@dataclass(frozen=True, slots=True)
class PhotoRead:
    id: str
    name: str
    width: int
    height: int
    work: Work = "photo"
    note: Text | None = None
    """What the user should know of a file that was read as far as it was whole."""


@dataclass(frozen=True, slots=True)
class StylesRead:
    """Own styles that were read, as (id, name); ``problem`` tells of those that were not."""

    styles: tuple[tuple[str, str], ...]
    problem: Text | None


@dataclass(frozen=True, slots=True)
class MaskRead:
    """A grey picture was read for the photo of that id."""

    id: str
    photo: str


@dataclass(frozen=True, slots=True)
class WorkFailed:
    """Reading, fetching or saving did not work; ``text`` says so, ``work`` is what it was."""

    text: Text
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class PaintProgressed:
    job: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class PaintFinished:
    """A picture was painted; ``from_cache`` if no network had to run for it."""

    job: int
    seconds: float
    width: int
    height: int
    from_cache: bool = False


@dataclass(frozen=True, slots=True)
class StrengthChosen:
    """The job has found the strength that suits what it was asked about."""

    job: int
    strength: float


@dataclass(frozen=True, slots=True)
class PaintFailed:
    """A job came to nothing; ``again`` if the same may well succeed another time."""

    job: int
    text: Text
    again: bool = False


@dataclass(frozen=True, slots=True)
class PaintCancelled:
    job: int


@dataclass(frozen=True, slots=True)
class PreviewPainted:
    """A preview with the long side ``size`` was painted; ``seconds`` is None if it had been before."""

    job: int
    settings: Settings
    size: int
    pixels: int
    seconds: float | None
    composed: bool = False
    """Whether it is the picture in its full size, for which no network had to run."""


@dataclass(frozen=True, slots=True)
class PreviewsReady:
    """All is there that previews of this size need; one of so many pixels takes so many seconds."""

    settings: Settings
    size: int
    pixels: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PreviewFailed:
    pass


@dataclass(frozen=True, slots=True)
class SliderRested:
    """Nothing was asked of the previews for a moment."""


@dataclass(frozen=True, slots=True)
class SheetProgressed:
    """So many pictures of a contact sheet are painted."""

    job: int
    done: int


@dataclass(frozen=True, slots=True)
class SheetFailed:
    """A contact sheet came no further; ``text`` says why."""

    job: int
    text: Text


@dataclass(frozen=True, slots=True)
class FormatsFound:
    """What pictures can be saved as here."""

    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class LikenessFound:
    """Presets in the order of their likeness to a style."""

    id: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileOffered:
    """A picture was handed to the browser to be saved."""

    name: str


WorkEvent = (
    NetworksLoading
    | NetworkFetched
    | NetworkMissed
    | RuntimeReady
    | RuntimeUnavailable
    | BackendsSeen
    | BackendRuns
    | BackendRefused
    | PhotoRead
    | StylesRead
    | MaskRead
    | WorkFailed
    | PaintProgressed
    | PaintFinished
    | StrengthChosen
    | PaintFailed
    | PaintCancelled
    | PreviewPainted
    | PreviewsReady
    | PreviewFailed
    | SliderRested
    | SheetProgressed
    | SheetFailed
    | FormatsFound
    | LikenessFound
    | FileOffered
)

WallEvent = (
    WallSearched | GroupChosen | MoreLikePressed | FavouritePressed | StylesForgotten | StylesRemembered | LikenessFound
)

Event = UserEvent | WorkEvent
