namespace Osms.Ledger.Values;

/// <summary>Numbers that are written as text: IIN, BIN, KATO codes.</summary>
public static class Digits
{
    /// <summary>A BIN or IIN as a payer or provider is known by: any 12 ASCII digits.</summary>
    public static bool IsBinOrIin(string? text) => text is { Length: 12 } && text.AsSpan().IsAllDigits();

    /// <summary>Only 0–9 of ASCII; other scripts' digits are not digits here.</summary>
    public static bool IsAllDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>A few digits of ASCII as a number: at most nine, and nothing else.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var one in text)
        {
            if (!char.IsAsciiDigit((char)one))
            {
                return false;
            }

            value = (10 * value) + (one - '0');
        }

        return true;
    }
}
