namespace Osms.Ledger.Synthetic;

/// <summary>What a throw is for: each purpose has numbers of its own, so that one more throw shifts no other.</summary>
internal enum Purpose
{
    Stratum,
    Cell,
    Person,
    Life,
    Departure,
    Register,
    Month,
    Job,
    Employer,
    Lateness,
    Mistake,
    Transfer,
}

/// <summary>
/// Seeded numbers: SplitMix64 in integers only, so that a seed gives the same country on every machine and with every
/// version of the runtime, which <see cref="Random"/> does not promise.
/// </summary>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <param name="seed">Of the country.</param>
    /// <param name="who">A person, an employer ….</param>
    /// <param name="purpose">What for.</param>
    /// <param name="when">A month's index, where each month has throws of its own.</param>
    internal Dice(ulong seed, long who, Purpose purpose, int when = 0)
    {
        unchecked
        {
            _state = Mix(seed + Golden);
            _state = Mix(_state ^ ((ulong)who * Golden));
            _state = Mix(_state ^ (((ulong)purpose << 32) | (uint)when));
        }
    }

    /// <summary>0 to <paramref name="bound"/>, exclusive.</summary>
    internal int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    internal long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Both inclusive.</summary>
    internal int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>So many times out of so many.</summary>
    internal bool Happens(int times, int outOf) => Below(outOf) < times;

    internal T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    private ulong Next()
    {
        unchecked
        {
            _state += Golden;
        }

        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
