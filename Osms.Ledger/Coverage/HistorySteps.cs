using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>One event, and the answer for a day as known just before it and just after it.</summary>
/// <param name="Version">Its number in the person's history, from 1.</param>
/// <param name="Text">What it says.</param>
/// <param name="Before">The answer before it.</param>
/// <param name="After">The answer after it.</param>
/// <param name="AnnulledBy">The version of the event that annuls it; null: nobody has.</param>
/// <param name="RefundedBy">Of a payment: the version of the event that takes it back; null: nobody has.</param>
public sealed record HistoryStep(
    int Version, Sentence Text, DayShown Before, DayShown After, int? AnnulledBy, int? RefundedBy)
{
    /// <summary>Insured, basis or payer is another one after it.</summary>
    public bool IsChange => Before != After;
}

/// <summary>A person's events after a version, with what each did to the answer for one day.</summary>
/// <param name="From">The answer before the first of them.</param>
/// <param name="Steps">In order of versions.</param>
public sealed record HistorySteps(DayShown From, IReadOnlyList<HistoryStep> Steps)
{
    /// <summary>The answer after the last of them.</summary>
    public DayShown To => Steps is [.., var last] ? last.After : From;

    /// <param name="iin">Whose.</param>
    /// <param name="events">All, from the first on.</param>
    /// <param name="before">The version after which they begin; 0: all of them.</param>
    /// <param name="day">The day asked about.</param>
    /// <param name="rules">The law.</param>
    public static HistorySteps After(
        Iin iin, IReadOnlyList<InsuredEvent> events, int before, DateOnly day, RuleBook rules)
    {
        var (annulled, refunded) = TakenBack(events);
        var state = InsuredState.Empty.ToBeMovedOn();
        foreach (var happened in events.Take(before))
        {
            state.MoveOn(happened);
        }

        var from = Shown();
        var last = from;
        var steps = new List<HistoryStep>();
        for (var i = before; i < events.Count; i++)
        {
            state.MoveOn(events[i]);
            var now = Shown();
            steps.Add(new HistoryStep(
                i + 1, EventTexts.Of(events[i], rules), last, now, annulled[i], refunded[i]));
            last = now;
        }

        return new HistorySteps(from, steps);

        DayShown Shown() => DayShown.Of(Determination.Of(iin, state, rules).On(day));
    }

    // By which version, for each event. The ledger lets nothing be annulled, and no payment be taken back, twice.
    private static (int?[] Annulled, int?[] Refunded) TakenBack(IReadOnlyList<InsuredEvent> events)
    {
        var (annulled, refunded) = (new int?[events.Count], new int?[events.Count]);
        var payments = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i])
            {
                case InsuredEvent.PaymentRecorded e:
                    payments[e.Reference] = i;
                    break;
                case InsuredEvent.PaymentRefunded e:
                    refunded[payments[e.Reference]] = i + 1;
                    break;
                case InsuredEvent.FactAnnulled e:
                    annulled[e.Version - 1] = i + 1;
                    break;
                default:
                    break;
            }
        }

        return (annulled, refunded);
    }
}
