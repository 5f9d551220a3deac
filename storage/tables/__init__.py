"""The tables of the business file, by room. Importing this loads SQLModel: do it behind the first paint."""

from sqlmodel import SQLModel

from storage.tables.agreement import (
    AgreementRow,
    AllowanceRow,
    DraftMarkRow,
    LadderStepRow,
    OfferingHoursRow,
    OfferingTermsRow,
    ReplyRow,
    RuleRow,
    SignatureRow,
    WordRow,
)
from storage.tables.asking import AnswerRow, RequestPointRow, RequestRow
from storage.tables.business import BusinessRow, CrewRow, CrewWeekRow, DayOffRow, OfferingRow, PersonRow
from storage.tables.escalation import (
    DecisionRow,
    OwnerAwayRow,
    QuestionArrivalRow,
    QuestionOptionRow,
    QuestionPointRow,
    QuestionRow,
)
from storage.tables.health import (
    HealthAnswerRow,
    HealthAskedRow,
    HealthCheckRow,
    HealthGuessRow,
    HealthRepairRow,
    HealthStatementRow,
    PerspectiveRow,
)
from storage.tables.importing import ImportSourceRow
from storage.tables.intake import (
    ChecklistAnswerRow,
    ChecklistItemRow,
    ChecklistTemplateRow,
    ClientRow,
    DealHoursRow,
    DealRow,
)
from storage.tables.journal import ChangedRow, ChangeRow, FileStateRow
from storage.tables.meeting import (
    ActionRow,
    AgendaItemRow,
    MeetingEntryRow,
    MeetingItemRow,
    MeetingMoveRow,
    MeetingRatingRow,
    MeetingRow,
    MeetingSectionRow,
    MeetingSeriesRow,
)
from storage.tables.outcome import LookBackRow, OutcomeRow, SavedFailureRow, ShortfallRow, TargetRow
from storage.tables.promises import HandoverRow, PromiseMoveRow, PromiseRow
from storage.tables.visits import VisitLearnedRow, VisitRhythmRow, VisitRow

ROWS: dict[str, type[SQLModel]] = {
    str(row.__tablename__): row
    for row in (
        BusinessRow,
        PersonRow,
        DayOffRow,
        CrewRow,
        CrewWeekRow,
        OfferingRow,
        AgreementRow,
        RuleRow,
        OfferingTermsRow,
        OfferingHoursRow,
        LadderStepRow,
        SignatureRow,
        ReplyRow,
        DraftMarkRow,
        WordRow,
        ClientRow,
        AllowanceRow,
        ChecklistTemplateRow,
        ChecklistItemRow,
        DealRow,
        DealHoursRow,
        ChecklistAnswerRow,
        RequestRow,
        RequestPointRow,
        AnswerRow,
        PromiseRow,
        PromiseMoveRow,
        HandoverRow,
        ImportSourceRow,
        QuestionRow,
        QuestionPointRow,
        QuestionOptionRow,
        QuestionArrivalRow,
        DecisionRow,
        OwnerAwayRow,
        MeetingSeriesRow,
        MeetingMoveRow,
        MeetingRow,
        MeetingSectionRow,
        MeetingItemRow,
        MeetingEntryRow,
        MeetingRatingRow,
        AgendaItemRow,
        ActionRow,
        OutcomeRow,
        ShortfallRow,
        LookBackRow,
        SavedFailureRow,
        TargetRow,
        VisitRow,
        VisitLearnedRow,
        VisitRhythmRow,
        HealthCheckRow,
        HealthAskedRow,
        HealthStatementRow,
        HealthAnswerRow,
        HealthGuessRow,
        HealthRepairRow,
        PerspectiveRow,
    )
}
"""Every table that a change may touch, by its name, which is also its topic in the news."""

METADATA = SQLModel.metadata

__all__ = ["METADATA", "ROWS", "ChangeRow", "ChangedRow", "FileStateRow"]
