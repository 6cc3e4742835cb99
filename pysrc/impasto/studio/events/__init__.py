"""What can happen in the studio: what the user does, and what comes back from the work that was begun.

User events arrive from the page as records ``{"kind": "strength", "value": 0.8}``; ``parsing.parse`` reads them. Each
subject has its events in a module of this package, and they are to be had here all together.
"""

from impasto.studio.events import (
    areas,
    batch,
    camera,
    exploring,
    films,
    handing,
    looks,
    masks,
    networks,
    painting,
    projects,
    saving,
    sheets,
    sliders,
    sources,
    styles,
    visits,
    wall,
)
from impasto.studio.events.areas import (
    AreaAction as AreaAction,
    AreaAdded as AreaAdded,
    AreaChosen as AreaChosen,
    AreaRemoved as AreaRemoved,
    AreaStyled as AreaStyled,
)
from impasto.studio.events.batch import BatchEvent as BatchEvent
from impasto.studio.events.camera import CameraEvent as CameraEvent
from impasto.studio.events.exploring import (
    ExploringEvent as ExploringEvent,
    NumbersPressed as NumbersPressed,
    NumbersRead as NumbersRead,
    RandomStylePressed as RandomStylePressed,
    StyleDrawn as StyleDrawn,
    StyleExplored as StyleExplored,
)
from impasto.studio.events.films import (
    FilmAction as FilmAction,
    FilmBegun as FilmBegun,
    FilmEvent as FilmEvent,
    FilmFailed as FilmFailed,
    FilmGiven as FilmGiven,
    FilmNews as FilmNews,
    FilmPressed as FilmPressed,
    FilmProgressed as FilmProgressed,
    FilmStopped as FilmStopped,
    FilmWritten as FilmWritten,
)
from impasto.studio.events.handing import (
    CopyPressed as CopyPressed,
    HandedOn as HandedOn,
    HandingAction as HandingAction,
    Outcome as Outcome,
    SharePressed as SharePressed,
    Way as Way,
)
from impasto.studio.events.looks import (
    LookAction as LookAction,
    LookChanged as LookChanged,
    LookClosed as LookClosed,
    LookPressed as LookPressed,
)
from impasto.studio.events.masks import (
    MaskCleared as MaskCleared,
    MaskEvent as MaskEvent,
    MaskFileChosen as MaskFileChosen,
    MaskInverted as MaskInverted,
    MaskRead as MaskRead,
    MaskStroked as MaskStroked,
    NobodyFound as NobodyFound,
    OutsideChosen as OutsideChosen,
    PeoplePressed as PeoplePressed,
)
from impasto.studio.events.networks import (
    BackendChosen as BackendChosen,
    BackendRefused as BackendRefused,
    BackendRuns as BackendRuns,
    BackendsSeen as BackendsSeen,
    NetworkEvent as NetworkEvent,
    NetworkFetched as NetworkFetched,
    NetworkMissed as NetworkMissed,
    NetworksLoading as NetworksLoading,
    OfflineSettled as OfflineSettled,
    RetryPressed as RetryPressed,
    RuntimeReady as RuntimeReady,
    RuntimeUnavailable as RuntimeUnavailable,
)
from impasto.studio.events.painting import (
    AutoStrengthPressed as AutoStrengthPressed,
    CancelPressed as CancelPressed,
    MessageDismissed as MessageDismissed,
    PaintCancelled as PaintCancelled,
    PaintEvent as PaintEvent,
    PaintFailed as PaintFailed,
    PaintFinished as PaintFinished,
    PaintProgressed as PaintProgressed,
    RedoPressed as RedoPressed,
    StrengthChosen as StrengthChosen,
    StylizePressed as StylizePressed,
    UndoPressed as UndoPressed,
)
from impasto.studio.events.projects import (
    LinkCopied as LinkCopied,
    LinkMade as LinkMade,
    LinkOpened as LinkOpened,
    LinkPressed as LinkPressed,
    MakingOpened as MakingOpened,
    ProjectEvent as ProjectEvent,
    ProjectFileChosen as ProjectFileChosen,
    ProjectPressed as ProjectPressed,
    ProjectRead as ProjectRead,
    SavedPhotoRead as SavedPhotoRead,
)
from impasto.studio.events.saving import (
    DownloadPressed as DownloadPressed,
    FileOffered as FileOffered,
    FormatChosen as FormatChosen,
    FormatsFound as FormatsFound,
    MakingKept as MakingKept,
    QualityChosen as QualityChosen,
    SavingChange as SavingChange,
    SavingEvent as SavingEvent,
)
from impasto.studio.events.sheets import (
    AnimationPressed as AnimationPressed,
    SheetClosed as SheetClosed,
    SheetDownloadPressed as SheetDownloadPressed,
    SheetEvent as SheetEvent,
    SheetFailed as SheetFailed,
    SheetPressed as SheetPressed,
    SheetProgressed as SheetProgressed,
    SheetTileTaken as SheetTileTaken,
    StripPressed as StripPressed,
)
from impasto.studio.events.sliders import (
    MixMoved as MixMoved,
    PadMoved as PadMoved,
    PreviewFailed as PreviewFailed,
    PreviewPainted as PreviewPainted,
    PreviewsReady as PreviewsReady,
    SettingChanged as SettingChanged,
    SliderEvent as SliderEvent,
    SliderMove as SliderMove,
    SliderRested as SliderRested,
    Sliding as Sliding,
    StyleWeighted as StyleWeighted,
)
from impasto.studio.events.sources import (
    ExampleChosen as ExampleChosen,
    File as File,
    PhotoFileChosen as PhotoFileChosen,
    PhotoRead as PhotoRead,
    SourceEvent as SourceEvent,
    StyleFilesChosen as StyleFilesChosen,
    StylesRead as StylesRead,
    TextGiven as TextGiven,
    Work as Work,
    WorkFailed as WorkFailed,
)
from impasto.studio.events.styles import (
    StyleAction as StyleAction,
    StyleMixed as StyleMixed,
    StyleRemoved as StyleRemoved,
    StyleSelected as StyleSelected,
    StylesPaired as StylesPaired,
)
from impasto.studio.events.visits import (
    AllForgotten as AllForgotten,
    ContinuePressed as ContinuePressed,
    ForgetPressed as ForgetPressed,
    KeepingChosen as KeepingChosen,
    KeepingSettled as KeepingSettled,
    PaintingFound as PaintingFound,
    PaintingSaved as PaintingSaved,
    PaintingStored as PaintingStored,
    PaintingTaken as PaintingTaken,
    SettingsRemembered as SettingsRemembered,
    VisitEvent as VisitEvent,
    VisitFound as VisitFound,
    VisitHeld as VisitHeld,
    VisitRead as VisitRead,
)
from impasto.studio.events.wall import (
    FavouritePressed as FavouritePressed,
    GroupChosen as GroupChosen,
    LikenessFound as LikenessFound,
    MoreLikePressed as MoreLikePressed,
    StylesForgotten as StylesForgotten,
    StylesRemembered as StylesRemembered,
    WallEvent as WallEvent,
    WallSearched as WallSearched,
)

UserEvent = (
    areas.AreaAction
    | batch.BatchAction
    | camera.CameraAction
    | exploring.ExploringAction
    | films.FilmAction
    | handing.HandingAction
    | looks.LookAction
    | masks.MaskAction
    | networks.NetworkAction
    | painting.PaintAction
    | projects.ProjectAction
    | saving.SavingAction
    | sheets.SheetAction
    | sliders.SliderAction
    | sources.SourceAction
    | styles.StyleAction
    | visits.VisitAction
    | wall.WallAction
)

WorkEvent = (
    batch.BatchNews
    | camera.CameraNews
    | exploring.ExploringNews
    | films.FilmNews
    | masks.MaskNews
    | networks.NetworkNews
    | painting.PaintNews
    | projects.ProjectNews
    | saving.SavingNews
    | sheets.SheetNews
    | sliders.PreviewNews
    | sources.SourceNews
    | visits.VisitNews
    | wall.WallNews
)

Event = UserEvent | WorkEvent
