using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>What the registers say of somebody: residence, regions, categories, departures.</summary>
internal sealed class RegisterFacts(ulong seed, IReadOnlyList<string> regions)
{
    private const int MovesAYearPercent = 2;

    internal void Tell(Story story, Life life)
    {
        var dice = new Dice(seed, story.Person.Index, Purpose.Register);
        Residence(story);
        Regions(story, ref dice);
        foreach (var stage in life.Stages.Where(stage => stage.Occupation.Category is not null))
        {
            Category(story, stage, ref dice);
        }

        Departure(story);
    }

    private static void Residence(Story story)
    {
        var from = story.Presence.Arrived;
        story.Know(from, new InsuredCommand.RecordResidence(
            story.Iin, Code<Residence>.Of(story.Person.Residence), from));
    }

    private void Regions(Story story, ref Dice dice)
    {
        var arrived = story.Presence.Arrived;
        var from = arrived < RuleBook.Beginning ? RuleBook.Beginning : arrived;
        story.Know(arrived, new InsuredCommand.RecordRegion(story.Iin, story.Person.Region, from));
        var moves = story.Window.Happens(ref dice, MovesAYearPercent, 100);
        var day = story.Window.AnyDay(ref dice);
        var region = dice.Pick(regions);
        if (moves && day > arrived && story.Presence.IsHere(day))
        {
            story.Know(day, new InsuredCommand.RecordRegion(story.Iin, region, day));
        }
    }

    private static void Category(Story story, Stage stage, ref Dice dice)
    {
        var category = stage.Occupation.Category!;
        var from = stage.From < story.Presence.Arrived ? story.Presence.Arrived : stage.From;
        var known = dice.Happens(3, 100) ? from.AddDays(dice.Between(5, 60)) : from;
        var planned = Through(category, from, story.Window.End, ref dice);
        var document = string.Create(
            CultureInfo.InvariantCulture, $"{from:yyyy}/{dice.Below(1_000_000):D6}");
        var endsAsPlanned = dice.Happens(1, 2);
        if (stage.Until <= from || !story.Presence.IsHere(known))
        {
            return;
        }

        var last = stage.Until?.AddDays(-1);
        var isChild = category == Occupation.Child.Category;
        var endedEarly = last >= known && !endsAsPlanned && !isChild;
        var through = isChild ? null : endedEarly || last is null ? planned : last;
        story.Know(known, new InsuredCommand.GrantCategory(story.Iin, category, from, through, document));
        if (endedEarly && story.Presence.IsHere(last!.Value))
        {
            story.Know(
                last.Value, new InsuredCommand.EndCategory(story.Iin, category, last.Value, "no longer entitled"));
        }
    }

    // Beyond the window: what ends within it is known from the stages.
    private static DateOnly? Through(string category, DateOnly from, DateOnly end, ref Dice dice)
    {
        var months = dice.Between(1, 6);
        var later = (end > from ? end : from).AddDays((30 * months) + 1);
        return category switch
        {
            "full-time-student" => new DateOnly(later.Year + 1, 7, 1),
            "raising-child-under-3" or "maternity-or-childcare-leave" => later.AddDays(90 * months),
            "registered-unemployed" or "pregnant-not-working" or "social-assistance-recipient"
                or "kandas-not-working" or "convict" or "detainee" => later,
            _ => null,
        };
    }

    private static void Departure(Story story)
    {
        var presence = story.Presence;
        if (presence.Departed is { } day)
        {
            story.Know(day, new InsuredCommand.RecordDeparture(story.Iin, day, Code<DepartureKind>.Of(presence.Kind)));
        }

        if (presence.Returned is { } back)
        {
            story.Know(back, new InsuredCommand.RecordResidence(
                story.Iin, Code<Residence>.Of(story.Person.Residence), back));
        }
    }
}
