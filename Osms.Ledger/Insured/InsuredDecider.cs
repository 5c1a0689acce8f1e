using System.Diagnostics;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Insured;

/// <summary>
/// Decides a command: first the request itself, then whether it was recorded before, then the person's stream.
/// Pure: the same state, events, command, law and day give the same decision.
/// </summary>
public static class InsuredDecider
{
    /// <summary>
    /// Facts of one person, refunds and annulments beyond them: four payments for every month of a century. Every
    /// answer folds all of them, so there must be a limit.
    /// </summary>
    public const int MostFacts = 5_000;

    /// <param name="state">The person, up to now.</param>
    /// <param name="history">
    /// The person's events in order of version, or null when only the state was read; then the answer may be
    /// <see cref="Decision.NeedsHistory"/>.
    /// </param>
    /// <param name="command">What is asked for.</param>
    /// <param name="rules">The law.</param>
    /// <param name="today">The civil day of recording.</param>
    public static Decision Decide(
        InsuredState state, IReadOnlyList<InsuredEvent>? history, InsuredCommand command, RuleBook rules,
        DateOnly today)
    {
        var (happened, refusals) = RequestCheck.Of(command, rules, today);
        return happened is null ? new Decision.Refused(refusals) : DecideOnStream(state, history, happened);
    }

    /// <summary>The second half, for a request that has been checked.</summary>
    public static Decision DecideOnStream(
        InsuredState state, IReadOnlyList<InsuredEvent>? history, InsuredEvent happened)
    {
        Debug.Assert(history is null || history.Count == state.Version, "The history must be the state's own.");
        if (history is null)
        {
            return MayBeDecidedAlone(state, happened)
                ? OnStream(state, [], happened)
                : Decision.NeedsHistory.Instance;
        }

        return Earlier(history, happened) is { } version
            ? new Decision.Repeated(version)
            : OnStream(state, history, happened);
    }

    // Without the events a fingerprint must rule out a repeat, and the check itself must live from the state.
    private static bool MayBeDecidedAlone(InsuredState state, InsuredEvent happened) => happened switch
    {
        InsuredEvent.PaymentRecorded e => !HasPayment(state, Fingerprint.OfReference(e.Reference)),
        InsuredEvent.PaymentRefunded or InsuredEvent.FactAnnulled or InsuredEvent.CategoryEnded => false,
        _ => !state.Fingerprints.Contains(Fingerprint.Of(happened)),
    };

    private static bool HasPayment(InsuredState state, ulong referenceKey)
    {
        foreach (var payment in state.Payments)
        {
            if (payment.ReferenceKey == referenceKey)
            {
                return true;
            }
        }

        return false;
    }

    private static int? Earlier(IReadOnlyList<InsuredEvent> history, InsuredEvent happened)
    {
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Equals(happened))
            {
                return i + 1;
            }
        }

        return null;
    }

    // Where there is no more room, what is there can still be taken back, once each.
    private static Decision OnStream(InsuredState state, IReadOnlyList<InsuredEvent> history, InsuredEvent happened)
    {
        var decision = IfThereIsRoom(state, history, happened);
        return decision is Decision.Accepted
            && state.Version >= MostFacts
            && happened is not (InsuredEvent.PaymentRefunded or InsuredEvent.FactAnnulled)
                ? StreamCheck.Full(MostFacts)
                : decision;
    }

    private static Decision IfThereIsRoom(
        InsuredState state, IReadOnlyList<InsuredEvent> history, InsuredEvent happened) => happened switch
        {
            InsuredEvent.PaymentRecorded e => StreamCheck.Payment(history, e),
            InsuredEvent.PaymentRefunded e => StreamCheck.Refund(history, e),
            InsuredEvent.CategoryGranted e => StreamCheck.Grant(state, e),
            InsuredEvent.CategoryEnded e => StreamCheck.End(state, e),
            InsuredEvent.FactAnnulled e => StreamCheck.Annul(state, history, e),
            InsuredEvent.ResidenceRecorded or InsuredEvent.RegionRecorded or InsuredEvent.WelfareLevelRecorded
                or InsuredEvent.CareSought or InsuredEvent.DepartureRecorded => new Decision.Accepted(happened),
            _ => throw new UnreachableException($"{happened.GetType().Name} has no decision."),
        };
}
