using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Packages;

/// <summary>Within which package care is given.</summary>
public enum Entitled
{
    Gobmp,
    Osms,
    NotCovered,
}

/// <summary>Why care is given, or not.</summary>
public enum EntitlementReason
{
    /// <summary>The guaranteed volume, which people who reside like this have, insured or not.</summary>
    GobmpByResidence,

    /// <summary>The guaranteed volume gives it in an emergency, insured or not.</summary>
    GobmpInEmergency,

    /// <summary>The guaranteed volume gives it for a disease dangerous to others.</summary>
    GobmpForDangerousDisease,

    /// <summary>Insurance gives it, and the person is insured.</summary>
    OsmsInsured,

    /// <summary>Insurance would give it, and the person could be insured.</summary>
    NotInsured,

    /// <summary>Insurance would give it, and people who reside like this cannot be insured.</summary>
    NotAParticipant,

    /// <summary>The guaranteed volume, which people who reside like this have for dangerous diseases only.</summary>
    DangerousDiseasesOnly,

    /// <summary>Dead, or emigrated and not yet returned.</summary>
    Departed,

    NotYetBorn,

    /// <summary>The first record of how the person resides is for a later day.</summary>
    BeforeFirstResidence,

    /// <summary>Before OSMS began.</summary>
    NotInForce,
}

/// <summary>What is needed of care on a day.</summary>
/// <param name="Service">The care.</param>
/// <param name="On">The day.</param>
/// <param name="IsEmergency">It cannot wait.</param>
/// <param name="IsDangerousDisease">The disease is dangerous to others.</param>
public readonly record struct CareAsked(CareService Service, DateOnly On, bool IsEmergency, bool IsDangerousDisease);

/// <summary>Whether a person is given care, and within which package.</summary>
/// <param name="Answer">The package; or none of them.</param>
/// <param name="Reason">Why.</param>
/// <param name="Under">What of the package it is given as; when it is not given, what was asked for.</param>
public readonly record struct Entitlement(Entitled Answer, EntitlementReason Reason, CareService Under)
{
    /// <summary>
    /// The guaranteed volume comes first: what it gives insurance does not. Who has it, and who has it for diseases
    /// dangerous to others only, residence decides, whoever is insured.
    /// </summary>
    /// <param name="packages">The lists.</param>
    /// <param name="asked">What is needed.</param>
    /// <param name="presence">The person on the day.</param>
    /// <param name="standing">Insured on the day?</param>
    public static Entitlement Of(PackageBook packages, CareAsked asked, Presence presence, Standing standing)
    {
        if (NotHere(asked.On, presence) is { } absent)
        {
            return new(Entitled.NotCovered, absent, asked.Service);
        }

        var hasAllOfGobmp = presence.Residence is Residence.Citizen or Residence.Kandas or Residence.PermanentForeigner
            or Residence.PermanentStateless or Residence.Refugee;
        return asked.Service.Package == CarePackage.Gobmp
            ? OfGobmp(asked, hasAllOfGobmp)
            : InsteadOfOsms(packages, asked, hasAllOfGobmp) ?? OfOsms(asked, standing);
    }

    /// <summary>Whether payments could bring the care that is not given.</summary>
    public bool InsuranceWouldHelp => Reason == EntitlementReason.NotInsured;

    /// <summary>Why, in words.</summary>
    public Sentence Why(Language language) => Say(Reason, Under.Title(language));

    private static Sentence Say(EntitlementReason reason, string service) =>
        new($"entitlement/{Code<EntitlementReason>.Of(reason)}", ("service", service));

    private static EntitlementReason? NotHere(DateOnly on, Presence presence) =>
        on < RuleBook.Beginning ? EntitlementReason.NotInForce
        : presence.HasDeparted ? EntitlementReason.Departed
        : !presence.IsBorn ? EntitlementReason.NotYetBorn
        : presence.Residence is null ? EntitlementReason.BeforeFirstResidence
        : null;

    private static Entitlement OfGobmp(CareAsked asked, bool hasAllOfGobmp) =>
        hasAllOfGobmp ? new(Entitled.Gobmp, EntitlementReason.GobmpByResidence, asked.Service)
        : asked.IsDangerousDisease ? new(Entitled.Gobmp, EntitlementReason.GobmpForDangerousDisease, asked.Service)
        : new(Entitled.NotCovered, EntitlementReason.DangerousDiseasesOnly, asked.Service);

    private static Entitlement? InsteadOfOsms(PackageBook packages, CareAsked asked, bool hasAllOfGobmp)
    {
        var (inEmergency, forDisease) = (asked.Service.InEmergency, asked.Service.ForDangerousDisease);
        return asked.IsDangerousDisease && forDisease is not null
                ? new(Entitled.Gobmp, EntitlementReason.GobmpForDangerousDisease, packages.ByCode[forDisease])
            : asked.IsEmergency && inEmergency is not null && (hasAllOfGobmp || asked.IsDangerousDisease)
                ? new(Entitled.Gobmp, EntitlementReason.GobmpInEmergency, packages.ByCode[inEmergency])
            : null;
    }

    private static Entitlement OfOsms(CareAsked asked, Standing standing) =>
        standing.IsInsured ? new(Entitled.Osms, EntitlementReason.OsmsInsured, asked.Service)
        : standing.Reason == NotInsured.NotAParticipant
            ? new(Entitled.NotCovered, EntitlementReason.NotAParticipant, asked.Service)
        : new(Entitled.NotCovered, EntitlementReason.NotInsured, asked.Service);
}
