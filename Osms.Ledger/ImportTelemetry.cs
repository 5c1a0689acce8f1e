using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger;

/// <summary>What imports tell to whoever listens.</summary>
internal static class ImportTelemetry
{
    /// <summary>A batch that is committed.</summary>
    internal static void Count(ImportTally batch)
    {
        var counts = batch.Counts;
        Add("accepted", counts.Accepted);
        Add("repeated", counts.Repeated);
        Add("refused", counts.Refused);
        Add("unreadable", counts.Unreadable);
        foreach (var problem in batch.Problems)
        {
            LedgerTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("osms.code", problem.Code));
        }
    }

    internal static void Ended(HandlerCall? call, ImportFormat format, ImportResult result)
    {
        call?.Tag("format", format.ToString().ToLowerInvariant());
        if (result is ImportResult.Done { Report: var report })
        {
            call?.Tag("rows", report.Rows);
            call?.Ended("done");
        }
        else
        {
            call?.Ended("interrupted");
        }
    }

    private static void Add(string outcome, long rows)
    {
        if (rows > 0)
        {
            LedgerTelemetry.ImportRows.Add(rows, new KeyValuePair<string, object?>("osms.outcome", outcome));
        }
    }
}
