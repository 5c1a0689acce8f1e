using System.Globalization;

namespace Osms.Ledger.Tests.Naive;

/// <summary>People with made-up histories, one for each seed: the same seed is the same person.</summary>
internal static class RandomPeople
{
    // How often each story is told, out of the sum.
    private static readonly (int Weight, Action<RandomPerson> Tell)[] Stories =
    [
        (16, PaymentStories.Job), (6, PaymentStories.LongRow), (9, PaymentStories.YearAhead),
        (2, PaymentStories.LumpSum), (9, PaymentStories.Arrears), (9, PaymentStories.Single),
        (6, PaymentStories.Refund), (14, RegisterStories.Category), (6, RegisterStories.Regrant),
        (4, RegisterStories.Unemployed), (9, RegisterStories.Welfare), (5, RegisterStories.Residence),
        (4, RegisterStories.Emigration), (2, RegisterStories.Death), (8, RegisterStories.Region),
        (4, RegisterStories.Annul), (4, RegisterStories.Supersede), (6, RandomMischief.Play),
    ];

    private static readonly int Sum = Stories.Sum(s => s.Weight);

    /// <summary>
    /// People one after another. For a long run by hand: OSMS_NAIVE_TIMES as many, from OSMS_NAIVE_FIRST_SEED on.
    /// </summary>
    internal static IEnumerable<RandomPerson> Several(int count) =>
        Enumerable.Range(Number("OSMS_NAIVE_FIRST_SEED"), count * Number("OSMS_NAIVE_TIMES")).Select(Person);

    internal static RandomPerson Person(int seed)
    {
        var who = new RandomPerson(seed);
        // Few facts make sharp cases, many make strange ones.
        var stories = who.OneOf(0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 9, 14);
        for (var told = 0; told < stories; told++)
        {
            Tell(who);
        }

        return who;
    }

    private static int Number(string variable) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? "1", CultureInfo.InvariantCulture);

    /// <summary>One story more, which may be that nothing happens.</summary>
    internal static void Tell(RandomPerson who)
    {
        var at = who.Random.Next(Sum);
        foreach (var (weight, tell) in Stories)
        {
            if ((at -= weight) < 0)
            {
                tell(who);
                return;
            }
        }
    }
}
