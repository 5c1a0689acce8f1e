using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What the events behind changed answers are numbered by.</summary>
internal enum ImpactBy
{
    /// <summary>Positions of the ledger.</summary>
    Positions,

    /// <summary>Lines of a file that is not imported yet.</summary>
    Lines,

    /// <summary>There are none: the rule data changed.</summary>
    Nothing,
}

/// <summary>
/// Changed answers, one a line: NDJSON that ends with the numbers, so that half a list does not look like a whole one,
/// or CSV under a header.
/// </summary>
internal static class ImpactLines
{
    private const int FlushedAt = 64 * 1024;

    /// <summary>Everything but the last line.</summary>
    /// <param name="pages">In order of the IINs.</param>
    /// <param name="at">The day.</param>
    /// <param name="by">What the events behind them are numbered by.</param>
    /// <param name="asCsv">Else NDJSON.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>All of them in numbers.</returns>
    internal static async Task<ImpactSummary> WriteAsync(
        IAsyncEnumerable<ImpactPage> pages, DateOnly at, ImpactBy by, bool asCsv, PipeWriter output,
        CancellationToken cancellation)
    {
        if (asCsv)
        {
            Encoding.UTF8.GetBytes(
                "iin,at,insuredBefore,basisBefore,payerBefore,categoryBefore,regionBefore,"
                + $"insuredAfter,basisAfter,payerAfter,categoryAfter,regionAfter{Column(by)}\n", output);
        }

        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var tally = new ImpactTally();
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            tally.Add(page);
            foreach (var one in page.Changed)
            {
                if (asCsv)
                {
                    Encoding.UTF8.GetBytes(Row(one, at, by), output);
                }
                else
                {
                    JsonSerializer.Serialize(json, ToBody(one, at, by), LedgerJson.Options);
                    json.Reset();
                    Encoding.UTF8.GetBytes("\n", output);
                }

                if (output.UnflushedBytes >= FlushedAt)
                {
                    await output.FlushAsync(cancellation);
                }
            }
        }

        await output.FlushAsync(cancellation);
        return tally.ToSummary();
    }

    /// <summary>The last line.</summary>
    internal static async Task WriteAsync(ImpactBody last, PipeWriter output, CancellationToken cancellation)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(last, LedgerJson.Options));
        Encoding.UTF8.GetBytes("\n", output);
        await output.FlushAsync(cancellation);
    }

    internal static ImpactBody ToBody(
        ImpactSummary summary, DateOnly at, string? id = null, RulesImpactBody? rules = null,
        ImportReport? report = null) => new(
        id, rules, at, summary.From, summary.To, summary.People, summary.Changed, summary.BecameInsured,
        summary.LostCover, summary.ByPayer, summary.ByRegion, report);

    private static ChangedAnswerBody ToBody(ChangedAnswer one, DateOnly at, ImpactBy by) => new(
        one.Iin.Digits, at, ToBody(one.Before), ToBody(one.After),
        by == ImpactBy.Positions ? one.Behind : null,
        by == ImpactBy.Lines && one.Behind.Count > 0 ? one.Behind : null);

    private static DayAnswerBody ToBody(in Standing standing) => new(
        standing.IsInsured, standing.BasisCode, Bodies.PayerCode(standing.Payer), standing.Category,
        ChangedAnswer.RegionOf(standing));

    private static string Column(ImpactBy by) => by == ImpactBy.Nothing ? string.Empty : $",{Code<ImpactBy>.Of(by)}";

    // Codes and numbers: nothing that would have to be quoted.
    private static string Row(ChangedAnswer one, DateOnly at, ImpactBy by)
    {
        var behind = by == ImpactBy.Nothing ? string.Empty : $",{string.Join(' ', one.Behind)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Iin.Digits},{at:yyyy-MM-dd},{Cells(ToBody(one.Before))},{Cells(ToBody(one.After))}{behind}\n");
    }

    private static string Cells(DayAnswerBody day) =>
        $"{(day.Insured ? "true" : "false")},{day.Basis},{day.Payer},{day.Category},{day.Region}";
}
