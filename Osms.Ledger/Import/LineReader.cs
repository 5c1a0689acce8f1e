using System.Buffers;
using System.IO.Pipelines;

namespace Osms.Ledger.Import;

/// <summary>
/// The lines of a UTF-8 or single-byte file, ended by LF or CRLF, in memory that does not grow with a line: of a line
/// that is too long only the beginning is kept.
/// </summary>
internal sealed class LineReader : IAsyncDisposable
{
    // A byte order mark and a CR do not count as the line's own.
    private const int BesideContent = 4;

    private readonly PipeReader _pipe;
    private readonly int _maxBytes;
    private ReadOnlySequence<byte> _rest;
    private byte[]? _joined;
    private bool _started;
    private bool _ended;
    private bool _skipping;

    internal LineReader(Stream stream, int maxLineBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLineBytes, 1);
        _maxBytes = maxLineBytes;
        _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
    }

    /// <summary>The line's number, from 1.</summary>
    internal long Number { get; private set; }

    /// <summary>The line without its end, or its beginning when it is too long; until the next one is read.</summary>
    internal ReadOnlyMemory<byte> Content { get; private set; }

    internal bool IsTooLong { get; private set; }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();

    /// <summary>Moves to the next line; false after the last.</summary>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (!TryTake())
        {
            if (_ended)
            {
                return false;
            }

            if (_started)
            {
                _pipe.AdvanceTo(_rest.Start, _rest.End);
            }

            var read = await _pipe.ReadAsync(cancellation);
            _started = true;
            _rest = read.Buffer;
            _ended = read.IsCompleted;
        }

        return true;
    }

    private bool TryTake()
    {
        var end = _rest.PositionOf((byte)'\n');
        if (_skipping)
        {
            if (end is null)
            {
                _rest = _rest.Slice(_rest.End);
                return false;
            }

            _skipping = false;
            _rest = _rest.Slice(_rest.GetPosition(1, end.Value));
            end = _rest.PositionOf((byte)'\n');
        }

        if (end is { } at)
        {
            Take(_rest.Slice(0, at));
            _rest = _rest.Slice(_rest.GetPosition(1, at));
            return true;
        }

        var tooLong = _rest.Length > _maxBytes + BesideContent;
        if (!tooLong && (!_ended || _rest.IsEmpty))
        {
            return false;
        }

        Take(_rest);
        _rest = _rest.Slice(_rest.End);
        _skipping = tooLong;
        return true;
    }

    private void Take(ReadOnlySequence<byte> line)
    {
        Number++;
        IsTooLong = line.Length > _maxBytes + BesideContent;
        var content = Contiguous(IsTooLong ? line.Slice(0, _maxBytes + BesideContent) : line);
        if (Number == 1 && content.Span.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        if (!IsTooLong && content.Span is [.., (byte)'\r'])
        {
            content = content[..^1];
        }

        IsTooLong |= content.Length > _maxBytes;
        Content = content.Length > _maxBytes ? content[.._maxBytes] : content;
    }

    private ReadOnlyMemory<byte> Contiguous(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return line.First;
        }

        _joined ??= new byte[_maxBytes + BesideContent];
        line.CopyTo(_joined);
        return _joined.AsMemory(0, (int)line.Length);
    }
}
