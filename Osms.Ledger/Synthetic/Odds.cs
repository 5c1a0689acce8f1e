namespace Osms.Ledger.Synthetic;

/// <summary>Picks by weight, exactly: whole numbers only.</summary>
internal sealed class Odds<T>
{
    private readonly T[] _values;
    private readonly long[] _ends;

    internal Odds(IEnumerable<(T Value, long Weight)> weighted)
    {
        var all = weighted.ToArray();
        _values = [.. all.Select(one => one.Value)];
        _ends = new long[all.Length];
        long sum = 0;
        for (var i = 0; i < all.Length; i++)
        {
            sum += all[i].Weight;
            _ends[i] = sum;
        }
    }

    internal T Draw(ref Dice dice)
    {
        var at = Array.BinarySearch(_ends, dice.Below(_ends[^1]) + 1);
        return _values[at < 0 ? ~at : at];
    }
}
