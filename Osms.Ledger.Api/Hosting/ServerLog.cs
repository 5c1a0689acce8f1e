namespace Osms.Ledger.Api.Hosting;

/// <summary>The server's log file: kept small, and quoted where a start or stop fails.</summary>
internal sealed class ServerLog(string path)
{
    private const long Largest = 16 * 1024 * 1024;
    private const int QuotedBytes = 16 * 1024;
    private const int QuotedLines = 12;

    public string Path => path;

    /// <summary>Puts a long log aside, over the one before it, and answers how long the log is now.</summary>
    public long Begin()
    {
        if (Length() > Largest)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        return Length();
    }

    /// <summary>The last lines that were written after the first <paramref name="from"/> bytes.</summary>
    public string LastLines(long from = 0)
    {
        if (Length() <= from)
        {
            return "(nothing)";
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(from, file.Length - QuotedBytes);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(QuotedLines));
    }

    private long Length() => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
