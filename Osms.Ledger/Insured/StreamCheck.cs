using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>What a request can be refused for because of what the person's stream already holds.</summary>
internal static class StreamCheck
{
    internal static Decision Payment(IReadOnlyList<InsuredEvent> history, InsuredEvent.PaymentRecorded asked)
    {
        if (PaymentIn(history, asked.Reference) is not { } known)
        {
            return new Decision.Accepted(asked);
        }

        var differing = new List<string>();
        Compare("kind", known.Kind, asked.Kind);
        Compare("period", known.Period, asked.Period);
        Compare("amount", known.Amount, asked.Amount);
        Compare("paidOn", known.PaidOn, asked.PaidOn);
        Compare("payer", known.Payer, asked.Payer);
        var fields = string.Join(", ", differing);
        return Refused(RefusalCode.PaymentDiffers, fields, $"This reference is recorded with another {fields}.");

        void Compare<T>(string field, T recorded, T sent)
        {
            if (!EqualityComparer<T>.Default.Equals(recorded, sent))
            {
                differing.Add(field);
            }
        }
    }

    internal static Decision Refund(IReadOnlyList<InsuredEvent> history, InsuredEvent.PaymentRefunded asked)
    {
        if (PaymentIn(history, asked.Reference) is not { } payment)
        {
            return Refused(RefusalCode.PaymentUnknown, "reference", "No payment with this reference is recorded.");
        }

        var refunds = history.OfType<InsuredEvent.PaymentRefunded>();
        if (refunds.FirstOrDefault(r => r.Reference == asked.Reference) is { } done)
        {
            return Refused(RefusalCode.PaymentAlreadyRefunded, "reference", $"Refunded on {done.On:yyyy-MM-dd}.");
        }

        return asked.On < payment.PaidOn
            ? Refused(RefusalCode.RefundBeforePayment, "on", $"The payment was made on {payment.PaidOn:yyyy-MM-dd}.")
            : new Decision.Accepted(asked);
    }

    internal static Decision Grant(InsuredState state, InsuredEvent.CategoryGranted asked)
    {
        var span = DateSpan.Inclusive(asked.From, asked.Through);
        foreach (var grant in state.Grants)
        {
            if (grant.Category == asked.Category && state.EffectiveSpan(grant).Overlaps(span))
            {
                return AlreadyGranted(state.EffectiveSpan(grant));
            }
        }

        return new Decision.Accepted(asked);
    }

    internal static Decision End(InsuredState state, InsuredEvent.CategoryEnded asked)
    {
        foreach (var grant in state.Grants)
        {
            var span = state.EffectiveSpan(grant);
            if (grant.Category == asked.Category && span.Contains(asked.On))
            {
                return span.Through == asked.On
                    ? new Decision.Repeated(WhoSetTheLastDay(state, grant, asked.On))
                    : new Decision.Accepted(asked);
            }
        }

        return Refused(
            RefusalCode.CategoryNotActive, "on", $"{asked.Category} does not hold on {asked.On:yyyy-MM-dd}.");
    }

    internal static Decision Annul(
        InsuredState state, IReadOnlyList<InsuredEvent> history, InsuredEvent.FactAnnulled asked)
    {
        if (asked.Version < 1 || asked.Version > history.Count)
        {
            return Refused(RefusalCode.FactUnknown, "version", $"The stream has versions 1 to {history.Count}.");
        }

        var fact = history[asked.Version - 1];
        var type = EventCatalogue.NameOf(fact);
        if (type != asked.Type)
        {
            return Refused(RefusalCode.FactDiffers, "type", $"Version {asked.Version} is a {type}.");
        }

        if (fact is InsuredEvent.PaymentRecorded or InsuredEvent.PaymentRefunded or InsuredEvent.FactAnnulled)
        {
            return Refused(
                RefusalCode.FactNotAnnullable, "type", "Payments are refunded; refunds and annulments stand.");
        }

        if (history.Any(e => e is InsuredEvent.FactAnnulled done && done.Version == asked.Version))
        {
            return Refused(RefusalCode.FactAlreadyAnnulled, "version", $"Version {asked.Version} is annulled already.");
        }

        return OverlapWithout(state, asked.Version) is { } overlap
            ? AlreadyGranted(overlap)
            : new Decision.Accepted(asked);
    }

    internal static Decision Full(int most) => Refused(
        RefusalCode.HistoryFull, "iin", $"{most} facts are recorded of this person, which is all that there may be.");

    // Without an ending its grant reaches further, perhaps into a later grant of the same category.
    private static DateSpan? OverlapWithout(InsuredState state, int endVersion)
    {
        foreach (var end in state.Ends.Where(e => e.Version == endVersion))
        {
            foreach (var grant in state.Grants.Where(g => g.Version == end.GrantVersion))
            {
                var longer = state.EffectiveSpan(grant, ignoredEnd: endVersion);
                foreach (var other in state.Grants.Where(g => g.Category == grant.Category && g != grant))
                {
                    if (state.EffectiveSpan(other).Overlaps(longer))
                    {
                        return state.EffectiveSpan(other);
                    }
                }
            }
        }

        return null;
    }

    private static int WhoSetTheLastDay(InsuredState state, GrantFact grant, DateOnly lastDay)
    {
        foreach (var end in state.Ends)
        {
            if (end.GrantVersion == grant.Version && end.On == lastDay)
            {
                return end.Version;
            }
        }

        return grant.Version;
    }

    private static InsuredEvent.PaymentRecorded? PaymentIn(IReadOnlyList<InsuredEvent> history, string reference) =>
        history.OfType<InsuredEvent.PaymentRecorded>().FirstOrDefault(p => p.Reference == reference);

    private static Decision.Refused AlreadyGranted(DateSpan period) => Refused(
        RefusalCode.CategoryAlreadyGranted,
        "category",
        $"It is granted from {period.From:yyyy-MM-dd} "
        + (period.Through is { } last ? $"through {last:yyyy-MM-dd}." : "on."));

    private static Decision.Refused Refused(RefusalCode code, string field, string detail) =>
        new([new Refusal(code, field, detail)]);
}
