using System.Text.Json;
using Osms.Ledger.Closing;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;
using static Osms.Ledger.Audit.FindingCodes;

namespace Osms.Ledger.Audit;

/// <summary>
/// Every closing of a month, those of months opened again too, can be read, follows what was before it, and has frozen
/// what its events add up to, byte for byte.
/// </summary>
internal sealed class ClosingCheck(RuleBook rules, Findings findings)
{
    private readonly List<MonthStep> _steps = [];
    private bool _isWhole = true;

    /// <summary>How many were added up again.</summary>
    internal int Compared { get; private set; }

    /// <summary>How many were not.</summary>
    internal int NotCompared { get; private set; }

    /// <summary>Reads the streams of all months.</summary>
    internal async Task ReadAsync(LedgerSnapshot snapshot, CancellationToken cancellation)
    {
        await foreach (var (stream, stored) in StoredStreams.ReadAsync(snapshot, StreamsOf.Months, cancellation))
        {
            Take(stream, stored);
        }

        CheckOrder();
    }

    /// <summary>Adds up again what was frozen; nothing is held between two months.</summary>
    internal async Task CompareAsync(
        MonthFiguresQuery figures, IProgress<VerifyProgress>? progress, CancellationToken cancellation)
    {
        var closings = new Closings(_steps);
        var frozen = closings.All.Where(step => step.Event is MonthEvent.MonthClosed).ToList();
        for (var done = 0; done < frozen.Count; done++)
        {
            progress?.Report(new VerifyProgress("closed months", done, frozen.Count));
            await CompareAsync(frozen[done], closings, figures, cancellation);
        }

        if (frozen.Count > 0)
        {
            progress?.Report(new VerifyProgress("closed months", frozen.Count, frozen.Count));
        }
    }

    private async Task CompareAsync(
        MonthStep step, Closings closings, MonthFiguresQuery figures, CancellationToken cancellation)
    {
        var closed = (MonthEvent.MonthClosed)step.Event;
        if (!_isWhole || closed.Rules != rules.Digest)
        {
            NotCompared++;
            return;
        }

        try
        {
            var again = await figures.AskAsync(step.Month, closed.Position, closings, cancellation);
            Compared++;
            if (again.ToText() != closed.Figures)
            {
                var (expected, found) = FirstDifference(again, closed.Figures);
                Found(ClosedMonthDiffers, step, expected, found);
            }
        }
        catch (FiguresNotReadyException)
        {
            NotCompared++;
        }
    }

    private void Take(string stream, List<EventRow> stored)
    {
        if (!MonthStream.TryRead(stream, out var month))
        {
            findings.Add(new Finding(StreamIsNoMonth, stream, null, null, "a month", "another name"));
            return;
        }

        if (EventReading.Of(stream, stored, MonthEvent.Deserialize, MonthEvent.Serialize, findings) is not { } events)
        {
            _isWhole = false;
            return;
        }

        _steps.AddRange(stored.Zip(events, (row, happened) => new MonthStep(
            month, (int)row.Version, happened, row.Position, default, null)));
    }

    // What could not have been decided: closed twice, opened while open, or at a position that goes back.
    private void CheckOrder()
    {
        var before = LedgerPosition.Start;
        var closed = new HashSet<Month>();
        foreach (var step in _steps.OrderBy(step => step.Recorded))
        {
            var position = step.Event.Position;
            if (position < before || position >= step.Recorded)
            {
                Found(
                    HistoryImpossible, step, $"a position from {before} to below {step.Recorded}", $"{position}");
            }

            var isClosing = step.Event is MonthEvent.MonthClosed;
            if (isClosing ? !closed.Add(step.Month) : !closed.Remove(step.Month))
            {
                Found(
                    HistoryImpossible, step, isClosing ? "an open month" : "a closed month",
                    isClosing ? "a closed one" : "an open one");
            }

            before = LedgerPosition.Max(before, position);
        }
    }

    private static (string Expected, string Found) FirstDifference(MonthFigures again, string frozen)
    {
        try
        {
            var (expected, found) = (Lines(again), Lines(MonthFigures.Parse(frozen)));
            return (
                expected.Except(found).FirstOrDefault("no other lines"),
                found.Except(expected).FirstOrDefault("other lines, or others beside them"));
        }
        catch (JsonException e)
        {
            return ("figures", e.Message);
        }
    }

    private static List<string> Lines(MonthFigures figures) =>
    [
        .. figures.Own.Select(own => Line(
            figures.Month, own.Payer, own.Region, own.Persons, own.Expected, own.Received)),
        .. figures.Adjustments.Select(own => Line(
            own.Month, own.Payer, own.Region, own.Persons, own.Expected, own.Received)),
    ];

    private static string Line(
        Month month, Payer payer, string? region, long persons, Tenge expected, Tenge received) =>
        $"{month} {Code<Payer>.Of(payer)}{(region is null ? "" : $" {region}")}: {persons} persons, "
        + $"{expected} expected, {received} received";

    private void Found(string code, MonthStep step, string expected, string found) => findings.Add(new Finding(
        code, MonthStream.IdOf(step.Month), step.Recorded, step.Version, expected, found));
}
