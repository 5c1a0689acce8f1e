using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>statistics</c>: who is insured on a day, in numbers.</summary>
internal static class StatisticsVerb
{
    internal static Command Create()
    {
        var on = QuestionOptions.Day("--on");
        var json = QuestionOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "A table of dimension,value,insured,notInsured." };
        var verb = new Command("statistics", "How many are insured on that day, by basis, payer, region and age?")
        {
            on, json, csv,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv))
            {
                parsed.AddError("Name either --json or --csv.");
            }
        });
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskStatistics(parsed.GetValue(on)), parsed.GetValue(json), parsed.GetValue(csv), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        AskStatistics question, bool json, bool csv, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await AskStatisticsHandler.Handle(
            question, session.Get<StatisticsQuery>(), session.Get<InsuranceLedger>(), cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = StatisticsShown.ToBody(answer);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else if (csv)
        {
            Console.Write(StatisticsShown.ToCsv(body));
        }
        else
        {
            Show(body);
        }

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
