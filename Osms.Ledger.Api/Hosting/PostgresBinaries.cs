using System.Globalization;
using System.Text.RegularExpressions;

namespace Osms.Ledger.Api.Hosting;

/// <summary>A directory with initdb, pg_ctl and postgres of one version; <see cref="Major"/> is 15 or more.</summary>
public sealed partial record PostgresBinaries(string Directory, int Major)
{
    private const int OldestMajor = 15;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    private static readonly string[] Tools = ["initdb", "pg_ctl", "postgres"];

    // One star stands for one folder's name: a version.
    private static readonly string[] Installations =
    [
        "/usr/lib/postgresql/*/bin",
        "/usr/libexec/postgresql*",
        "/usr/pgsql-*/bin",
        "/usr/local/pgsql/bin",
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin"),
    ];

    public string InitDb => Tool(Directory, "initdb");

    public string PgCtl => Tool(Directory, "pg_ctl");

    /// <summary>
    /// What this machine has, best first: PATH, then known places by version. Never empty:
    /// <see cref="EmbeddedPostgresException"/> says what to install.
    /// </summary>
    public static Task<IReadOnlyList<PostgresBinaries>> FindAsync(CancellationToken ct) =>
        FindAsync(ChildProcess.PathDirectories, Installations.SelectMany(Expand), ct);

    internal static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(
        IEnumerable<string> preferred, IEnumerable<string> others, CancellationToken ct)
    {
        var found = await ReadAsync(preferred, ct);
        found.AddRange((await ReadAsync(others, ct)).OrderByDescending(b => b.Major));
        return found.Count > 0
            ? found.Distinct().ToList()
            : throw new EmbeddedPostgresException(
                $"No PostgreSQL {OldestMajor} or newer was found on this machine: install it (on Debian and Ubuntu the "
                + "package postgresql: apt install postgresql), or set ConnectionStrings__Ledger to a server of "
                + "your own.");
    }

    private static async Task<List<PostgresBinaries>> ReadAsync(IEnumerable<string> directories, CancellationToken ct)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in directories.Distinct().Where(HasTools))
        {
            var answer = await ChildProcess.RunAsync([Tool(directory, "pg_ctl"), "--version"], ct);
            if (MajorOf(answer) is >= OldestMajor and var major)
            {
                found.Add(new PostgresBinaries(directory, major));
            }
        }

        return found;
    }

    private static bool HasTools(string directory) =>
        Tools.All(name => File.Exists(Tool(directory, name)));

    private static string Tool(string directory, string name) => Path.Combine(directory, name + Suffix);

    private static int MajorOf(ChildOutput answer) =>
        answer.Succeeded && Version().Match(answer.Output) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var parent = Path.GetDirectoryName(pattern[..star])!;
        var rest = pattern[(parent.Length + 1)..].Split(Path.DirectorySeparatorChar, '/');
        return System.IO.Directory.Exists(parent)
            ? System.IO.Directory.EnumerateDirectories(parent, rest[0]).Select(d => Path.Combine([d, .. rest[1..]]))
            : [];
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,4})")]
    private static partial Regex Version();
}
