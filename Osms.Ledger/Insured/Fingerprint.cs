using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Osms.Ledger.Insured;

/// <summary>
/// 64 bits that recognise a request seen before. A hit is always verified against the events themselves; what counts
/// is that equal content never differs, so it is taken over the stored JSON by a hash nobody can steer.
/// </summary>
public static class Fingerprint
{
    /// <summary>Of a payment's reference.</summary>
    public static ulong OfReference(string reference)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Math.Min(reference.Length, 256))];
        if (reference.Length > 256)
        {
            return First64(Encoding.UTF8.GetBytes(reference));
        }

        var length = Encoding.UTF8.GetBytes(reference, utf8);
        return First64(utf8[..length]);
    }

    /// <summary>Of an event's whole content.</summary>
    public static ulong Of(InsuredEvent happened)
    {
        var name = Encoding.UTF8.GetBytes(EventCatalogue.NameOf(happened));
        return First64([.. name, .. EventCatalogue.Serialize(happened)]);
    }

    private static ulong First64(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
