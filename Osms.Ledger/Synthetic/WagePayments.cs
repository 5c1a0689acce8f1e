using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// What an employer pays for an employee: deductions and contributions in two lists, by the pay day of the month after.
/// With changes of job, months that were forgotten, employers who are late, and payments that went wrong.
/// </summary>
internal sealed class WagePayments(ulong seed, Wages dues, Employers employers)
{
    // A second payment of somebody in the same list needs a number that nobody else has.
    private const int NumbersAside = Strata.Size;

    private static readonly Month EarliestPeriod = Month.Of(RuleBook.Beginning);

    internal void Tell(Story story, Stage stage)
    {
        var pay = new Dice(seed, story.Person.Index, Purpose.Person, 2);
        var wage = dues.Wage(ref pay, story.Person.Region);
        var job = 0;
        var idle = 0;
        var employer = employers.Of(story.Person, job);
        foreach (var period in Periods.Of(story, stage, story.Window.First - 1, story.Window.Last - 1))
        {
            var dice = new Dice(seed, story.Person.Index, Purpose.Month, period.Index);
            if (dice.Happens(1, 100))
            {
                employer = employers.Of(story.Person, ++job);
                idle = dice.Happens(3, 10) ? dice.Between(1, 2) : 0;
            }

            var forgotten = dice.Happens(1, 1_000);
            if (idle > 0)
            {
                idle--;
            }
            else if (!forgotten)
            {
                Pay(story, employer, period, wage, ref dice);
            }
        }
    }

    private void Pay(Story story, Employer employer, Month period, decimal wage, ref Dice dice)
    {
        var paidIn = period + (employers.IsLate(employer, period) ? 2 : 1);
        var on = paidIn.FirstDay.AddDays(employer.PayDay - 1);
        var deduction = dues.Employer(wage, period);
        switch (dice.Below(1_000))
        {
            case 0 when paidIn < story.Window.Last:
                Returned(story, employer, period, deduction, on);
                break;
            case 1 when paidIn < story.Window.Last:
                Twice(story, employer, period, deduction, on);
                break;
            case 2 when paidIn < story.Window.Last && period - 12 >= EarliestPeriod:
                var forAnotherYear = Deduct(story, employer, period - 12, deduction, on)!;
                Again(story, employer, period, deduction, forAnotherYear, RefundReason.Mistaken);
                break;
            case 3 when paidIn < story.Window.Last:
                var asContribution = Contribute(story, employer, period, deduction, on, NumbersAside)!;
                Again(story, employer, period, deduction, asContribution, RefundReason.WrongKnp);
                break;
            default:
                Deduct(story, employer, period, deduction, on);
                break;
        }

        Contribute(story, employer, period, dues.Employee(wage, period), on);
    }

    // The bank sends the money back; the employer pays again in the next month.
    private static void Returned(Story story, Employer employer, Month period, decimal amount, DateOnly on)
    {
        var returned = (Month.Of(on) + 1).FirstDay.AddDays(1);
        story.Refund(Deduct(story, employer, period, amount, on)!, returned, RefundReason.ReturnedByBank);
        Deduct(story, employer, period, amount, returned.AddDays(employer.PayDay - 2));
    }

    private static void Twice(Story story, Employer employer, Month period, decimal amount, DateOnly on)
    {
        Deduct(story, employer, period, amount, on);
        var again = Deduct(story, employer, period, amount, on, NumbersAside)!;
        story.Refund(again, (Month.Of(on) + 1).FirstDay.AddDays(4), RefundReason.OverAccrued);
    }

    // A payment is never moved to another period or purpose: it is refunded and paid again.
    private static void Again(
        Story story, Employer employer, Month period, decimal amount, InsuredCommand.RecordPayment wrong,
        RefundReason reason)
    {
        var noticed = (Month.Of(wrong.PaidOn) + 1).FirstDay.AddDays(2);
        story.Refund(wrong, noticed, reason);
        Deduct(story, employer, period, amount, noticed);
    }

    private static InsuredCommand.RecordPayment? Deduct(
        Story story, Employer employer, Month period, decimal amount, DateOnly on, int aside = 0) =>
        story.PayByList(
            PaymentKind.Employer, period, amount, on, employer.Bin, List("OO", story, period), Number(story) + aside);

    private static InsuredCommand.RecordPayment? Contribute(
        Story story, Employer employer, Month period, decimal amount, DateOnly on, int aside = 0) =>
        story.PayByList(
            PaymentKind.Employee, period, amount, on, employer.Bin, List("VZ", story, period), Number(story) + aside);

    private static int Number(Story story) => story.Person.Slot + 1;

    // A list from each stratum: a large employer's branches send their own.
    private static string List(string purpose, Story story, Month period) => string.Create(
        CultureInfo.InvariantCulture, $"{purpose}{period.FirstDay:yyMM}-{story.Person.Stratum + 1:D4}");
}
