using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What the register says of a person from a day on; everything but payments.</summary>
/// <param name="From">First day.</param>
/// <param name="Departed">Dead, or emigrated and not returned.</param>
/// <param name="Participant">A participant of OSMS.</param>
/// <param name="Category">The category that decides, of those granted on these days.</param>
/// <param name="CategoryPayer">Its payer on these days.</param>
/// <param name="Welfare">Covered by level D or E since care was sought.</param>
/// <param name="Region">KATO code, or null when none is recorded.</param>
internal readonly record struct Circumstances(
    DateOnly From, bool Departed, bool Participant, Category? Category, Payer CategoryPayer, bool Welfare,
    string? Region)
{
    /// <summary>The state or a local budget covers these days, participant or not: the register alone counts.</summary>
    internal bool Covered => Category is not null || Welfare;
}

/// <summary>Residence, region, categories, welfare and departures of one person, brought into order.</summary>
internal sealed class Register
{
    // Of each thread one: its memory costs more than what is written into it.
    [ThreadStatic]
    private static List<DateOnly>? _edges;

    private readonly Iin _iin;
    private readonly InsuredState _state;
    private readonly RuleBook _rules;
    private readonly SinceList<Residence> _residences;
    private readonly SinceList<string> _regions;
    private readonly List<(DateSpan Span, GrantFact Grant, Category Category)> _grants;
    private readonly List<WelfareCover> _welfare;
    private List<Circumstances>? _steps;

    internal Register(Iin iin, InsuredState state, RuleBook rules)
    {
        _iin = iin;
        _state = state;
        _rules = rules;
        _residences = new SinceList<Residence>(state.Residences);
        _regions = new SinceList<string>(state.Regions);
        _welfare = WelfareCover.Of(state, rules);
        _grants = new List<(DateSpan, GrantFact, Category)>(state.Grants.Count);
        foreach (var grant in state.Grants)
        {
            // A category that the law no longer names covers nobody.
            if (rules.CategoryByCode.TryGetValue(grant.Category, out var category))
            {
                _grants.Add((state.EffectiveSpan(grant), grant, category));
            }
        }
    }

    /// <summary>Every day of the calendar, cut where something changes; neighbours differ.</summary>
    internal List<Circumstances> Steps() => _steps ??= Cut();

    private List<Circumstances> Cut()
    {
        var edges = Edges();
        var steps = new List<Circumstances>(edges.Count);
        foreach (var day in edges)
        {
            var step = On(day);
            if (steps.Count == 0 || steps[^1] with { From = day } != step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    internal Circumstances On(DateOnly day)
    {
        var departed = DepartureOn(day) is not null;
        var (_, category, payer) = CategoryOn(day);
        return new Circumstances(
            day,
            departed,
            !departed && IsParticipant(day),
            category,
            payer,
            WelfareOn(day) is not null,
            _regions.On(day)?.Value);
    }

    /// <summary>The departure that ended cover before this day and has not been followed by a return.</summary>
    internal DayFact<DepartureKind>? DepartureOn(DateOnly day)
    {
        foreach (var departure in _state.Departures)
        {
            if (departure.On < day && (departure.Value == DepartureKind.Death || !ReturnedBetween(departure.On, day)))
            {
                return departure;
            }
        }

        return null;
    }

    /// <summary>The last emigration before a day that was followed by a return, and that return.</summary>
    internal (DayFact<DepartureKind> Left, SinceFact<Residence> Back)? ReturnBefore(DateOnly day)
    {
        (DayFact<DepartureKind> Left, SinceFact<Residence> Back)? last = null;
        foreach (var departure in _state.Departures)
        {
            foreach (var residence in _residences.Records)
            {
                if (departure.On < day && residence.From > departure.On && residence.From <= day
                    && !(departure.On <= last?.Left.On))
                {
                    last = (departure, residence);
                }
            }
        }

        return last;
    }

    /// <summary>The earliest residence that was recorded; null when there is none.</summary>
    internal SinceFact<Residence>? FirstResidence => _residences.Records is [var first, ..] ? first : null;

    /// <summary>The residence record in force; null before the first, and when there is none.</summary>
    internal SinceFact<Residence>? ResidenceOn(DateOnly day) => _residences.On(day);

    /// <summary>
    /// The grant that decides: republican before exempt before local, then the order of the rule data.
    /// </summary>
    internal (GrantFact? Grant, Category? Category, Payer Payer) CategoryOn(DateOnly day)
    {
        GrantFact? first = null;
        Category? best = null;
        var bestPayer = Payer.None;
        foreach (var (span, grant, category) in _grants)
        {
            if (!span.Contains(day))
            {
                continue;
            }

            // Before OSMS no payer is named; the days count for nothing but must not fail.
            var payer = category.Payer.TryOn(day)?.Value ?? category.Payer.Values[0].Value;
            if (best is null || payer < bestPayer || (payer == bestPayer && category.Order < best.Order))
            {
                (first, best, bestPayer) = (grant, category, payer);
            }
        }

        return (first, best, bestPayer);
    }

    internal WelfareCover? WelfareOn(DateOnly day)
    {
        foreach (var cover in _welfare)
        {
            if (cover.Days.Contains(day))
            {
                return cover;
            }
        }

        return null;
    }

    /// <summary>
    /// The residence in force; when nobody has recorded one a citizen, or by the IIN a foreigner who stays temporarily.
    /// Null before the first record of those who have any.
    /// </summary>
    internal Residence? ResidesAs(DateOnly day) => _residences.Records.Length > 0 ? _residences.On(day)?.Value
        : _iin.IsForeigner ? Residence.TemporaryForeigner
        : Residence.Citizen;

    private bool IsParticipant(DateOnly day) =>
        !(day < _iin.BirthDate) && ResidesAs(day) is <= Residence.EaeuWorker;

    private bool ReturnedBetween(DateOnly after, DateOnly day)
    {
        foreach (var residence in _residences.Records)
        {
            if (residence.From > after && residence.From <= day)
            {
                return true;
            }
        }

        return false;
    }

    private List<DateOnly> Edges()
    {
        var edges = _edges ??= [];
        edges.Clear();
        edges.Add(DateOnly.MinValue);
        if (_iin.BirthDate is { } birth)
        {
            edges.Add(birth);
        }

        foreach (var residence in _residences.Records)
        {
            edges.Add(residence.From);
        }

        foreach (var region in _regions.Records)
        {
            edges.Add(region.From);
        }

        foreach (var departure in _state.Departures)
        {
            if (departure.On < DateOnly.MaxValue)
            {
                edges.Add(departure.On.AddDays(1));
            }
        }

        foreach (var (span, _, category) in _grants)
        {
            Add(edges, span);
            foreach (var payer in category.Payer.Values)
            {
                edges.Add(payer.From);
            }
        }

        foreach (var cover in _welfare)
        {
            Add(edges, cover.Days);
        }

        edges.Sort();
        return edges;

        static void Add(List<DateOnly> edges, DateSpan span)
        {
            edges.Add(span.From);
            if (span.Until != DateSpan.NoEnd)
            {
                edges.Add(span.Until);
            }
        }
    }
}
