using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Texts;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>coverage IIN</c>: insured on a day, why, and what to do if not.</summary>
internal static class CoverageVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        iin.Arity = ArgumentArity.ZeroOrOne;
        var file = new Option<FileInfo?>("--file")
        {
            Description = "Many questions, one {\"iin\": …, \"at\": …} a line; one answer a line.",
        };
        var at = QuestionOptions.At();
        var knownAt = QuestionOptions.KnownAt();
        var language = QuestionOptions.Lang();
        var json = QuestionOptions.Json();
        var verb = new Command("coverage", "Is this person insured on that day, and why?")
        {
            iin, file, at, knownAt, language, json,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetResult(iin) is { Tokens.Count: > 0 } == parsed.GetResult(file) is not null)
            {
                parsed.AddError("Name either one IIN or a --file.");
            }
        });
        verb.SetAction((parsed, cancellation) => parsed.GetValue(file) is { } questions
            ? CoverageFile.RunAsync(questions, parsed.GetValue(at), parsed.GetValue(knownAt).OrNow(), cancellation)
            : RunAsync(
            new AskCoverage(
                parsed.GetValue(iin)!, parsed.GetValue(at), parsed.GetValue(knownAt).OrNow(), Explain: true),
            LanguageTexts.Of(parsed.GetValue(language)),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static Task<int> RunAsync(
        AskCoverage question, LanguageTexts texts, bool json, CancellationToken cancellation) =>
        AnsweredVerb.RunAsync(
            json,
            session => session.CallAsync(question, cancellation),
            answer => Bodies.Of(answer, question.KnownAt, texts),
            Show,
            cancellation);

    /// <summary>The answer as a person reads it.</summary>
    internal static void Show(CoverageBody answer)
    {
        var terminal = Terminal.Create();
        var facts = new Grid().AddColumns(2);
        facts.AddRow("insured", answer.Insured ? "[green]yes[/]" : "[red]no[/]");
        Row("on", $"{answer.At:yyyy-MM-dd}");
        Row("basis", answer.Insured ? string.Join(", ", answer.Bases) : answer.Basis);
        Row("payer", answer.Payer);
        Row("category", answer.Category);
        Row("region", answer.Region);
        Row("since", answer.Since is { } since ? $"{since:yyyy-MM-dd}" : "always");
        Row("through", answer.Through is { } through ? $"{through:yyyy-MM-dd}" : "no end");
        Row("regulation", answer.Regulation);
        Row("position", answer.Position.ToString());
        terminal.Write(facts);
        terminal.Write(Why(answer.Why ?? []));
        if (answer.Hints is { Count: > 0 } hints)
        {
            terminal.Write(Hints(hints));
        }

        if (answer.WaysBack is { Count: > 0 } ways)
        {
            terminal.Write(Ways(ways));
        }

        void Row(string name, string? value)
        {
            if (value is not null)
            {
                facts.AddRow(name, Markup.Escape(value));
            }
        }
    }

    private static Table Why(IReadOnlyList<WhyBody> reasons)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns("rule", "holds", "why", "events");
        foreach (var reason in reasons)
        {
            table.AddRow(
                reason.Code,
                reason.Holds ? "yes" : "no",
                Markup.Escape(reason.Text),
                Terminal.Ranges([.. (reason.Events ?? []).Select(e => e.Value)]));
        }

        return table;
    }

    private static Table Hints(IReadOnlyList<HintBody> hints)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns("known mistake", "what happened", "what to do");
        foreach (var hint in hints)
        {
            table.AddRow(hint.Code, Markup.Escape(hint.Text), Markup.Escape(hint.ToDo));
        }

        return table;
    }

    internal static Table Ways(IReadOnlyList<WayBackBody> ways)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns("way back: pay", "payments", "total", "cover");
        foreach (var way in ways)
        {
            table.AddRow(
                Terminal.Months(way.Months),
                string.Join(" + ", way.Amounts.GroupBy(a => a).Select(g => $"{g.Count()} x {g.Key}")),
                way.Total.ToString(),
                $"{way.From:yyyy-MM-dd} … {(way.Through is { } last ? $"{last:yyyy-MM-dd}" : "no end")}");
        }

        return table;
    }
}
