using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>What the registers got wrong of somebody, and put right the month after.</summary>
internal sealed class Mistakes(ulong seed, IReadOnlyList<string> regions)
{
    private const int AYearPerThousand = 3;

    internal void Tell(Story story, Life life)
    {
        var dice = new Dice(seed, story.Person.Index, Purpose.Mistake);
        var happens = story.Window.Happens(ref dice, AYearPerThousand, 1_000);
        var day = story.Window.AnyDay(ref dice);
        var noticed = (Month.Of(day) + 1).FirstDay.AddDays(dice.Below(28));
        if (!happens || noticed > story.Window.End || !story.Presence.IsHere(day) || day <= story.Person.Born)
        {
            return;
        }

        switch (dice.Below(3))
        {
            case 0:
                Wrong("departure_recorded", "another person of that name", new InsuredCommand.RecordDeparture(
                    story.Iin, day, Code<DepartureKind>.Of(DepartureKind.Death)));
                break;
            case 1:
                Wrong("region_recorded", "entered for the wrong person", new InsuredCommand.RecordRegion(
                    story.Iin, dice.Pick(regions), day));
                break;
            case 2 when !life.Has(Occupation.Disabled):
                Wrong("category_granted", "the document is another person's", new InsuredCommand.GrantCategory(
                    story.Iin, Occupation.Disabled, day, null, "2025/000000"));
                break;
        }

        void Wrong(string type, string reason, InsuredCommand command)
        {
            // With a number of its own it is never the same as a fact that is right.
            command = command with { Reference = string.Create(CultureInfo.InvariantCulture, $"R-{day:yyMMdd}") };
            story.Know(day, command);
            story.Annul(noticed, command, type, reason);
        }
    }
}
