using System.CommandLine;
using System.Globalization;
using Osms.Ledger.Api.Bench;
using Osms.Ledger.Synthetic;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>bench</c>: how fast the ledger is on this machine, beside what the machine can do at the most.</summary>
internal static class BenchVerb
{
    private const int FewestPeople = 100;

    internal static Command Create()
    {
        var people = People();
        var quick = new Option<bool>("--quick") { Description = "Fewer people and rounds: within a minute." };
        var full = new Option<bool>("--full")
        {
            Description = "More rounds, and how cost grows with the number of people: about an hour.",
        };
        var only = Only();
        var server = new Option<string?>("--server")
        {
            Description = "The connection string of a PostgreSQL whose role may create databases. When left out, one "
                + "of its own is started in a temporary directory.",
        };
        var json = new Option<bool>("--json") { Description = "One object a line." };
        var verb = new Command(
            "bench",
            "Measure how fast the ledger is on this machine, in scratch databases that are dropped afterwards. Each "
            + "work is done in turns with its limit: the least that the machine must do for the same. Figure and limit "
            + "are medians of the rounds, the ratio is that of the two. It fails when a measurement finds what it "
            + "should not: rows that are missing, an answer that the pure functions do not give.")
        {
            people, quick, full, only, server, json,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetResult(quick) is not null && parsed.GetResult(full) is not null)
            {
                parsed.AddError("Say either --quick or --full.");
            }
        });
        verb.SetAction((parsed, cancellation) =>
        {
            var plan = BenchPlan.Of(parsed.GetValue(quick), parsed.GetValue(full), parsed.GetValue(people) ?? []);
            var run = new BenchRun(
                plan, parsed.GetValue(only) ?? [], parsed.GetValue(server), parsed.GetValue(json));
            return run.RunAsync(replace: null, cancellation);
        });
        return verb;
    }

    private static Option<int[]> People() => new("--people")
    {
        Description = $"How many people are measured with; {BenchPlan.Usual.People} when left out. Growth is measured "
            + $"with several numbers, separated by commas: {string.Join(',', BenchPlan.Usual.Growth)} when left out.",
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',')))
            {
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || number < FewestPeople || number > SyntheticCountry.MostPeople)
                {
                    result.AddError($"--people are numbers from {FewestPeople} to {SyntheticCountry.MostPeople}.");
                    break;
                }

                numbers.Add(number);
            }

            return [.. numbers];
        },
    };

    private static Option<string[]> Only()
    {
        string[] names = [.. BenchRun.Rows.Select(row => row.Name)];
        var all = string.Join(", ", names);
        return new Option<string[]>("--only")
        {
            Description = $"Measure these alone, separated by commas: {all}.",
            CustomParser = result =>
            {
                string[] asked = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
                if (asked.Except(names).FirstOrDefault() is { } unknown)
                {
                    result.AddError($"There is no {unknown} to measure; there are {all}.");
                }

                return asked;
            },
        };
    }
}
