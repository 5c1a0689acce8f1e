using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>contributions [MONTH]</c>: what was contributed, by month and kind, and its lists.</summary>
internal static class ContributionsVerb
{
    internal static Command Create()
    {
        var month = QuestionOptions.MonthOrNull("yyyy-MM; every month when left out.");
        var knownAt = QuestionOptions.KnownAt();
        var form = new JsonOrCsv();
        var lists = new ContributionLists();
        var verb = new Command("contributions", "What was contributed, by month and kind, by whom, and what is amiss?")
        {
            month, knownAt,
        };
        form.AddTo(verb);
        lists.AddTo(verb, month);
        verb.SetAction((parsed, cancellation) =>
        {
            var (which, known) = (parsed.GetValue(month), parsed.GetValue(knownAt).OrNow());
            return lists.AreAsked(parsed)
                ? lists.RunAsync(parsed, which, known, form.IsCsv(parsed.CommandResult), cancellation)
                : RunAsync(
                    new AskContributions(which, known),
                    form.WriterOf<ContributionsBody>(parsed, ContributionsShown.ToCsv, Show), cancellation);
        });
        return verb;
    }

    private static async Task<int> RunAsync(
        AskContributions question, Action<ContributionsBody> write, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        write(ContributionsShown.ToBody(answer));
        return CommandLine.Done;
    }

    private static void Show(ContributionsBody body)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns(
            "month", "kind", "payments", "persons", "amount", "refunds", "refunded", "net");
        foreach (var column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        foreach (var month in body.Months)
        {
            var name = month.Month.ToString();
            foreach (var kind in month.Kinds)
            {
                table.AddRow(
                    name, kind.Kind, Figures.Of(kind.Payments), Figures.Of(kind.Persons), Figures.Of(kind.Amount),
                    Figures.Of(kind.Refunds), Figures.Of(kind.Refunded), Figures.Of(kind.Net));
                name = string.Empty;
            }

            var all = month.Totals;
            table.AddRow(
                name, "all", Figures.Of(all.Payments), string.Empty, Figures.Of(all.Amount), Figures.Of(all.Refunds),
                Figures.Of(all.Refunded), Figures.Of(all.Net));
        }

        var terminal = Terminal.Create();
        terminal.WriteLine($"as known at position {body.Position}");
        terminal.Write(table);
    }
}
