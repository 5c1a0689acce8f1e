using System.Diagnostics;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// What a request can be refused for without looking at the person's stream. All reasons that apply are listed, in
/// the order of <see cref="RefusalCode"/>. What passes is the event as it would be recorded, defaults filled in.
/// </summary>
public sealed class RequestCheck
{
    private static readonly DateOnly EarliestPayment = RuleBook.Beginning;
    private static readonly Month EarliestPeriod = Month.Of(RuleBook.Beginning);
    private const int MonthsPayableAhead = 24;
    private const string ChildCategory = "child";

    private readonly RuleBook _rules;
    private readonly DateOnly _today;
    private readonly List<Refusal> _refusals = [];

    private RequestCheck(RuleBook rules, DateOnly today)
    {
        _rules = rules;
        _today = today;
    }

    /// <summary>Either the event, or why not.</summary>
    /// <param name="command">As sent.</param>
    /// <param name="rules">The law.</param>
    /// <param name="today">The civil day of recording.</param>
    public static (InsuredEvent? Event, IReadOnlyList<Refusal> Refusals) Of(
        InsuredCommand command, RuleBook rules, DateOnly today)
    {
        var check = new RequestCheck(rules, today);
        Iin? iin = null;
        if (Iin.TryParse(command.Iin, out var parsed))
        {
            iin = parsed;
        }
        else
        {
            check.Refuse(
                RefusalCode.IinInvalid, "iin", "Not an IIN: 12 digits with a real birth date and control digit.");
        }

        var happened = check.Event(command, iin);
        check._refusals.Sort((a, b) => a.Code.CompareTo(b.Code));
        return check._refusals.Count > 0 ? (null, check._refusals) : (happened, []);
    }

    private InsuredEvent? Event(InsuredCommand command, Iin? iin) => command switch
    {
        InsuredCommand.RecordResidence c => new InsuredEvent.ResidenceRecorded(
            Known<Residence>(c.Residence, RefusalCode.ResidenceUnknown, "residence"), c.From, c.Reference),
        InsuredCommand.RecordRegion c => new InsuredEvent.RegionRecorded(Region(c.Region), c.From, c.Reference),
        InsuredCommand.RecordPayment c => Payment(c),
        InsuredCommand.RefundPayment c => new InsuredEvent.PaymentRefunded(
            c.Reference, NotInFuture(c.On, "on"), Known<RefundReason>(c.Reason, RefusalCode.ReasonUnknown, "reason")),
        InsuredCommand.GrantCategory c => Grant(c, iin),
        InsuredCommand.EndCategory c => new InsuredEvent.CategoryEnded(
            Category(c.Category), c.On, c.Reason, c.Reference),
        InsuredCommand.RecordWelfareLevel c => new InsuredEvent.WelfareLevelRecorded(
            Known<WelfareLevel>(Latin(c.Level), RefusalCode.LevelUnknown, "level"), c.From, c.Reference),
        InsuredCommand.RecordCare c => new InsuredEvent.CareSought(
            NotInFuture(c.On, "on"), Provider(c.Provider), c.Reference),
        InsuredCommand.RecordDeparture c => new InsuredEvent.DepartureRecorded(
            NotInFuture(c.On, "on"), Known<DepartureKind>(c.Kind, RefusalCode.KindUnknown, "kind"), c.Reference),
        InsuredCommand.AnnulFact c => new InsuredEvent.FactAnnulled(c.Version, c.Type, c.Reason, c.Reference),
        _ => throw new UnreachableException($"{command.GetType().Name} has no check."),
    };

