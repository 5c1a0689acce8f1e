namespace Osms.Ledger.Values;

/// <summary>The recorded-time axis of a question: "as known at" a position or an instant.</summary>
public abstract record AsOf
{
    private AsOf()
    {
    }

    /// <summary>Everything known when the question is read.</summary>
    public sealed record Now : AsOf
    {
        public static readonly Now Instance = new();
    }

    /// <summary>Every event at or below a position.</summary>
    public sealed record Position(LedgerPosition At) : AsOf;

    /// <summary>Every event recorded at or before an instant.</summary>
    public sealed record Instant(DateTimeOffset At) : AsOf;
}
