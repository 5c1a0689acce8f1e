using System.Text.Json;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>What employers paid at any position is what their payments and refunds up to it come to.</summary>
public sealed class EmployersTests
{
    private static readonly Month[] Months = [.. PaidLedger.Months, new(2026, 4), new(2026, 5)];

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Employers_and_their_people_are_those_of_the_payments_up_to_the_position(int seed)
    {
        await using var paid = await PaidLedger.CreateAsync(seed);
        foreach (var at in paid.Positions(4))
        {
            foreach (var month in Months)
            {
                var about = $"seed {seed}, {at}, {month}";
                var expected = PaidLedger.Employers.Order(StringComparer.Ordinal)
                    .Select(payer => Expected(paid, payer, month, at))
                    .Where(HasAny).ToList();
                foreach (var limit in new[] { 1, 3, 1_000 })
                {
                    (await EmployersAsync(paid, month, at, limit)).ShouldBe(expected, about);
                }

                foreach (var payer in PaidLedger.Employers)
                {
                    var people = ExpectedPeople(paid, payer, month, at);
                    foreach (var limit in new[] { 1, 4, 1_000 })
                    {
                        (await PeopleAsync(paid, new MonthOfEmployer(payer, month), at, limit))
                            .ShouldBe(people, $"{about}, {payer}, {limit}");
                    }
                }
            }

            foreach (var payer in PaidLedger.Employers)
            {
                (await Found(paid.Ledger.Get<EmployersQuery>().MonthsAsync(
                    payer, new Month(2028, 11), new AsOf.Position(at), default))).Rows
                    .ShouldBe(Months.Select(month => Expected(paid, payer, month, at)).Where(HasAny));
            }
        }

        paid.Payments.ShouldContain(p => p.TakenBackAt < long.MaxValue, "a control");
    }

    [Fact]
    public async Task A_rebuild_changes_nothing()
    {
        await using var paid = await PaidLedger.CreateAsync(33);
        var before = await AllAsync(paid);

        await paid.Ledger.Get<Rebuild>().RunAsync(null, default);

        (await AllAsync(paid)).ShouldBe(before);
        before.Length.ShouldBeGreaterThan(1_000);
    }

    private static async Task<string> AllAsync(PaidLedger paid)
    {
        var all = new List<object>();
        foreach (var month in Months)
        {
            all.AddRange((await EmployersAsync(paid, month, paid.Last, 100)).Cast<object>());
            foreach (var payer in PaidLedger.Employers)
            {
                all.AddRange(await PeopleAsync(paid, new MonthOfEmployer(payer, month), paid.Last, 100));
            }
        }

        return JsonSerializer.Serialize(all);
    }

    private static EmployerMonth Expected(PaidLedger paid, string payer, Month month, LedgerPosition at)
    {
        var payments = paid.Payments.Where(p => p.At <= at.Value && p.Payer == payer && p.IsForAnother).ToList();
        var own = payments.Where(p => p.Month == month).ToList();
        var refunded = own.Where(p => !p.IsLeftAt(at.Value)).ToList();
        var (now, before) = (People(month), People(month - 1));
        return new EmployerMonth(
            payer, month, now.Count, own.Count, Tenge.From(own.Sum(p => p.Amount)), refunded.Count,
            Tenge.From(refunded.Sum(p => p.Amount)), now.Except(before).Count(), before.Except(now).Count());

        HashSet<Iin> People(Month m) =>
            [.. payments.Where(p => p.Month == m && p.IsLeftAt(at.Value)).Select(p => p.Iin)];
    }

    private static bool HasAny(EmployerMonth month) => month.Payments > 0 || month.DroppedOut > 0;

    private static List<string> ExpectedPeople(PaidLedger paid, string payer, Month month, LedgerPosition at)
    {
        var left = paid.Payments.Where(p => p.Payer == payer && p.IsForAnother && p.IsLeftAt(at.Value)).ToList();
        return
        [
            .. left.Where(p => p.Month == month || p.Month == month - 1).GroupBy(p => p.Iin).OrderBy(p => p.Key)
                .Select(person => Text(
                    person.Key,
                    person.All(p => p.Month == month) ? EmployeeStatus.New
                        : person.All(p => p.Month != month) ? EmployeeStatus.DroppedOut : EmployeeStatus.Paid,
                    person.Where(p => p.Month == month).GroupBy(p => p.Kind).OrderBy(k => k.Key)
                        .Select(k => new KindAmount(k.Key, Tenge.From(k.Sum(p => p.Amount)))))),
        ];
    }

    private static string Text(Iin iin, EmployeeStatus status, IEnumerable<KindAmount> kinds) =>
        $"{iin.Digits} {status} {string.Join(' ', kinds.Select(k => $"{Code<PaymentKind>.Of(k.Kind)}:{k.Amount}"))}";

    private static Task<List<EmployerMonth>> EmployersAsync(
        PaidLedger paid, Month month, LedgerPosition at, int limit) =>
        AllPagesAsync(at, limit, part => paid.Ledger.Get<EmployersQuery>().ListAsync(month, part, default));

    private static async Task<List<string>> PeopleAsync(
        PaidLedger paid, MonthOfEmployer asked, LedgerPosition at, int limit) =>
        (await AllPagesAsync(at, limit, part => paid.Ledger.Get<EmployeesQuery>().ListAsync(asked, part, default)))
            .ConvertAll(e => Text(e.Iin, e.Status, e.Kinds));

    /// <summary>All rows of a list, by pages that are no longer than asked for.</summary>
    internal static async Task<List<T>> AllPagesAsync<T>(
        LedgerPosition at, int limit, Func<ListPart, Task<Answered<ListPage<T>>>> ask)
    {
        var rows = new List<T>();
        for (ListPlace? next = ListPlace.Beginning; next is { } after;)
        {
            var page = await Found(ask(new ListPart(new AsOf.Position(at), after, limit)));
            page.Position.ShouldBe(at);
            rows.AddRange(page.Rows);
            next = page.Next;
        }

        return rows;
    }

    private static async Task<ListPage<T>> Found<T>(Task<Answered<ListPage<T>>> answered) =>
        (await answered).ShouldBeOfType<Answered<ListPage<T>>.Found>().Answer;
}
