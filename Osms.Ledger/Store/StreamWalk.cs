using System.Buffers.Binary;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// Every event of a range of streams, stream after stream and each in order of version, as COPY sends it: one at a
/// time, in a buffer of its own, without an object for any of them.
/// </summary>
internal sealed class StreamWalk : IAsyncDisposable
{
    // Signature, flags and the length of an extension that nobody has.
    private const int HeaderLength = 11 + (2 * sizeof(int));
    private const int Columns = 4;

    // A sort of half the events should not take place in the usual 4 MB; no statement of this length is cut off.
    private const string Settings = """
        set local work_mem = '64MB';
        set local statement_timeout = 0;
        set local standard_conforming_strings = on;
        """;

    private readonly NpgsqlTransaction _transaction;
    private readonly NpgsqlRawCopyStream _copy;
    private readonly (int At, int Length)[] _values = new (int, int)[Columns];
    private byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _filled;

    private StreamWalk(NpgsqlTransaction transaction, NpgsqlRawCopyStream copy)
    {
        _transaction = transaction;
        _copy = copy;
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
    /// <param name="cancellation">Stops.</param>
    internal static async Task<StreamWalk> BeginAsync(
        NpgsqlConnection connection, string after, string? through, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var settings = new NpgsqlCommand(Settings, connection);
        await settings.ExecuteNonQueryAsync(cancellation);
        var end = through is null ? string.Empty : $" and stream_id <= {Quoted(through)}";
        var copy = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy (select stream_id, seq_id, type, data from ledger.mt_events
                  where stream_id > {Quoted(after)}{end} order by stream_id, version)
            to stdout (format binary)
            """,
            cancellation);

        // The first row may take as long as the sort takes.
        copy.ReadTimeout = Timeout.Infinite;
        var walk = new StreamWalk(transaction, copy);
        while (walk._filled < HeaderLength)
        {
            await walk.FillAsync(cancellation);
        }

        walk._at = HeaderLength;
        return walk;
    }

    /// <summary>False after the last event.</summary>
    internal ValueTask<bool> MoveAsync(CancellationToken cancellation) =>
        TryMove() is { } moved ? new ValueTask<bool>(moved) : ReadOnAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _copy.DisposeAsync();
        await _transaction.DisposeAsync();
    }

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await FillAsync(cancellation);
            if (TryMove() is { } moved)
            {
                return moved;
            }
        }
    }

    /// <summary>Null when the buffer does not hold the whole row.</summary>
    private bool? TryMove()
    {
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

    private async Task FillAsync(CancellationToken cancellation)
    {
        var left = _filled - _at;
        var from = _buffer;
        if (left == _buffer.Length)
        {
            _buffer = new byte[checked(2 * _buffer.Length)];
        }

        Array.Copy(from, _at, _buffer, 0, left);
        (_at, _filled) = (0, left);
        var read = await _copy.ReadAsync(_buffer.AsMemory(left), cancellation);
        if (read == 0)
        {
            throw new EndOfStreamException("The events broke off.");
        }

        _filled += read;
    }

    private ReadOnlySpan<byte> Value(int column) => _buffer.AsSpan(_values[column].At, _values[column].Length);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
