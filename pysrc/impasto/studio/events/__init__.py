"""What can happen in the studio: what the user does, and what comes back from the work that was begun.

User events arrive from the page as records ``{"kind": "strength", "value": 0.8}``; ``parsing.parse`` reads them.
"""

from impasto.studio.events.batch import BatchAction, BatchEvent, BatchNews
from impasto.studio.events.camera import CameraAction, CameraEvent, CameraNews
from impasto.studio.events.exploring import (
    ExploringAction,
    ExploringNews,
    NumbersPressed,
    NumbersRead,
    RandomStylePressed,
    StyleDrawn,
    StyleExplored,
)
from impasto.studio.events.films import (
    FilmAction,
    FilmBegun,
    FilmFailed,
    FilmGiven,
    FilmNews,
    FilmPressed,
    FilmProgressed,
    FilmStopped,
    FilmWritten,
)
from impasto.studio.events.handing import CopyPressed, HandedOn, HandingAction, Outcome, SharePressed, Way
from impasto.studio.events.masks import (
    MaskAction,
    MaskCleared,
    MaskInverted,
    MaskNews,
    MaskStroked,
    NobodyFound,
    OutsideChosen,
    PeoplePressed,
)
from impasto.studio.events.networks import (
    BackendChosen,
    BackendRefused,
    BackendRuns,
    BackendsSeen,
    NetworkAction,
    NetworkFetched,
    NetworkMissed,
    NetworkNews,
    NetworksLoading,
    OfflineSettled,
    RetryPressed,
    RuntimeReady,
    RuntimeUnavailable,
)
from impasto.studio.events.painting import (
    AutoStrengthPressed,
    CancelPressed,
    MessageDismissed,
    PaintAction,
    PaintCancelled,
    PaintFailed,
    PaintFinished,
    PaintNews,
    PaintProgressed,
    RedoPressed,
    StrengthChosen,
    StylizePressed,
    UndoPressed,
)
from impasto.studio.events.projects import (
    LinkCopied,
    LinkMade,
    LinkOpened,
    LinkPressed,
    MakingOpened,
    ProjectAction,
    ProjectFileChosen,
    ProjectNews,
    ProjectPressed,
    ProjectRead,
    SavedPhotoRead,
)
from impasto.studio.events.saving import (
    DownloadPressed,
    FileOffered,
    FormatChosen,
    FormatsFound,
    MakingKept,
    QualityChosen,
    SavingAction,
    SavingChange,
    SavingNews,
)
from impasto.studio.events.sheets import (
    AnimationPressed,
    SheetAction,
    SheetClosed,
    SheetDownloadPressed,
    SheetFailed,
    SheetNews,
    SheetPressed,
    SheetProgressed,
    SheetTileTaken,
    StripPressed,
)
from impasto.studio.events.sliders import (
    PreviewFailed,
    PreviewNews,
    PreviewPainted,
    PreviewsReady,
    SettingChanged,
    SliderAction,
    SliderMove,
    SliderRested,
    Sliding,
)
from impasto.studio.events.sources import (
    ExampleChosen,
    File,
    MaskFileChosen,
    MaskRead,
    PhotoFileChosen,
    PhotoRead,
    SourceAction,
    SourceNews,
    StyleFilesChosen,
    StylesRead,
    TextGiven,
    Work,
    WorkFailed,
)
from impasto.studio.events.styles import (
    MixMoved,
    PadMoved,
    StyleAction,
    StyleMixed,
    StyleRemoved,
    StyleSelected,
    StylesPaired,
    StyleWeighted,
)
from impasto.studio.events.visits import (
    ContinuePressed,
    ForgetPressed,
    KeepingChosen,
    KeepingSettled,
    PaintingFound,
    PaintingSaved,
    PaintingStored,
    PaintingTaken,
    SettingsRemembered,
    VisitAction,
    VisitFound,
    VisitHeld,
    VisitNews,
    VisitRead,
)
from impasto.studio.events.wall import (
    FavouritePressed,
    GroupChosen,
    LikenessFound,
    MoreLikePressed,
    StylesForgotten,
    StylesRemembered,
    WallAction,
    WallNews,
    WallSearched,
)

