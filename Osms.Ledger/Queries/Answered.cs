using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>An answer, or why the question cannot be answered as known at the time it names.</summary>
public abstract record Answered<T>
{
    private Answered()
    {
    }

    /// <summary>The answer.</summary>
    public sealed record Found(T Answer) : Answered<T>;

    /// <summary>
    /// <see cref="Settlement.NotSettled"/>, <see cref="Settlement.PositionAhead"/> or <see
    /// cref="Settlement.InstantAhead"/>.
    /// </summary>
    public sealed record Unsettled(Settlement Why) : Answered<T>;

    /// <summary>There are figures for the months from the first to the last, both inclusive.</summary>
    public sealed record MonthOutOfRange(Month First, Month Last) : Answered<T>;

    /// <summary>Asked was what changed since the month was closed, and it is open.</summary>
    public sealed record MonthNotClosed : Answered<T>;

    /// <summary>There is no such care in the lists.</summary>
    public sealed record ServiceUnknown : Answered<T>;

    /// <summary>The text given is not an IIN.</summary>
    public sealed record IinInvalid : Answered<T>;
}
