using System.Buffers.Binary;
using System.Text;

namespace Osms.Ledger.Values;

/// <summary>Writes numbers in as few bytes as they need (7 bits a byte, low ones first; signed ones zigzag).</summary>
public sealed class PackedWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public byte[] ToArray() => _buffer[.._length];

    /// <summary>Begins anew in the same memory.</summary>
    public void Clear() => _length = 0;

    public void Byte(byte value) => Next(1)[0] = value;

    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value & 0x7F | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Signed(long value) => Unsigned(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(sizeof(ulong)), value);

    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)bytes);
        Encoding.UTF8.GetBytes(value, Next(bytes));
    }

    private Span<byte> Next(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, (_buffer.Length * 2) + bytes);
        }

        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }
}

/// <summary>Reads what <see cref="PackedWriter"/> wrote.</summary>
public ref struct PackedReader(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> _packed = packed;
    private int _at;

    public readonly bool AtEnd => _at == _packed.Length;

    public byte Byte() => _packed[_at++];

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = Byte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int() => checked((int)Unsigned());

    public ulong Fixed()
    {
        ulong value = 0;
        for (var i = 0; i < 8; i++)
        {
            value |= (ulong)Byte() << (8 * i);
        }

        return value;
    }

    public string Text()
    {
        var length = Int();
        var text = Encoding.UTF8.GetString(_packed.Slice(_at, length));
        _at += length;
        return text;
    }
}
