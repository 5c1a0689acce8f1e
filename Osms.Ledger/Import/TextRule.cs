namespace Osms.Ledger.Import;

/// <summary>What text must be to be stored and shown again.</summary>
public static class TextRule
{
    private const int Longest = 200;
    private const int LongestName = 40;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    internal static string? Broken(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "Expected text; it is empty.";
        }

        if (IsTooLong(text))
        {
            return "Expected at most 200 characters.";
        }

        // NUL above all: jsonb cannot hold it.
        return text.Any(char.IsControl) ? "Expected text without control characters." : null;
    }

    internal static bool IsTooLong(string text) => text.Length > Longest;

    /// <summary>
    /// A name as it may be repeated to its sender and in a log: shortened, and without digits, which could be an IIN.
    /// </summary>
    public static string Harmless(string name)
    {
        var shown = string.Create(Math.Min(name.Length, LongestName), name, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsAsciiLetter(from[i]) || from[i] is '-' or '_' or '.' ? from[i] : '*';
            }
        });
        return name.Length > LongestName ? shown + "…" : shown;
    }
}
