using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Remarks at any position are those that the payments and refunds up to it make so.</summary>
public sealed class RemarksTests
{
    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public async Task Short_lump_and_doubled_payments_are_those_of_the_payments_up_to_the_position(int seed)
    {
        await using var paid = await PaidLedger.CreateAsync(seed);
        var seen = new HashSet<RemarkKind>();
        foreach (var at in paid.Positions(5))
        {
            var expected = Expected(paid, at.Value).ToList();
            seen.UnionWith(expected.Select(e => e.Remark));
            foreach (var limit in new[] { 1, 3, 1_000 })
            {
                (await ListAsync(paid, new RemarksAsked(null, null, null, All: false), at, limit))
                    .Select(Short).ShouldBe(expected.Select(Short), ignoreOrder: true, $"seed {seed}, {at}, {limit}");
            }

            var all = await ListAsync(paid, new RemarksAsked(null, null, null, All: true), at, 7);
            all.Where(r => r.About.IsOpen).Select(Short)
                .ShouldBe(expected.Select(Short), ignoreOrder: true, $"seed {seed}, {at}, all");
            all.Count.ShouldBeGreaterThanOrEqualTo(expected.Count);
            foreach (var month in PaidLedger.Months)
            {
                (await ListAsync(
                    paid, new RemarksAsked(month, PaymentKind.Self, RemarkKind.Doubled, All: false), at, 2))
                    .Select(Short).ShouldBe(
                        expected.Where(e => e is { Remark: RemarkKind.Doubled, Payment.Kind: PaymentKind.Self }
                            && e.Payment.Month == month).Select(Short),
                        ignoreOrder: true, $"seed {seed}, {at}, {month}");
            }
        }

        seen.ShouldBe(Enum.GetValues<RemarkKind>(), ignoreOrder: true, "a control");
    }

    private static string Short((RemarkKind Remark, SentPayment Payment, decimal? Missing, long? Doubles) e) =>
        $"{e.Remark} {e.Payment.Iin.Digits} {e.Payment.At} {e.Payment.Amount:0.##} {e.Missing:0.##} {e.Doubles}";

    private static string Short(RemarkedPayment r) => $"{r.About.Remark} {r.Iin.Digits} {r.Position} "
        + $"{r.About.Payment.Amount} {r.About.Missing} {r.Doubles}";

    private static IEnumerable<(RemarkKind Remark, SentPayment Payment, decimal? Missing, long? Doubles)> Expected(
        PaidLedger paid, long at)
    {
        foreach (var payment in paid.Payments.Where(p => p.IsLeftAt(at)))
        {
            var others = paid.Payments.Where(p => p.IsLeftAt(at) && p.Iin == payment.Iin && p.Month == payment.Month
                && p.Kind == payment.Kind).OrderBy(p => p.PaidOn).ThenBy(p => p.At).ToList();
            if (payment.Kind is PaymentKind.Employer or PaymentKind.Employee)
            {
                var same = others.Where(p => p.At < payment.At && p.Payer == payment.Payer
                    && p.Amount == payment.Amount).OrderBy(p => p.At).FirstOrDefault();
                if (same is not null)
                {
                    yield return (RemarkKind.Doubled, payment, null, same.At);
                }

                continue;
            }

            var required = payment.Kind == PaymentKind.Self
                ? PaidLedger.RequiredOfSelf : PaidLedger.RequiredOfEntrepreneur;
            if (others.Sum(p => p.Amount) < required)
            {
                yield return (RemarkKind.Short, payment, required - others.Sum(p => p.Amount), null);
            }

            if (payment.Amount >= 2 * required)
            {
                yield return (RemarkKind.Lump, payment, null, null);
            }

            var sum = 0m;
            if (others.Where(p => p.At < payment.At).FirstOrDefault(p => (sum += p.Amount) >= required) is { } settling)
            {
                yield return (RemarkKind.Doubled, payment, null, settling.At);
            }
        }
    }

    private static Task<List<RemarkedPayment>> ListAsync(
        PaidLedger paid, RemarksAsked asked, LedgerPosition at, int limit) => EmployersTests.AllPagesAsync(
        at, limit, part => paid.Ledger.Get<RemarksQuery>().ListAsync(asked, part, default));
}
