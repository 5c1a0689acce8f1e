using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>What keeps one line of a list from being a payment.</summary>
[Flags]
internal enum Mt102Faults
{
    None = 0,
    Number = 1 << 0,
    RepeatedNumber = 1 << 1,
    Amount = 1 << 2,
    Iin = 1 << 3,
    Period = 1 << 4,
    TooLong = 1 << 5,
}

/// <summary>
/// One person's line as it waits for the end of its list; compact, because a hundred thousand of them may wait.
/// </summary>
/// <param name="Line">Where its <c>:21:</c> stands.</param>
/// <param name="Iin">Twelve digits, as a number.</param>
/// <param name="Amount">As in <c>:32B:</c>.</param>
/// <param name="Period">The month paid for.</param>
/// <param name="Number">Of <c>:21:</c>.</param>
/// <param name="Faults">What of all this could not be read.</param>
internal readonly record struct Mt102Line(
    long Line, long Iin, Tenge Amount, Month Period, int Number, Mt102Faults Faults)
{
    /// <summary>The faults in words.</summary>
    internal string Detail(int maxLineBytes) =>
        string.Join(" ", Enum.GetValues<Mt102Faults>().Where(Has).Select(fault => Sentence(fault, maxLineBytes)));

    /// <summary>The code of a line with faults.</summary>
    internal string Code => Has(Mt102Faults.TooLong) ? ImportCodes.LineTooLong : ImportCodes.Unreadable;

    private bool Has(Mt102Faults fault) => fault != Mt102Faults.None && Faults.HasFlag(fault);

    private static string Sentence(Mt102Faults fault, int maxLineBytes) => fault switch
    {
        Mt102Faults.Number => "Expected a number from 1 to 999999999 in :21:.",
        Mt102Faults.RepeatedNumber => "Expected a number in :21: that no line before it in this list has.",
        Mt102Faults.Amount => "Expected one :32B: with KZT and an amount with a comma.",
        Mt102Faults.Iin => "Expected one //IDN/ with 12 digits.",
        Mt102Faults.Period => "Expected one //PERIOD/ with a month as MMYYYY.",
        _ => NdjsonSource.TooLong(maxLineBytes),
    };
}
