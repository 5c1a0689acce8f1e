using System.CommandLine;
using System.Globalization;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>generate</c>: a made-up country as files to import.</summary>
internal static class GenerateVerb
{
    internal static Command Create()
    {
        var people = Number("--people", "How many.", 10_000, SyntheticCountry.MostPeople);
        var months = Number(
            "--months", "For how many months facts come in; cover by contributions needs 12.", 12, 999);
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same seed gives the same country.",
            DefaultValueFactory = _ => 1,
        };
        var form = new Option<string>("--as")
        {
            Description = "How payments are written.",
            DefaultValueFactory = _ => CountryForms.CodeOf(CountryForm.Ndjson),
        };
        form.AcceptOnlyFromAmong([.. CountryForms.Codes]);
        var until = Until();
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "The folder.",
            DefaultValueFactory = _ => new DirectoryInfo("country"),
        };
        var check = new Option<bool>("--check")
        {
            Description = $"Count who is insured among all people, not only the first {CountryRun.PeopleCounted}.",
        };
        var force = new Option<bool>("--force") { Description = "Replace an earlier country in the folder." };
        var json = new Option<bool>("--json") { Description = "What came out, as JSON." };
        var verb = new Command(
            "generate",
            "Make a country up, after the published figures, as files to import: people and what budgets pay.")
        {
            people, months, seed, form, until, to, check, force, json,
        };
        verb.SetAction((parsed, cancellation) => Task.FromResult(new CountryRun(
            parsed.GetValue(people),
            parsed.GetValue(months),
            parsed.GetValue(seed),
            CountryForms.OfCode(parsed.GetValue(form)!),
            parsed.GetValue(until) ?? CountryRun.LastMonthThatIsOver,
            parsed.GetValue(to)!,
            parsed.GetValue(check),
            parsed.GetValue(force),
            parsed.GetValue(json)).Run(cancellation)));
        return verb;
    }

    private static Option<int> Number(string name, string description, int usually, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usually,
        CustomParser = result =>
        {
            var isNumber = int.TryParse(
                result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (!isNumber || number < 1 || number > most)
            {
                result.AddError($"{name} is a number from 1 to {most}.");
            }

            return number;
        },
    };

    private static Option<Month?> Until() => new("--until")
    {
        Description = "The last month, yyyy-MM; the last one that is over when left out.",
        CustomParser = result =>
        {
            if (Month.TryParse(result.Tokens[0].Value, out var month))
            {
                return month;
            }

            result.AddError("--until is a month, yyyy-MM.");
            return null;
        },
    };
}
