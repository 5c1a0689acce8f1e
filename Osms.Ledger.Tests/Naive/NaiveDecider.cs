using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Naive;

/// <summary>What became of a command, in words; the event when it was accepted.</summary>
internal sealed record NaiveVerdict(string Outcome, InsuredEvent? Event = null)
{
    /// <summary>The ledger's decision, put the same way.</summary>
    internal static NaiveVerdict Of(Decision real) => real switch
    {
        Decision.Accepted a => new("accepted", a.Event),
        Decision.Repeated r => Repeated(r.Version),
        Decision.Refused r => Refused([.. r.Refusals.Select(x => x.Code == RefusalCode.PaymentDiffers
            ? $"{x.CodeText} in {x.Field}"
            : x.CodeText)]),
        _ => new("needs history"),
    };

    internal static NaiveVerdict Repeated(int version) => new($"repeated {version}");

    internal static NaiveVerdict Refused(params string[] codes) => new($"refused {string.Join(", ", codes)}");
}

/// <summary>A second decider, written from the text alone: reads the whole list of events for every command.</summary>
internal static class NaiveDecider
{
    internal static NaiveVerdict Decide(
        IReadOnlyList<InsuredEvent> events, InsuredCommand command, RuleBook rules, DateOnly today)
    {
        var refusals = NaiveRequest.Refusals(command, rules, today);
        return refusals.Count > 0
            ? NaiveVerdict.Refused([.. refusals])
            : DecideOnStream(events, NaiveRequest.Event(command));
    }

    internal static NaiveVerdict DecideOnStream(IReadOnlyList<InsuredEvent> events, InsuredEvent asked)
    {
        for (var version = 1; version <= events.Count; version++)
        {
            if (events[version - 1] == asked)
            {
                return NaiveVerdict.Repeated(version);
            }
        }

        return asked switch
        {
            InsuredEvent.PaymentRecorded e => Payment(events, e),
            InsuredEvent.PaymentRefunded e => Refund(events, e),
            InsuredEvent.CategoryGranted e => Grant(events, e),
            InsuredEvent.CategoryEnded e => End(events, e),
            InsuredEvent.FactAnnulled e => Annul(events, e),
            _ => new NaiveVerdict("accepted", asked),
        };
    }

    private static NaiveVerdict Payment(IReadOnlyList<InsuredEvent> events, InsuredEvent.PaymentRecorded asked)
    {
        foreach (var known in events.OfType<InsuredEvent.PaymentRecorded>())
        {
            if (known.Reference == asked.Reference)
            {
                string[] fields =
                [
                    known.Kind != asked.Kind ? "kind" : "",
                    known.Period != asked.Period ? "period" : "",
                    known.Amount != asked.Amount ? "amount" : "",
                    known.PaidOn != asked.PaidOn ? "paidOn" : "",
                    known.Payer != asked.Payer ? "payer" : "",
                ];
                return NaiveVerdict.Refused($"payment-differs in {string.Join(", ", fields.Where(f => f != ""))}");
            }
        }

        return new NaiveVerdict("accepted", asked);
    }

    private static NaiveVerdict Refund(IReadOnlyList<InsuredEvent> events, InsuredEvent.PaymentRefunded asked)
    {
        var payment = NaiveFacts.Payments(events).Find(p => p.Paid.Reference == asked.Reference);
        return payment switch
        {
            null => NaiveVerdict.Refused("payment-unknown"),
            { RefundedOn: not null } => NaiveVerdict.Refused("payment-already-refunded"),
            _ when asked.On < payment.Paid.PaidOn => NaiveVerdict.Refused("refund-before-payment"),
            _ => new NaiveVerdict("accepted", asked),
        };
    }

    private static NaiveVerdict Grant(IReadOnlyList<InsuredEvent> events, InsuredEvent.CategoryGranted asked) =>
        HasOverlap(NaiveFacts.Periods([.. events, asked]))
            ? NaiveVerdict.Refused("category-already-granted")
            : new NaiveVerdict("accepted", asked);

    private static NaiveVerdict End(IReadOnlyList<InsuredEvent> events, InsuredEvent.CategoryEnded asked)
    {
        var ended = NaiveFacts.Periods(events).Find(p => p.Category == asked.Category && p.Contains(asked.On));
        if (ended is null)
        {
            return NaiveVerdict.Refused("category-not-active");
        }

        if (ended.Through != asked.On)
        {
            return new NaiveVerdict("accepted", asked);
        }

        // Whoever set this last day has said it already: an ending that still counts, or the grant itself.
        var said = NaiveFacts.Standing<InsuredEvent.CategoryEnded>(events)
            .Where(e => e.Event.Category == asked.Category && e.Event.On == asked.On && e.Version > ended.Version
                && BelongsTo(events, e.Version, ended.Version))
            .Select(e => (int?)e.Version).FirstOrDefault();
        return NaiveVerdict.Repeated(said ?? ended.Version);
    }

    private static NaiveVerdict Annul(IReadOnlyList<InsuredEvent> events, InsuredEvent.FactAnnulled asked)
    {
        if (asked.Version < 1 || asked.Version > events.Count)
        {
            return NaiveVerdict.Refused("fact-unknown");
        }

        var fact = events[asked.Version - 1];
        var type = fact.GetType().Name;
        if (Snake(type) != asked.Type)
        {
            return NaiveVerdict.Refused("fact-differs");
        }

        if (type is "PaymentRecorded" or "PaymentRefunded" or "FactAnnulled")
        {
            return NaiveVerdict.Refused("fact-not-annullable");
        }

        if (events.OfType<InsuredEvent.FactAnnulled>().Any(a => a.Version == asked.Version))
        {
            return NaiveVerdict.Refused("fact-already-annulled");
        }

        return HasOverlap(NaiveFacts.Periods([.. events, asked]))
            ? NaiveVerdict.Refused("category-already-granted")
            : new NaiveVerdict("accepted", asked);
    }

    private static bool HasOverlap(List<NaivePeriod> periods) => periods.Exists(one => periods.Exists(other =>
        one.Version != other.Version && one.Category == other.Category && one.Overlaps(other)));

    // An ending belongs to the grant that contained its day when it was recorded.
    private static bool BelongsTo(IReadOnlyList<InsuredEvent> events, int ending, int grant) =>
        NaiveFacts.Periods([.. events.Take(ending - 1)])
            .Exists(p => p.Version == grant && p.Contains(((InsuredEvent.CategoryEnded)events[ending - 1]).On));

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}")).TrimStart('_');
}
