using System.Collections.Frozen;
using System.Text;

namespace Osms.Ledger.Values;

/// <summary>
/// The stable kebab-case codes of an enumeration: <c>PermanentForeigner</c> is <c>permanent-foreigner</c>.
/// </summary>
public static class Code<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByCode =
        Enum.GetValues<T>().ToFrozenDictionary(value => Kebab(value.ToString()), StringComparer.Ordinal);

    private static readonly FrozenDictionary<T, string> ByValue =
        ByCode.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly (byte[] Utf8, T Value)[] InBytes =
        [.. ByCode.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value))];

    /// <summary>Every code, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static string Of(T value) => ByValue[value];

    public static bool TryParse(string? code, out T value)
    {
        value = default;
        return code is not null && ByCode.TryGetValue(code, out value);
    }

    /// <summary>The same of UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> code, out T value)
    {
        foreach (var (utf8, known) in InBytes)
        {
            if (code.SequenceEqual(utf8))
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <exception cref="FormatException">No such code.</exception>
    public static T Parse(string code) =>
        TryParse(code, out var value) ? value : throw new FormatException($"'{code}' is not a {typeof(T).Name}.");

    private static string Kebab(string name)
    {
        // A single letter (a welfare level) stays as it is written.
        if (name.Length == 1)
        {
            return name;
        }

        var code = new StringBuilder();
        foreach (var letter in name)
        {
            var startsNumber = char.IsDigit(letter) && code.Length > 0 && !char.IsDigit(code[^1]);
            if ((char.IsUpper(letter) || startsNumber) && code.Length > 0)
            {
                code.Append('-');
            }

            code.Append(char.ToLowerInvariant(letter));
        }

        return code.ToString();
    }
}