    private InsuredEvent.PaymentRecorded? Payment(InsuredCommand.RecordPayment c)
    {
        if (c.Amount <= 0)
        {
            Refuse(RefusalCode.AmountNotPositive, "amount", "A payment is more than 0 tenge.");
        }

        if (!Tenge.TryFrom(c.Amount, out var amount))
        {
            Refuse(RefusalCode.AmountPrecision, "amount", "An amount has at most two decimals (tiyn).");
        }

        if (!Digits.IsBinOrIin(c.Payer))
        {
            Refuse(RefusalCode.PayerInvalid, "payer", "A payer is a BIN or an IIN: 12 digits.");
        }

        NotInFuture(c.PaidOn, "paidOn");
        if (c.PaidOn < EarliestPayment)
        {
            Refuse(RefusalCode.DateTooEarly, "paidOn", $"No payments before {EarliestPayment:yyyy-MM-dd}.");
        }

        var latest = Month.Of(c.PaidOn) + MonthsPayableAhead;
        if (c.Period < EarliestPeriod || c.Period > latest)
        {
            Refuse(RefusalCode.PeriodOutOfRange, "period", $"Payable then: {EarliestPeriod} to {latest}.");
        }

        var kind = Known<PaymentKind>(c.Kind, RefusalCode.KindUnknown, "kind");
        if (Code<PaymentKind>.TryParse(c.Kind, out _) && !_rules.PaymentKinds[kind].Contains(c.Period))
        {
            var periods = _rules.PaymentKinds[kind];
            var until = periods.Last is { } last ? $"to {last}" : "on";
            Refuse(RefusalCode.KindNotInForce, "kind", $"{c.Kind} exists for periods from {periods.First} {until}.");
        }

        return new InsuredEvent.PaymentRecorded(c.Reference, kind, c.Period, amount, c.PaidOn, c.Payer);
    }

    private InsuredEvent.CategoryGranted Grant(InsuredCommand.GrantCategory c, Iin? iin)
    {
        var category = Category(c.Category);
        var through = c.Through;
        if (category == ChildCategory && iin is { } child)
        {
            through = Child(c, child);
        }

        // A period that lies wholly after childhood is refused for that alone.
        if (through < c.From && !_refusals.Exists(r => r.Code == RefusalCode.ChildOver18))
        {
            Refuse(
                RefusalCode.ThroughBeforeFrom, "through", $"The last day is before the first ({c.From:yyyy-MM-dd}).");
        }

        return new InsuredEvent.CategoryGranted(category, c.From, through, c.Document, c.Reference);
    }

    private DateOnly? Child(InsuredCommand.GrantCategory c, Iin iin)
    {
        if (iin.EighteenthBirthday is not { } adult)
        {
            Refuse(RefusalCode.ChildBirthUnknown, "iin", "This IIN does not tell the birth century.");
            return c.Through;
        }

        if (c.From < iin.BirthDate)
        {
            Refuse(RefusalCode.ChildBeforeBirth, "from", "A child is insured from birth on.");
        }

        if (c.From >= adult || c.Through >= adult)
        {
            Refuse(
                RefusalCode.ChildOver18, c.From >= adult ? "from" : "through",
                "A child is one until the day before the 18th birthday.");
        }

        return c.Through ?? adult.AddDays(-1);
    }

    private string Category(string code)
    {
        if (!_rules.CategoryByCode.ContainsKey(code))
        {
            var known = string.Join(", ", _rules.Categories.Select(c => c.Code));
            Refuse(RefusalCode.CategoryUnknown, "category", $"Known: {known}.");
        }

        return code;
    }

    private string Region(string code)
    {
        if (!_rules.Regions.ContainsKey(code))
        {
            Refuse(RefusalCode.RegionUnknown, "region", "A region is the first two digits of its KATO code.");
        }

        return code;
    }

    private string Provider(string provider)
    {
        if (!Digits.IsBinOrIin(provider))
        {
            Refuse(RefusalCode.ProviderInvalid, "provider", "A provider is a BIN: 12 digits.");
        }

        return provider;
    }

    private DateOnly NotInFuture(DateOnly day, string field)
    {
        if (day > _today)
        {
            Refuse(RefusalCode.DateInFuture, field, $"The day is after today ({_today:yyyy-MM-dd} in Kazakhstan).");
        }

        return day;
    }

    private T Known<T>(string code, RefusalCode refusal, string field)
        where T : struct, Enum
    {
        if (!Code<T>.TryParse(code, out var value))
        {
            Refuse(refusal, field, $"Known: {string.Join(", ", Code<T>.All)}.");
        }

        return value;
    }

    // The registers write the levels in Cyrillic; the letters that look Latin are other characters.
    private static string Latin(string level) => level switch
    {
        "А" => "A",
        "В" => "B",
        "С" => "C",
        "Д" => "D",
        "Е" => "E",
        _ => level,
    };

    private void Refuse(RefusalCode code, string field, string detail) =>
        _refusals.Add(new Refusal(code, field, detail));
}
