using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The directory of files that were sent and are not yet imported, of one database and closed to everyone else. A file
/// is <c>….part</c> until all of it is there, then <c>&lt;id of its import&gt;.…</c> until it is imported.
/// </summary>
internal sealed class ImportSpool(string directory)
{
    private const string Part = ".part";
    private const int LengthOfId = 2 * SHA256.HashSizeInBytes;
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="configured">Null for the default directory.</param>
    /// <param name="database">Two databases never share a directory: each service knows only its own imports.</param>
    internal static ImportSpool Of(string? configured, LedgerDatabase database)
    {
        configured = string.IsNullOrEmpty(configured) ? null : Path.GetFullPath(configured);
        if (database.Own is { } own)
        {
            return new ImportSpool(configured ?? Path.Combine(own.DataDirectory, "imports"));
        }

        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{at.Host}\n{at.Port}\n{at.Database}"));
        return new ImportSpool(Path.Combine(
            configured ?? Path.Combine(Path.GetTempPath(), $"osms-ledger-imports-{Environment.UserName}"),
            Convert.ToHexStringLower(name)[..16]));
    }

    /// <summary>Takes a file in; it is open, at its end, and lost unless it is kept.</summary>
    /// <exception cref="SpoolException">There is no room, or no such directory can be had.</exception>
    internal async Task<SpooledFile> ReceiveAsync(Stream body, CancellationToken cancellation)
    {
        var file = Try(() =>
        {
            Prepare();
            return SpooledFile.Create(Path.Combine(directory, Path.GetRandomFileName() + Part));
        });
        try
        {
            var buffer = new byte[128 * 1024];
            int length;
            while ((length = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                try
                {
                    await file.Content.WriteAsync(buffer.AsMemory(0, length), cancellation);
                }
                catch (IOException e)
                {
                    throw new SpoolException(e);
                }
            }

            return file;
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    /// <summary>Keeps a file until its import is done, also when the service is killed.</summary>
    /// <exception cref="SpoolException">There is no room.</exception>
    internal void Keep(SpooledFile file, string id) => Try(() =>
    {
        file.KeepAs(Path.Combine(directory, $"{id}.{Path.GetRandomFileName()}"));
        return file;
    });

    /// <summary>
    /// Files that were kept by services that are gone, with the ids of their imports; what those had not received
    /// whole is deleted.
    /// </summary>
    internal IEnumerable<(string Id, SpooledFile File)> Left()
    {
        foreach (var path in Directory.Exists(directory) ? Directory.GetFiles(directory) : [])
        {
            if (SpooledFile.TryOpen(path) is not { } file)
            {
                continue;
            }

            if (path.EndsWith(Part, StringComparison.Ordinal))
            {
                file.Delete();
            }
            else if (IdOf(Path.GetFileName(path)) is { } id)
            {
                yield return (id, file);
            }
            else
            {
                file.Dispose();
            }
        }
    }

    /// <summary>One that was kept, with the id of its import.</summary>
    /// <param name="name">Without its directory.</param>
    /// <returns>Null while anyone has it open, or when there is none.</returns>
    internal (string Id, SpooledFile File)? Find(string name) =>
        IdOf(name) is { } id && SpooledFile.TryOpen(Path.Combine(directory, name)) is { } file ? (id, file) : null;

    // What somebody else put here is left alone.
    private static string? IdOf(string name) =>
        name.Length > LengthOfId && name[LengthOfId] == '.' && name[..LengthOfId].All(char.IsAsciiHexDigitLower)
            ? name[..LengthOfId]
            : null;

    private void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        foreach (var part in (string[])[Path.GetDirectoryName(directory)!, directory])
        {
            if (!Directory.Exists(part))
            {
                Directory.CreateDirectory(part, Mine);
            }
        }

        // Only its owner can: in a directory for everybody the name may have been taken by another.
        File.SetUnixFileMode(directory, Mine);
    }

    private static SpooledFile Try(Func<SpooledFile> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(e);
        }
    }
}

/// <summary>A file could not be taken in; nothing of it is kept.</summary>
internal sealed class SpoolException(Exception why) : IOException(why.Message, why);
