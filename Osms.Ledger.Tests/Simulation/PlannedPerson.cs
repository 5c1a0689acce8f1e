using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Commands about one person, without an end: the stories of a made-up life, mischief included.</summary>
internal sealed class PlannedPerson(int seed)
{
    private readonly RandomPerson _who = RandomPeople.Person(seed);
    private int _sent;

    internal Iin Iin => _who.Iin;

    /// <summary>
    /// The next command; what became of it in the made-up life may differ from what becomes of it here.
    /// </summary>
    internal InsuredCommand Next()
    {
        while (_sent == _who.Attempts.Count)
        {
            RandomPeople.Tell(_who);
        }

        return _who.Attempts[_sent++].Command;
    }

    /// <summary>One that was sent before.</summary>
    internal InsuredCommand Earlier() => _sent == 0 ? Next() : _who.Attempts[_who.Random.Next(_sent)].Command;

    internal DateOnly Day() => _who.Chance(20) ? RandomPerson.Today : _who.Day();
}
