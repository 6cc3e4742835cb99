"""What the studio asks to be done; ``session.app`` does it and answers with events."""

from dataclasses import dataclass
from typing import TypeAlias

from impasto.backends.rules import Choice
from impasto.painting.maskedits import Edits
from impasto.painting.settings import PaintSettings
from impasto.studio.events import File, Way
from impasto.studio.queued import Manner
from impasto.studio.settings import Saving, Settings, Tile
from impasto.studio.state import Film
from impasto.studio.visit import Painted


@dataclass(frozen=True, slots=True)
class LoadNetworks:
    """Load the networks that are chosen at the start."""


@dataclass(frozen=True, slots=True)
class FetchNetwork:
    """Load a network that was just chosen, so that it is there when it is first painted with."""

    id: str


@dataclass(frozen=True, slots=True)
class ChooseBackend:
    choice: Choice


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    file: File


@dataclass(frozen=True, slots=True)
class FetchExample:
    id: str


@dataclass(frozen=True, slots=True)
class ReadStyles:
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class ReadMask:
    """Read a mask for a photo, by its id."""

    file: File
    photo: str


@dataclass(frozen=True, slots=True)
class DrawStyle:
    """Draw a random style."""


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """Tell the numbers of a mixture of styles, (id, weight 0..1), to a style network; or ``save`` them."""

    styles: tuple[tuple[str, float], ...]
    network: str
    save: bool


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Make a mask of the people in a photo, by its id."""

    photo: str


@dataclass(frozen=True, slots=True)
class ShowMask:
    """Show the mask of a photo, over the picture."""

    edits: Edits
    photo: str


@dataclass(frozen=True, slots=True)
class FindLikeness:
    """Find out which presets are like a style, as the style network of that id sees them."""

    id: str
    network: str


@dataclass(frozen=True, slots=True)
class RememberStyles:
    """Keep ids of presets for the next visit."""

    favourites: tuple[str, ...]
    recent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowPhoto:
    """Put the photo on the easel, and let go of all photos but those that undo can go back to."""

    id: str
    reachable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paint:
    """Paint; ``calmly`` if more of the kind may follow at once, so that it is better to wait for a moment."""

    job: int
    settings: Settings
    calmly: bool = False


@dataclass(frozen=True, slots=True)
class ChooseStrength:
    """Find the strength that suits the photo and the styles, by small paintings that nobody sees."""

    job: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class StopPainting:
    """Stop a job: ``at_once`` ends the running network, else the job stops at its next step."""

    job: int
    at_once: bool


@dataclass(frozen=True, slots=True)
class StopReading:
    """Read and fetch nothing more of what was asked for."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Paint a preview with the long side ``size``, next after the one under way, in place of any that waits."""

    job: int
    settings: Settings
    size: int
    composes: bool = False
    """Whether it is the picture in its full size, for which no network has to run."""


@dataclass(frozen=True, slots=True)
class Prefetch:
    """Compute now what a picture with these settings will need, since nothing is being painted."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class PreparePreviews:
    """Get ready what previews of these settings need, when nothing else is to be done."""

    settings: Settings
    size: int


@dataclass(frozen=True, slots=True)
class ShowPreview:
    """Draw the preview that a job has painted over the finished picture."""

    job: int


@dataclass(frozen=True, slots=True)
class ShowResult:
    """Draw the finished picture of a job again, where a preview lies over it."""

    job: int


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Save what a job has painted, with these settings and styles of these names, for where the file goes."""

    job: int
    stem: str
    saving: Saving
    settings: PaintSettings
    styles: tuple[str, ...]
    way: Way = "download"


NamedStyle: TypeAlias = tuple[str, str, float]
"""A style by its id, with its name and its weight."""


@dataclass(frozen=True, slots=True)
class SaveProject:
    """Save these settings as a project, with the photo of that (id, name) in it if one is told."""

    settings: Settings
    styles: tuple[NamedStyle, ...]
    outside: tuple[NamedStyle, ...]
    photo: tuple[str, str] | None
    name: str


@dataclass(frozen=True, slots=True)
class MakeLink:
    """Make a link of these settings."""

    settings: Settings
    styles: tuple[NamedStyle, ...]


