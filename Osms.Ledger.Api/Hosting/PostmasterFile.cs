using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// What postmaster.pid says: the server's process and, once it listens, its address. It outlives a killed server,
/// and its number may then be another process's.
/// </summary>
internal sealed record PostmasterFile(string Path, string Text, int Pid, ServerAddress? Address)
{
    // pid, data directory, start time, port, socket directory, listen address, shared memory, status
    private const int PortLine = 3;
    private const int SocketLine = 4;
    private const int LinesWithAddress = 6;

    private static readonly TimeSpan BeingWritten = TimeSpan.FromSeconds(2);

    /// <summary>Null when there is none: never started, or stopped in good order.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        var path = System.IO.Path.Combine(cluster, "postmaster.pid");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var lines = text.Split('\n');
        _ = int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid);
        var listens = lines.Length >= LinesWithAddress
            && int.TryParse(lines[PortLine], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? ServerAddress.Of(port, lines[SocketLine].Trim())
            : null;
        return new PostmasterFile(path, text, pid, listens);
    }

    /// <summary>The process is there and is the server of this very cluster.</summary>
    public bool IsAlive()
    {
        if (Pid <= 0)
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return ProcessName().StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }

        // "postgres -D <cluster>"; open to everyone, also in a container where root may not look into processes.
        var command = CommandLine();
        var directory = Array.IndexOf(command, "-D") is >= 0 and var at && at + 1 < command.Length
            ? command[at + 1]
            : null;
        return directory is not null
            && System.IO.Path.GetFileName(command[0]).StartsWith("postgres", StringComparison.Ordinal)
            && IsThisCluster(directory);
    }

    /// <summary>PostgreSQL itself would not dare to start over it, though no server is alive.</summary>
    public bool IsInTheWay() =>
        Pid > 0
            ? ProcessName().Length > 0
            // Empty: a crash between making and writing it, unless it is being written right now.
            : DateTime.UtcNow - File.GetLastWriteTimeUtc(Path) > BeingWritten;

    // The same cluster may have been reached by another path; then its file is this file.
    private bool IsThisCluster(string directory)
    {
        try
        {
            return directory == System.IO.Path.GetDirectoryName(Path) || Read(directory)?.Text == Text;
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's server: this file could be read.
            return false;
        }
    }

    private string[] CommandLine()
    {
        try
        {
            return File.ReadAllText($"/proc/{Pid}/cmdline").Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No such process: gone before or while it was read.
            return [""];
        }
    }

    private string ProcessName()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // No such process, or it ended while it was looked at.
            return "";
        }
    }
}
