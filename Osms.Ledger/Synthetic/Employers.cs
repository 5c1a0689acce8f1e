using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>Somebody who pays for others.</summary>
/// <param name="Id">Tells employers apart.</param>
/// <param name="Bin">12 digits.</param>
/// <param name="PayDay">The day of the month on which they pay, for the month before.</param>
internal sealed record Employer(long Id, string Bin, int PayDay);

/// <summary>
/// Employers of any size without a table of them: a few are everywhere and very large, with a list from each branch;
/// the others belong to one region of one stratum and have one to some dozens of people.
/// </summary>
internal sealed class Employers(ulong seed)
{
    private const int Nationwide = 2_000;
    private const int InOneRegion = 14;
    private const int LatePercent = 2;
    private const int RegionNumbers = 100;

    private readonly Odds<int> _nationwide = Skewed(Nationwide);
    private readonly Odds<int> _local = Skewed(InOneRegion);

    /// <param name="person">Who works.</param>
    /// <param name="job">Which of their jobs, from 0.</param>
    internal Employer Of(Identity person, int job)
    {
        var dice = new Dice(seed, person.Index, Purpose.Job, job);
        if (dice.Happens(1, 4))
        {
            return Make(_nationwide.Draw(ref dice));
        }

        var region = ((long)person.Stratum * RegionNumbers) + int.Parse(person.Region, CultureInfo.InvariantCulture);
        return Make(Nationwide + (region * InOneRegion) + _local.Draw(ref dice));
    }

    /// <summary>Whether an employer pays for a month a month too late.</summary>
    internal bool IsLate(Employer employer, Month period) =>
        new Dice(seed, employer.Id, Purpose.Lateness, period.Index).Happens(LatePercent, 100);

    /// <summary>A BIN: month of registration, kind of entity, head or branch, serial, control digit.</summary>
    internal static string Bin(ref Dice dice)
    {
        var registered = new Month(dice.Between(1_996, 2_019), dice.Between(1, 12));
        var kind = "4444444456"[dice.Below(10)];
        var serial = dice.Below(90_000);
        while (true)
        {
            var eleven = string.Create(
                CultureInfo.InvariantCulture, $"{registered.FirstDay:yyMM}{kind}0{serial++:D5}");
            if (Iin.ControlDigit(eleven) is { } control)
            {
                return eleven + (char)('0' + control);
            }
        }
    }

    private Employer Make(long id)
    {
        var dice = new Dice(seed, id, Purpose.Employer);
        return new Employer(id, Bin(ref dice), dice.Between(3, 25));
    }

    // The largest has twice as many as the second, three times as many as the third, and so on.
    private static Odds<int> Skewed(int count) =>
        new(Enumerable.Range(0, count).Select(n => (n, 1_000_000L / (n + 1))));
}
