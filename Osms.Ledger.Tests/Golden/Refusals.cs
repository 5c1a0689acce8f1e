using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Golden;

/// <summary>For every code of refusal a command that is refused with it, and the commands that lead there.</summary>
internal static class Refusals
{
    private static readonly string Child = TestIin.Born(new DateOnly(2012, 5, 4), 50);

    /// <summary>Whose stream somebody has to archive before the last command.</summary>
    internal static readonly string Archived = Grown(27);

    /// <summary>Likewise of transfers of budgets.</summary>
    internal static readonly IReadOnlyDictionary<RefusalCode, string[]> OfTransfers =
        new Dictionary<RefusalCode, string[]>
        {
            [RefusalCode.PayerUnknown] = [Transfer("1", payer: "02")],
            [RefusalCode.AmountZero] = [Transfer("2", amount: "0")],
            [RefusalCode.CorrectionUnclear] = [Transfer("3", amount: "-1")],
            [RefusalCode.MonthOutOfRange] = [Transfer("4", month: "2025-12")],
            [RefusalCode.TransferDiffers] = [Transfer("5"), Transfer("5", month: "2026-03", amount: "2")],
            [RefusalCode.TransferUnknown] = [Transfer("6", amount: "-1", corrects: "7")],
            [RefusalCode.CorrectionDiffers] =
                [Transfer("8"), Transfer("9", month: "2026-03", amount: "-1", corrects: "8")],
            [RefusalCode.CorrectionExceeds] = [Transfer("10"), Transfer("11", amount: "-1500.01", corrects: "10")],
            [RefusalCode.MonthSumExceeds] =
            [
                Transfer("12", month: "2026-04", amount: "1000000000000000"),
                Transfer("13", month: "2026-04", amount: "1000000000000000"),
                Transfer("14", month: "2026-04", amount: "0.01"),
            ],
        };

    internal static readonly IReadOnlyDictionary<RefusalCode, string[]> All = new Dictionary<RefusalCode, string[]>
    {
        [RefusalCode.IinInvalid] = [Region("850412499002", "75")],
        [RefusalCode.KindUnknown] = [Payment(1, kind: "gift")],
        [RefusalCode.ReasonUnknown] = [Payment(2), Refund(2, reason: "regret")],
        [RefusalCode.CategoryUnknown] = [Grant(Grown(3), "king")],
        [RefusalCode.LevelUnknown] =
            [Command("record-welfare-level", Grown(4), """ "level":"F","from":"2026-01-01" """)],
        [RefusalCode.ResidenceUnknown] =
            [Command("record-residence", Grown(5), """ "residence":"guest","from":"2026-01-01" """)],
        [RefusalCode.RegionUnknown] = [Region(Grown(6), "02")],
        [RefusalCode.PayerInvalid] = [Payment(7, payer: "12044098369")],
        [RefusalCode.ProviderInvalid] =
            [Command("record-care", Grown(8), """ "on":"2026-11-01","provider":"clinic" """)],
        [RefusalCode.AmountNotPositive] = [Payment(9, amount: "0")],
        [RefusalCode.AmountPrecision] = [Payment(10, amount: "0.001")],
        [RefusalCode.DateInFuture] = [Payment(11, paidOn: "2026-11-23")],
        [RefusalCode.DateTooEarly] = [Payment(12, period: "2020-01", paidOn: "2019-12-31")],
        [RefusalCode.PeriodOutOfRange] = [Payment(13, period: "2028-12")],
        [RefusalCode.KindNotInForce] = [Payment(14, kind: "single-aggregate")],
        [RefusalCode.ThroughBeforeFrom] = [Grant(Grown(15), "disabled", "\"through\":\"2025-12-31\",")],
        [RefusalCode.ChildBirthUnknown] = [Grant(TestIin.Foreigner(16), "child")],
        [RefusalCode.ChildBeforeBirth] = [Grant(Child, "child", from: "2012-05-03")],
        [RefusalCode.ChildOver18] = [Grant(Child, "child", "\"through\":\"2030-05-04\",")],
        [RefusalCode.PaymentDiffers] = [Payment(17), Payment(17, kind: "employee", amount: "2", payer: "850412499001")],
        [RefusalCode.PaymentUnknown] = [Refund(18)],
        [RefusalCode.PaymentAlreadyRefunded] = [Payment(19), Refund(19), Refund(19, reason: "wrong-knp")],
        [RefusalCode.RefundBeforePayment] = [Payment(20), Refund(20, on: "2026-11-04")],
        [RefusalCode.CategoryAlreadyGranted] =
            [Grant(Grown(21), "disabled"), Grant(Grown(21), "disabled", from: "2026-06-01")],
        [RefusalCode.CategoryNotActive] =
            [Command("end-category", Grown(22), """ "category":"disabled","on":"2026-06-01","reason":"r" """)],
        [RefusalCode.FactUnknown] = [Annul(23, 1, "care_sought")],
        [RefusalCode.FactDiffers] = [Region(Grown(24), "75"), Annul(24, 1, "care_sought")],
        [RefusalCode.FactNotAnnullable] = [Payment(25), Annul(25, 1, "payment_recorded")],
        [RefusalCode.HistoryFull] = [Payment(28)],
        [RefusalCode.FactAlreadyAnnulled] =
            [Region(Grown(26), "75"), Annul(26, 1, "region_recorded"), Annul(26, 1, "region_recorded", "again")],
        [RefusalCode.StreamArchived] = [Region(Archived, "75"), Region(Archived, "10")],
    };

    internal static string Payment(
        int person, string kind = "self", string period = "2026-10", string amount = "4250",
        string paidOn = "2026-11-05", string payer = "120440983692") => Command("record-payment", Grown(person), $$"""
        "reference":"r","kind":"{{kind}}","period":"{{period}}","amount":{{amount}},"paidOn":"{{paidOn}}",
        "payer":"{{payer}}"
        """.ReplaceLineEndings(""));

    internal static string Transfer(
        string reference, string payer = "75", string month = "2026-02", string amount = "1500",
        string? corrects = null)
    {
        var corrected = corrects is null ? "" : $",\"corrects\":\"{corrects}\"";
        return $$"""{"reference":"{{reference}}","payer":"{{payer}}","month":"{{month}}","amount":{{amount}},"""
            + $$""" "receivedOn":"2026-03-05"{{corrected}}}""";
    }

    private static string Refund(int person, string reason = "mistaken", string on = "2026-11-20") => Command(
        "refund-payment", Grown(person), $$""" "reference":"r","on":"{{on}}","reason":"{{reason}}" """);

    private static string Grant(string iin, string category, string through = "", string from = "2026-01-01") =>
        Command("grant-category", iin, $$""" "category":"{{category}}","from":"{{from}}",{{through}}"document":"d" """);

    private static string Region(string iin, string region) =>
        Command("record-region", iin, $$""" "region":"{{region}}","from":"2020-01-01" """);

    private static string Annul(int person, int version, string type, string reason = "mistake") => Command(
        "annul-fact", Grown(person), $$""" "version":{{version}},"type":"{{type}}","reason":"{{reason}}" """);

    private static string Command(string name, string iin, string fields) =>
        $$"""{"command":"{{name}}","iin":"{{iin}}",{{fields.Trim()}}}""";

    private static string Grown(int number) => TestIin.Grown(number);
}
