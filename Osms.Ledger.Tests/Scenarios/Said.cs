using System.Globalization;
using System.Text.RegularExpressions;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>The words that filled the gaps of a sentence, and the remarks after it.</summary>
internal sealed class Said(Match words, Dictionary<string, string> remarks, string iin, int version)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The scenario's person, or another number by <c>(iin …)</c>.</summary>
    internal string Iin => Remark("iin", iin);

    internal string? Reference => remarks.ContainsKey("ref") ? Remark("ref", "") : null;

    /// <summary>Every payment has a reference; without <c>(ref …)</c> it is the number of the event.</summary>
    internal string PaymentReference => Remark("ref", $"payment {version}");

    internal string? UnusedRemark => remarks.Keys.FirstOrDefault(name => !_used.Contains(name));

    internal string this[string gap] => words.Groups[gap].Value;

    internal string Remark(string name, string otherwise)
    {
        _used.Add(name);
        return remarks.GetValueOrDefault(name, otherwise);
    }

    internal DateOnly Day(string gap) => Days.Parse(this[gap]);

    internal Month Month(string gap) => Osms.Ledger.Values.Month.Parse(this[gap]);

    internal decimal Amount(string gap) => decimal.Parse(
        this[gap], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal int Number(string gap) =>
        int.Parse(this[gap], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

/// <summary>Days as tables write them.</summary>
internal static class Days
{
    internal static DateOnly Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"'{text}' is not a day (yyyy-MM-dd)");

    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
