using System.Diagnostics;
using Osms.Ledger.Audit;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// A verification as it goes on, on standard error: a bar for each step with its rate and the time left on a terminal,
/// elsewhere one line a step.
/// </summary>
internal static class VerifyProgressShown
{
    internal static Task<VerifyReport> RunAsync(Func<IProgress<VerifyProgress>, Task<VerifyReport>> run) =>
        Terminal.Bars() is { } bars
            ? bars.StartAsync(context => run(new Bars(context)))
            : run(new Lines());

    private sealed class Lines : IProgress<VerifyProgress>
    {
        private string _step = string.Empty;

        public void Report(VerifyProgress value)
        {
            if (Interlocked.Exchange(ref _step, value.Step) != value.Step)
            {
                Console.Error.WriteLine($"{value.Step}: {value.Total}");
            }
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<VerifyProgress>
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _watch = new();
        private string _step = string.Empty;
        private ProgressTask? _task;

        public void Report(VerifyProgress value)
        {
            lock (_lock)
            {
                if (_step != value.Step || _task is null)
                {
                    _step = value.Step;
                    _task = context.AddTask(value.Step, maxValue: value.Total);
                    _watch.Restart();
                }

                _task.Value = Math.Max(_task.Value, value.Done);
                _task.Description = $"{value.Step} ({value.Done / Math.Max(_watch.Elapsed.TotalSeconds, 0.001):N0}/s)";
            }
        }
    }
}
