using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Naive;

/// <summary>A granted category as it stands after its endings; both days inclusive, no last day: no end.</summary>
internal sealed record NaivePeriod(int Version, string Category, DateOnly From, DateOnly? Through)
{
    internal bool Contains(DateOnly day) => From <= day && (Through is null || day <= Through);

    internal bool Overlaps(NaivePeriod other) =>
        (other.Through is null || From <= other.Through) && (Through is null || other.From <= Through);
}

/// <summary>A payment with the day of its refund, if there was one.</summary>
internal sealed record NaivePayment(InsuredEvent.PaymentRecorded Paid, DateOnly? RefundedOn);

/// <summary>
/// What a person's events say once annulled ones are struck out, read straight off the list every time. Slow on
/// purpose: it keeps nothing between two readings that could go stale.
/// </summary>
internal static class NaiveFacts
{
    /// <summary>Events that count, with their versions, in the order they were recorded.</summary>
    internal static List<(int Version, T Event)> Standing<T>(IReadOnlyList<InsuredEvent> events)
        where T : InsuredEvent
    {
        var annulled = Annulled(events, events.Count);
        return [.. events.Select((e, i) => (Version: i + 1, Event: e as T))
            .Where(x => x.Event is not null && !annulled.Contains(x.Version))
            .Select(x => (x.Version, x.Event!))];
    }

    /// <summary>Every payment, refunded or not.</summary>
    internal static List<NaivePayment> Payments(IReadOnlyList<InsuredEvent> events)
    {
        List<NaivePayment> payments = [];
        foreach (var paid in events.OfType<InsuredEvent.PaymentRecorded>())
        {
            var refund = events.OfType<InsuredEvent.PaymentRefunded>()
                .SingleOrDefault(r => r.Reference == paid.Reference);
            payments.Add(new NaivePayment(paid, refund?.On));
        }

        return payments;
    }

    /// <summary>The periods of all categories, shortened by the endings that belong to them.</summary>
    internal static List<NaivePeriod> Periods(IReadOnlyList<InsuredEvent> events)
    {
        // An ending belongs to the grant that contained its day when it was recorded, and never to another.
        Dictionary<int, int> grantOfEnding = [];
        for (var version = 1; version <= events.Count; version++)
        {
            if (events[version - 1] is InsuredEvent.CategoryEnded ended)
            {
                grantOfEnding[version] = Periods(events, version - 1, grantOfEnding)
                    .Single(p => p.Category == ended.Category && p.Contains(ended.On)).Version;
            }
        }

        return Periods(events, events.Count, grantOfEnding);
    }

    private static List<NaivePeriod> Periods(
        IReadOnlyList<InsuredEvent> events, int known, Dictionary<int, int> grantOfEnding)
    {
        var annulled = Annulled(events, known);
        List<NaivePeriod> periods = [];
        for (var version = 1; version <= known; version++)
        {
            if (events[version - 1] is not InsuredEvent.CategoryGranted granted || annulled.Contains(version))
            {
                continue;
            }

            var through = granted.Through;
            foreach (var (ending, grant) in grantOfEnding)
            {
                var on = ((InsuredEvent.CategoryEnded)events[ending - 1]).On;
                if (grant == version && ending <= known && !annulled.Contains(ending)
                    && (through is null || on < through))
                {
                    through = on;
                }
            }

            periods.Add(new NaivePeriod(version, granted.Category, granted.From, through));
        }

        return periods;
    }

    private static HashSet<int> Annulled(IReadOnlyList<InsuredEvent> events, int known) =>
        [.. events.Take(known).OfType<InsuredEvent.FactAnnulled>().Select(a => a.Version)];
}
