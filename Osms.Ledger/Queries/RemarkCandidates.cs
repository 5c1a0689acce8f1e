using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Somebody on whose payments for a month there may be something to remark.</summary>
/// <param name="Kinds">Of the payments.</param>
/// <param name="Position">Of a payment that was remarkable when it was recorded; null when found by the payer.</param>
/// <param name="Payer">Who paid the same twice.</param>
internal readonly record struct RemarkCandidate(
    Iin Iin, Month Month, IReadOnlyList<PaymentKind> Kinds, LedgerPosition? Position, string? Payer);

/// <summary>Finds those on whose payments there may be something to remark, in pages.</summary>
internal static class RemarkCandidates
{
    private const int PayersAtOnce = 1_000;
    private const int ByPayer = 1;

    private static readonly PaymentKind[] AnySum =
        [.. Enum.GetValues<PaymentKind>().Where(kind => !PaymentRemarks.IsRequired(kind))];

    private const string Remarkable = """
        select position, iin, month, kind from (
            (select position, iin, month, kind from ledger.remarkable_payment
             where rules = $1 and (month, position) > ($5, $6) and month <= $7 and position <= $3
                and ($8 < 0 or kind = $8)
             order by month, position limit $9)
            union all
            select position, iin, month, kind from ledger.contributions($3, $4)
            where rules = $1 and outcome <> 0 and (month, position) > ($5, $6) and month <= $7
                and ($8 < 0 or kind = $8)
        ) as both_parts
        order by month, position limit $9
        """;

    // The last row says how many payers were looked at, and which was the last.
    private static readonly string Equal = $"""
        with {EmployerEntries.Tail("(month, payer) >= ($5, $6) and month <= $7")}, asked as materialized (
            select month, payer from (
                (select distinct month, payer from ledger.employer_part
                 where rules = $1 and stretch < $2 and (month, payer) >= ($5, $6) and month <= $7
                 order by month, payer limit $11)
                union
                select month, payer from tail
            ) as known order by month, payer limit $11
        ), {EmployerEntries.Of("(month, payer) in (select month, payer from asked)")}, twice as (
            select month, payer, iin from (
                select month, payer, iin from entries
                where kind = any($9) and ((month, payer) > ($5, $6) or iin > $8)
                group by month, payer, iin, kind, abs(amount)
                having sum(sign(amount)) > 1 or $10 and count(*) filter (where amount > 0) > 1
            ) as groups
            group by month, payer, iin order by month, payer, iin limit $12
        )
        select * from (
            select month, payer, iin, 0::bigint as looked from twice
            union all
            (select month, payer, null, (select count(*) from asked) from asked order by month desc, payer desc limit 1)
        ) as both_parts
        order by looked, month, payer, iin
        """;

    /// <summary>In the order of the list, with the place after the last; null when there are no more.</summary>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    internal static async Task<(List<RemarkCandidate> Found, ListPlace? Next)> PageAsync(
        FigureSums figures, RemarksAsked asked, LedgerPosition at, ListPart part, CancellationToken cancellation)
    {
        var found = new List<RemarkCandidate>();
        var after = part.After;
        if (after.First < ByPayer)
        {
            if (asked.Kind is null || PaymentRemarks.IsRequired(asked.Kind.Value))
            {
                await AddRemarkableAsync();
                if (found.Count == part.Limit)
                {
                    return (found, new ListPlace(0, FigureMonth.Of(found[^1].Month), found[^1].Position!.Value.Value));
                }
            }

            after = new ListPlace(ByPayer);
        }

        return asked.Remark is null or RemarkKind.Doubled && !PaymentRemarks.IsRequired(asked.Kind ?? AnySum[0])
            ? (found, await AddEqualAsync())
            : (found, null);

        async Task AddRemarkableAsync()
        {
            var first = FirstMonth(asked, after);
            found.AddRange(await figures.ReadAsync(
                Remarkable,
                at,
                [
                    new() { Value = first }, new() { Value = first > after.Second ? -1L : after.Third },
                    new() { Value = LastMonth(asked) }, new() { Value = (short)(asked.Kind ?? (PaymentKind)(-1)) },
                    new() { Value = part.Limit },
                ],
                row => new RemarkCandidate(
                    IinOf(row.GetInt64(1)), FigureMonth.ToMonth(row.GetInt16(2)), [(PaymentKind)row.GetInt16(3)],
                    new LedgerPosition(row.GetInt64(0)), null),
                cancellation));
        }

        async Task<ListPlace?> AddEqualAsync()
        {
            var (first, limit) = (FirstMonth(asked, after), part.Limit - found.Count);
            var isFurther = first > after.Second;
            PaymentKind[] kinds = asked.Kind is { } one ? [one] : AnySum;
            var rows = await figures.ReadAsync(
                Equal,
                at,
                [
                    new() { Value = first }, new() { Value = isFurther ? -1L : after.Third },
                    new() { Value = LastMonth(asked) }, new() { Value = isFurther ? -1L : after.Fourth },
                    new() { Value = kinds.Select(kind => (short)kind).ToArray() }, new() { Value = asked.All },
                    new() { Value = PayersAtOnce }, new() { Value = limit },
                ],
                row => (
                    Month: row.GetInt16(0), Payer: row.GetInt64(1), Iin: row.IsDBNull(2) ? -1 : row.GetInt64(2),
                    Looked: row.GetInt64(3)),
                cancellation);
            var twice = rows.Where(row => row.Iin >= 0).ToList();
            found.AddRange(twice.Select(row => new RemarkCandidate(
                IinOf(row.Iin), FigureMonth.ToMonth(row.Month), kinds, null, Digits(row.Payer))));
            return twice.Count == limit ? new ListPlace(ByPayer, twice[^1].Month, twice[^1].Payer, twice[^1].Iin)
                : rows is [.., { Looked: PayersAtOnce } last] ? new ListPlace(ByPayer, last.Month, last.Payer + 1)
                : null;
        }
    }

    private static short FirstMonth(RemarksAsked asked, ListPlace after) =>
        (short)Math.Clamp(
            after.Second, asked.Month is { } month ? FigureMonth.Of(month) : (short)0, FigureMonth.NoEnd);

    private static short LastMonth(RemarksAsked asked) =>
        asked.Month is { } month ? FigureMonth.Of(month) : FigureMonth.NoEnd;

    private static Iin IinOf(long number) => Iin.Parse(Digits(number));

    private static string Digits(long number) =>
        number.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
}
