using System.Globalization;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>All processes of a PostgreSQL server, which can be held and let go together.</summary>
internal sealed class ServerProcesses
{
    private readonly int _postmaster;

    internal ServerProcesses(TestDirectory directory) => _postmaster = directory.Postmaster().ShouldNotBeNull();

    /// <summary>Meanwhile nothing of it moves: connections hang, files stay as they are.</summary>
    internal async Task WhileHeldAsync(Func<Task> work)
    {
        try
        {
            await HoldAsync();
            await work();
        }
        finally
        {
            await SignalAsync("CONT", Children().Append(_postmaster));
        }
    }

    private async Task HoldAsync()
    {
        // The main process first: it makes the others.
        await SignalAsync("STOP", [_postmaster]);
        await SignalAsync("STOP", Children());
        foreach (var process in Children().Append(_postmaster))
        {
            while (Stat(process)[0] != "T")
            {
                await Task.Delay(1);
            }
        }
    }

    private int[] Children() =>
    [
        .. System.IO.Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => Stat(id) is [_, var parent, ..] && parent == $"{_postmaster}"),
    ];

    // State and parent stand after the name in brackets.
    private static string[] Stat(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat");
            return fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }

    private static async Task SignalAsync(string name, IEnumerable<int> processes)
    {
        var kill = ChildProcess.Find("kill").ShouldNotBeNull();
        var ids = processes.Select(p => p.ToString(CultureInfo.InvariantCulture));
        (await ChildProcess.RunAsync([kill, $"-{name}", .. ids], default)).Succeeded.ShouldBeTrue();
    }
}
