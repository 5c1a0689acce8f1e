using System.Globalization;
using System.Security.Cryptography;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The cluster on disk: made once, whole or not at all; read by whom it lets in.</summary>
internal sealed class ServerCluster(ServerHome home, ServerUser user)
{
    private const string PasswordFile = "osms.password";

    private const string MakingPrefix = "making-";

    public bool Exists => Directory.Exists(home.Cluster);

    /// <summary>The superuser's password, made with the cluster and kept in it.</summary>
    public async Task<string> PasswordAsync(CancellationToken ct)
    {
        var path = Path.Combine(home.Cluster, PasswordFile);
        return File.Exists(path)
            ? (await File.ReadAllTextAsync(path, ct)).Trim()
            : throw new EmbeddedPostgresException(
                $"{path}, the password of the server's user {ServerAddress.User}, is missing: put it back from a "
                + "backup, or set Ledger__DataDirectory to another directory.");
    }

    /// <summary>The binaries to run it with: those of its major version, or the machine's best for a new one.</summary>
    public async Task<PostgresBinaries> BinariesAsync(CancellationToken ct)
    {
        var found = await PostgresBinaries.FindAsync(ct);
        if (!Exists)
        {
            return found[0];
        }

        var text = (await File.ReadAllTextAsync(Path.Combine(home.Cluster, "PG_VERSION"), ct)).Trim();
        _ = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major);
        return found.FirstOrDefault(b => b.Major == major) ?? throw new EmbeddedPostgresException(
            $"The data in {home.DataDirectory} was made by PostgreSQL {text} and this machine has PostgreSQL "
            + $"{string.Join(", ", found.Select(b => b.Major).Distinct())}: install PostgreSQL {text} (on Debian and "
            + $"Ubuntu the package postgresql-{text}), or set Ledger__DataDirectory to another directory.");
    }

    /// <summary>Makes the cluster where there is none.</summary>
    public async Task MakeAsync(PostgresBinaries binaries, bool durable, CancellationToken ct)
    {
        // Made aside and renamed when whole. Each time elsewhere: an initdb whose program was killed may still write.
        foreach (var leftover in Directory.EnumerateDirectories(home.ServerDirectory, MakingPrefix + "*"))
        {
            await user.DeleteAsync(leftover, ct);
        }

        var making = Path.Combine(home.ServerDirectory, MakingPrefix + RandomNumberGenerator.GetHexString(8));
        await user.MakeDirectoryAsync(making, ct);
        var cluster = Path.Combine(making, "data");
        var password = Path.Combine(making, PasswordFile);
        await user.WriteAsync(password, RandomNumberGenerator.GetHexString(48, lowercase: true) + "\n", ct);
        List<string> initDb =
        [
            binaries.InitDb, "-D", cluster, $"--username={ServerAddress.User}", $"--pwfile={password}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions",
        ];
        if (!durable)
        {
            initDb.Add("--no-sync");
        }

        var answer = await user.RunAsync(initDb, ct);
        if (!answer.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL could not make its files in {home.ServerDirectory} as user '{user.Name}' "
                + $"({answer.Complaint}): put that right, or set Ledger__DataDirectory to another directory.");
        }

        var settings = Path.Combine(cluster, "postgresql.conf");
        var text = await File.ReadAllTextAsync(settings, ct);
        await user.WriteAsync(settings, $"{text}\ninclude '{ServerSettings.FileName}'\n", ct);
        File.Move(password, Path.Combine(cluster, PasswordFile));
        Directory.Move(cluster, home.Cluster);
        await user.DeleteAsync(making, ct);
    }

    /// <summary>Writes the settings of the start that follows.</summary>
    public Task ConfigureAsync(
        ServerAddress address, IReadOnlyDictionary<string, string> overrides, CancellationToken ct) =>
        user.WriteAsync(
            Path.Combine(home.Cluster, ServerSettings.FileName), ServerSettings.Text(address, overrides), ct);
}
