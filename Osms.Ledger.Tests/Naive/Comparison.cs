using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Puts the ledger's determination beside the naive one, and says where they first differ.</summary>
internal static class Comparison
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly Month FirstMonth = new(2020, 1);
    private static readonly Month LastMonth = new(2028, 12);

    /// <summary>The first day of <paramref name="days"/> on which the two differ; null when they agree.</summary>
    internal static string? OfDays(
        Iin iin, IReadOnlyList<InsuredEvent> events, IEnumerable<DateOnly> days, bool runsToo)
    {
        var naive = new NaiveDetermination(iin, events, Rules);
        var real = Determination.Of(iin, InsuredState.Fold(events), Rules);
        (DateOnly? Since, DateOnly? Through)? run = null;
        foreach (var day in days)
        {
            // The region of days before OSMS has a test of its own.
            var before = day < RuleBook.Beginning;
            var (standing, expected) = (NaiveStanding.Of(real.On(day)), naive.On(day));
            if (standing != (before ? expected with { Region = standing.Region } : expected))
            {
                return $"On {day:yyyy-MM-dd} the ledger says {standing}\n  and the naive reading {expected}.";
            }

            if (!runsToo)
            {
                continue;
            }

            // Days of one run share its ends: they are looked for once.
            run = run is { } known && !(day < known.Since) && !(day > known.Through) ? run : naive.Unbroken(day);
            if (real.Unbroken(day) != run)
            {
                return $"Around {day:yyyy-MM-dd} the ledger says {real.Unbroken(day)}"
                    + $"\n  and the naive reading {run}.";
            }
        }

        return null;
    }

    /// <summary>The first month whose payer differs.</summary>
    internal static string? OfPayers(Iin iin, IReadOnlyList<InsuredEvent> events)
    {
        var naive = new NaiveDetermination(iin, events, Rules);
        var state = InsuredState.Fold(events);
        for (var month = FirstMonth; month <= LastMonth; month += 1)
        {
            var payer = MonthPayer.Of(iin, state, Rules, month);
            if ((payer.Payer, payer.Category, payer.Region, payer.Day) != naive.PayerOf(month))
            {
                return $"For {month} the ledger says {payer}\n  and the naive reading {naive.PayerOf(month)}.";
            }
        }

        return null;
    }

    /// <summary>The first month that is not in the same state, from a year before the ledger's first on.</summary>
    internal static string? OfMonths(Iin iin, IReadOnlyList<InsuredEvent> events, IEnumerable<DateOnly> days)
    {
        var naive = new NaiveDetermination(iin, events, Rules);
        var state = InsuredState.Fold(events);
        foreach (var day in days)
        {
            var real = new MonthStates(iin, state, Rules, day);
            for (var month = FirstMonth - 12; month <= LastMonth; month += 1)
            {
                if ($"{real.Of(month).State}" != $"{naive.StateOf(month, day)}")
                {
                    return $"{month} as seen on {day:yyyy-MM-dd} the ledger calls {real.Of(month).State}"
                        + $"\n  and the naive reading {naive.StateOf(month, day)}.";
                }
            }
        }

        return null;
    }

    /// <summary>Days on which something may change: around every fact, month edges, and some at random.</summary>
    internal static IEnumerable<DateOnly> InterestingDays(
        Iin iin, IReadOnlyList<InsuredEvent> events, int seed)
    {
        var random = new Random(seed);
        var around = events.SelectMany(NaiveHorizon.DaysOf)
            .Append(iin.BirthDate ?? RandomPerson.Today).Append(iin.EighteenthBirthday ?? RandomPerson.Today)
            .SelectMany(d => new[] { d.DayNumber - 1, d.DayNumber, d.DayNumber + 1 })
            .Select(n => DateOnly.FromDayNumber(Math.Clamp(n, 0, DateOnly.MaxValue.DayNumber)));
        var months = Enumerable.Range(0, 112).Select(i => new Month(2019, 11) + i)
            .SelectMany(m => new[] { m.FirstDay, m.LastDay });
        var any = Enumerable.Range(0, 20).Select(_ => new DateOnly(2019, 1, 1).AddDays(random.Next(4_700)));
        return around.Concat(months).Concat(any).Append(new DateOnly(2022, 9, 4)).Append(new DateOnly(2022, 9, 5))
            .Distinct().Order();
    }

    /// <summary>Fails with the smallest history that shows the difference, if there is one.</summary>
    internal static void ShouldAgree(
        RandomPerson who, IReadOnlyList<InsuredEvent> events, Func<IReadOnlyList<InsuredEvent>, string?> differs)
    {
        if (differs(events) is not null)
        {
            var smallest = Smallest.History(events, fewer => differs(fewer) is not null);
            Assert.Fail($"Seed {who.Seed}. {differs(smallest)}\n{Smallest.Text(who.Iin, smallest)}");
        }
    }
}
