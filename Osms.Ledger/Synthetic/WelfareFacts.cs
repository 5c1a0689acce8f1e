using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Synthetic;

/// <summary>Welfare levels and care: mostly of those who are in no category and pay nothing.</summary>
internal sealed class WelfareFacts(ulong seed, RuleBook rules, PopulationFile figures)
{
    private static readonly string[] Providers = [.. Enumerable.Range(0, 40).Select(Provider)];

    private readonly DateOnly _careCounts = rules.FirstDayOf(Basis.Welfare);

    internal void Tell(Story story, Life life)
    {
        var dice = new Dice(seed, story.Person.Index, Purpose.Register, 1);
        var outside = life.Last.Livelihood == Livelihood.Outside && story.Person.IsParticipant;
        var poor = outside && dice.Happens(figures.Welfare.PoorOfOutsidePercent, 100);
        var level = poor ? (dice.Happens(1, 4) ? "E" : "D") : dice.Pick(["A", "B", "C"]);
        var since = story.Window.Opening.AddDays(-dice.Between(1, 300));
        if ((outside || dice.Happens(5, 100)) && story.Presence.IsHere(since))
        {
            story.Know(since, new InsuredCommand.RecordWelfareLevel(story.Iin, level, since));
            Change(story, level, ref dice);
        }

        Care(story, poor ? figures.Welfare.SeekCarePercent : 2, ref dice);
    }

    private static void Change(Story story, string level, ref Dice dice)
    {
        var changes = story.Window.Happens(ref dice, 8, 100);
        var day = story.Window.AnyDay(ref dice);
        var other = dice.Pick(["C", "D", "E"]);
        if (changes && other != level && story.Presence.IsHere(day))
        {
            story.Know(day, new InsuredCommand.RecordWelfareLevel(story.Iin, other, day));
        }
    }

    private void Care(Story story, int percent, ref Dice dice)
    {
        var seeks = dice.Happens(percent, 100);
        var day = story.Window.AnyDay(ref dice);
        var provider = dice.Pick(Providers);
        if (seeks && day >= _careCounts && story.Presence.IsHere(day))
        {
            story.Know(day, new InsuredCommand.RecordCare(story.Iin, day, provider));
        }
    }

    private static string Provider(int number)
    {
        var dice = new Dice(0, number, Purpose.Employer);
        return Employers.Bin(ref dice);
    }
}
