using Osms.Ledger.Api.Commands;
using Spectre.Console;

namespace Osms.Ledger.Api.Bench;

/// <summary>The bench as it goes on, on standard error: a bar on a terminal, elsewhere a line a step.</summary>
internal static class BenchScreen
{
    /// <param name="rows">How many there are to measure.</param>
    /// <param name="run">Says what it measures, and each step of it.</param>
    internal static async Task RunAsync(int rows, Func<Action<string>, Action<string>, Task> run)
    {
        if (Terminal.Bars() is { } bars)
        {
            await bars.AutoClear(true).StartAsync(context => RunAsync(context.AddTask("bench", maxValue: rows), run));
            return;
        }

        var name = "";
        await run(now => name = now, step => Console.Error.WriteLine($"{name}: {step}"));
    }

    private static async Task RunAsync(ProgressTask task, Func<Action<string>, Action<string>, Task> run)
    {
        var (name, begun) = ("", 0);
        await run(
            now =>
            {
                name = now;
                task.Value = begun++;
            },
            step => task.Description = Markup.Escape($"{name}: {step}"));
    }
}
