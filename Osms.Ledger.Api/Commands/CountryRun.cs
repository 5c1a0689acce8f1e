using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>Makes one country and writes it to its folder.</summary>
internal sealed record CountryRun(
    int People, int Months, ulong Seed, CountryForm Form, Month Until, DirectoryInfo To, bool Check, bool Force,
    bool Json)
{
    /// <summary>Enough for shares that are right to half a percent.</summary>
    internal const int PeopleCounted = 20_000;

    private const int Steps = 20;

    internal static Month LastMonthThatIsOver => Month.Of(CivilDay.In(TimeProvider.System.GetUtcNow())) - 1;

    internal int Run(CancellationToken cancellation)
    {
        using var folder = new CountryFolder(To);
        if (Fault(folder) is { } fault)
        {
            Console.Error.WriteLine(fault);
            return CommandLine.WrongUsage;
        }

        var country = new SyntheticCountry(Seed, People, Months, Until, RuleBook.Embedded);
        var figures = new CountryFigures(RuleBook.Embedded, Until.LastDay);
        var states = new CountryStates(RuleBook.Embedded, Until.LastDay);
        using var files = new CountryFiles(Form, folder.Open);
        try
        {
            Watch(step => Make(country, files, states, figures, step, cancellation));
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; the folder is as it was.");
            return CommandLine.Refused;
        }

        folder.Finish();
        Show(CountryBody.Of(this, country, files, states, figures));
        return states.NotAccepted > 0 ? CommandLine.Refused : CommandLine.Done;
    }

    private string? Fault(CountryFolder folder)
    {
        if (Until > LastMonthThatIsOver)
        {
            return $"--until is a month that is over: {LastMonthThatIsOver} at the latest.";
        }

        var most = SyntheticCountry.MostMonths(Until);
        if (Months > most)
        {
            return $"--months until {Until} are {Math.Max(most, 0)} at the most: OSMS began in January 2020.";
        }

        return folder.HasFiles && !Force
            ? $"The folder {To} is not empty. Name another with --to, or replace what is in it with --force."
            : null;
    }

    private void Make(
        SyntheticCountry country, CountryFiles files, CountryStates states, CountryFigures figures, Action<int> done,
        CancellationToken cancellation)
    {
        var transfers = new CountryTransfers(country, RuleBook.Embedded);
        for (var i = 0; i < People; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var person = country.PersonAt(i);
            var state = states.Of(person);
            files.Write(person);
            transfers.Add(person, state);
            if (Check || i < PeopleCounted)
            {
                figures.Add(person, state);
            }

            done(i + 1);
        }

        files.Finish();
        files.Write(transfers.Sent());
    }

    // A bar on a terminal, a line a step elsewhere.
    private void Watch(Action<Action<int>> make)
    {
        var each = Math.Max(1, People / Steps);
        if (Terminal.Bars() is not { } bars)
        {
            make(done =>
            {
                if (done % each == 0)
                {
                    Console.Error.WriteLine($"{done} of {People} people");
                }
            });
            return;
        }

        bars.Start(progress =>
        {
            var task = progress.AddTask($"{People} people", maxValue: People);
            make(done => task.Value = done);
        });
    }

    private void Show(CountryBody body)
    {
        if (Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
            return;
        }

        var published = PublishedShares.Embedded;
        Console.WriteLine(
            $"{body.Folder}: {body.Files} files, {body.Rows} rows, {body.Payments} of them payments, {body.Transfers} "
            + "transfers of budgets");
        Console.WriteLine(
            $"{body.People} people, seed {Seed}, {Months} months until {Until}; "
            + $"of the first {body.Counted} people {body.Residents} live in the country on {body.Day:yyyy-MM-dd}:");
        Console.WriteLine($"  insured          {body.InsuredPercent} %, published {published.InsuredPercent} %");
        Console.WriteLine($"  the state pays   {body.StatePaysPercent} %, published {published.StatePaysPercent} %");
        Console.WriteLine($"  by basis         {Counts(body.Bases)}");
        Console.WriteLine($"  by payer         {Counts(body.Payers)}");
        if (body.NotAccepted > 0)
        {
            Console.WriteLine($"{body.NotAccepted} rows would not be accepted.");
        }
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}

/// <summary>What came out.</summary>
internal sealed record CountryBody(
    string Folder, ulong Seed, int People, int Months, Month Until, CountryForm As, int Files, long Rows,
    long Payments, long Transfers, DateOnly Day, int Counted, int Residents, int Insured, decimal InsuredPercent,
    int StatePays, decimal StatePaysPercent, IReadOnlyDictionary<string, int> Bases,
    IReadOnlyDictionary<string, int> Payers, int NotAccepted)
{
    internal static CountryBody Of(
        CountryRun run, SyntheticCountry country, CountryFiles files, CountryStates states,
        CountryFigures figures) => new(
        run.To.ToString(), country.Seed, country.People, run.Months, country.Until, run.Form, files.Count, files.Rows,
        files.Payments, files.Transfers, figures.Day, figures.People, figures.Residents, figures.Insured,
        figures.InsuredPercent,
        figures.StatePays, figures.StatePaysPercent, figures.Bases, figures.Payers, states.NotAccepted);
}
