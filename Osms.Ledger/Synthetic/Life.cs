using Osms.Ledger.Insured;

namespace Osms.Ledger.Synthetic;

/// <summary>A time of one occupation; <paramref name="Until"/> is exclusive, null: it goes on.</summary>
internal readonly record struct Stage(Occupation Occupation, DateOnly From, DateOnly? Until)
{
    internal bool Touches(DateOnly first, DateOnly last) => From <= last && !(Until <= first);
}

/// <summary>When somebody is in the country; days as they are, without a record of them.</summary>
/// <param name="Arrived">Their first day.</param>
/// <param name="Departed">Their last day, if they die or leave.</param>
/// <param name="Kind">How they went.</param>
/// <param name="Returned">Their first day back.</param>
internal readonly record struct Presence(
    DateOnly Arrived, DateOnly? Departed, DepartureKind Kind, DateOnly? Returned)
{
    internal bool IsHere(DateOnly day) => day >= Arrived && (!(Departed < day) || Returned <= day);

    internal bool IsHereIn(DateOnly first, DateOnly last) => IsHere(first) || IsHere(last);
}

/// <summary>What becomes of somebody: when they are here and what they do.</summary>
internal sealed record Life(Presence Presence, IReadOnlyList<Stage> Stages)
{
    internal bool Has(string category) => Stages.Any(stage => stage.Occupation.Category == category);

    internal Occupation Last => Stages[^1].Occupation;
}

/// <summary>Makes lives up.</summary>
internal sealed class Lives(ulong seed, Window window, Occupations occupations)
{
    private const int Grown = 18;
    private const int ChangesAYearPercent = 20;
    private const int MostChangedPercent = 80;
    private const int EmigrantsAYear = 100;
    private static readonly DateOnly LongAgo = new(2020, 1, 1);

    internal Life Of(Identity person)
    {
        var dice = new Dice(seed, person.Index, Purpose.Life);
        var stages = person.IsParticipant ? StagesOf(person, ref dice) : [new Stage(Occupation.Outside, LongAgo, null)];
        return new Life(PresenceOf(person), stages);
    }

    private List<Stage> StagesOf(Identity person, ref Dice dice)
    {
        var grown = person.Birthday(Grown);
        var pension = person.Birthday(person.Woman ? 61 : 63);
        var stages = new List<Stage>();
        if (grown > window.Opening)
        {
            stages.Add(new Stage(Occupation.Child, person.Born, grown));
        }

        if (grown > window.End)
        {
            return stages;
        }

        if (pension <= window.Opening)
        {
            return [new Stage(Occupation.Pensioner, pension, null)];
        }

        var start = grown > window.Opening ? grown : LongAgoFor(grown, ref dice);
        var retires = pension <= window.End;
        var age = person.AgeOn(retires ? pension.AddDays(-1) : window.End);
        var now = Draw(person, age, ref dice);
        var before = Draw(person, age, ref dice);
        var change = ChangeDay(ref dice);
        if (change is { } day && day > start && day < (retires ? pension : window.End) && before != now)
        {
            stages.Add(new Stage(before, start, day));
            start = day;
        }

        stages.Add(new Stage(now, start, retires ? pension : null));
        if (retires)
        {
            stages.Add(new Stage(Occupation.Pensioner, pension, null));
        }

        return stages;
    }

    private Occupation Draw(Identity person, int age, ref Dice dice)
    {
        var occupation = occupations.Draw(ref dice, person.Woman, age);
        return person.Residence == Residence.Kandas && occupation == Occupation.Outside
            ? Occupation.KandasNotWorking
            : occupation;
    }

    private DateOnly LongAgoFor(DateOnly grown, ref Dice dice)
    {
        var day = window.Opening.AddDays(-dice.Between(1, 900));
        day = day < LongAgo ? LongAgo : day;
        return day < grown ? grown : day;
    }

    private DateOnly? ChangeDay(ref Dice dice)
    {
        var chance = Math.Min(MostChangedPercent, ChangesAYearPercent * window.Months / 12);
        var changes = dice.Happens(chance, 100);
        var month = window.First + dice.Below(window.Months);
        return changes ? month.FirstDay : null;
    }

    private Presence PresenceOf(Identity person)
    {
        var dice = new Dice(seed, person.Index, Purpose.Departure);
        var arrived = person.Born;
        if (person.Residence != Residence.Citizen)
        {
            var recently = dice.Happens(1, 5);
            arrived = recently ? window.AnyDay(ref dice) : window.Opening.AddDays(-dice.Between(30, 1_500));
            return new Presence(arrived, null, default, null);
        }

        var dies = window.Happens(ref dice, person.Cell.Ages.Deaths, 100_000);
        var leaves = window.Happens(ref dice, EmigrantsAYear, 100_000);
        var day = window.AnyDay(ref dice);
        if ((!dies && !leaves) || day <= person.Born)
        {
            return new Presence(arrived, null, default, null);
        }

        var back = day.AddDays(dice.Between(40, 300));
        var returns = !dies && dice.Happens(1, 4) && back <= window.End;
        return new Presence(arrived, day, dies ? DepartureKind.Death : DepartureKind.Emigration, returns ? back : null);
    }
}
