using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Puts the ledger's determination beside the naive one, and says in one line where they first differ.</summary>
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
        foreach (var day in days)
        {
            var standing = NaiveStanding.Of(real.On(day));
            if (!standing.Equals(naive.On(day)))
            {
                return $"On {day:yyyy-MM-dd} the ledger says {standing}\n  and the naive reading {naive.On(day)}.";
            }

            if (runsToo && real.Unbroken(day) != naive.Unbroken(day))
            {
                return $"Around {day:yyyy-MM-dd} the ledger says {real.Unbroken(day)}"
                    + $"\n  and the naive reading {naive.Unbroken(day)}.";
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
            if ((payer.Payer, payer.Category, payer.Region) != naive.PayerOf(month))
            {
                return $"For {month} the ledger says {payer}\n  and the naive reading {naive.PayerOf(month)}.";
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
            .SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) });
        var months = Enumerable.Range(0, 112).Select(i => new Month(2019, 11) + i)
            .SelectMany(m => new[] { m.FirstDay, m.LastDay });
        var any = Enumerable.Range(0, 20).Select(_ => new DateOnly(2019, 1, 1).AddDays(random.Next(4_700)));
        return around.Concat(months).Concat(any).Append(new DateOnly(2022, 9, 4)).Append(new DateOnly(2022, 9, 5));
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
