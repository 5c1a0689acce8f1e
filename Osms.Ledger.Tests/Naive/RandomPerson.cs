using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>A command as it was tried: on how many events, and what became of it.</summary>
internal sealed record Attempt(int Version, InsuredCommand Command, Decision Decision);

/// <summary>Somebody with a made-up history: commands go through the decider, accepted events are kept.</summary>
internal sealed class RandomPerson
{
    internal static readonly DateOnly Today = new(2026, 11, 22);

    // Days on which the law or a figure changes, and their neighbours.
    private static readonly DateOnly[] Turns =
    [
        new(2020, 1, 1), new(2020, 7, 1), new(2021, 1, 1), new(2022, 1, 1), new(2022, 9, 5), new(2023, 1, 1),
        new(2024, 1, 1), new(2026, 1, 1), new(2026, 6, 1), new(2026, 11, 22),
    ];

    private readonly List<InsuredEvent> _events = [];
    private readonly List<Attempt> _attempts = [];
    private readonly List<InsuredState> _states = [InsuredState.Empty];
    private int _references;

    internal RandomPerson(int seed)
    {
        Seed = seed;
        Random = new Random(seed);
        Iin = RandomIin.Next(Random);
    }

    internal int Seed { get; }

    internal Random Random { get; }

    internal Iin Iin { get; }

    internal IReadOnlyList<InsuredEvent> Events => _events;

    internal IReadOnlyList<Attempt> Attempts => _attempts;

    /// <summary>The state after each version, as it was folded when the event came in.</summary>
    internal IReadOnlyList<InsuredState> States => _states;

    internal Decision Try(InsuredCommand command)
    {
        var decision = InsuredDecider.Decide(_states[^1], _events, command, RuleBook.Embedded, Today);
        _attempts.Add(new Attempt(_events.Count, command, decision));
        if (decision is Decision.Accepted accepted)
        {
            _events.Add(accepted.Event);
            _states.Add(_states[^1].Evolve(accepted.Event));
        }

        return decision;
    }

    internal string NewReference() => $"r{++_references}";

    internal bool Chance(int percent) => Random.Next(100) < percent;

    internal T OneOf<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    internal string Bin() => OneOf("050740001234", "140240009876", "990340000111");

    internal Month MonthBetween(Month first, Month last) => first + Random.Next(last - first + 1);

    /// <summary>Somewhere in 2019–2027, mostly where something changes: the law, a fact, a month's edge.</summary>
    internal DateOnly Day()
    {
        var any = new DateOnly(2019, 6, 1).AddDays(Random.Next(3_100));
        var day = Random.Next(8) switch
        {
            0 or 1 => OneOf(Turns),
            2 => Month.Of(any).FirstDay,
            3 => Month.Of(any).LastDay,
            4 when _events.Count > 0 => NaiveHorizon.DaysOf(OneOf([.. _events])).Append(any).First(),
            5 when Iin.EighteenthBirthday is { Year: > 2017 and < 2030 } adult => adult,
            6 when Iin.BirthDate is { Year: > 2017 } born => born,
            _ => any,
        };
        return Chance(60) ? day : day.AddDays(Random.Next(-2, 3));
    }

    /// <summary>A day like <see cref="Day"/> that has come.</summary>
    internal DateOnly PastDay()
    {
        var day = Day();
        return day <= Today ? day : Today.AddDays(-Random.Next(400));
    }
}
