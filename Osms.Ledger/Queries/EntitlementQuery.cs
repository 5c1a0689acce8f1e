using Osms.Ledger.Coverage;
using Osms.Ledger.Packages;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Is this care given, as known at a position?</summary>
/// <param name="Service">What was asked for.</param>
/// <param name="Entitlement">Within which package it is given, and why.</param>
/// <param name="Coverage">Insured on the day; with <c>waysBack</c> where payments could bring the care.</param>
/// <param name="Lists">The lists of care.</param>
public sealed record EntitlementAnswer(
    CareService Service, Entitlement Entitlement, CoverageAnswer Coverage, PackageBook Lists);

/// <summary>Whether a person is given care on D, as known at T.</summary>
public sealed class EntitlementQuery(PersonReader people, RuleBook rules, PackageBook packages)
{
    public async Task<Answered<EntitlementAnswer>> AskAsync(
        Iin iin, CareAsked asked, AsOf knownAt, CancellationToken cancellation)
    {
        var (person, why) = await people.ReadStateAsync(iin, knownAt, cancellation);
        if (person is null)
        {
            return new Answered<EntitlementAnswer>.Unsettled(why!);
        }

        var day = Determination.Of(iin, person.State, rules).Around(asked.On);
        var entitlement = Entitlement.Of(
            packages, asked, Presence.On(iin, person.State, rules, asked.On), day.Standing);
        var coverage = CoverageAnswer.Of(iin, asked.On, person.Position, day, rules);
        return new Answered<EntitlementAnswer>.Found(new EntitlementAnswer(
            asked.Service,
            entitlement,
            entitlement.InsuranceWouldHelp
                ? coverage with { WaysBack = WaysBack.Of(iin, person.State, rules, asked.On) }
                : coverage,
            packages));
    }
}
