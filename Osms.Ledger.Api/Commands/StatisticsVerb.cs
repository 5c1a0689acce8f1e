using System.CommandLine;
using System.Globalization;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>statistics</c>: who is insured on a day, in numbers.</summary>
internal static class StatisticsVerb
{
    internal static Command Create()
    {
        var on = QuestionOptions.Day("--on");
        var levels = new Option<bool>("--levels")
        {
            Description = "Also by welfare level how many are not insured; takes some three times as long.",
        };
        var form = new JsonOrCsv();
        var verb = new Command("statistics", "How many are insured on that day, by basis, payer, region and age?")
        {
            on, levels,
        };
        form.AddTo(verb);
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskStatistics(parsed.GetValue(on), parsed.GetValue(levels)),
            form.WriterOf<StatisticsBody>(parsed, StatisticsShown.ToCsv, Show), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        AskStatistics question, Action<StatisticsBody> write, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        write(StatisticsShown.ToBody(answer));
        return CommandLine.Done;
    }

    private static void Show(StatisticsBody body)
    {
        var facts = new Grid().AddColumns(2);
        Row("on", $"{body.On:yyyy-MM-dd}");
        Row("position", $"{body.Position}");
        Row("people", Number(body.People));
        Row("participants", Number(body.Participants));
        Row("insured", $"{Number(body.Insured)}{Share(body.InsuredPercent)}");
        Row("state pays", $"{Number(body.StatePays)}{Share(body.StatePaysPercent)}");
        Row("not insured", Number(body.NotInsured));
        var table = new Table().Border(TableBorder.Ascii).AddColumns("by", "", "insured", "not insured");
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var (dimension, lines) in StatisticsShown.Lists(body).Skip(1))
        {
            var by = dimension;
            foreach (var line in lines)
            {
                table.AddRow(by, line.Value, Number(line.Insured), Number(line.NotInsured));
                by = string.Empty;
            }
        }

        foreach (var (line, place) in (body.NotInsuredByWelfareLevel ?? []).Select((line, place) => (line, place)))
        {
            table.AddRow(
                place == 0 ? "welfare level" : string.Empty, line.Value, string.Empty, Number(line.NotInsured));
        }

        var terminal = Terminal.Create();
        terminal.Write(facts);
        terminal.Write(table);

        void Row(string name, string value) => facts.AddRow(name, value);
    }

    private static string Number(long people) => people.ToString(CultureInfo.InvariantCulture);

    private static string Share(decimal? percent) => percent is { } share
        ? string.Create(CultureInfo.InvariantCulture, $" ({share:0.0} % of the participants)")
        : string.Empty;
}
