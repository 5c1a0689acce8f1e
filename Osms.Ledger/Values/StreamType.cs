namespace Osms.Ledger.Values;

/// <summary>What <c>mt_streams.type</c> tells apart, and how the streams of each are called.</summary>
public static class StreamType
{
    /// <summary>A person; so is every stream that is of no other type. Its name is an IIN.</summary>
    public const string Insured = "insured";

    public const string Budget = "budget";

    public const string BudgetPrefix = "budget-";

    public const string Month = "month";

    public const string MonthPrefix = "month-";

    /// <summary>Whether a stream has the name of anything but a person.</summary>
    public static bool IsNoPersons(string stream) =>
        stream.StartsWith(BudgetPrefix, StringComparison.Ordinal)
        || stream.StartsWith(MonthPrefix, StringComparison.Ordinal);
}
