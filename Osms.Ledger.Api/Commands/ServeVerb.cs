using System.CommandLine;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>serve</c>: the HTTP service; what the program does without a verb.</summary>
internal static class ServeVerb
{
    internal const string Name = "serve";

    internal static Command Create()
    {
        var verb = new Command(Name, "Serve the ledger over HTTP (the default). ASP.NET's options apply, e.g. --urls.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        verb.SetAction((parsed, cancellation) => RunAsync([.. parsed.UnmatchedTokens], cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        if (args.Length > 0 && !args[0].StartsWith('-'))
        {
            await Console.Error.WriteLineAsync($"'{args[0]}' is no option of serve. See --help.");
            return CommandLine.WrongUsage;
        }

        await Service.RunAsync(args, Console.Out, cancellation);
        return CommandLine.Done;
    }
}
