using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using Command = Osms.Ledger.Insured.InsuredCommand;

namespace Osms.Ledger.Tests.Naive;

/// <summary>The checks of a request by itself, one line a refusal, in the order in which they are listed.</summary>
internal static class NaiveRequest
{
    private static readonly string[] Residences =
    [
        "citizen", "kandas", "permanent-foreigner", "permanent-stateless", "eaeu-worker", "refugee",
        "temporary-foreigner", "temporary-stateless", "asylum-seeker",
    ];

    private static readonly string[] PaymentKinds =
    [
        "employer", "employee", "contract", "entrepreneur", "self", "single-aggregate", "single-payment", "platform",
    ];

    private static readonly string[] RefundReasons = ["mistaken", "over-accrued", "wrong-knp", "returned-by-bank"];

    internal static List<string> Refusals(Command command, RuleBook rules, DateOnly today)
    {
        List<string> refusals = [];
        var payment = command as Command.RecordPayment;
        var grant = command as Command.GrantCategory;
        var hasIin = Iin.TryParse(command.Iin, out var iin);
        var child = grant is { Category: "child" } && hasIin;
        DateOnly? happened = command switch
        {
            Command.RecordPayment c => c.PaidOn,
            Command.RefundPayment c => c.On,
            Command.RecordCare c => c.On,
            Command.RecordDeparture c => c.On,
            _ => null,
        };
        var category = grant?.Category ?? (command as Command.EndCategory)?.Category;
        var over18 = child && (grant!.From >= iin.EighteenthBirthday || grant.Through >= iin.EighteenthBirthday);

        Refuse("iin-invalid", !hasIin);
        Refuse("kind-unknown", payment is not null && !PaymentKinds.Contains(payment.Kind));
        Refuse("kind-unknown", command is Command.RecordDeparture { Kind: not ("death" or "emigration") });
        Refuse("reason-unknown", command is Command.RefundPayment r && !RefundReasons.Contains(r.Reason));
        Refuse("category-unknown", category is not null && rules.Categories.All(c => c.Code != category));
        Refuse("level-unknown", command is Command.RecordWelfareLevel w && Level(w.Level) is null);
        Refuse("residence-unknown", command is Command.RecordResidence l && !Residences.Contains(l.Residence));
        Refuse("region-unknown", command is Command.RecordRegion g && !rules.Regions.ContainsKey(g.Region));
        Refuse("payer-invalid", payment is not null && !IsTwelveDigits(payment.Payer));
        Refuse("provider-invalid", command is Command.RecordCare s && !IsTwelveDigits(s.Provider));
        Refuse("amount-not-positive", payment?.Amount <= 0);
        Refuse("amount-precision", payment is not null && payment.Amount * 100 % 1 != 0);
        Refuse("date-in-future", happened > today);
        Refuse("date-too-early", payment?.PaidOn < new DateOnly(2020, 1, 1));
        Refuse("period-out-of-range", payment is not null && !IsInRange(payment));
        Refuse("kind-not-in-force", payment is not null && !IsInForce(payment));
        Refuse("through-before-from", grant?.Through < grant?.From && !over18);
        Refuse("child-birth-unknown", child && iin.BirthDate is null);
        Refuse("child-before-birth", child && grant!.From < iin.BirthDate);
        Refuse("child-over-18", over18);
        return refusals;

        void Refuse(string code, bool applies)
        {
            if (applies)
            {
                refusals.Add(code);
            }
        }
    }

    /// <summary>What a request that passed would record, defaults filled in.</summary>
    internal static InsuredEvent Event(Command command) => command switch
    {
        Command.RecordResidence c => new InsuredEvent.ResidenceRecorded(
            Code<Residence>.Parse(c.Residence), c.From, c.Reference),
        Command.RecordRegion c => new InsuredEvent.RegionRecorded(c.Region, c.From, c.Reference),
        Command.RecordPayment c => new InsuredEvent.PaymentRecorded(
            c.Reference, Code<PaymentKind>.Parse(c.Kind), c.Period, Tenge.From(c.Amount), c.PaidOn, c.Payer),
        Command.RefundPayment c => new InsuredEvent.PaymentRefunded(
            c.Reference, c.On, Code<RefundReason>.Parse(c.Reason)),
        Command.GrantCategory c => new InsuredEvent.CategoryGranted(
            c.Category, c.From, c.Through ?? LastDayOf(c), c.Document, c.Reference),
        Command.EndCategory c => new InsuredEvent.CategoryEnded(c.Category, c.On, c.Reason, c.Reference),
        Command.RecordWelfareLevel c => new InsuredEvent.WelfareLevelRecorded(
            Code<WelfareLevel>.Parse(Level(c.Level)!), c.From, c.Reference),
        Command.RecordCare c => new InsuredEvent.CareSought(c.On, c.Provider, c.Reference),
        Command.RecordDeparture c => new InsuredEvent.DepartureRecorded(
            c.On, Code<DepartureKind>.Parse(c.Kind), c.Reference),
        Command.AnnulFact c => new InsuredEvent.FactAnnulled(c.Version, c.Type, c.Reason, c.Reference),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static DateOnly? LastDayOf(Command.GrantCategory grant) =>
        grant.Category == "child" ? Iin.Parse(grant.Iin).EighteenthBirthday?.AddDays(-1) : null;

    // The registers write Cyrillic letters.
    private static string? Level(string sent) => sent switch
    {
        "A" or "B" or "C" or "D" or "E" => sent,
        "Д" => "D",
        "Е" => "E",
        _ => null,
    };

    private static bool IsTwelveDigits(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsInRange(Command.RecordPayment payment)
    {
        var paidIn = (payment.PaidOn.Year * 12) + payment.PaidOn.Month;
        var period = (payment.Period.FirstDay.Year * 12) + payment.Period.FirstDay.Month;
        return payment.Period.FirstDay >= new DateOnly(2020, 1, 1) && period - paidIn <= 24;
    }

    private static bool IsInForce(Command.RecordPayment payment) => payment.Kind switch
    {
        "single-aggregate" => payment.Period.FirstDay.Year is >= 2020 and <= 2023,
        "single-payment" => payment.Period.FirstDay.Year >= 2023,
        "platform" => payment.Period.FirstDay.Year >= 2026,
        _ => true,
    };
}
