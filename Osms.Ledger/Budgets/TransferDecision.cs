using Osms.Ledger.Insured;

namespace Osms.Ledger.Budgets;

/// <summary>What becomes of a transfer that passed the checks of the request.</summary>
public abstract record TransferDecision
{
    private TransferDecision()
    {
    }

    /// <summary>To be appended.</summary>
    public sealed record Accepted : TransferDecision
    {
        public static readonly Accepted Instance = new();
    }

    /// <summary>Nothing to do: the event with this version already says so.</summary>
    public sealed record Repeated(int Version) : TransferDecision;

    /// <summary>Refused, with the first reason that applies to the stream.</summary>
    public sealed record Refused(Refusal Why) : TransferDecision;
}
