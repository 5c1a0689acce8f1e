using System.CommandLine;
using Osms.Ledger.Api.Bench;
using Osms.Ledger.Synthetic;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>bench</c>: how fast the ledger is on this machine, beside what the machine can do at the most.</summary>
internal static class BenchVerb
{
    private const int FewestPeople = 100;

    internal static Command Create()
    {
        var people = NumberOption.Of(
            "--people", "How many people are measured with.", BenchPlan.Usual.People, FewestPeople,
            SyntheticCountry.MostPeople);
        var quick = new Option<bool>("--quick") { Description = "Fewer people and rounds: about a minute." };
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
            + "work is done in turns with the limit: the least that the machine must do for the same. Figure and limit "
            + "are medians of the rounds, the ratio is that of the two. It fails when a measurement finds what it "
            + "should not: rows that are missing, an answer that the pure functions do not give.")
        {
            people, quick, only, server, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var plan = parsed.GetValue(quick) ? BenchPlan.Quick : BenchPlan.Usual;
            var run = new BenchRun(
                parsed.GetResult(people) is { Implicit: false } ? plan with { People = parsed.GetValue(people) } : plan,
                parsed.GetValue(only) ?? [],
                parsed.GetValue(server),
                parsed.GetValue(json));
            return run.RunAsync(replace: null, cancellation);
        });
        return verb;
    }

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
                foreach (var name in asked.Except(names))
                {
                    result.AddError($"There is no {name} to measure; there are {all}.");
                }

                return asked;
            },
        };
    }
}
