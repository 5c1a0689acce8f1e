using System.Buffers;
using Osms.Ledger.Synthetic;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// The folder a country goes to. Files have their names only when all of them are whole, so that half a country is
/// never taken for one.
/// </summary>
internal sealed class CountryFolder(DirectoryInfo folder) : IDisposable
{
    private const string Unfinished = ".part";

    private readonly Dictionary<string, FileBuffer> _files = new(StringComparer.Ordinal);
    private readonly bool _wasThere = Directory.Exists(folder.FullName);
    private bool _finished;

    internal bool HasFiles => _wasThere && folder.EnumerateFileSystemInfos().Any();

    internal IBufferWriter<byte> Open(string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            folder.Create();
            _files.Add(name, file = new FileBuffer(Path.Combine(folder.FullName, name + Unfinished)));
        }

        return file;
    }

    /// <summary>Gives the files their names; what an earlier country left gives way, other files stay.</summary>
    internal void Finish()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }

        foreach (var earlier in folder.EnumerateFiles().Where(IsOfAnEarlierCountry))
        {
            earlier.Delete();
        }

        foreach (var (name, file) in _files)
        {
            File.Move(file.Path, Path.Combine(folder.FullName, name));
        }

        _finished = true;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values.Where(_ => !_finished))
        {
            file.Dispose();
            File.Delete(file.Path);
        }

        if (!_finished && !_wasThere && _files.Count > 0)
        {
            folder.Delete();
        }
    }

    private bool IsOfAnEarlierCountry(FileInfo file)
    {
        if (!file.Name.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            return CountryFiles.IsName(file.Name);
        }

        var name = file.Name[..^Unfinished.Length];
        return CountryFiles.IsName(name) && !_files.ContainsKey(name);
    }
}

/// <summary>A file that is written to as it grows.</summary>
internal sealed class FileBuffer(string path) : IBufferWriter<byte>, IDisposable
{
    private const int Room = 64 * 1024;

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private byte[] _buffer = new byte[Room];
    private int _used;

    internal string Path => path;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(sizeHint, 1))
        {
            Empty();
            Array.Resize(ref _buffer, Math.Max(_buffer.Length, sizeHint));
        }

        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_file.CanWrite)
        {
            Empty();
            _file.Dispose();
        }
    }

    private void Empty()
    {
        _file.Write(_buffer, 0, _used);
        _used = 0;
    }
}
