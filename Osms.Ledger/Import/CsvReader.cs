namespace Osms.Ledger.Import;

/// <summary>
/// The records of a CSV as RFC 4180 has them, ended by LF or CRLF outside quotes, in memory that does not grow with a
/// record. The first <c>,</c> or <c>;</c> outside quotes is the separator of all. Blank lines are skipped.
/// </summary>
internal sealed class CsvReader(Stream stream, int maxRecordBytes)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    // One more, for the CR of an end mark.
    private readonly byte[] _content = new byte[maxRecordBytes + 1];
    private readonly List<int> _ends = [];
    private State _state;
    private int _separator = -1;
    private int _at;
    private int _filled;
    private int _length;
    private long _size;
    private long _lineEnds;
    private byte _last;
    private bool _started;

    private enum State { Start, Plain, Quoted, Closed }

    internal bool SeparatorIsSemicolon => _separator == ';';

    /// <summary>The line in which the record begins, from 1.</summary>
    internal long Line { get; private set; }

    internal CsvFault Fault { get; private set; }

    /// <summary>How many fields there are; only without a fault.</summary>
    internal int Count => _ends.Count;

    /// <summary>All fields' bytes, one after another.</summary>
    internal ReadOnlySpan<byte> Content => _content.AsSpan(0, _length);

    /// <summary>One field without its quotes; only without a fault.</summary>
    internal ReadOnlySpan<byte> Field(int index) =>
        _content.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>Moves to the next record; false after the last.</summary>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        Begin();
        do
        {
            while (_at < _filled)
            {
                if (Take(_buffer[_at++]))
                {
                    return true;
                }
            }
        }
        while (await FillAsync(cancellation));

        return _size > 0 && End();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        _filled = await stream.ReadAtLeastAsync(_buffer, _started ? 1 : 3, throwOnEndOfStream: false, cancellation);
        _at = !_started && _buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8) ? 3 : 0;
        _started = true;
        return _filled > 0;
    }

    private void Begin()
    {
        (_length, _size, _last, _state, Fault) = (0, 0, 0, State.Start, CsvFault.None);
        _ends.Clear();
        Line = _lineEnds + 1;
    }

    // True when the byte ends a record that is not blank.
    private bool Take(byte next)
    {
        _lineEnds += next == '\n' ? 1 : 0;
        if (next == '\n' && _state != State.Quoted)
        {
            return End();
        }

        _size++;
        _last = next;
        var (state, keep) = _state switch
        {
            State.Quoted => next == '"' ? (State.Closed, false) : (State.Quoted, true),

            // Two quotes within quotes are one.
            State.Closed when next == '"' => (State.Quoted, true),
            State.Start when next == '"' => (State.Quoted, false),
            _ when IsSeparator(next) => (State.Start, false),
            _ => (State.Plain, true),
        };
        if (state == State.Plain && (next == '"' || (_state == State.Closed && next != '\r')))
        {
            Fault = CsvFault.QuoteMisplaced;
        }

        _state = state;
        if (keep && _length < _content.Length)
        {
            _content[_length++] = next;
        }
        else if (state == State.Start)
        {
            EndField();
        }

        return false;
    }

    private bool IsSeparator(byte next)
    {
        _separator = _separator < 0 && next is (byte)',' or (byte)';' ? next : _separator;
        return next == _separator;
    }

    private void EndField()
    {
        if (_size <= _content.Length)
        {
            _ends.Add(_length);
        }
    }

    private bool End()
    {
        if (_state == State.Plain && _last == '\r')
        {
            // Of the end mark.
            _size--;
            _length--;
        }

        EndField();
        Fault = _state == State.Quoted ? CsvFault.QuoteOpen : _size > maxRecordBytes ? CsvFault.TooLong : Fault;
        if (Fault == CsvFault.None && _size == _length && !Content.ContainsAnyExcept(" \t\r"u8))
        {
            Begin();
            return false;
        }

        return true;
    }
}
