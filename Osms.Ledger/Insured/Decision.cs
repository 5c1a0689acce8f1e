namespace Osms.Ledger.Insured;

/// <summary>What becomes of a command.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>To be appended.</summary>
    public sealed record Accepted(InsuredEvent Event) : Decision;

    /// <summary>Nothing to do: the event with this version already says so.</summary>
    public sealed record Repeated(int Version) : Decision;

    /// <summary>
    /// Refused, with every reason that applies to the request, or the first that applies to the stream.
    /// </summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Decision;

    /// <summary>The state alone cannot tell: decide again with the person's events at hand.</summary>
    public sealed record NeedsHistory : Decision
    {
        public static readonly NeedsHistory Instance = new();
    }
}
