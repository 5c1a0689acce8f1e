using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What is said of each rule that was tried.</summary>
internal static class WhyTexts
{
    internal static Sentence BeganOn(DateOnly day, bool later) =>
        new(later ? "why/before-the-beginning" : "why/in-force", ("day", day));

    internal static Sentence Departed(DepartureKind kind, DateOnly day) =>
        new(kind == DepartureKind.Death ? "why/died" : "why/emigrated", ("day", day));

    internal static Sentence Returned(DateOnly left, DateOnly back) =>
        new("why/returned", ("left", left), ("back", back));

    internal static Sentence NoDeparture() => new("why/no-departure");

    internal static Sentence NotYetBorn(DateOnly birth) => new("why/not-yet-born", ("birth", birth));

    internal static Sentence TakesPart(Residence residence, DateOnly since) =>
        new("why/takes-part", ("residence", Word.Of("residence", residence)), ("since", since));

    internal static Sentence TakesNoPart(Residence residence, DateOnly since) =>
        new("why/takes-no-part", ("residence", Word.Of("residence", residence)), ("since", since));

    internal static Sentence BeforeFirstResidence(DateOnly first) =>
        new("why/before-first-residence", ("first", first));

    internal static Sentence ForeignerByNumber() => new("why/foreigner-by-number");

    internal static Sentence CitizenByNumber() => new("why/citizen-by-number");

    internal static Sentence Transition(DateOnly from, DateOnly through) =>
        new("why/transition", ("from", from), ("through", through));

    internal static Sentence InCategory(string category, Payer payer, DateOnly from, DateOnly? through) =>
        through is { } last
            ? new("why/category-until", Category(category), Pays(payer), ("from", from), ("through", last))
            : new("why/category", Category(category), Pays(payer), ("from", from));

    internal static Sentence CategoryOver(string category, DateOnly through) =>
        new("why/category-over", Category(category), ("through", through));

    internal static Sentence NoCategory() => new("why/no-category");

    internal static Sentence Welfare(WelfareLevel level, DateOnly care) =>
        new("why/welfare", ("level", Word.Of("level", level)), ("care", care));

    internal static Sentence NoCareSought(WelfareLevel level, DateOnly since) =>
        new("why/no-care-sought", ("level", Word.Of("level", level)), ("since", since));

    internal static Sentence NoLowLevel() => new("why/no-low-level");

    internal static Sentence Contributions(IReadOnlyList<Month> months) =>
        new("why/contributions", ("count", months.Count), ("months", months));

    internal static Sentence Grace(IReadOnlyList<Month> months, Month last, int grace, Month through) => new(
        "why/grace", ("count", months.Count), ("months", months), ("last", last), ("grace", grace),
        ("through", through));

    internal static Sentence LongGrace(
        IReadOnlyList<Month> months, Month last, int paid, int grace, Month through) => new(
        "why/long-grace", ("count", months.Count), ("months", months), ("last", last), ("paid", paid),
        ("grace", grace), ("through", through));

    internal static Sentence Owed(IReadOnlyList<Month> months, IReadOnlyList<Month> owed) =>
        new("why/owed", ("count", months.Count), ("months", months), ("owed", owed));

    internal static Sentence NothingPaid(IReadOnlyList<Month> months) =>
        new("why/nothing-paid", ("count", months.Count), ("months", months));

    internal static Sentence PrepaidYear(IReadOnlyList<Month> months, DateOnly before) =>
        new("why/prepaid-year", ("count", months.Count), ("months", months), ("before", before));

    internal static Sentence PrepaidYearAndNow(IReadOnlyList<Month> months, Month now) =>
        new("why/prepaid-year-and-now", ("count", months.Count), ("months", months), ("now", now));

    internal static Sentence PrepaidYearAhead(IReadOnlyList<Month> months, DateOnly from) =>
        new("why/prepaid-year-ahead", ("count", months.Count), ("months", months), ("from", from));

    internal static Sentence NoPrepaidYear(int count) => new("why/no-prepaid-year", ("count", count));

    private static (string Name, object Value) Category(string code) => ("category", new Word($"category/{code}"));

    private static (string Name, object Value) Pays(Payer payer) => ("payer", Word.Of("payer", payer));
}
