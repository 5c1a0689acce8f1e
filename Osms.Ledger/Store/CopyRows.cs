using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// Rows in PostgreSQL's binary COPY format, made in memory and then sent in one go: a column costs some nanoseconds,
/// not an asynchronous call. Every row says how many columns it has and is followed by exactly so many.
/// </summary>
public sealed class CopyRows : IDisposable
{
    private const int FirstBytes = 64 * 1024;
    private const byte JsonbVersion = 1;
    private const int BigintType = 20;
    private const int SmallintType = 21;
    private const int IntegerType = 23;

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    public CopyRows()
    {
        Write([(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r',
            (byte)'\n', 0]);

        // No flags, no extension of the header.
        WriteInt32(0);
        WriteInt32(0);
    }

    /// <summary>Bytes that are not sent yet.</summary>
    internal int Length => _length;

    /// <summary>No row has been begun.</summary>
    internal bool IsEmpty { get; private set; } = true;

    /// <summary>Begins a row.</summary>
    public void Row(short columns)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);
        IsEmpty = false;
    }

    public void Null() => WriteInt32(-1);

    /// <summary>A column of type <c>smallint</c>.</summary>
    public void Smallint(short value)
    {
        WriteInt32(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);
    }

    /// <summary>A column of type <c>integer</c>.</summary>
    public void Integer(int value)
    {
        WriteInt32(sizeof(int));
        WriteInt32(value);
    }

    /// <summary>A column of type <c>bigint</c>.</summary>
    public void Bigint(long value)
    {
        WriteInt32(sizeof(long));
        WriteInt64(value);
    }

    /// <summary>A column of type <c>varchar</c>; null is null.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        WriteInt32(bytes);
        Encoding.UTF8.GetBytes(value, Take(bytes));
    }

    /// <summary>A column of type <c>jsonb</c>, from UTF-8 text.</summary>
    public void Json(ReadOnlySpan<byte> utf8)
    {
        WriteInt32(utf8.Length + 1);
        Take(1)[0] = JsonbVersion;
        Write(utf8);
    }

    /// <summary>A column of type <c>bytea</c>.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        WriteInt32(value.Length);
        Write(value);
    }

    /// <summary>A column of type <c>uuid</c>.</summary>
    public void Uuid(Guid value)
    {
        const int bytes = 16;
        WriteInt32(bytes);
        value.TryWriteBytes(Take(bytes), bigEndian: true, out _);
    }

    /// <summary>A column of type <c>timestamptz</c>, to the microsecond.</summary>
    public void Instant(DateTime utc) => Bigint((utc - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>A column of type <c>bigint[]</c>.</summary>
    public void Bigints(ReadOnlySpan<long> values)
    {
        BeginArray(BigintType, values.Length, sizeof(long));
        foreach (var value in values)
        {
            Bigint(value);
        }
    }

    /// <summary>A column of type <c>integer[]</c>.</summary>
    public void Integers(ReadOnlySpan<int> values)
    {
        BeginArray(IntegerType, values.Length, sizeof(int));
        foreach (var value in values)
        {
            Integer(value);
        }
    }

    /// <summary>A column of type <c>smallint[]</c>.</summary>
    public void Smallints(ReadOnlySpan<short> values)
    {
        BeginArray(SmallintType, values.Length, sizeof(short));
        foreach (var value in values)
        {
            Smallint(value);
        }
    }

    /// <summary>Sends all rows; there can be no further ones.</summary>
    /// <param name="connection">In the transaction that the rows belong to.</param>
    /// <param name="copy"><c>copy … from stdin (format binary)</c>.</param>
    /// <param name="cancellation">Gives the copy up.</param>
    public async Task SendAsync(NpgsqlConnection connection, string copy, CancellationToken cancellation)
    {
        End();
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellation);
        try
        {
            await stream.WriteAsync(_buffer.AsMemory(0, _length), cancellation);
        }
        catch
        {
            // Closing it would complete the copy.
            await stream.CancelAsync();
            throw;
        }
    }

    /// <summary>Sends what there is so far of a copy that goes on; the caller cancels one that breaks off.</summary>
    internal void DrainTo(NpgsqlRawCopyStream copy)
    {
        copy.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    /// <summary>After the last row: a stream without an end is one that broke off.</summary>
    internal void End() => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    // An array without elements has no dimension; none of the elements is null.
    private void BeginArray(int type, int length, int bytes)
    {
        const int header = 3 * sizeof(int);
        const int dimension = 2 * sizeof(int);
        WriteInt32(header + (length == 0 ? 0 : dimension + (length * (sizeof(int) + bytes))));
        WriteInt32(length == 0 ? 0 : 1);
        WriteInt32(0);
        WriteInt32(type);
        if (length > 0)
        {
            WriteInt32(length);

            // The first element has index 1.
            WriteInt32(1);
        }
    }

    private void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    private void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked((_buffer.Length * 2) + bytes));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }
}
