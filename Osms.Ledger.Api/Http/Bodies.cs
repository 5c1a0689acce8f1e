using System.Text.Json;
using Osms.Ledger.Coverage;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>From the ledger's answers to what is sent; the command line writes the same with <c>--json</c>.</summary>
internal static class Bodies
{
    /// <param name="answer">The answer.</param>
    /// <param name="knownAt">As it was asked.</param>
    /// <param name="texts">In which language to say why; the default one when left out.</param>
    internal static CoverageBody Of(CoverageAnswer answer, AsOf knownAt, LanguageTexts? texts = null)
    {
        texts ??= LanguageTexts.Of(Languages.Default);
        var standing = answer.Standing;
        return new CoverageBody(
            answer.Iin.Digits, answer.At, KnownAt(knownAt), answer.Position, answer.Regulation, answer.Rules,
            standing.IsInsured,
            standing.BasisCode,
            [.. Enum.GetValues<Basis>().Where(b => ((int)standing.Bases & (1 << (int)b)) != 0).Select(Code<Basis>.Of)],
            PayerCode(standing.Payer),
            standing.Category,
            ChangedAnswer.RegionOf(standing),
            answer.Since,
            answer.Through,
            answer.Why is null ? null : [.. answer.Why.Select(why => ExplanationShown.Of(why, texts))],
            answer.Hints is null ? null : [.. answer.Hints.Select(hint => ExplanationShown.Of(hint, texts))],
            answer.WaysBack is null
                ? null
                : [.. answer.WaysBack.Select(Of)]);
    }

    internal static WayBackBody Of(WayBack way) =>
        new(way.Months, way.Amounts, way.Total, way.From, way.Through);

    internal static TimelineBody Of(TimelineAnswer answer) => new(
        answer.Iin.Digits, answer.Position, answer.Rules,
        [
            .. answer.Runs.Select(r => new TimelineRunBody(
                r.From, r.Through, r.Shown.Insured, r.Shown.Basis, PayerCode(r.Shown.Payer))),
        ]);

    internal static ChangesBody Of(ChangesAnswer answer) => new(
        answer.Iin.Digits, answer.From, answer.To, answer.Rules,
        [
            .. answer.Days.Select(days => new ChangedDaysBody(
                days.Change.From, days.Change.Through, days.Change.IsFlip, Of(days.Change.Was), Of(days.Change.Now),
                Of(days.Event))),
        ]);

    internal static DayBody Of(DayShown shown) => new(shown.Insured, shown.Basis, PayerCode(shown.Payer));

    internal static RecordedBody Of(LedgerPosition position, int version, ILedgerEvent happened, bool repeated) => new(
        position,
        version,
        [
            new RecordedEvent(
                position, version, LedgerEvents.NameOf(happened), Data(LedgerEvents.Serialize(happened))),
        ],
        repeated ? true : null);

    internal static ImportBody Of(ImportStanding standing)
    {
        var (subject, counts) = (standing.Entry.Subject, standing.Entry.Counts);
        return new ImportBody(
            subject.Id, standing.Entry.State, subject.Name, ImportFormats.CodeOf(subject.Format), subject.By,
            standing.Entry.StartedAt, standing.Entry.UpdatedAt, standing.Entry.FinishedAt, subject.Bytes,
            standing.Entry.BytesRead,
            new ImportCountsBody(
                counts.Rows, counts.Accepted, counts.Repeated, counts.Refused, counts.Unreadable, counts.Position,
                subject.OwnKind is { } kind ? Code<OwnKind>.Of(kind) : null, counts.Problems),
            [.. standing.Problems.Select(p => p.Problem)],
            standing.Next);
    }

    internal static HistoryEvent Of(StoredEvent stored) => new(
        stored.Position, stored.Version, stored.Type, stored.RecordedAt, stored.Origin.By, Source(stored.Origin),
        stored.Origin.CorrelationId, Data(stored.Data));

    private static object? KnownAt(AsOf knownAt) => knownAt switch
    {
        AsOf.Position { At: var position } => position,
        AsOf.Instant { At: var instant } => instant,
        _ => null,
    };

    internal static string? PayerCode(Payer payer) => payer == Payer.None ? null : Code<Payer>.Of(payer);

    private static string? Source(EventOrigin origin) =>
        origin.Source is null && origin.Line is null ? null : $"{origin.Source}:{origin.Line}";

    internal static JsonElement Data(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return JsonElement.ParseValue(ref reader);
    }
}
