using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// A made-up country after Kazakhstan's published figures: the same seed gives the same people and facts on every
/// machine. Everybody is a function of the seed and their number alone, so that nobody has to be kept in memory.
/// </summary>
public sealed class SyntheticCountry
{
    /// <summary>More could not all have an IIN of their own.</summary>
    public const int MostPeople = 50_000_000;

    private readonly Window _window;
    private readonly Identities _identities;
    private readonly Lives _lives;
    private readonly RegisterFacts _register;
    private readonly WelfareFacts _welfare;
    private readonly Payments _payments;
    private readonly Mistakes _mistakes;

    /// <param name="seed">Any number.</param>
    /// <param name="people">How many; fewer people are the first of more.</param>
    /// <param name="months">For how many months facts come in.</param>
    /// <param name="until">The last of these months.</param>
    /// <param name="rules">The law that sets what is paid.</param>
    /// <exception cref="ArgumentOutOfRangeException">No people, too many, or months before OSMS began.</exception>
    public SyntheticCountry(ulong seed, int people, int months, Month until, RuleBook rules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, MostPeople);
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, MostMonths(until));
        (Seed, People) = (seed, people);
        _window = new Window(until - (months - 1), until);
        var figures = PopulationFile.Embedded;
        _identities = new Identities(seed, _window, rules, figures);
        _lives = new Lives(seed, _window, new Occupations(rules, figures));
        string[] regions = [.. rules.Regions.Keys.Order(StringComparer.Ordinal)];
        _register = new RegisterFacts(seed, regions);
        _welfare = new WelfareFacts(seed, rules, figures);
        _payments = new Payments(seed, rules);
        _mistakes = new Mistakes(seed, regions);
    }

    public ulong Seed { get; }

    public int People { get; }

    /// <summary>The first month in which facts come in.</summary>
    public Month First => _window.First;

    /// <summary>The last one.</summary>
    public Month Until => _window.Last;

    /// <summary>How many months there can be: wages are paid for the month before, from January 2020 on.</summary>
    public static int MostMonths(Month until) => until - Month.Of(RuleBook.Beginning);

    /// <summary>Somebody, by their number from 0.</summary>
    public SyntheticPerson PersonAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, People);
        var identity = _identities.Of(index);
        var life = _lives.Of(identity);
        var story = new Story(identity, life.Presence, _window);
        _register.Tell(story, life);
        _welfare.Tell(story, life);
        _payments.Tell(story, life);
        _mistakes.Tell(story, life);
        return new SyntheticPerson(identity.Iin, identity.Born, identity.Woman, story.Told());
    }
}
