using System.Globalization;

namespace Osms.Ledger.Store;

/// <summary>
/// The file and the line that a batch's event was read from, as <c>file:line</c> in Marten's column for what caused an
/// event. Either may be missing. It takes less than half of the bytes of the same as JSON headers.
/// </summary>
internal static class Causation
{
    /// <summary>Null when there is nothing to say.</summary>
    internal static string? Of(EventOrigin origin) => origin.Source is null && origin.Line is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{origin.Source}:{origin.Line}");

    /// <summary>What another writer put there is a source without a line.</summary>
    internal static (string? Source, long? Line) Read(string text)
    {
        var mark = text.LastIndexOf(':');
        if (mark < 0)
        {
            return (text, null);
        }

        var source = mark == 0 ? null : text[..mark];
        if (mark == text.Length - 1)
        {
            return (source, null);
        }

        return long.TryParse(
            text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
                ? (source, line)
                : (text, null);
    }
}