UserEvent = (
    SourceAction
    | StyleAction
    | WallAction
    | ExploringAction
    | MaskAction
    | SliderAction
    | PaintAction
    | NetworkAction
    | SavingAction
    | ProjectAction
    | HandingAction
    | VisitAction
    | SheetAction
    | FilmAction
    | BatchAction
    | CameraAction
)

WorkEvent = (
    SourceNews
    | WallNews
    | ExploringNews
    | MaskNews
    | PreviewNews
    | PaintNews
    | NetworkNews
    | SavingNews
    | SheetNews
    | ProjectNews
    | FilmNews
    | BatchNews
    | CameraNews
    | VisitNews
)

WallEvent = WallAction | WallNews

ProjectEvent = ProjectAction | ProjectNews

VisitEvent = VisitAction | VisitNews

Event = UserEvent | WorkEvent

__all__ = [
    "AnimationPressed",
    "AutoStrengthPressed",
    "BackendChosen",
    "BackendRefused",
    "BackendRuns",
    "BackendsSeen",
    "BatchEvent",
    "CameraEvent",
    "CancelPressed",
    "ContinuePressed",
    "CopyPressed",
    "DownloadPressed",
    "Event",
    "ExampleChosen",
    "ExploringAction",
    "ExploringNews",
    "FavouritePressed",
    "File",
    "FileOffered",
    "FilmAction",
    "FilmBegun",
    "FilmFailed",
    "FilmGiven",
    "FilmNews",
    "FilmPressed",
    "FilmProgressed",
    "FilmStopped",
    "FilmWritten",
    "ForgetPressed",
    "FormatChosen",
    "FormatsFound",
    "GroupChosen",
    "HandedOn",
    "HandingAction",
    "KeepingChosen",
    "KeepingSettled",
    "LikenessFound",
    "LinkCopied",
    "LinkMade",
    "LinkOpened",
    "LinkPressed",
    "MakingKept",
    "MakingOpened",
    "MaskCleared",
    "MaskFileChosen",
    "MaskInverted",
    "MaskRead",
    "MaskStroked",
    "MessageDismissed",
    "MixMoved",
    "MoreLikePressed",
    "NetworkFetched",
    "NetworkMissed",
    "NetworksLoading",
    "NobodyFound",
    "NumbersPressed",
    "NumbersRead",
    "OfflineSettled",
    "Outcome",
    "OutsideChosen",
    "PadMoved",
    "PaintCancelled",
    "PaintFailed",
    "PaintFinished",
    "PaintProgressed",
    "PaintingFound",
    "PaintingSaved",
    "PaintingStored",
    "PaintingTaken",
    "PeoplePressed",
    "PhotoFileChosen",
    "PhotoRead",
    "PreviewFailed",
    "PreviewPainted",
    "PreviewsReady",
    "ProjectEvent",
    "ProjectFileChosen",
    "ProjectPressed",
    "ProjectRead",
    "QualityChosen",
    "RandomStylePressed",
    "RedoPressed",
    "RetryPressed",
    "RuntimeReady",
    "RuntimeUnavailable",
    "SavedPhotoRead",
    "SavingChange",
    "SettingChanged",
    "SettingsRemembered",
    "SharePressed",
    "SheetClosed",
    "SheetDownloadPressed",
    "SheetFailed",
    "SheetPressed",
    "SheetProgressed",
    "SheetTileTaken",
    "SliderMove",
    "SliderRested",
    "Sliding",
    "StrengthChosen",
    "StripPressed",
    "StyleDrawn",
    "StyleExplored",
    "StyleFilesChosen",
    "StyleMixed",
    "StyleRemoved",
    "StyleSelected",
    "StyleWeighted",
    "StylesForgotten",
    "StylesPaired",
    "StylesRead",
    "StylesRemembered",
    "StylizePressed",
    "TextGiven",
    "UndoPressed",
    "UserEvent",
    "VisitEvent",
    "VisitFound",
    "VisitHeld",
    "VisitRead",
    "WallEvent",
    "WallSearched",
    "Way",
    "Work",
    "WorkEvent",
    "WorkFailed",
]
