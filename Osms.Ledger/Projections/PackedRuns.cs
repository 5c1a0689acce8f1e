using System.Buffers.Binary;
using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Projections;

/// <summary>
/// The runs of a row of <c>ledger.coverage</c> as PostgreSQL sends them (<c>array_send</c>), searched as they are: a
/// question about one day needs two or three of them.
/// </summary>
internal readonly ref struct PackedRuns(ReadOnlySpan<byte> sent, RuleBook rules)
{
    // Dimensions, nulls, type, length and lower bound; then of each element its size and its value.
    private const int Header = 20;
    private const int Element = 12;

    private readonly ReadOnlySpan<byte> _sent = sent;

    private int Count => Math.Max(0, _sent.Length - Header) / Element;

    private long this[int index] =>
        BinaryPrimitives.ReadInt64BigEndian(_sent[(Header + (index * Element) + sizeof(int))..]);

    internal CoverageDay On(DateOnly day)
    {
        var first = IndexOf(day);
        var last = first;
        var insured = IsInsured(first);
        while (first >= 0 && IsInsured(first - 1) == insured)
        {
            first--;
        }

        while (last + 1 < Count && IsInsured(last + 1) == insured)
        {
            last++;
        }

        return new CoverageDay(
            StandingOf(IndexOf(day)),
            first < 0 ? null : CoverageRows.FirstDay(this[first]),
            last + 1 < Count ? CoverageRows.FirstDay(this[last + 1]).AddDays(-1) : null);
    }

    internal Timeline ToTimeline()
    {
        var runs = new (DateOnly, Standing)[Count];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = (CoverageRows.FirstDay(this[i]), StandingOf(i));
        }

        return Timeline.FromRuns(runs);
    }

    // The run before the first is that before OSMS.
    private bool IsInsured(int index) => index >= 0 && StandingCode.IsInsured(CoverageRows.Code(this[index]));

    private Standing StandingOf(int index) =>
        index < 0 ? Timeline.BeforeOsms : StandingCode.Unpack(CoverageRows.Code(this[index]), rules);

    private int IndexOf(DateOnly day)
    {
        var (low, high) = (-1, Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (CoverageRows.FirstDay(this[middle]) <= day)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
