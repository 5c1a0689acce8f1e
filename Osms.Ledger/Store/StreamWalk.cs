using System.Buffers.Binary;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// Every event of a range of streams, stream after stream and each in order of version, as COPY sends it: one at a
/// time, in a buffer of its own, without an object for any of them.
/// </summary>
internal sealed class StreamWalk : IDisposable
{
    // Signature, flags and the length of an extension that nobody has.
    private const int HeaderLength = 11 + (2 * sizeof(int));
    private const int Columns = 4;

    // As long as table and index fit into the server's memory, the index is the quickest way, which the usual price of
    // a page elsewhere (4) hides; beyond, a sort is, and that not in the usual 4 MB. Several walk at once already.
    private const string Settings = """
        set local random_page_cost = 1.1;
        set local work_mem = '64MB';
        set local max_parallel_workers_per_gather = 0;
        set local jit = off;
        set local statement_timeout = 0;
        set local standard_conforming_strings = on;
        """;

    private readonly NpgsqlTransaction _transaction;
    private readonly NpgsqlRawCopyStream _copy;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _cancelled;
    private readonly (int At, int Length)[] _values = new (int, int)[Columns];
    private byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _filled;
    private bool _isPastHeader;

    private StreamWalk(NpgsqlTransaction transaction, NpgsqlRawCopyStream copy, CancellationToken cancellation)
    {
        _transaction = transaction;
        _copy = copy;
        _cancellation = cancellation;
        _cancelled = cancellation.Register(copy.Cancel);
    }

    /// <summary>UTF-8, as everything here until the next move.</summary>
    internal ReadOnlySpan<byte> Stream => Value(0);

    internal long Position => BinaryPrimitives.ReadInt64BigEndian(Value(1));

    internal ReadOnlySpan<byte> Type => Value(2);

    /// <summary>The JSON, without the number of its form that comes before it.</summary>
    internal ReadOnlySpan<byte> Data => Value(3)[1..];

    /// <param name="connection">Serves nothing else meanwhile.</param>
    /// <param name="after">The streams after this one.</param>
    /// <param name="through">The last one; null for no end.</param>
    /// <param name="cancellation">Stops a walk that waits.</param>
    internal static StreamWalk Begin(
        NpgsqlConnection connection, string after, string? through, CancellationToken cancellation)
    {
        var transaction = connection.BeginTransaction();
        using var settings = new NpgsqlCommand(Settings, connection);
        settings.ExecuteNonQuery();
        var end = through is null ? string.Empty : $" and stream_id <= {Quoted(through)}";
        var copy = connection.BeginRawBinaryCopy($"""
            copy (select stream_id, seq_id, type, data from ledger.mt_events
                  where stream_id > {Quoted(after)}{end} order by stream_id, version)
            to stdout (format binary)
            """);

        // The first row may take as long as a sort takes.
        copy.ReadTimeout = Timeout.Infinite;
        return new StreamWalk(transaction, copy, cancellation);
    }

    /// <summary>False after the last event.</summary>
    internal bool Move()
    {
        bool? moved;
        while ((moved = TryMove()) is null)
        {
            Fill();
        }

        return moved.Value;
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _copy.Dispose();
        _transaction.Dispose();
    }

    /// <summary>Null when the buffer does not hold the whole row.</summary>
    private bool? TryMove()
    {
        if (!_isPastHeader)
        {
            if (_filled < HeaderLength)
            {
                return null;
            }

            _at = HeaderLength;
            _isPastHeader = true;
        }

        var row = _buffer.AsSpan(_at, _filled - _at);
        if (row.Length < sizeof(short))
        {
            return null;
        }

        if (BinaryPrimitives.ReadInt16BigEndian(row) < 0)
        {
            return false;
        }

        var at = sizeof(short);
        for (var column = 0; column < Columns; column++)
        {
            if (row.Length < at + sizeof(int))
            {
                return null;
            }

            var length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
            at += sizeof(int);
            if (row.Length < at + length)
            {
                return null;
            }

            _values[column] = (_at + at, length);
            at += length;
        }

        _at += at;
        return true;
    }

    private void Fill()
    {
        var left = _filled - _at;
        var from = _buffer;
        if (left == _buffer.Length)
        {
            _buffer = new byte[checked(2 * _buffer.Length)];
        }

        Array.Copy(from, _at, _buffer, 0, left);
        (_at, _filled) = (0, left);
        try
        {
            var read = _copy.Read(_buffer.AsSpan(left));
            _filled += read > 0 ? read : throw new EndOfStreamException("The events broke off.");
        }
        catch (Exception) when (_cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellation);
        }
    }

    private ReadOnlySpan<byte> Value(int column) => _buffer.AsSpan(_values[column].At, _values[column].Length);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
