using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>How a month stands as seen on a day; the first that fits.</summary>
internal enum NaiveMonth
{
    Paid,
    Category,
    NotCounted,
    Owed,
}

/// <summary>The state of single months as seen on a day.</summary>
internal sealed class NaiveMonths(Iin iin, NaiveRegister register, NaivePayments payments, NaiveLaw law)
{
    private static readonly DateOnly Beginning = new(2020, 1, 1);

    private readonly Dictionary<Month, DateOnly?> _firstCategoryDay = [];
    private readonly Dictionary<Month, bool> _hasParticipantDay = [];

    internal NaiveMonth StateOf(Month month, DateOnly day)
    {
        if (payments.SettledOn(month, day) is not null)
        {
            return NaiveMonth.Paid;
        }

        if (FirstCategoryDay(month) is { } first && (first <= day || !law.CategoryMonthWaitsForItsDay))
        {
            return NaiveMonth.Category;
        }

        var childhood = law.ChildrenOweNothing && month.LastDay < iin.EighteenthBirthday;
        var absent = law.StrangersOweNothing && !HasParticipantDay(month);
        return month.FirstDay < Beginning || absent || childhood ? NaiveMonth.NotCounted : NaiveMonth.Owed;
    }

    internal static IEnumerable<DateOnly> DaysOf(Month month) =>
        Enumerable.Range(month.FirstDay.DayNumber, month.LastDay.Day).Select(DateOnly.FromDayNumber);

    private DateOnly? FirstCategoryDay(Month month)
    {
        if (!_firstCategoryDay.TryGetValue(month, out var first))
        {
            first = DaysOf(month)
                .Where(d => register.HasCategory(d) || register.IsCoveredByWelfare(d))
                .Cast<DateOnly?>().FirstOrDefault();
            _firstCategoryDay[month] = first;
        }

        return first;
    }

    private bool HasParticipantDay(Month month)
    {
        if (!_hasParticipantDay.TryGetValue(month, out var has))
        {
            has = DaysOf(month).Any(register.IsParticipant);
            _hasParticipantDay[month] = has;
        }

        return has;
    }
}
