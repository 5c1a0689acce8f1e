namespace Osms.Ledger.Regulation;

/// <summary>Why somebody is insured, in the order in which the first that holds becomes the answer's basis.</summary>
public enum Basis
{
    /// <summary>The first half of 2020: every participant is insured.</summary>
    Transition,

    /// <summary>A category for which the state pays, or which is insured without a payer.</summary>
    Category,

    /// <summary>Welfare level D or E without a break since care was sought.</summary>
    Welfare,

    /// <summary>Twelve months back without one owed, and the grace after them.</summary>
    Contributions,

    /// <summary>Twelve months ahead, paid one by one before they began.</summary>
    PrepaidYear,
}

/// <summary>A version of the law (R1…R4): which bases it knows. Holds from its day until the next version's.</summary>
public sealed record RegulationVersion(
    string Version, DateOnly From, IReadOnlyList<Basis> Bases, string Title, string Cite, string Trust)
{
    public bool Knows(Basis basis) => Bases.Contains(basis);
}
