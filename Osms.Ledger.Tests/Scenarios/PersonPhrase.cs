using System.Globalization;
using System.Text.RegularExpressions;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>
/// Whom a scenario is about: <c>born 1990-05-04, man</c> (or <c>woman</c>), <c>born 1990-05-04, foreigner</c> (7th
/// digit 0, so that the number does not tell the century) or <c>IIN 900504300011</c>.
/// </summary>
internal static partial class PersonPhrase
{
    /// <summary>The IIN; null when the words mean nobody.</summary>
    internal static string? Iin(string text)
    {
        if (Literal().Match(text) is { Success: true } literal)
        {
            return literal.Groups["iin"].Value;
        }

        return Born().Match(text) is { Success: true } born
            && DateOnly.TryParseExact(born.Groups["day"].Value, "yyyy-MM-dd", out var day)
            ? Numbered(day, CenturyDigit(day.Year, born.Groups["who"].Value))
            : null;
    }

    private static int CenturyDigit(int year, string who) => who switch
    {
        "foreigner" => 0,
        "man" => ((year / 100) - 18) * 2 + 1,
        _ => ((year / 100) - 18) * 2 + 2,
    };

    // The first serial number for which a control digit exists.
    private static string Numbered(DateOnly born, int centuryDigit)
    {
        for (var serial = 1; ; serial++)
        {
            var eleven = string.Create(CultureInfo.InvariantCulture, $"{born:yyMMdd}{centuryDigit}{serial:D4}");
            if (Osms.Ledger.Values.Iin.ControlDigit(eleven) is { } control)
            {
                return eleven + control.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    [GeneratedRegex("^born (?<day>[0-9]{4}-[0-9]{2}-[0-9]{2}), (?<who>man|woman|foreigner)$")]
    private static partial Regex Born();

    [GeneratedRegex("^IIN (?<iin>[0-9]{12})$")]
    private static partial Regex Literal();
}
