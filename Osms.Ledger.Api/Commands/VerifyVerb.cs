using System.CommandLine;
using System.Security.Cryptography;
using Osms.Ledger.Audit;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>verify</c>: is the whole ledger as its own events say?</summary>
internal static class VerifyVerb
{
    internal static Command Create()
    {
        var sample = new Option<int?>("--sample")
        {
            Description = "Read and compare so many people, drawn by lot; all when left out.",
        };
        var seed = new Option<int?>("--seed") { Description = "The same lot again: the number that it said." };
        var json = new Option<bool>("--json") { Description = "The report as JSON, with whole IINs." };
        var verb = new Command(
            "verify",
            "Check every stream, the tables beside them, the clock of positions, and add closed months up again; "
            + "commands and questions go on.")
        {
            sample, seed, json,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(sample) < 1)
            {
                parsed.AddError("--sample is at least 1.");
            }
        });
        verb.SetAction((parsed, cancellation) => RunAsync(
            new VerifyLedger(
                parsed.GetValue(sample), parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(VerifyLedger message, bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var report = await StepsShown.RunAsync<VerifyProgress, VerifyReport>(
            progress => (progress.Step, progress.Done, progress.Total),
            progress => session.CallAsync(message with { Progress = progress }, cancellation));
        VerifyReportShown.Show(report, json);
        return report.FindingsTotal > 0 ? CommandLine.Refused : CommandLine.Done;
    }
}
