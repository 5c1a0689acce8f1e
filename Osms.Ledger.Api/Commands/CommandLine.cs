using System.CommandLine;
using System.CommandLine.Parsing;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// The verbs of the program. Exit codes: 0 done; 1 refused, failed or differences found; 2 wrong usage.
/// </summary>
internal static class CommandLine
{
    internal const int Done = 0;
    internal const int Refused = 1;
    internal const int WrongUsage = 2;

    // After a signal; a PostgreSQL of our own must have time to write what it holds.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromMinutes(5);

    internal static async Task<int> RunAsync(string[] args)
    {
        // Without a verb the program serves; what it does not know goes to ASP.NET (--urls, --Ledger:DataDirectory).
        if (args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("-h" or "--help" or "-?" or "--version")))
        {
            args = [ServeVerb.Name, .. args];
        }

        var root = new RootCommand("Osms.Ledger: the ledger of compulsory social medical insurance (OSMS, МӘМС, ОСМС).")
        {
            ServeVerb.Create(),
            ImportVerb.Create(),
            ImpactVerb.Create(),
            CoverageVerb.Create(),
            TimelineVerb.Create(),
            WhatIfVerb.Create(),
            ChangesVerb.Create(),
            HistoryVerb.Create(),
            StatisticsVerb.Create(),
            MonthVerbs.Close(),
            MonthVerbs.Reopen(),
            MonthVerbs.Months(),
            DifferencesVerb.Create(),
            ReconcileVerb.Create(),
            ContributionsVerb.Create(),
            RebuildVerb.Create(),
            VerifyVerb.Create(),
            RegulationVerb.Create(),
            CalculatorVerb.Create(),
            PackagesVerb.Create(),
            EntitlementVerb.Create(),
            GenerateVerb.Create(),
            ExportVerb.Create(),
            BenchVerb.Create(),
        };
        var parsed = UsageChecks.Parse(root, args);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToStop,
        };
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("See --help.");
            return WrongUsage;
        }

        return await Guard.RunAsync(() => parsed.InvokeAsync(configuration));
    }
}
