using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Events of every kind, with and without what may be left out, and with every value of their codes.</summary>
internal static class StoredEvents
{
    private static readonly DateOnly Day = new(2026, 11, 5);

    internal static readonly IReadOnlyList<InsuredEvent> All =
    [
        .. Enum.GetValues<Residence>().Select(r => new InsuredEvent.ResidenceRecorded(r, Day)),
        new InsuredEvent.ResidenceRecorded(Residence.Kandas, new DateOnly(1, 1, 1), "миграция/7"),
        new InsuredEvent.RegionRecorded("75", new DateOnly(2020, 1, 1)),
        new InsuredEvent.RegionRecorded("10", new DateOnly(9999, 12, 31), "r"),
        .. Enum.GetValues<PaymentKind>().Select(kind => new InsuredEvent.PaymentRecorded(
            $"120440983692/261105/ZP/{(int)kind}", kind, new Month(2026, 10), Tenge.From(12_750), Day, "120440983692")),
        new InsuredEvent.PaymentRecorded(
            "Төлем № 1 «қазан» \\ \"x\" <&>\u00A0+", PaymentKind.Self, new Month(2020, 1), new Tenge(1), Day,
            "850412499001"),
        new InsuredEvent.PaymentRecorded(
            "r", PaymentKind.Self, new Month(2026, 12), Tenge.From(999_999_999.99m), Day, "850412499001"),
        new InsuredEvent.PaymentRecorded(
            "r", PaymentKind.Self, new Month(2026, 12), Tenge.From(12_750.50m), Day, "850412499001"),
        .. Enum.GetValues<RefundReason>().Select(reason => new InsuredEvent.PaymentRefunded("r", Day, reason)),
        new InsuredEvent.CategoryGranted("child", new DateOnly(2012, 5, 4), new DateOnly(2030, 5, 3), "Туу туралы № 7"),
        new InsuredEvent.CategoryGranted("disabled", Day, null, "d"),
        new InsuredEvent.CategoryGranted("disabled", Day, null, "d", "r"),
        new InsuredEvent.CategoryEnded("disabled", Day, "recovered"),
        new InsuredEvent.CategoryEnded("disabled", Day, "recovered", "r"),
        .. Enum.GetValues<WelfareLevel>().Select(level => new InsuredEvent.WelfareLevelRecorded(level, Day)),
        new InsuredEvent.WelfareLevelRecorded(WelfareLevel.D, Day, "r"),
        new InsuredEvent.CareSought(Day, "990240003119"),
        new InsuredEvent.CareSought(Day, "990240003119", "r"),
        .. Enum.GetValues<DepartureKind>().Select(kind => new InsuredEvent.DepartureRecorded(Day, kind)),
        new InsuredEvent.DepartureRecorded(Day, DepartureKind.Death, "r"),
        new InsuredEvent.FactAnnulled(1, "category_granted", "another person's"),
        new InsuredEvent.FactAnnulled(int.MaxValue, "care_sought", "mistake", "r"),
    ];

    internal static readonly IReadOnlyList<BudgetEvent> Transfers =
    [
        new BudgetEvent.TransferReceived("75-2026-02/1", new Month(2026, 2), Tenge.From(1_500_000), Day),
        new BudgetEvent.TransferReceived(
            "Аударым № 2 «ақпан»", new Month(2026, 2), Tenge.From(-0.05m), Day, "75-2026-02/1"),
        new BudgetEvent.TransferReceived("r", new Month(2020, 1), Tenge.From(1_000_000_000_000.10m), Day),
    ];
}
