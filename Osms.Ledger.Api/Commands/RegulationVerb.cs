using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>regulation</c>: the law as it holds on a day. Needs no database.</summary>
internal static class RegulationVerb
{
    internal static Command Create()
    {
        var on = QuestionOptions.Day("--on");
        var language = QuestionOptions.Lang();
        var json = QuestionOptions.Json();
        var verb = new Command("regulation", "Which figures of the law are in force on that day, and where from?")
        {
            on, language, json,
        };
        verb.SetAction(parsed =>
        {
            var answer = AskRegulationHandler.Handle(
                new AskRegulation(parsed.GetValue(on)), RuleBook.Embedded, TimeProvider.System);
            var body = RegulationShown.ToBody(answer, parsed.GetValue(language));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
            }
            else
            {
                Show(body);
            }

            return CommandLine.Done;
        });
        return verb;
    }

    /// <summary>Each with where it was read.</summary>
    internal static Table Figures(IReadOnlyList<FigureBody> figures)
    {
        var table = Cited("figure", "region", "value", "since");
        table.Columns[2].RightAligned();
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.Name, figure.Region ?? string.Empty,
                figure.Name.EndsWith("Rate", StringComparison.Ordinal) ? Percent(figure.Value) : Number(figure.Value),
                $"{figure.Since:yyyy-MM-dd}", Markup.Escape(figure.Cite), figure.Trust);
        }

        return table;
    }

    internal static string Percent(decimal share) => $"{Number(100 * share)} %";

    internal static string Number(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static void Show(RegulationBody body)
    {
        var terminal = Terminal.Create();
        if (body.Regulation is not { } regulation)
        {
            terminal.WriteLine(body.Text!);
            return;
        }

        terminal.WriteLine($"{regulation.Version} since {regulation.Since:yyyy-MM-dd}: {regulation.Title}");
        terminal.WriteLine($"{regulation.Cite} ({regulation.Trust})");
        terminal.WriteLine($"rules {body.Rules}");
        terminal.Write(Figures(body.Figures));
        terminal.Write(Categories(body));
        terminal.Write(Kinds(body));
    }

    private static Table Categories(RegulationBody body)
    {
        var table = Cited("category", "payer", "since");
        foreach (var category in body.Categories)
        {
            table.AddRow(
                category.Code, Code<Payer>.Of(category.Payer), $"{category.Since:yyyy-MM-dd}",
                Markup.Escape(category.Cite), category.Trust);
        }

        return table;
    }

    private static Table Kinds(RegulationBody body)
    {
        var table = Cited("payment", "first", "last");
        foreach (var kind in body.Kinds)
        {
            table.AddRow(
                kind.Code, $"{kind.First}", $"{kind.Last}", Markup.Escape(kind.Cite), kind.Trust);
        }

        return table;
    }

    private static Table Cited(params string[] columns) =>
        new Table().Border(TableBorder.Ascii).AddColumns([.. columns, "cite", "trust"]);
}
