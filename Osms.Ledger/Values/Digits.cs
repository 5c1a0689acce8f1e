namespace Osms.Ledger.Values;

/// <summary>Numbers that are written as text: IIN, BIN, KATO codes.</summary>
public static class Digits
{
    /// <summary>A BIN or IIN as a payer or provider is known by: any 12 ASCII digits.</summary>
    public static bool IsBinOrIin(string? text) => text is { Length: 12 } && text.AsSpan().IsAllDigits();

    /// <summary>Only 0–9 of ASCII; other scripts' digits are not digits here.</summary>
    public static bool IsAllDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
