using System.Text;

namespace Osms.Ledger.Import;

/// <summary>
/// Texts that come again and again in a file, as kinds, categories and employers do: each is one string for all rows,
/// as long as nothing else takes its place.
/// </summary>
internal sealed class RecurringTexts
{
    private const int Places = 256;
    private const int Longest = 32;

    private readonly (byte[] Utf8, string Text)[] _known = new (byte[], string)[Places];

    /// <param name="utf8">Valid UTF-8.</param>
    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref _known[PlaceOf(utf8)];
        if (place.Text is null || !utf8.SequenceEqual(place.Utf8))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return place.Text;
    }

    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var one in utf8)
        {
            hash = unchecked((hash * 31) + one);
        }

        return (int)(hash % Places);
    }
}
