using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Bench;

/// <summary>Whom is asked about, and for which day.</summary>
internal sealed record Question(int Person, string Iin, DateOnly At)
{
    private static readonly DateOnly Earliest = new(2025, 1, 1);
    private const int Days = 1_000;

    /// <summary>The same ones for the same round.</summary>
    internal static Question[] Draw(BenchGround ground, int round)
    {
        var random = new Random(round);
        var asked = new Question[ground.Plan.Questions];
        for (var i = 0; i < asked.Length; i++)
        {
            var person = random.Next(ground.Country.People);
            asked[i] = new Question(
                person, ground.Country.IinOf(person).Digits, Earliest.AddDays(random.Next(Days)));
        }

        return asked;
    }

    /// <summary>It was answered, for this day.</summary>
    internal CoverageAnswer Answer(Answered<CoverageAnswer> answered)
    {
        if (answered is not Answered<CoverageAnswer>.Found { Answer: var answer })
        {
            throw new BenchFailedException($"A question was not answered: {answered}.");
        }

        Check.Equal("The day of an answer", At, answer.At);
        return answer;
    }

    /// <summary>Answered as the pure functions say.</summary>
    internal void Compare(BenchGround ground, Answered<CoverageAnswer> answered)
    {
        var answer = Answer(answered);
        if (ground.Country.IsCompared(Person))
        {
            BenchGround.Compare(ground.Country.Known(Person), answer);
        }
    }

    /// <summary>The person's row was found.</summary>
    internal void Compare(BenchGround ground, BareRow? row)
    {
        Check.That("A row of the read model was not found", row is not null);
        if (ground.Country.IsCompared(Person))
        {
            Check.Equal("Version of a row", ground.Country.Known(Person).State.Version, row!.Version);
        }
    }
}
