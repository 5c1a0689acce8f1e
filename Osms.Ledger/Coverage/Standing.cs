using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>Every basis that holds on a day.</summary>
[Flags]
public enum Bases
{
    None = 0,
    Transition = 1 << Basis.Transition,
    Category = 1 << Basis.Category,
    Welfare = 1 << Basis.Welfare,
    Contributions = 1 << Basis.Contributions,
    PrepaidYear = 1 << Basis.PrepaidYear,
}

/// <summary>Why somebody is not insured on a day; the first that applies.</summary>
public enum NotInsured
{
    /// <summary>Insured; there is no reason against it.</summary>
    None,

    /// <summary>Before OSMS began.</summary>
    NotInForce,

    /// <summary>Dead, or emigrated and not yet returned.</summary>
    Departed,

    /// <summary>Residing in a way that does not make a participant, or not yet born or arrived.</summary>
    NotAParticipant,

    /// <summary>A month of the twelve before is owed.</summary>
    Owed,

    /// <summary>Nothing is owed and nothing was paid: a newcomer, or somebody just grown up.</summary>
    NothingPaid,
}

/// <summary>What holds for a person on a day.</summary>
/// <param name="Bases">All bases that hold; none when not insured.</param>
/// <param name="Reason">Why not insured.</param>
/// <param name="Payer">Who pays by the first basis; none for transition and when not insured.</param>
/// <param name="Category">The category's code when the first basis is a category.</param>
/// <param name="Region">
/// The region in force (KATO), insured or not; null when none is recorded, and before 2020.
/// </param>
public readonly record struct Standing(Bases Bases, NotInsured Reason, Payer Payer, string? Category, string? Region)
{
    public bool IsInsured => Bases != Bases.None;

    /// <summary>The first basis that holds; null when not insured.</summary>
    public Basis? Basis => IsInsured ? (Basis)int.TrailingZeroCount((int)Bases) : null;

    /// <summary>The code of the first basis, or of the reason against.</summary>
    public string BasisCode => Basis is { } basis ? Code<Basis>.Of(basis) : Code<NotInsured>.Of(Reason);
}

/// <summary>
/// Days in a row on which the same holds; both ends inclusive, null when there is no end on that side.
/// </summary>
public readonly record struct CoverageRun(DateOnly? From, DateOnly? Through, Standing Standing);

/// <summary>
/// What holds on a day, and the unbroken run of insured, or of not insured, days around it, whatever the bases within
/// it; both ends inclusive, null when there is no end on that side.
/// </summary>
public readonly record struct CoverageDay(Standing Standing, DateOnly? Since, DateOnly? Through);
