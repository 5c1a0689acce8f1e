using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>From versions of a person's events to their positions and what is in them.</summary>
internal sealed class ExplainedPerson(Person person, RuleBook rules)
{
    internal WhyAnswer Of(Reason reason) => new(reason, At(reason.Facts), [.. reason.States.Select(Of)]);

    internal HintAnswer Of(Hint hint) => new(hint, hint.Payment is { } version ? At(version) : null);

    private LedgerPosition At(int version) => person.Stored[version - 1].Position;

    private MonthAnswer Of(MonthView view) => new(
        view,
        view.Deciding(rules),
        [
            .. view.Payments.Select(p => new PaidAnswer(
                At(p.Version), (InsuredEvent.PaymentRecorded)person.Events[p.Version - 1])),
        ],
        At(view.CoveredBy));

    private List<LedgerPosition> At(IReadOnlyList<int> versions) => [.. versions.Select(At)];
}
