"""What the studio asks to be done; ``session.performing`` has it done, and what comes of it are events.

Each subject has its effects in a module of this package, and they are to be had here all together.
"""

from impasto.studio.effects import (
    batch,
    camera,
    exploring,
    films,
    looks,
    masks,
    networks,
    painting,
    previews,
    projects,
    sheets,
    sources,
    visits,
    wall,
)
from impasto.studio.effects.batch import OpenPhoto as OpenPhoto, PaintQueued as PaintQueued, StopQueued as StopQueued
from impasto.studio.effects.camera import PaintFrame as PaintFrame, StopFrames as StopFrames
from impasto.studio.effects.exploring import DrawStyle as DrawStyle, ReadNumbers as ReadNumbers
from impasto.studio.effects.films import BeginFilm as BeginFilm, StopFilm as StopFilm
from impasto.studio.effects.looks import ShowPart as ShowPart, ShowWhole as ShowWhole
from impasto.studio.effects.masks import FindPeople as FindPeople, ReadMask as ReadMask, ShowMask as ShowMask
from impasto.studio.effects.networks import (
    ChooseBackend as ChooseBackend,
    FetchNetwork as FetchNetwork,
    LoadNetworks as LoadNetworks,
)
from impasto.studio.effects.painting import (
    ChooseStrength as ChooseStrength,
    Paint as Paint,
    Prefetch as Prefetch,
    ShowResult as ShowResult,
    StopPainting as StopPainting,
)
from impasto.studio.effects.previews import (
    PreparePreviews as PreparePreviews,
    Preview as Preview,
    ShowPreview as ShowPreview,
)
from impasto.studio.effects.projects import (
    MakeLink as MakeLink,
    NamedStyle as NamedStyle,
    OpenLink as OpenLink,
    OpenMaking as OpenMaking,
    OpenProject as OpenProject,
    SaveProject as SaveProject,
)
from impasto.studio.effects.saving import SaveResult as SaveResult
from impasto.studio.effects.sheets import (
    PaintSheet as PaintSheet,
    SaveAnimation as SaveAnimation,
    SaveSheet as SaveSheet,
    StopSheet as StopSheet,
)
from impasto.studio.effects.sources import (
    FetchExample as FetchExample,
    ReadPhoto as ReadPhoto,
    ReadStyles as ReadStyles,
    ShowPhoto as ShowPhoto,
    StopReading as StopReading,
)
from impasto.studio.effects.visits import (
    BringBack as BringBack,
    ChangeKeeping as ChangeKeeping,
    Forget as Forget,
    HoldVisit as HoldVisit,
    LookForVisit as LookForVisit,
    ReadVisit as ReadVisit,
    SaveStored as SaveStored,
    StorePainting as StorePainting,
)
from impasto.studio.effects.wall import FindLikeness as FindLikeness, RememberStyles as RememberStyles

Effect = (
    batch.BatchEffect
    | camera.CameraEffect
    | exploring.ExploringEffect
    | films.FilmEffect
    | looks.LookEffect
    | masks.MaskEffect
    | networks.NetworkEffect
    | painting.PaintEffect
    | previews.PreviewEffect
    | projects.ProjectEffect
    | SaveResult
    | sheets.SheetEffect
    | sources.SourceEffect
    | visits.VisitEffect
    | wall.WallEffect
)
