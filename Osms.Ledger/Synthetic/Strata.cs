namespace Osms.Ledger.Synthetic;

/// <summary>An age group and sex.</summary>
internal sealed record Cell(int Number, AgeGroup Ages, bool Woman);

/// <summary>Which cell a person is of, and the how manieth of that cell in the whole country.</summary>
internal readonly record struct Place(Cell Cell, long Rank);

/// <summary>
/// Everybody's age group and sex, by number alone. Every ten thousand people are the country in small: each cell has
/// its exact share of them. So the shares come out right for few people too, and people of a cell can be counted
/// without looking at the others, which is what keeps their IINs apart.
/// </summary>
internal sealed class Strata
{
    internal const int Size = 10_000;

    // Near the golden section of the size and without a common divisor: people in a row are spread over all cells.
    private const int Step = 6_181;

    private readonly ulong _seed;
    private readonly int[] _counts;
    private readonly (Cell Cell, int Position)[] _slots = new (Cell, int)[Size];

    internal Strata(ulong seed, IReadOnlyList<AgeGroup> ages)
    {
        _seed = seed;
        Cell[] cells = [.. ages.SelectMany((group, i) =>
            new[] { new Cell(2 * i, group, false), new Cell((2 * i) + 1, group, true) })];
        _counts = Apportion([.. cells.Select(c => c.Woman ? c.Ages.Women : c.Ages.Men)]);
        var slot = 0;
        foreach (var cell in cells)
        {
            for (var position = 0; position < _counts[cell.Number]; position++)
            {
                _slots[slot++] = (cell, position);
            }
        }
    }

    internal Place Of(int index)
    {
        var stratum = index / Size;
        var shift = new Dice(_seed, stratum, Purpose.Stratum).Below(Size);
        var (cell, position) = _slots[(((index % Size) * Step) + shift) % Size];
        return new Place(cell, ((long)stratum * _counts[cell.Number]) + position);
    }

    // By largest remainder.
    private static int[] Apportion(long[] people)
    {
        var total = people.Sum();
        var counts = people.Select(p => (int)(p * Size / total)).ToArray();
        var most = Enumerable.Range(0, people.Length).OrderByDescending(i => people[i] * Size % total).ThenBy(i => i);
        foreach (var i in most.Take(Size - counts.Sum()))
        {
            counts[i]++;
        }

        return counts;
    }
}
