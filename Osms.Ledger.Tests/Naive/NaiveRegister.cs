using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>
/// What the registers say of a person on a day: residence, departure, region, categories, welfare. Answers one day
/// at a time; the only thing remembered is an answer already given.
/// </summary>
internal sealed class NaiveRegister
{
    private static readonly Payer[] PayersInOrder = [Payer.Republican, Payer.Exempt, Payer.Local];

    private readonly Iin _iin;
    private readonly NaiveLaw _law;
    private readonly List<(int Version, InsuredEvent.ResidenceRecorded Event)> _residences;
    private readonly List<(int Version, InsuredEvent.RegionRecorded Event)> _regions;
    private readonly List<(int Version, InsuredEvent.WelfareLevelRecorded Event)> _levels;
    private readonly List<(int Version, InsuredEvent.CareSought Event)> _care;
    private readonly List<(int Version, InsuredEvent.DepartureRecorded Event)> _departures;
    private readonly List<NaivePeriod> _periods;
    private readonly Dictionary<DateOnly, bool> _participant = [];
    private readonly List<bool> _careHolds = [];

    internal NaiveRegister(Iin iin, IReadOnlyList<InsuredEvent> events, NaiveLaw law)
    {
        _iin = iin;
        _law = law;
        _residences = NaiveFacts.Standing<InsuredEvent.ResidenceRecorded>(events);
        _regions = NaiveFacts.Standing<InsuredEvent.RegionRecorded>(events);
        _levels = NaiveFacts.Standing<InsuredEvent.WelfareLevelRecorded>(events);
        _care = NaiveFacts.Standing<InsuredEvent.CareSought>(events);
        _departures = NaiveFacts.Standing<InsuredEvent.DepartureRecorded>(events);
        _periods = NaiveFacts.Periods(events);
    }

    internal bool IsDeparted(DateOnly day)
    {
        foreach (var (_, departure) in _departures)
        {
            var gone = _law.DepartureDayIsCovered ? departure.On < day : departure.On <= day;
            if (gone && (departure.Kind == DepartureKind.Death || !HasReturned(departure.On, day)))
            {
                return true;
            }
        }

        return false;
    }

    internal bool IsParticipant(DateOnly day)
    {
        if (!_participant.TryGetValue(day, out var participant))
        {
            var resides = ResidenceOn(day)
                is "citizen" or "kandas" or "permanent-foreigner" or "permanent-stateless" or "eaeu-worker";
            participant = resides && !IsDeparted(day) && !(day < _iin.BirthDate);
            _participant[day] = participant;
        }

        return participant;
    }

    internal string? RegionOn(DateOnly day) => Latest(_regions, r => r.From, day)?.Region;

    internal bool HasCategory(DateOnly day) => _periods.Exists(p => p.Contains(day));

    /// <summary>The category that decides on a day, and who pays for it.</summary>
    internal (Category Category, Payer Payer)? CategoryOn(DateOnly day, RuleBook rules)
    {
        var held = _periods.Where(p => p.Contains(day)).Select(p => p.Category).ToHashSet();
        foreach (var payer in PayersInOrder)
        {
            foreach (var category in rules.Categories)
            {
                if (held.Contains(category.Code) && category.Payer.On(day).Value == payer)
                {
                    return (category, payer);
                }
            }
        }

        return null;
    }

    /// <summary>Care was sought by this day, and the level was D or E on every day since.</summary>
    internal bool IsCoveredByWelfare(DateOnly day)
    {
        if (_care.Count == 0 || day < _law.WelfareFrom)
        {
            return false;
        }

        // Day after day from the first: care sought while poor covers, and so does the day before while still poor.
        while (_careHolds.Count <= day.DayNumber - _law.WelfareFrom.DayNumber)
        {
            var next = _law.WelfareFrom.AddDays(_careHolds.Count);
            var begins = IsPoor(next) && _care.Exists(c => c.Event.On == next);
            var goesOn = _careHolds.Count > 0 && _careHolds[^1] && (IsPoor(next) || !_law.WelfareMustNotBreak);
            _careHolds.Add(begins || goesOn);
        }

        return _careHolds[day.DayNumber - _law.WelfareFrom.DayNumber] && IsPoor(day);
    }

    private bool IsPoor(DateOnly day) =>
        Level(day) is WelfareLevel.D or WelfareLevel.E;

    internal WelfareLevel? Level(DateOnly day) => Latest(_levels, l => l.From, day)?.Level;

    private string ResidenceOn(DateOnly day)
    {
        if (_residences.Count == 0)
        {
            return _iin.Digits[6] == '0' ? "temporary-foreigner" : "citizen";
        }

        var latest = Latest(_residences, r => r.From, day);
        return latest is null ? "not-here-yet" : Code<Residence>.Of(latest.Residence);
    }

    private bool HasReturned(DateOnly left, DateOnly day) => _residences.Exists(r =>
        (_law.ReturnMustBeLater ? r.Event.From > left : r.Event.From >= left) && r.Event.From <= day);

    private T? Latest<T>(List<(int Version, T Event)> records, Func<T, DateOnly> from, DateOnly day)
        where T : class
    {
        T? latest = null;
        foreach (var (_, record) in records)
        {
            if (from(record) <= day && (latest is null || from(record) > from(latest)
                || (_law.LaterRecordWins && from(record) == from(latest))))
            {
                latest = record;
            }
        }

        return latest;
    }
}
