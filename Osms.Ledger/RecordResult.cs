using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>What became of a command.</summary>
public abstract record RecordResult
{
    private RecordResult()
    {
    }

    /// <summary>Committed as this event.</summary>
    public sealed record Recorded(LedgerPosition Position, int Version, ILedgerEvent Event) : RecordResult;

    /// <summary>Nothing was written: this earlier event already says so.</summary>
    public sealed record Repeated(LedgerPosition Position, int Version, ILedgerEvent Event) : RecordResult;

    /// <summary>Nothing was written: the reasons.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : RecordResult;

    /// <summary>Nothing was written: others wrote to this person again and again; try later.</summary>
    public sealed record Contended : RecordResult
    {
        public static readonly Contended Instance = new();
    }
}
