using System.Globalization;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// What people pay for themselves, within the month itself: with months missed, some of them made good later; sums paid
/// in two parts; and a year ahead.
/// </summary>
internal sealed class OwnPayments(ulong seed, RuleBook rules)
{
    internal void Tell(Story story, Stage stage)
    {
        var entrepreneur = stage.Occupation.Livelihood == Livelihood.Entrepreneur;
        var aggregate = !entrepreneur && new Dice(seed, story.Person.Index, Purpose.Person, 3).Happens(1, 3);
        foreach (var period in Periods.Of(story, stage, story.Window.First, story.Window.Last))
        {
            var dice = new Dice(seed, story.Person.Index, Purpose.Month, period.Index);
            var day = period.FirstDay.AddDays(dice.Below(28));
            if (dice.Happens(12, 1_000))
            {
                var madeGood = dice.Happens(6, 10);
                if (!madeGood)
                {
                    continue;
                }

                day = day.AddMonths(dice.Between(1, 3));
            }

            if (!story.Presence.IsHere(day))
            {
                continue;
            }

            var kind = entrepreneur ? PaymentKind.Entrepreneur
                : aggregate && rules.PaymentKinds[PaymentKind.SingleAggregate].Contains(period)
                    ? PaymentKind.SingleAggregate
                    : PaymentKind.Self;
            var due = rules.Requirement(kind == PaymentKind.Entrepreneur ? kind : PaymentKind.Self, day);
            var first = dice.Happens(3, 100) ? new Tenge(due.Tiyn / 2) : due;
            Pay(story, kind, period, first, day, List("SP", period), 1);
            if (first < due)
            {
                Pay(story, kind, period, due - first, day, List("SP", period), 2);
            }
        }
    }

    /// <summary>Twelve months at once, one by one, and so every year.</summary>
    internal void TellYearsAhead(Story story, Stage stage)
    {
        var dice = new Dice(seed, story.Person.Index, Purpose.Person, 4);
        var last = story.Window.Last - dice.Between(1, Math.Min(12, Math.Max(1, story.Window.Months - 1)));
        for (var month = last; month >= story.Window.First; month -= 12)
        {
            var day = month.FirstDay.AddDays(dice.Below(28));
            if (!story.Presence.IsHere(day) || !stage.Touches(day, day))
            {
                continue;
            }

            for (var ahead = 1; ahead <= 12; ahead++)
            {
                var due = rules.Requirement(PaymentKind.Self, day);
                Pay(story, PaymentKind.Self, month + ahead, due, day, List("GP", month), ahead);
            }
        }
    }

    private static void Pay(
        Story story, PaymentKind kind, Month period, Tenge amount, DateOnly on, string list, int number)
    {
        // Of what people pay for themselves a list can only say one kind.
        if (kind == PaymentKind.Self)
        {
            story.PayByList(kind, period, amount.Amount, on, story.Iin, list, number);
        }
        else
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"{story.Iin}/{on:yyMMdd}/{list}/{number}");
            story.Pay(reference, kind, period, amount.Amount, on, story.Iin);
        }
    }

    private static string List(string purpose, Month month) =>
        string.Create(CultureInfo.InvariantCulture, $"{purpose}{month.FirstDay:yyMM}");
}
