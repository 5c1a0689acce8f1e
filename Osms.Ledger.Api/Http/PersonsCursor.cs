using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Where a list of persons goes on, and of which list it is. Not to be read by callers.</summary>
/// <param name="Position">Of the first page.</param>
/// <param name="After">An IIN.</param>
internal readonly record struct PersonsCursor(LedgerPosition Position, string After)
{
    private const int MarkLength = 8;
    private const int Length = sizeof(long) + sizeof(long) + MarkLength;

    internal string ToText(PersonsOfPayer asked)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position.Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Iin.Parse(After).Number);
        MarkOf(asked).CopyTo(bytes[(2 * sizeof(long))..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when it is of another list, or none at all.</summary>
    internal static bool TryRead(string text, PersonsOfPayer asked, out PersonsCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text, out var length) || length != Length
            || Base64Url.DecodeFromChars(text, bytes) != Length
            || !bytes[(2 * sizeof(long))..].SequenceEqual(MarkOf(asked)))
        {
            return false;
        }

        var iin = BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]);
        var position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        cursor = new PersonsCursor(new LedgerPosition(position), $"{iin:D12}");
        return position >= 0 && Iin.TryParse(cursor.After, out _);
    }

    private static ReadOnlySpan<byte> MarkOf(PersonsOfPayer asked) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToString())).AsSpan(0, MarkLength);
}