@dataclass(frozen=True, slots=True)
class OpenProject:
    """Open a file; what it brings is compared with what these settings have."""

    file: File
    settings: Settings


@dataclass(frozen=True, slots=True)
class OpenMaking:
    """Open how the photo of these settings was made, as its file tells."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class OpenLink:
    link: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class StorePainting:
    """Store what a job has painted, as the painting of that number in the history."""

    number: int
    job: int


@dataclass(frozen=True, slots=True)
class BringBack:
    """Read a painting of the history, as if the job had painted it."""

    painted: Painted
    job: int


@dataclass(frozen=True, slots=True)
class SaveStored:
    """Hand the user a painting's file, by the key under which it is stored."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeKeeping:
    """Have the browser keep the work after this visit, or no longer."""

    kept: bool


@dataclass(frozen=True, slots=True)
class LookForVisit:
    """Find out whether there is something of an earlier visit, given what was remembered of its settings."""

    remembered: str


@dataclass(frozen=True, slots=True)
class HoldVisit:
    """Let stored what is, until the visit is read."""


@dataclass(frozen=True, slots=True)
class ReadVisit:
    """Read what was kept of the visit before."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Leave nothing of the work in the browser, and none of the styles that were remembered."""


@dataclass(frozen=True, slots=True)
class PaintSheet:
    """Paint the pictures of a contact sheet or strip, with the settings that are common to them."""

    job: int
    settings: Settings
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class StopSheet:
    """Paint no more of the contact sheet; what is painted stays."""


@dataclass(frozen=True, slots=True)
class SaveSheet:
    """Save these pictures of the sheet that is open, after the photo of that id if one is told."""

    tiles: tuple[Tile, ...]
    photo: str | None
    stem: str
    saving: Saving


@dataclass(frozen=True, slots=True)
class SaveAnimation:
    """Save these pictures of the strip that is open as one that moves."""

    tiles: tuple[Tile, ...]
    stem: str
    quality: int


@dataclass(frozen=True, slots=True)
class BeginFilm:
    """Get ready to paint the frames of a film, which the page sends."""

    job: int
    settings: Settings
    film: Film


@dataclass(frozen=True, slots=True)
class StopFilm:
    """Paint no more frames of a job."""

    job: int


@dataclass(frozen=True, slots=True)
class OpenPhoto:
    """Have the page give, as the photo, a file that it holds under this id."""

    id: str


@dataclass(frozen=True, slots=True)
class PaintQueued:
    """Paint one of the queue: the photo that the page holds under the id ``photo``, as a file called ``stem``."""

    id: str
    photo: str
    stem: str
    manner: Manner
    saving: Saving


@dataclass(frozen=True, slots=True)
class StopQueued:
    """Stop the painting of the queue that is under way."""


@dataclass(frozen=True, slots=True)
class PaintFrame:
    """Paint a frame of the camera, RGBA, and show it in the place of the one before.

    ``largest`` is the long side of the camera's own frames, px. Without styles it is shown as it is.
    """

    width: int
    height: int
    pixels: bytes
    settings: Settings
    largest: int


@dataclass(frozen=True, slots=True)
class StopFrames:
    """Paint no more frames."""


Effect = (
    LoadNetworks
    | FetchNetwork
    | ChooseBackend
    | ReadPhoto
    | FetchExample
    | ReadStyles
    | ReadMask
    | FindPeople
    | DrawStyle
    | ReadNumbers
    | ShowMask
    | FindLikeness
    | RememberStyles
    | ShowPhoto
    | Paint
    | ChooseStrength
    | StopPainting
    | StopReading
    | Prefetch
    | Preview
    | PreparePreviews
    | ShowPreview
    | ShowResult
    | SaveResult
    | SaveProject
    | MakeLink
    | OpenProject
    | OpenMaking
    | OpenLink
    | StorePainting
    | BringBack
    | SaveStored
    | ChangeKeeping
    | LookForVisit
    | HoldVisit
    | ReadVisit
    | Forget
    | PaintSheet
    | StopSheet
    | SaveSheet
    | SaveAnimation
    | BeginFilm
    | StopFilm
    | OpenPhoto
    | PaintQueued
    | StopQueued
    | PaintFrame
    | StopFrames
)
