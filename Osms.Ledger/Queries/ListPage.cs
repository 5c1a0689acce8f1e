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
public sealed record ListPart(AsOf KnownAt, ListPlace After, int Limit);

/// <summary>Part of a list; it may have fewer rows than asked for, or none, and not be the last.</summary>
/// <param name="Next">After which the next page begins; null on the last one.</param>
public sealed record ListPage<T>(LedgerPosition Position, IReadOnlyList<T> Rows, ListPlace? Next)
{
    /// <summary>These rows and all further ones, at the same position.</summary>
    /// <param name="next">Asks for another part.</param>
    /// <param name="limit">Rows of a page at most.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidOperationException">What was settled no longer is.</exception>
    public async IAsyncEnumerable<T> WithAllFurtherAsync(
        Func<ListPart, Task<Answered<ListPage<T>>>> next, int limit,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var page = this; ;)
        {
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            if (page.Next is not { } after)
            {
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
            page = await next(new ListPart(new AsOf.Position(Position), after, limit)) is Answered<ListPage<T>>.Found f
                ? f.Answer
                : throw new InvalidOperationException("A position that was settled has to stay so.");
        }
    }
}
