using System.Diagnostics;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// Work that goes on step by step, on standard error: a bar for each step with its rate and the time left on a
/// terminal, elsewhere one line a step.
/// </summary>
internal static class StepsShown
{
    internal static Task<TResult> RunAsync<TProgress, TResult>(
        Func<TProgress, (string Step, long Done, long Total)> of, Func<IProgress<TProgress>, Task<TResult>> run) =>
        Terminal.Bars() is { } bars
            ? bars.StartAsync(context => run(new Bars<TProgress>(of, context)))
            : run(new Lines<TProgress>(of));

    private sealed class Lines<T>(Func<T, (string Step, long Done, long Total)> of) : IProgress<T>
    {
        private string _step = string.Empty;

        public void Report(T value)
        {
            var (step, _, total) = of(value);
            if (Interlocked.Exchange(ref _step, step) != step)
            {
                Console.Error.WriteLine($"{step}: {total}");
            }
        }
    }

    private sealed class Bars<T>(Func<T, (string Step, long Done, long Total)> of, ProgressContext context)
        : IProgress<T>
    {
        private readonly Lock _lock = new();
        private readonly Stopwatch _watch = new();
        private string _step = string.Empty;
        private ProgressTask? _task;

        public void Report(T value)
        {
            var (step, done, total) = of(value);
            lock (_lock)
            {
                if (_step != step || _task is null)
                {
                    _step = step;
                    _task = context.AddTask(step, maxValue: total);
                    _watch.Restart();
                }

                _task.Value = Math.Max(_task.Value, done);
                _task.Description = $"{step} ({done / Math.Max(_watch.Elapsed.TotalSeconds, 0.001):N0}/s)";
            }
        }
    }
}
