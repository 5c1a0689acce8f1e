using System.Diagnostics;

namespace Osms.Ledger.Api.Hosting;

/// <summary>What a finished command left behind.</summary>
internal sealed record ChildOutput(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What it said about its failure, in one line.</summary>
    public string Complaint =>
        string.Join(' ', (Error.Length > 0 ? Error : Output).Split('\n', StringSplitOptions.TrimEntries)).Trim();
}

/// <summary>Runs one command to its end, away from the terminal and from the user's PG* variables.</summary>
internal static class ChildProcess
{
    private static readonly string[] SystemDirectories =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The directories of PATH that are whole paths.</summary>
    public static IEnumerable<string> PathDirectories =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified);

    /// <summary>The full path of a system command; null when this machine has none.</summary>
    /// <remarks>Process.Start looks in the current directory before PATH: as root that runs anyone's file.</remarks>
    public static string? Find(string command) =>
        PathDirectories.Concat(SystemDirectories).Select(d => Path.Combine(d, command)).FirstOrDefault(File.Exists);

    /// <summary>Runs <paramref name="command"/> (name first) and gives it <paramref name="input"/>.</summary>
    public static async Task<ChildOutput> RunAsync(
        IReadOnlyList<string> command, CancellationToken ct, string input = "")
    {
        using var process = Process.Start(Describe(command))
            ?? throw new InvalidOperationException($"{command[0]} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var error = process.StandardError.ReadToEndAsync(ct);
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            await process.WaitForExitAsync(ct);

            // On Windows a server inherits the pipes of the pg_ctl that started it: their end may never come.
            var both = Task.WhenAll(output, error);
            await Task.WhenAny(both, Task.Delay(TimeSpan.FromSeconds(2), ct));
            return both.IsCompleted
                ? new ChildOutput(process.ExitCode, await output, await error)
                : new ChildOutput(process.ExitCode, "", "");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> command)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            // The user's own directory may be closed to the server's user.
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        foreach (var name in info.Environment.Keys.Where(IsForeignSetting).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        return info;
    }

    // PGDATA, PGPORT, PGOPTIONS … are meant for another server; PGPASSWORD must not live on in ours.
    private static bool IsForeignSetting(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal);
}
