using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Audit;
using Osms.Ledger.Handlers;
using Osms.Ledger.Values;

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
            "Check every stream, the tables beside them and the clock of positions; commands and questions go on.")
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
        var verification = session.Get<Verification>();
        var report = await VerifyProgressShown.RunAsync(
            progress => VerifyLedgerHandler.Handle(message with { Progress = progress }, verification, cancellation));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, LedgerJson.Indented));
        }
        else
        {
            Show(report);
        }

        return report.FindingsTotal > 0 ? CommandLine.Refused : CommandLine.Done;
    }

    private static void Show(VerifyReport report)
    {
        var size = $"{report.People} people, {report.Events} events, settled up to position {report.Position}";
        Console.WriteLine(report.FindingsTotal == 0
            ? $"Nothing is wrong: {size}."
            : $"{report.FindingsTotal} findings: {size}.");
        if (report.Seed is { } seed)
        {
            Console.WriteLine(
                $"{report.PeopleFolded} of {report.People} people were read and compared: --seed {seed}.");
        }

        if (report.OtherRules > 0)
        {
            Console.WriteLine(
                $"{report.OtherRules} rows of coverage were made with other rule data; they answer nothing until a "
                + "rebuild.");
        }

        if (report.OtherFormat > 0)
        {
            Console.WriteLine(
                $"{report.OtherFormat} rows of state are in another version's format; they decide nothing.");
        }

        foreach (var (code, count) in report.ByCode)
        {
            Console.WriteLine($"  {code}: {count}");
        }

        foreach (var finding in report.Findings)
        {
            Console.WriteLine(ConsoleLog.Mask(Line(finding)));
        }

        if (report.FindingsTotal > 0)
        {
            Console.WriteLine(report.Findings.Count < report.FindingsTotal
                ? $"The first {report.Findings.Count} are listed; --json has the IINs."
                : "--json has the IINs.");
        }
    }

    private static string Line(Finding finding)
    {
        var where = string.Join(
            ", ",
            new[]
            {
                finding.Iin is { } iin ? Iin.Mask(iin) : null,
                finding.Position is { } position ? $"position {position}" : null,
                finding.Version is { } version ? $"version {version}" : null,
            }.Where(part => part is not null));
        return $"{finding.Code}{(where.Length > 0 ? $" ({where})" : "")}: expected {finding.Expected}, "
            + $"found {finding.Found}";
    }
}
