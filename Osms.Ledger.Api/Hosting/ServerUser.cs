namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The user of the system whom the server and its files belong to: the program's own, or for root, whom PostgreSQL
/// refuses, the owner of the files, else <c>postgres</c>, else <c>nobody</c>.
/// </summary>
internal sealed class ServerUser
{
    private const int DeleteAttempts = 20;
    private static readonly TimeSpan BetweenDeletes = TimeSpan.FromMilliseconds(100);

    private readonly string _id;
    private readonly string _group;
    private readonly Func<IReadOnlyList<string>, IReadOnlyList<string>>? _as;

    private ServerUser(
        string name, string id, string group, Func<IReadOnlyList<string>, IReadOnlyList<string>>? run)
    {
        Name = name;
        _id = id;
        _group = group;
        _as = run;
    }

    public string Name { get; }

    /// <summary>It is not the program's own user.</summary>
    public bool IsAnother => _as is not null;

    /// <summary>The user for files in <paramref name="serverDirectory"/>, which need not exist yet.</summary>
    public static async Task<ServerUser> ForAsync(string serverDirectory, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerUser(Environment.UserName, "", "", null);
        }

        // A directory of root's own was left by a crash before it was handed over.
        string[] names = Directory.Exists(serverDirectory)
            && await OwnerAsync(serverDirectory, ct) is not "root" and var owner
            ? [owner]
            : ["postgres", "nobody"];
        foreach (var name in names)
        {
            var id = await ChildProcess.RunAsync([Need("id"), "-u", name], ct);
            var group = await ChildProcess.RunAsync([Need("id"), "-g", name], ct);
            if (id.Succeeded && group.Succeeded && id.Output.Trim() != "0")
            {
                return await BecomeAsync(name, id.Output.Trim(), group.Output.Trim(), ct);
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL refuses to run as root and there is no user {string.Join(" or ", names)} to run it as: "
            + "add one (useradd --system postgres), or run the program as another user.");
    }

    public Task<ChildOutput> RunAsync(IReadOnlyList<string> command, CancellationToken ct, string input = "") =>
        ChildProcess.RunAsync(_as is null ? command : _as(command), ct, input);

    /// <summary>Makes a directory that only this user can enter; one that exists is handed to it.</summary>
    public async Task MakeDirectoryAsync(string path, CancellationToken ct)
    {
        if (IsAnother)
        {
            await MustAsync(ChildProcess.RunAsync(
                [Need("install"), "-d", "-m", "0700", "-o", _id, "-g", _group, path], ct));
        }
        else if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a file that only this user can read, through to the disk.</summary>
    /// <remarks>Root writes nothing in another's directory: a link planted there would lead it astray.</remarks>
    public async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        if (IsAnother)
        {
            const string script = "umask 077 && cat > \"$1\" && sync \"$1\"";
            await MustAsync(RunAsync([Need("sh"), "-c", script, "sh", path], ct, text));
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text.AsMemory(), ct);
        await file.FlushAsync(ct);
        ((FileStream)file.BaseStream).Flush(flushToDisk: true);
    }

    /// <summary>Deletes a directory with all that is in it, also while someone's last writes go there.</summary>
    public async Task DeleteAsync(string directory, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (IsAnother)
                {
                    await MustAsync(RunAsync([Need("rm"), "-rf", "--", directory], ct));
                }
                else
                {
                    Directory.Delete(directory, recursive: true);
                }

                return;
            }
            catch (Exception e) when (e is IOException or EmbeddedPostgresException && attempt < DeleteAttempts)
            {
                await Task.Delay(BetweenDeletes, ct);
            }
        }
    }

    /// <summary>The first of these directories, outermost first, that this user cannot enter; null when none.</summary>
    public async Task<string?> FirstClosedAsync(IEnumerable<string> directories, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // Asked of the system rather than read from modes: access lists and mounts have their say too.
        const string script =
            "for d do [ -e \"$d\" ] || exit 0; [ -x \"$d\" ] || { printf %s \"$d\"; exit 0; }; done";
        var answer = await MustAsync(RunAsync([Need("sh"), "-c", script, "sh", .. directories], ct));
        return answer.Output.Length > 0 ? answer.Output : null;
    }

    private static async Task<ServerUser> BecomeAsync(string name, string id, string group, CancellationToken ct)
    {
        // BusyBox has a setpriv without these switches, so it is tried, not just looked for.
        if (ChildProcess.Find("setpriv") is { } setpriv)
        {
            string[] prefix = [setpriv, $"--reuid={id}", $"--regid={group}", "--clear-groups", "--"];
            if ((await ChildProcess.RunAsync([.. prefix, Need("true")], ct)).Succeeded)
            {
                return new ServerUser(name, id, group, command => [.. prefix, .. command]);
            }
        }

        var su = Need("su");
        return new ServerUser(name, id, group, command =>
            [su, "-s", "/bin/sh", name, "-c", "exec " + string.Join(' ', command.Select(Quote))]);
    }

    private static string Quote(string argument) =>
        $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static async Task<string> OwnerAsync(string directory, CancellationToken ct)
    {
        var listing = await MustAsync(ChildProcess.RunAsync([Need("ls"), "-ld", directory], ct));
        return listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
    }

    private static string Need(string command) =>
        ChildProcess.Find(command) ?? throw new EmbeddedPostgresException(
            $"The command {command}, needed to run PostgreSQL as another user than root, was not found: "
            + "install it, or run the program as another user.");

    private static async Task<ChildOutput> MustAsync(Task<ChildOutput> running)
    {
        var answer = await running;
        return answer.Succeeded
            ? answer
            : throw new EmbeddedPostgresException(
                $"The files of PostgreSQL could not be prepared ({answer.Complaint}): "
                + "put that right, or set Ledger__DataDirectory to another directory.");
    }
}
