using System.Text.Json;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Audit;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>What a verification came to: as text without an IIN, or as JSON with whole ones.</summary>
internal static class VerifyReportShown
{
    internal static void Show(VerifyReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, LedgerJson.Indented));
        }
        else
        {
            Show(report);
        }
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

        if (report.Closings + report.ClosingsNotCompared > 0)
        {
            Console.WriteLine(
                $"Closings of months that were added up again: {report.Closings}."
                + (report.ClosingsNotCompared == 0
                    ? string.Empty
                    : $" Not added up: {report.ClosingsNotCompared}, which were frozen with other rule data, or cannot "
                    + "be read, or whose figures are being made again."));
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
