using System.IO.Compression;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// Where an export goes: a file that has its name only once all of it is on the disk, or standard output. Only its
/// owner may read the file, for it holds IINs.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const string Unfinished = ".part";

    private readonly FileInfo? _file;
    private readonly Stream _raw;

    /// <exception cref="IOException">The file cannot be written.</exception>
    internal ExportFile(FileInfo? file, bool gzip)
    {
        _file = file;
        _raw = file is null ? Console.OpenStandardOutput() : Create(file.FullName + Unfinished);
        Content = gzip ? new GZipStream(_raw, CompressionLevel.Optimal, leaveOpen: true) : _raw;
    }

    internal Stream Content { get; }

    internal async Task CompleteAsync(CancellationToken cancellation)
    {
        if (Content != _raw)
        {
            await Content.DisposeAsync();
        }

        await _raw.FlushAsync(cancellation);
        if (_raw is FileStream written)
        {
            written.Flush(flushToDisk: true);
            await written.DisposeAsync();
            File.Move(written.Name, _file!.FullName, overwrite: true);
        }
    }

    /// <summary>What was not completed is deleted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _raw.DisposeAsync();
        if (_file is not null)
        {
            File.Delete(_file.FullName + Unfinished);
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
