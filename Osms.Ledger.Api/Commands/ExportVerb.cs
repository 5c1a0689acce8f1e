using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>export</c>: every event, for a copy that <c>import</c> makes a ledger of again.</summary>
internal static class ExportVerb
{
    internal static Command Create()
    {
        var from = new Option<long?>("--from") { Description = "The first position; 1 when left out." };
        var to = new Option<long?>("--to")
        {
            Description = "The last position; everything recorded by now when left out.",
        };
        var output = new Option<FileInfo?>("--output")
        {
            Description = "The file, which is whole once it has this name; standard output when left out.",
        };
        var gzip = new Option<bool>("--gzip") { Description = "Compressed." };
        var verb = new Command("export", "Write every event, one JSON object a line; importing them makes them again.")
        {
            from, to, output, gzip,
        };
        verb.Validators.Add(parsed =>
        {
            var first = parsed.GetValue(from) ?? 1;
            if (first < 1 || parsed.GetValue(to) < first)
            {
                parsed.AddError("--from is a position from 1 on, and --to is not before it.");
            }
        });
        verb.SetAction((parsed, cancellation) => RunAsync(
            new LedgerPosition(parsed.GetValue(from) ?? 1),
            parsed.GetValue(to) is { } last ? new LedgerPosition(last) : null,
            parsed.GetValue(output),
            parsed.GetValue(gzip),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        LedgerPosition from, LedgerPosition? to, FileInfo? output, bool gzip, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var settlement = await session.CallAsync(new FixExport(to), cancellation);
        if (settlement is not Settlement.At { Position: var through })
        {
            await Console.Error.WriteLineAsync(QuestionOptions.Sentence(settlement));
            return CommandLine.Refused;
        }

        await using var file = new ExportFile(output, gzip);
        var exported = await session.CallAsync(new ExportEvents(from, through), cancellation);
        var count = await EventLines.WriteAsync(exported.Events, file.Content, cancellation);
        await file.CompleteAsync(cancellation);
        await Console.Error.WriteLineAsync(from > through
            ? $"0 events, nothing after position {through} yet"
            : $"{count} events, positions {from} to {through}; what comes later: --from {through.Value + 1}");
        return CommandLine.Done;
    }
}
