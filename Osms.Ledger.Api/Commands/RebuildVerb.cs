using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Audit;
using Osms.Ledger.Handlers;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>rebuild</c>: makes the read model again from the events, or only compares.</summary>
internal static class RebuildVerb
{
    internal static Command Create()
    {
        var check = new Option<bool>("--check")
        {
            Description = "Only compare, and list what differs: missing, left over, behind, or wrong.",
        };
        var json = new Option<bool>("--json") { Description = "The result as JSON, with whole IINs." };
        var verb = new Command(
            "rebuild",
            "Make the read model again from the events, beside the one that answers; commands and questions go on.")
        {
            check, json,
        };
        verb.SetAction((parsed, cancellation) => parsed.GetValue(check)
            ? CheckAsync(parsed.GetValue(json), cancellation)
            : RunAsync(parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var watch = Stopwatch.StartNew();
        var people = await StepsShown.RunAsync<RebuildProgress, long?>(
            progress => (progress.Step, progress.Done, progress.Total),
            progress => session.CallAsync(new RebuildReadModel(OnlyIfOutdated: false, progress), cancellation));
        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { people, seconds }, LedgerJson.Indented)
            : $"The read model is rebuilt: {people} people in {seconds:F1} s.");
        return CommandLine.Done;
    }

    private static async Task<int> CheckAsync(bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var report = await StepsShown.RunAsync<VerifyProgress, VerifyReport>(
            progress => (progress.Step, progress.Done, progress.Total),
            progress => session.CallAsync(new CompareReadModel(progress), cancellation));
        VerifyReportShown.Show(report, json);
        return report.FindingsTotal + report.OtherRules + report.OtherFormat > 0
            ? CommandLine.Refused
            : CommandLine.Done;
    }
}
