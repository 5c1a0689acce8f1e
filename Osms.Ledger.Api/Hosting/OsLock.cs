namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// A hold on a lock file, alone or together with others, which the operating system drops when the process dies.
/// Nothing is ever read from the file and it is never deleted: a number in it could be reused, a new file of the
/// same name would be another lock.
/// </summary>
internal sealed class OsLock : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldCodes = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private OsLock(FileStream file) => _file = file;

    /// <summary>Holds the file alone; null while anyone else holds it.</summary>
    public static OsLock? TryAlone(string path)
    {
        if (TryOpen(path, FileAccess.ReadWrite, FileShare.None) is not { } file)
        {
            return null;
        }

        // Network file systems and a switch of the runtime turn locks off silently.
        using (var second = TryOpen(path, FileAccess.ReadWrite, FileShare.None))
        {
            if (second is null)
            {
                return new OsLock(file);
            }
        }

        file.Dispose();
        throw new EmbeddedPostgresException(
            $"The file system of {path} has no file locks, without which two programs could start one server twice: "
            + "set Ledger__DataDirectory to a directory on a local disk.");
    }

    /// <summary>Holds the file together with others; null while someone holds it alone.</summary>
    public static OsLock? TryTogether(string path) =>
        TryOpen(path, FileAccess.Read, FileShare.Read) is { } file ? new OsLock(file) : null;

    /// <summary>Waits to hold it alone; <see cref="TimeoutException"/> after <paramref name="patience"/>.</summary>
    public static async Task<OsLock> AloneAsync(string path, TimeSpan patience, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += Between)
        {
            if (TryAlone(path) is { } held)
            {
                return held;
            }

            if (waited > patience)
            {
                throw new TimeoutException($"{path} is held by another process.");
            }

            await Task.Delay(Between, ct);
        }
    }

    /// <summary>A file could not be opened because somebody else has it open alone.</summary>
    internal static bool IsHeld(IOException error) => HeldCodes.Contains(error.HResult);

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = access,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"{path} belongs to another user than '{Environment.UserName}': run the program as that user, or set "
                + "Ledger__DataDirectory to a directory of your own.",
                e);
        }
    }
}
