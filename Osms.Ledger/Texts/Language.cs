using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Texts;

/// <summary>A language that answers are written in: Kazakh, Russian or English.</summary>
public enum Language
{
    Kk,
    Ru,
    En,
}

/// <summary>Which language somebody asks for.</summary>
public static class Languages
{
    /// <summary>When nothing is asked for.</summary>
    public const Language Default = Language.En;

    /// <summary>The best of an <c>Accept-Language</c> header (RFC 9110); the default when it names none.</summary>
    /// <param name="header">As it was sent; parts that cannot be read are passed over.</param>
    public static Language Accepted(string? header)
    {
        var best = Default;
        var bestWeight = 0m;
        foreach (var part in (header ?? string.Empty).Split(','))
        {
            var fields = part.Split(';', StringSplitOptions.TrimEntries);
            var weight = fields.Length == 1 ? 1m : Weight(fields[1]);

            // Of two that are as welcome the one named first.
            if (weight > bestWeight && Named(fields[0]) is { } language)
            {
                (best, bestWeight) = (language, weight);
            }
        }

        return best;
    }

    // A language with its country is that language; a star is whichever is usual.
    private static Language? Named(string range)
    {
        var language = range.Split('-')[0].ToLowerInvariant();
        return language == "*" ? Default : Code<Language>.TryParse(language, out var known) ? known : null;
    }

    private static decimal Weight(string field) =>
        field.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(
            field[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? Math.Min(weight, 1m)
            : 0m;
}
