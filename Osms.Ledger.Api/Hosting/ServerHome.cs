using System.Text;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The files of one data directory. The lock files are the program's; all under <see cref="ServerDirectory"/> is the
/// server user's, closed to everyone else.
/// </summary>
internal sealed class ServerHome
{
    // What a socket's path may have on every system: 104 bytes with the closing zero on macOS, 108 on Linux.
    private const int LongestSocketPath = 103;

    private const UnixFileMode MayPass =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private ServerHome(string dataDirectory) => DataDirectory = dataDirectory;

    public string DataDirectory { get; }

    /// <summary>Held alone while a server is being started or stopped.</summary>
    public string TurnLock => Path.Combine(DataDirectory, "turn.lock");

    /// <summary>Held together by every program that uses the server: who gets it alone is the only one.</summary>
    public string UsersLock => Path.Combine(DataDirectory, "users.lock");

    public string ServerDirectory => Path.Combine(DataDirectory, "server");

    public string Cluster => Path.Combine(ServerDirectory, "data");

    public string Log => Path.Combine(ServerDirectory, "server.log");

    /// <summary>
    /// A socket in the server's own directory, which no one else can enter; not where its path is too long or Npgsql
    /// would read a list of hosts.
    /// </summary>
    public bool HasSocket =>
        !OperatingSystem.IsWindows()
        && ServerDirectory.IndexOfAny([',', ':']) < 0
        && Encoding.UTF8.GetByteCount(Path.Combine(ServerDirectory, ServerAddress.SocketName)) <= LongestSocketPath;

    public static ServerHome At(string? dataDirectory)
    {
        var path = Path.TrimEndingDirectorySeparator(
            Path.GetFullPath(string.IsNullOrWhiteSpace(dataDirectory) ? DefaultDirectory() : dataDirectory));
        if (File.Exists(Path.Combine(path, "PG_VERSION")))
        {
            throw new EmbeddedPostgresException(
                $"{path} is a data directory of PostgreSQL itself: set Ledger__DataDirectory to another directory, or "
                + "ConnectionStrings__Ledger to the server that runs on it.");
        }

        // pg_ctl hands the path to a shell between double quotes.
        if (path.Any(char.IsControl) || (!OperatingSystem.IsWindows() && path.IndexOfAny(['"', '$', '`', '\\']) >= 0))
        {
            throw new EmbeddedPostgresException(
                $"The path {path} has characters that PostgreSQL's tools cannot take (\" $ ` \\ or control "
                + "characters): set Ledger__DataDirectory to another directory.");
        }

        return new ServerHome(path);
    }

    /// <summary>Makes the directories and makes sure that the server's user can reach them.</summary>
    public async Task<ServerUser> PrepareAsync(CancellationToken ct)
    {
        var user = await ServerUser.ForAsync(ServerDirectory, ct);
        List<string> way = [];
        for (var at = DataDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            way.Insert(0, at);
        }

        if (await user.FirstClosedAsync(way, ct) is { } closed)
        {
            throw CannotEnter(closed, user);
        }

        try
        {
            foreach (var missing in way.Where(d => !Directory.Exists(d)))
            {
                Make(missing, user);
            }

            await user.MakeDirectoryAsync(ServerDirectory, ct);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"The data directory {DataDirectory} cannot be made by user '{Environment.UserName}' ({e.Message}): "
                + "set Ledger__DataDirectory to a directory of that user.",
                e);
        }

        return user;
    }

    private static void Make(string directory, ServerUser user)
    {
        Directory.CreateDirectory(directory);
        if (user.IsAnother && !OperatingSystem.IsWindows())
        {
            // Set afterwards, because the process's mask may have taken the right to pass away.
            File.SetUnixFileMode(directory, MayPass);
        }
    }

    private static string DefaultDirectory()
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            return "/var/lib/osms-ledger";
        }

        var userData = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return userData.Length > 0
            ? Path.Combine(userData, ".osms")
            : throw new EmbeddedPostgresException(
                "This user has no data folder: set Ledger__DataDirectory to a directory for PostgreSQL's files.");
    }

    private EmbeddedPostgresException CannotEnter(string closed, ServerUser user)
    {
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(closed);
        // Its owner may enter, so this user is not its owner.
        var right = mode.HasFlag(UnixFileMode.UserExecute) ? "o+x" : "u+x";
        var octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
        return new EmbeddedPostgresException(
            $"The data directory {DataDirectory} cannot be entered by user '{user.Name}', as whom PostgreSQL runs: "
            + $"chmod {right} {closed} (now {octal}), or set Ledger__DataDirectory to another directory.");
    }
}
