namespace Osms.Ledger.Projections;

/// <summary>
/// The people whose rows are made a second time before a rebuild is believed: one in a hundred, at least a hundred and
/// at most a thousand, drawn by lot while everybody passes by.
/// </summary>
internal sealed class RebuildLot(int seed)
{
    private const int Least = 100;
    private const int Most = 1_000;
    private const int OneIn = 100;

    private readonly List<Part> _parts = [];

    internal int Seed => seed;

    /// <summary>Of one of several workers.</summary>
    internal Part PartOf(int parts, int part)
    {
        var one = new Part(new Random(unchecked(seed + part)), Most / parts);
        lock (_parts)
        {
            _parts.Add(one);
        }

        return one;
    }

    internal IReadOnlyList<string> Drawn(long people)
    {
        string[] all = [.. _parts.SelectMany(part => part.Drawn)];
        new Random(seed).Shuffle(all);
        return all[..(int)Math.Min(all.Length, Math.Clamp(people / OneIn, Least, Most))];
    }

    /// <summary>Keeps each of those who pass with the same chance, however many they turn out to be.</summary>
    internal sealed class Part(Random random, int most)
    {
        private int _passed;

        internal List<string> Drawn { get; } = [];

        internal void Pass(string stream)
        {
            if (Drawn.Count < most)
            {
                Drawn.Add(stream);
            }
            else if (random.Next(_passed + 1) is var place && place < most)
            {
                Drawn[place] = stream;
            }

            _passed++;
        }
    }
}
