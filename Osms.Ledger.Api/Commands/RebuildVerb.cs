using System.CommandLine;
using System.Diagnostics;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>rebuild</c>: makes the read model again from the events.</summary>
internal static class RebuildVerb
{
    internal static Command Create()
    {
        var verb = new Command("rebuild", "Make the read model again from the events; commands and questions go on.");
        verb.SetAction((_, cancellation) => RunAsync(cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var watch = Stopwatch.StartNew();
        var progress = new Progress<RebuildProgress>(p => Console.Error.WriteLine($"{p.People} of {p.Total} people"));
        var people = await session.Get<Rebuild>().RunAsync(progress, cancellation);
        Console.WriteLine($"The read model is rebuilt: {people} people in {watch.Elapsed.TotalSeconds:F1} s.");
        return CommandLine.Done;
    }
}
