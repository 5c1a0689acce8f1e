using System.Globalization;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>What is paid for somebody, stage by stage of their life.</summary>
internal sealed class Payments
{
    private readonly ulong _seed;
    private readonly RuleBook _rules;
    private readonly Wages _dues;
    private readonly Employers _employers;
    private readonly WagePayments _wages;
    private readonly OwnPayments _own;

    internal Payments(ulong seed, RuleBook rules)
    {
        (_seed, _rules, _dues, _employers) = (seed, rules, new Wages(rules), new Employers(seed));
        _wages = new WagePayments(seed, _dues, _employers);
        _own = new OwnPayments(seed, rules);
    }

    internal void Tell(Story story, Life life)
    {
        foreach (var stage in life.Stages)
        {
            switch (stage.Occupation.Livelihood)
            {
                case Livelihood.Employee:
                    _wages.Tell(story, stage);
                    break;
                case Livelihood.SelfPayer or Livelihood.Entrepreneur:
                    _own.Tell(story, stage);
                    break;
                case Livelihood.YearAhead:
                    _own.TellYearsAhead(story, stage);
                    break;
                case Livelihood.Contract or Livelihood.SinglePayment or Livelihood.Platform:
                    TellOthers(story, stage);
                    break;
                default:
                    break;
            }
        }
    }

    // Paid by whom the person works for, month by month, but not in bank lists.
    private void TellOthers(Story story, Stage stage)
    {
        var dice = new Dice(_seed, story.Person.Index, Purpose.Person, 1);
        var income = _dues.Wage(ref dice, story.Person.Region) / 2;
        var customer = _employers.Of(story.Person, -1);
        foreach (var period in Periods.Of(story, stage, story.Window.First - 1, story.Window.Last - 1))
        {
            if (new Dice(_seed, story.Person.Index, Purpose.Month, period.Index).Happens(1, 100))
            {
                continue;
            }

            var kind = Kind(stage.Occupation.Livelihood, period);
            var amount = kind switch
            {
                PaymentKind.Platform => _dues.Platform(income, period),
                PaymentKind.SinglePayment => _dues.Employer(income, period) + _dues.Employee(income, period),
                _ => _dues.Employee(income, period),
            };
            var on = (period + 1).FirstDay.AddDays(customer.PayDay - 1);
            story.Pay(
                string.Create(CultureInfo.InvariantCulture, $"{customer.Bin}/{on:yyMMdd}/DG{period.FirstDay:yyMM}/1"),
                kind, period, amount, on, customer.Bin);
        }
    }

    // Before a kind is in force the same work is done under a contract.
    private PaymentKind Kind(Livelihood livelihood, Month period)
    {
        var kind = livelihood switch
        {
            Livelihood.Platform => PaymentKind.Platform,
            Livelihood.SinglePayment => PaymentKind.SinglePayment,
            _ => PaymentKind.Contract,
        };
        return _rules.PaymentKinds[kind].Contains(period) ? kind : PaymentKind.Contract;
    }
}

/// <summary>The months somebody is in a stage and in the country.</summary>
internal static class Periods
{
    internal static IEnumerable<Month> Of(Story story, Stage stage, Month first, Month last)
    {
        for (var period = first; period <= last; period += 1)
        {
            if (stage.Touches(period.FirstDay, period.LastDay)
                && story.Presence.IsHereIn(period.FirstDay, period.LastDay))
            {
                yield return period;
            }
        }
    }
}
