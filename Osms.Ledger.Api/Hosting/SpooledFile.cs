namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// A file that was sent and is not yet imported. It is open, and by that locked: whoever finds one that is not
/// locked knows that the service it was sent to is gone.
/// </summary>
internal sealed class SpooledFile : IDisposable
{
    // On Windows a file that is open can only be renamed where all who opened it allow that.
    private static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private string _path;

    private SpooledFile(string path, FileStream content)
    {
        _path = path;
        Content = content;
    }

    /// <summary>Without its directory.</summary>
    internal string Name => Path.GetFileName(_path);

    /// <summary>Can be read again.</summary>
    internal FileStream Content { get; }

    /// <exception cref="IOException">The disk is full or away, or there is such a file.</exception>
    internal static SpooledFile Create(string path) => new(path, Open(path, FileMode.CreateNew));

    /// <summary>Null while anyone else has it open, or when it is gone.</summary>
    internal static SpooledFile? TryOpen(string path)
    {
        try
        {
            return new SpooledFile(path, Open(path, FileMode.Open));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException
            || (e is IOException held && OsLock.IsHeld(held)))
        {
            return null;
        }
    }

    /// <summary>Brings it to the disk under another name.</summary>
    internal void KeepAs(string path)
    {
        Content.Flush(flushToDisk: true);
        File.Move(_path, path);
        _path = path;
    }

    internal void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    /// <summary>Leaves it to whoever finds it.</summary>
    public void Dispose() => Content.Dispose();

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = Alone,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && mode == FileMode.CreateNew)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
