using System.Diagnostics;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What each kind of event says.</summary>
internal static class EventTexts
{
    /// <param name="happened">The event.</param>
    /// <param name="rules">For the names of categories: one that the law no longer names is said by its code.</param>
    internal static Sentence Of(InsuredEvent happened, RuleBook rules) => happened switch
    {
        InsuredEvent.PaymentRecorded e => new(
            "event/payment", ("amount", e.Amount), ("month", e.Period), ("paidOn", e.PaidOn),
            ("kind", Word.Of("kind", e.Kind)), ("payer", e.Payer), ("reference", e.Reference)),
        InsuredEvent.PaymentRefunded e => new(
            "event/refund", ("reference", e.Reference), ("on", e.On),
            ("reason", Word.Of("refund-reason", e.Reason))),
        InsuredEvent.ResidenceRecorded e => new(
            "event/residence", ("residence", Word.Of("residence", e.Residence)), ("from", e.From)),
        InsuredEvent.RegionRecorded e => new("event/region", ("region", e.Region), ("from", e.From)),
        InsuredEvent.CategoryGranted { Through: { } through } e => new(
            "event/category-until", Category(e.Category, rules), ("from", e.From), ("through", through),
            ("document", e.Document)),
        InsuredEvent.CategoryGranted e => new(
            "event/category", Category(e.Category, rules), ("from", e.From), ("document", e.Document)),
        InsuredEvent.CategoryEnded e => new(
            "event/category-ended", Category(e.Category, rules), ("on", e.On), ("reason", e.Reason)),
        InsuredEvent.WelfareLevelRecorded e => new(
            "event/welfare-level", ("level", Word.Of("level", e.Level)), ("from", e.From)),
        InsuredEvent.CareSought e => new("event/care", ("on", e.On), ("provider", e.Provider)),
        InsuredEvent.DepartureRecorded e => new(
            e.Kind == DepartureKind.Death ? "event/death" : "event/emigration", ("on", e.On)),
        InsuredEvent.FactAnnulled e => new(
            "event/annulled", ("version", e.Version), ("type", new Word($"event-type/{e.Type}")),
            ("reason", e.Reason)),
        _ => throw new UnreachableException($"{happened.GetType().Name} has no text."),
    };

    private static (string Name, object Value) Category(string code, RuleBook rules) =>
        ("category", rules.CategoryByCode.ContainsKey(code) ? new Word($"category/{code}") : code);
}
