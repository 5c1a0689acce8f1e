using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Where a list goes on, and of which list it is. Not to be read by callers; it may hold an IIN.</summary>
/// <param name="Position">Of the first page.</param>
/// <param name="After">The last row of the page before.</param>
internal readonly record struct ListCursor(LedgerPosition Position, ListPlace After)
{
    private const int MarkLength = 8;
    private const int Length = (5 * sizeof(long)) + MarkLength;

    internal string ToText(object asked)
    {
        Span<byte> bytes = stackalloc byte[Length];
        long[] numbers = [Position.Value, After.First, After.Second, After.Third, After.Fourth];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes[(i * sizeof(long))..], numbers[i]);
        }

        MarkOf(asked).CopyTo(bytes[^MarkLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when it is of another list, or none at all.</summary>
    internal static bool TryRead(string text, object asked, out ListCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text, out var length) || length != Length
            || Base64Url.DecodeFromChars(text, bytes) != Length
            || !bytes[^MarkLength..].SequenceEqual(MarkOf(asked)))
        {
            return false;
        }

        var (position, first) = (Number(bytes, 0), Number(bytes, 1));
        cursor = new ListCursor(
            new LedgerPosition(Math.Max(position, 0)),
            new ListPlace(first, Number(bytes, 2), Number(bytes, 3), Number(bytes, 4)));
        return position >= 0;

        static long Number(Span<byte> bytes, int at) =>
            BinaryPrimitives.ReadInt64BigEndian(bytes[(at * sizeof(long))..]);
    }

    private static ReadOnlySpan<byte> MarkOf(object asked) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToString()!)).AsSpan(0, MarkLength);
}
