using System.Diagnostics;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>The lists behind <see cref="InsuredState"/>, and how each kind of event changes them (evolve).</summary>
internal sealed class Facts
{
    internal int Version { get; set; }

    /// <summary>Keeps what recognises a request seen before and a payment by its reference.</summary>
    internal bool Recognises { get; init; } = true;

    internal List<PaymentFact> Payments { get; init; } = [];

    internal List<GrantFact> Grants { get; init; } = [];

    internal List<EndFact> Ends { get; init; } = [];

    internal List<SinceFact<Residence>> Residences { get; init; } = [];

    internal List<SinceFact<string>> Regions { get; init; } = [];

    internal List<SinceFact<WelfareLevel>> WelfareLevels { get; init; } = [];

    internal List<DayFact<string>> Care { get; init; } = [];

    internal List<DayFact<DepartureKind>> Departures { get; init; } = [];

    internal List<ulong> Fingerprints { get; init; } = [];

    internal Facts Copy() => new()
    {
        Version = Version,
        Payments = [.. Payments],
        Grants = [.. Grants],
        Ends = [.. Ends],
        Residences = [.. Residences],
        Regions = [.. Regions],
        WelfareLevels = [.. WelfareLevels],
        Care = [.. Care],
        Departures = [.. Departures],
        Fingerprints = [.. Fingerprints],
    };

    internal void Clear()
    {
        Version = 0;
        Payments.Clear();
        Grants.Clear();
        Ends.Clear();
        Residences.Clear();
        Regions.Clear();
        WelfareLevels.Clear();
        Care.Clear();
        Departures.Clear();
        Fingerprints.Clear();
    }

    internal void Apply(InsuredEvent happened)
    {
        var version = ++Version;
        switch (happened)
        {
            case InsuredEvent.PaymentRecorded e:
                var key = Recognises ? Fingerprint.OfReference(e.Reference) : 0;
                Payments.Add(new PaymentFact(version, key, e.Kind, e.Period, e.Amount, e.PaidOn, null));
                return;
            case InsuredEvent.PaymentRefunded e:
                Refund(Fingerprint.OfReference(e.Reference), e.On);
                break;
            case InsuredEvent.ResidenceRecorded e:
                Residences.Add(new(version, e.From, e.Residence));
                break;
            case InsuredEvent.RegionRecorded e:
                Regions.Add(new(version, e.From, e.Region));
                break;
            case InsuredEvent.CategoryGranted e:
                Grants.Add(new(version, e.Category, DateSpan.Inclusive(e.From, e.Through)));
                break;
            case InsuredEvent.CategoryEnded e:
                Ends.Add(new(version, GrantCovering(e.Category, e.On), e.On));
                break;
            case InsuredEvent.WelfareLevelRecorded e:
                WelfareLevels.Add(new(version, e.From, e.Level));
                break;
            case InsuredEvent.CareSought e:
                Care.Add(new(version, e.On, e.Provider));
                break;
            case InsuredEvent.DepartureRecorded e:
                Departures.Add(new(version, e.On, e.Kind));
                break;
            case InsuredEvent.FactAnnulled e:
                Annul(e.Version);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no evolve.");
        }

        if (Recognises)
        {
            Fingerprints.Add(Fingerprint.Of(happened));
        }
    }

    internal DateSpan EffectiveSpan(GrantFact grant, int ignoredEnd)
    {
        var until = grant.Granted.Until;
        foreach (var end in Ends)
        {
            if (end.GrantVersion == grant.Version && end.Version != ignoredEnd && end.On.AddDays(1) < until)
            {
                until = end.On.AddDays(1);
            }
        }

        return grant.Granted with { Until = until };
    }

    private int GrantCovering(string category, DateOnly day)
    {
        foreach (var grant in Grants)
        {
            if (grant.Category == category && EffectiveSpan(grant, ignoredEnd: 0).Contains(day))
            {
                return grant.Version;
            }
        }

        throw new InvalidOperationException(
            $"Event {Version} ends category {category} on {day:yyyy-MM-dd}, when it was not granted.");
    }

    private void Refund(ulong referenceKey, DateOnly on)
    {
        var index = Payments.FindIndex(p => p.ReferenceKey == referenceKey && p.RefundedOn is null);
        if (index < 0)
        {
            throw new InvalidOperationException($"Event {Version} refunds a payment that is not there to refund.");
        }

        Payments[index] = Payments[index] with { RefundedOn = on };
    }

    private void Annul(int version)
    {
        var removed = Residences.RemoveAll(f => f.Version == version)
            + Regions.RemoveAll(f => f.Version == version)
            + Grants.RemoveAll(f => f.Version == version)
            + Ends.RemoveAll(f => f.Version == version)
            + WelfareLevels.RemoveAll(f => f.Version == version)
            + Care.RemoveAll(f => f.Version == version)
            + Departures.RemoveAll(f => f.Version == version);
        if (removed != 1)
        {
            throw new InvalidOperationException(
                $"Event {Version} annuls version {version}, which is not there to annul.");
        }
    }
}
