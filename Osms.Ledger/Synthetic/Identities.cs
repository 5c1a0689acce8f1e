using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>Who somebody is.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Cell">Age group at the end of the window, and sex.</param>
/// <param name="Iin">No two people have the same.</param>
/// <param name="Born">Also where the IIN does not tell.</param>
/// <param name="Region">KATO code of the region they live in first.</param>
/// <param name="Residence">How they reside.</param>
internal sealed record Identity(int Index, Cell Cell, Iin Iin, DateOnly Born, string Region, Residence Residence)
{
    internal int Stratum => Index / Strata.Size;

    internal int Slot => Index % Strata.Size;

    internal bool Woman => Cell.Woman;

    internal bool IsParticipant => Residence <= Residence.EaeuWorker;

    /// <summary>The first day of being so old; somebody born on 29 February: 1 March.</summary>
    internal DateOnly Birthday(int age)
    {
        var day = Born.AddYears(age);
        return day.Day == Born.Day ? day : day.AddDays(1);
    }

    /// <summary>In full years.</summary>
    internal int AgeOn(DateOnly day)
    {
        var age = day.Year - Born.Year;
        return day < Birthday(age) ? age - 1 : age;
    }
}

/// <summary>Makes everybody's identity from their number alone.</summary>
internal sealed class Identities(ulong seed, Window window, RuleBook rules, PopulationFile figures)
{
    // A prime longer than any age group has days, so that stepping by it visits every day before it repeats one.
    private const int DayStep = 7_919;

    // Two serials for each step: where one has no control digit the other has.
    private const int SerialPairs = 5_000;
    private const int SerialStep = 1_237;

    private readonly Strata _strata = new(seed, figures.Ages.Groups);
    private readonly Odds<Residence> _residences = new(
        figures.Residences.PerTenThousand.Select(pair => (Code<Residence>.Parse(pair.Key), (long)pair.Value))
            .Append((Residence.Citizen, 10_000L - figures.Residences.PerTenThousand.Values.Sum())));

    private readonly Odds<string> _children = Regions(rules, figures, share => share.ChildPercent);
    private readonly Odds<string> _adults = Regions(rules, figures, s => 100 - s.ChildPercent - s.OlderPercent);
    private readonly Odds<string> _older = Regions(rules, figures, share => share.OlderPercent);

    internal Identity Of(int index)
    {
        var place = _strata.Of(index);
        var dice = new Dice(seed, index, Purpose.Person);
        var ages = place.Cell.Ages;
        var region = (ages.IsChild ? _children : ages.IsOlder ? _older : _adults).Draw(ref dice);
        var residence = ages is { From: >= 20, Through: <= 59 } ? _residences.Draw(ref dice) : Residence.Citizen;
        var (born, number) = BirthOf(place);
        var unknownCentury = residence switch
        {
            Residence.EaeuWorker or Residence.TemporaryForeigner or Residence.AsylumSeeker => true,
            Residence.PermanentForeigner or Residence.TemporaryStateless => dice.Happens(1, 2),
            _ => false,
        };
        return new Identity(index, place.Cell, IinOf(place, born, number, unknownCentury), born, region, residence);
    }

    // Every rank of a cell has its own pair of birthday and number.
    private (DateOnly Born, int Number) BirthOf(Place place)
    {
        var first = window.End.AddYears(-place.Cell.Ages.Through - 1).AddDays(1);
        var days = window.End.AddYears(-place.Cell.Ages.From).DayNumber - first.DayNumber + 1;
        var shift = new Dice(seed, place.Cell.Number, Purpose.Cell).Below(days);
        var day = (((place.Rank % days) * DayStep) + shift) % days;
        return (first.AddDays((int)day), (int)(place.Rank / days));
    }

    private Iin IinOf(Place place, DateOnly born, int number, bool unknownCentury)
    {
        var shift = new Dice(seed, place.Cell.Number, Purpose.Cell, born.Year).Below(SerialPairs);
        var pair = ((number * SerialStep) + shift) % SerialPairs;
        var seventh = born.Year < 2000 ? 3 : 5;
        if (unknownCentury)
        {
            // The digit no longer tells men from women, so their serials must.
            pair = (number % (SerialPairs / 2)) + (place.Cell.Woman ? SerialPairs / 2 : 0);
            seventh = 0;
        }
        else if (place.Cell.Woman)
        {
            seventh++;
        }

        for (var serial = 2 * pair; ; serial++)
        {
            var eleven = string.Create(CultureInfo.InvariantCulture, $"{born:yyMMdd}{seventh}{serial:D4}");
            if (Iin.ControlDigit(eleven) is { } control)
            {
                return Iin.Parse(string.Create(CultureInfo.InvariantCulture, $"{eleven}{control}"));
            }
        }
    }

    private static Odds<string> Regions(
        RuleBook rules, PopulationFile figures, Func<PopulationFile.RegionShare, int> percent) => new(
        rules.Population.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, (long)pair.Value * percent(figures.Regions.Shares[pair.Key]))));
}
