using System.Collections.Concurrent;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// Imports as they go on, on standard error: a bar for each file on a terminal, elsewhere a line for a file every few
/// seconds, and nothing beside reports for scripts.
/// </summary>
internal sealed class ImportScreen
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<(TextWriter To, string Line)>? _afterwards;
    private readonly Func<FileInfo, IProgress<ImportProgress>?> _progressOf;

    private ImportScreen(Func<FileInfo, IProgress<ImportProgress>?> progressOf, bool keepsLines)
    {
        _progressOf = progressOf;
        _afterwards = keepsLines ? [] : null;
    }

    internal static async Task RunAsync(bool forScripts, Func<ImportScreen, Task> run)
    {
        if (forScripts)
        {
            await run(new ImportScreen(_ => null, keepsLines: false));
            return;
        }

        if (Terminal.Bars() is not { } bars)
        {
            await run(new ImportScreen(file => new Lines(file, TimeProvider.System), keepsLines: false));
            return;
        }

        var screen = default(ImportScreen);
        try
        {
            await bars
                .AutoClear(true)
                .StartAsync(context => run(screen = new ImportScreen(
                    file => new Bar(context.AddTask(Markup.Escape(file.Name)), file, TimeProvider.System),
                    keepsLines: true)));
        }
        finally
        {
            screen?.SayTheRest();
        }
    }

    internal IProgress<ImportProgress>? ProgressOf(FileInfo file) => _progressOf(file);

    /// <summary>Says it now, or once the bars are gone, which it would tear apart.</summary>
    internal void Say(TextWriter to, string line)
    {
        if (_afterwards is null)
        {
            to.WriteLine(line);
        }
        else
        {
            _afterwards.Enqueue((to, line));
        }
    }

    private void SayTheRest()
    {
        while (_afterwards!.TryDequeue(out var said))
        {
            said.To.WriteLine(said.Line);
        }
    }

    private sealed class Bar(ProgressTask task, FileInfo file, TimeProvider clock) : IProgress<ImportProgress>
    {
        private readonly ImportPace _pace = new(clock);

        public void Report(ImportProgress value)
        {
            _pace.Move(value);
            task.Description = Markup.Escape($"{file.Name}: {_pace.Rows}");
            task.MaxValue = Math.Max(1, value.Bytes);
            task.Value = value.BytesRead;
        }
    }

    private sealed class Lines(FileInfo file, TimeProvider clock) : IProgress<ImportProgress>
    {
        private readonly ImportPace _pace = new(clock);
        private long _last = clock.GetTimestamp();

        public void Report(ImportProgress value)
        {
            _pace.Move(value);
            if (clock.GetElapsedTime(_last) >= BetweenLines)
            {
                _last = clock.GetTimestamp();
                Console.Error.WriteLine($"{file.Name}: {_pace.Rows}, {_pace.Percent} %, {_pace.Left:c} left");
            }
        }
    }
}
