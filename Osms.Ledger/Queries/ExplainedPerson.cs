using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>An explained answer, from versions of a person's events to their positions and what is in them.</summary>
internal sealed class ExplainedPerson
{
    private readonly KnownHistory _history;

    private ExplainedPerson(KnownHistory history) => _history = history;

    internal static CoverageAnswer Answer(
        Iin iin, DateOnly at, LedgerPosition position, KnownHistory history, RuleBook rules)
    {
        var full = Explanation.InFull(iin, history.Events, history.State, rules, at);
        var person = new ExplainedPerson(history);
        return CoverageAnswer.Of(iin, at, position, full.Day, rules) with
        {
            Why = [.. full.Why.Select(person.Of)],
            Hints = [.. full.Hints.Select(person.Of)],
            WaysBack = full.WaysBack,
        };
    }

    private WhyAnswer Of(Reason reason) => new(reason, At(reason.Facts), [.. reason.States.Select(Of)]);

    private HintAnswer Of(Hint hint) => new(hint, hint.Payment is { } version ? At(version) : null);

    private MonthAnswer Of(MonthView view) => new(
        view,
        [
            .. view.Payments.Select(p => new PaidAnswer(
                At(p.Version), (InsuredEvent.PaymentRecorded)_history.Events[p.Version - 1])),
        ],
        At(view.CoveredBy));

    private LedgerPosition At(int version) => _history.Positions[version - 1];

    private IReadOnlyList<LedgerPosition> At(IReadOnlyList<int> versions) =>
        versions.Count == 0 ? [] : [.. versions.Select(At)];
}
