using Osms.Ledger.Api.Http;
using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>Changed answers for people: in numbers, and the first of them one by one.</summary>
/// <param name="summary">The numbers.</param>
/// <param name="at">The day.</param>
/// <param name="first">The first people; none when all are listed elsewhere.</param>
internal sealed class ImpactShown(ImpactSummary summary, DateOnly at, params IReadOnlyList<ChangedAnswer> first)
{
    private const int PeopleShown = 20;

    /// <summary>Counts everybody and keeps the first.</summary>
    internal static async Task<ImpactShown> OfAsync(
        IAsyncEnumerable<ImpactPage> pages, DateOnly at, CancellationToken cancellation)
    {
        var tally = new ImpactTally();
        var first = new List<ChangedAnswer>();
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            tally.Add(page);
            first.AddRange(page.Changed.Take(PeopleShown - first.Count));
        }

        return new ImpactShown(tally.ToSummary(), at, first);
    }

    /// <param name="name">What kind of thing the answers are changed by,</param>
    /// <param name="value">and which one.</param>
    internal void Show(string name, string value)
    {
        var terminal = Terminal.Create();
        var facts = new Grid().AddColumns(2);
        facts.AddRow(name, Markup.Escape(value));
        facts.AddRow("on", $"{at:yyyy-MM-dd}");
        if (summary is { From: { } from, To: { } to })
        {
            facts.AddRow("positions", from == to ? $"{to}" : $"{from} and {to}");
        }

        facts.AddRow("people", Figures.Of(summary.People));
        facts.AddRow("changed", Figures.Of(summary.Changed));
        facts.AddRow("became insured", Figures.Of(summary.BecameInsured));
        facts.AddRow("lost cover", Figures.Of(summary.LostCover));
        terminal.Write(facts);
        if (summary.Changed == 0)
        {
            return;
        }

        var payers = Numbers("payer", "before", "after");
        foreach (var one in summary.ByPayer)
        {
            payers.AddRow(one.Payer, Figures.Of(one.Before), Figures.Of(one.After));
        }

        terminal.Write(payers);
        var regions = Numbers("region", "changed", "became insured", "lost cover");
        foreach (var one in summary.ByRegion)
        {
            regions.AddRow(
                one.Region, Figures.Of(one.Changed), Figures.Of(one.BecameInsured), Figures.Of(one.LostCover));
        }

        terminal.Write(regions);
        ShowPeople(terminal);
    }

    private void ShowPeople(IAnsiConsole terminal)
    {
        if (first.Count == 0)
        {
            return;
        }

        var people = new Table().Border(TableBorder.Ascii).AddColumns("iin", "before", "after");
        foreach (var one in first)
        {
            people.AddRow(one.Iin.Digits, Text(one.Before), Text(one.After));
        }

        terminal.Write(people);
        if (summary.Changed > first.Count)
        {
            terminal.WriteLine($"… {Figures.Of(summary.Changed)} in all; --json lists them");
        }
    }

    private static Table Numbers(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns(columns);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        return table;
    }

    private static string Text(in Standing standing) => string.Join(
        ", ",
        new[]
        {
            standing.IsInsured ? "insured" : "not insured", standing.BasisCode, standing.Category,
            Bodies.PayerCode(standing.Payer), ChangedAnswer.RegionOf(standing),
        }.OfType<string>());
}
