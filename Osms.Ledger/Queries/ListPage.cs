using System.Runtime.CompilerServices;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Where a list goes on: what it is in the order of, from the last row on.</summary>
public readonly record struct ListPlace(long First, long Second = -1, long Third = -1, long Fourth = -1)
{
    /// <summary>Before every row.</summary>
    public static readonly ListPlace Beginning = new(-1);
}

/// <summary>What part of a list.</summary>
/// <param name="KnownAt">The position of the first page, for all further ones.</param>
/// <param name="After">Exclusive.</param>
/// <param name="Limit">Rows at most.</param>
/// <param name="Total">As the first page said it, to be said again; null: to be found out.</param>
public sealed record ListPart(AsOf KnownAt, ListPlace After, int Limit, long? Total = null);

/// <summary>Part of a list; it may have fewer rows than asked for, or none, and not be the last.</summary>
/// <param name="Next">After which the next page begins; null on the last one.</param>
/// <param name="Total">As many rows as the whole list must have, by a figure; null where no figure says so.</param>
public sealed record ListPage<T>(
    LedgerPosition Position, IReadOnlyList<T> Rows, ListPlace? Next, long? Total = null)
{
    /// <summary>These rows and all further ones, at the same position.</summary>
    /// <param name="part">Which part this page is; of a whole list the total is checked.</param>
    /// <param name="next">Asks for another part.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidOperationException">
    /// What was settled no longer is, or there are more or fewer rows than the figure says.
    /// </exception>
    public async IAsyncEnumerable<T> WithAllFurtherAsync(
        ListPart part, Func<ListPart, Task<Answered<ListPage<T>>>> next,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var listed = 0L;
        for (var page = this; ;)
        {
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            listed += page.Rows.Count;
            if (page.Next is not { } after)
            {
                break;
            }

            cancellation.ThrowIfCancellationRequested();
            var further = part with { KnownAt = new AsOf.Position(Position), After = after, Total = Total };
            page = await next(further) is Answered<ListPage<T>>.Found found
                ? found.Answer
                : throw new InvalidOperationException("A position that was settled has to stay so.");
        }

        if (Total is { } total && part.After == ListPlace.Beginning && listed != total)
        {
            throw new InvalidOperationException($"The list has {listed} rows, and the figure is {total}.");
        }
    }
}
