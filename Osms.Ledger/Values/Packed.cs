using System.Text;

namespace Osms.Ledger.Values;

/// <summary>Writes numbers in as few bytes as they need (7 bits a byte, low ones first; signed ones zigzag).</summary>
public sealed class PackedWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public byte[] ToArray() => _buffer[.._length];

    public void Byte(byte value)
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer[_length++] = value;
    }

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

    public void Fixed(ulong value)
    {
        for (var i = 0; i < 8; i++)
        {
            Byte((byte)(value & 0xFF));
            value >>= 8;
        }
    }

    public void Text(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Unsigned((ulong)utf8.Length);
        foreach (var one in utf8)
        {
            Byte(one);
        }
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
