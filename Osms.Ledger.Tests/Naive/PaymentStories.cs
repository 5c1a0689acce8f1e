using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>How people pay: regularly, in parts, late, ahead, too much at once, and with refunds.</summary>
internal static class PaymentStories
{
    private static readonly Month First = new(2020, 1);

    private static readonly (DateOnly From, decimal Self)[] Dues =
        [(new(2024, 1, 1), 4250m), (new(2023, 1, 1), 3500m), (new(2022, 1, 1), 3000m), (new(2020, 1, 1), 2125m)];

    /// <summary>Months in a row by one kind, with gaps, late and missing ones.</summary>
    internal static void Job(RandomPerson who)
    {
        var kind = who.OneOf("employer", "employee", "contract", "entrepreneur", "self", "single-aggregate",
            "single-payment", "platform");
        var month = who.MonthBetween(First, new Month(2026, 6));
        var gaps = who.OneOf(0, 0, 5, 20);
        for (var left = who.Random.Next(1, 30); left > 0; left--, month += 1)
        {
            if (!who.Chance(gaps))
            {
                var paidOn = who.Chance(80) ? month.LastDay.AddDays(who.Random.Next(-5, 6)) : who.PastDay();
                Pay(who, kind, month, paidOn);
            }
        }
    }

    /// <summary>About sixty months in a row up to around 2026, perhaps with a category or nothing in one.</summary>
    internal static void LongRow(RandomPerson who)
    {
        var last = who.MonthBetween(new Month(2025, 4), new Month(2026, 8));
        var months = who.OneOf(58, 59, 59, 60, 60, 61, 61, 64);
        var odd = who.Chance(50) ? last - who.Random.Next(months) : (Month?)null;
        var kind = who.OneOf("employer", "self", "entrepreneur");
        for (var month = last - (months - 1); month <= last; month += 1)
        {
            if (month != odd)
            {
                Pay(who, kind, month, month.LastDay.AddDays(who.Random.Next(-3, 1)), whole: true);
            }
            else if (who.Chance(60))
            {
                who.Try(new InsuredCommand.GrantCategory(
                    who.Iin.Digits, "registered-unemployed", month.FirstDay.AddDays(3), month.LastDay, "doc"));
            }
        }
    }

    /// <summary>A year (or nearly one) ahead, mostly in December and at the old minimum wage.</summary>
    internal static void YearAhead(RandomPerson who)
    {
        var begins = who.Chance(60)
            ? new Month(who.Random.Next(2021, 2028), 1)
            : who.MonthBetween(new Month(2021, 6), new Month(2027, 1));
        var paidOn = begins.FirstDay.AddDays(who.OneOf(-1, -1, -2, -20, -40, 0, 1));
        var kind = who.OneOf("self", "self", "self", "entrepreneur");
        var missing = who.Chance(25) ? begins + who.Random.Next(12) : (Month?)null;
        var late = who.Chance(25) ? begins + who.Random.Next(12) : (Month?)null;
        List<string> references = [];
        for (var month = begins - who.Random.Next(2); month < begins + who.OneOf(11, 12, 12, 12, 13); month += 1)
        {
            if (month != missing)
            {
                var day = month == late ? begins.FirstDay.AddDays(who.Random.Next(-1, 40)) : paidOn;
                references.Add(Pay(who, kind, month, day, whole: true));
            }
        }

        if (who.Chance(30))
        {
            var on = paidOn.AddDays(who.OneOf(0, 1, 5, 45, 120, 250));
            who.Try(new InsuredCommand.RefundPayment(
                who.Iin.Digits, who.OneOf([.. references]), on, who.OneOf("mistaken", "returned-by-bank")));
        }
    }

    /// <summary>A whole year as one sum for one month, as people do.</summary>
    internal static void LumpSum(RandomPerson who) => Record(
        who, "self", who.MonthBetween(First, new Month(2026, 12)), 12 * Due("self", RandomPerson.Today), who.PastDay());

    /// <summary>The year before some day, paid at once; mostly complete.</summary>
    internal static void Arrears(RandomPerson who)
    {
        var paidOn = who.PastDay();
        var now = Month.Of(paidOn);
        var skipped = who.Chance(30) ? now - who.Random.Next(13) : (Month?)null;
        for (var month = now - who.OneOf(11, 12, 12, 13); month <= now; month += 1)
        {
            if (month != skipped)
            {
                Pay(who, "self", month, paidOn, whole: true);
            }
        }
    }

    /// <summary>One payment of any kind for any month, on any day.</summary>
    internal static void Single(RandomPerson who)
    {
        var kind = who.OneOf("employer", "employee", "contract", "entrepreneur", "self", "single-payment");
        var paidOn = who.PastDay();
        Pay(who, kind, Month.Of(paidOn) + who.Random.Next(-6, 8), paidOn);
    }

    internal static void Refund(RandomPerson who)
    {
        if (who.Events.OfType<InsuredEvent.PaymentRecorded>().ToList() is { Count: > 0 } paid)
        {
            var payment = who.OneOf([.. paid]);
            var on = payment.PaidOn.AddDays(who.OneOf(0, 0, 1, 10, 40, 100, 200, -1));
            who.Try(new InsuredCommand.RefundPayment(
                who.Iin.Digits, payment.Reference, on, who.OneOf("mistaken", "over-accrued", "wrong-knp")));
        }
    }

    /// <summary>Pays a month, whole or in parts, exactly, a tiyn short, or by more than one kind.</summary>
    private static string Pay(RandomPerson who, string kind, Month month, DateOnly paidOn, bool whole = false)
    {
        var due = Due(kind, paidOn);
        switch (whole ? 9 : who.Random.Next(14))
        {
            case 0:
                Record(who, kind, month, due / 2, paidOn);
                return Record(who, kind, month, due - (due / 2), paidOn.AddDays(who.Random.Next(0, 60)));
            case 1:
                Record(who, kind, month, due / 4, paidOn.AddDays(who.Random.Next(0, 40)));
                Record(who, kind, month, due / 4, paidOn);
                return Record(who, kind, month, due / 2, paidOn.AddDays(who.Random.Next(0, 10)));
            case 2:
                return Record(who, kind, month, due - 0.01m, paidOn);
            case 3:
                Record(who, "self", month, Due("self", paidOn) / 2, paidOn);
                return Record(who, "entrepreneur", month, Due("entrepreneur", paidOn) / 2, paidOn);
            case 4:
                return Record(who, kind, month, 0.01m, paidOn);
            default:
                return Record(who, kind, month, due, paidOn);
        }
    }

    private static string Record(RandomPerson who, string kind, Month month, decimal amount, DateOnly paidOn)
    {
        var reference = who.NewReference();
        who.Try(new InsuredCommand.RecordPayment(
            who.Iin.Digits, reference, kind, month, decimal.Round(amount, 2), paidOn, who.Bin()));
        return reference;
    }

    private static decimal Due(string kind, DateOnly paidOn)
    {
        var self = Dues.First(d => d.From <= paidOn || d.From.Year == 2020).Self;
        return kind == "entrepreneur" ? self * 1.4m : self;
    }
}
