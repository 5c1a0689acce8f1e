using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Which remarks.</summary>
/// <param name="Month">Null: of every month.</param>
/// <param name="Kind">Null: on payments of every kind.</param>
/// <param name="Remark">Null: every remark.</param>
/// <param name="All">Also those that no longer hold.</param>
public sealed record RemarksAsked(Month? Month, PaymentKind? Kind, RemarkKind? Remark, bool All);

/// <summary>A remark, and whose payment it is about.</summary>
/// <param name="Position">Of the payment.</param>
/// <param name="Doubles">Of the payment that it repeats; null for other remarks.</param>
public sealed record RemarkedPayment(
    Iin Iin, LedgerPosition Position, PaymentRemark About, LedgerPosition? Doubles);

/// <summary>
/// Payments to work through. Those of kinds that require a sum come first, by month and position, then those that
/// somebody paid twice for another, by month and payer: each found by an index, and decided by the person's events.
/// </summary>
public sealed class RemarksQuery(
    FigureSums figures, IEventStore store, PositionClock clock, RuleBook rules)
{
    /// <param name="asked">Which.</param>
    /// <param name="part">The limit is of people looked at: of one there are all remarks or none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ListPage<RemarkedPayment>>> ListAsync(
        RemarksAsked asked, ListPart part, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(part.KnownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ListPage<RemarkedPayment>>.Unsettled(settlement);
        }

        var (found, next) = await RemarkCandidates.PageAsync(figures, asked, position, part, cancellation);
        var histories = await store.LoadAsync(
            [.. found.Select(c => c.Iin.Digits).Distinct()], position, cancellation);
        var people = histories.ToDictionary(one => one.Key, one => Person.From(one.Value), StringComparer.Ordinal);

        // Of one month somebody may have thousands of payments, and each of them is a candidate.
        var known = new Dictionary<(Iin, Month, PaymentKind), IReadOnlyList<PaymentRemark>>();
        var rows = new List<RemarkedPayment>();
        foreach (var candidate in found)
        {
            var person = people[candidate.Iin.Digits];
            rows.AddRange(Of(candidate, person, candidate.Kinds.SelectMany(kind => Remarks(candidate, kind)), asked));
        }

        return new Answered<ListPage<RemarkedPayment>>.Found(
            new ListPage<RemarkedPayment>(position, rows, next));

        IReadOnlyList<PaymentRemark> Remarks(RemarkCandidate of, PaymentKind kind)
        {
            if (!known.TryGetValue((of.Iin, of.Month, kind), out var remarks))
            {
                remarks = PaymentRemarks.Of(people[of.Iin.Digits].Events, rules, of.Month, kind);
                known.Add((of.Iin, of.Month, kind), remarks);
            }

            return remarks;
        }
    }

    private static IEnumerable<RemarkedPayment> Of(
        RemarkCandidate candidate, Person person, IEnumerable<PaymentRemark> remarks, RemarksAsked asked)
    {
        remarks = candidate.Payer is { } payer
            ? remarks.Where(r => r.Payment.Payer == payer)
            : FirstOf(candidate, person, remarks);
        return remarks
            .Where(r => (asked.All || r.IsOpen) && (asked.Remark ?? r.Remark) == r.Remark
                && (asked.Kind ?? r.Payment.Kind) == r.Payment.Kind)
            .Select(r => new RemarkedPayment(
                candidate.Iin, person.Stored[r.Version - 1].Position, r,
                r.Doubles is { } doubles ? person.Stored[doubles - 1].Position : null));
    }

    // Whatever is remarkable about a month and kind now, its first remarkable payment was found: it stands for all.
    private static IEnumerable<PaymentRemark> FirstOf(
        RemarkCandidate candidate, Person person, IEnumerable<PaymentRemark> remarks)
    {
        var all = remarks.ToList();
        return all.Find(r => r.WhenRecorded) is { } first
            && person.Stored[first.Version - 1].Position == candidate.Position ? all : [];
    }
}
