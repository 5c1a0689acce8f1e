using FsCheck;
using FsCheck.Fluent;
using Osms.Ledger.Budgets;
using Osms.Ledger.Values;
using static Osms.Ledger.Budgets.BudgetEvent;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>What holds of a budget whatever is sent, in whatever order.</summary>
public sealed class AnyTransfersTests
{
    private const int Most = 60;

    private static readonly Month First = Month.Parse("2026-01");

    [Fact]
    public void No_transfer_and_no_month_ever_falls_below_zero() => ForAnySent(sent =>
    {
        var recorded = Recorded(sent);
        var state = BudgetState.Fold(recorded);
        return Array.TrueForAll(recorded, e => e.Amount < Tenge.Zero || Left(state, e) >= Tenge.Zero)
            && recorded.GroupBy(e => e.Month).All(month => month.Sum(e => e.Amount.Tiyn) >= 0);
    });

    [Fact]
    public void What_is_left_of_all_transfers_is_what_came_in() => ForAnySent(sent =>
    {
        var recorded = Recorded(sent);
        var state = BudgetState.Fold(recorded);
        return recorded.Where(e => e.Corrects is null).Sum(e => Left(state, e).Tiyn)
            == recorded.Sum(e => e.Amount.Tiyn);
    });

    [Fact]
    public void Sent_again_everything_that_was_recorded_is_repeated_and_nothing_is_added() => ForAnySent(sent =>
    {
        var recorded = Recorded(sent);
        var state = BudgetState.Fold(recorded);
        return Recorded([.. sent, .. recorded]).SequenceEqual(recorded)
            && recorded.Select((e, i) => (e, i)).All(one =>
                TransferDecider.Decide(state, one.e) == new TransferDecision.Repeated(one.i + 1));
    });

    [Fact]
    public void Read_back_from_their_json_the_events_come_to_the_same_state() => ForAnySent(sent =>
    {
        var recorded = Recorded(sent);
        var read = recorded.Select(e => BudgetCatalogue.Deserialize(
            BudgetCatalogue.NameOf(e), BudgetCatalogue.Serialize(e))).ToList();
        var (live, replayed) = (BudgetState.Fold(recorded), BudgetState.Fold(read));
        return live.Version == replayed.Version
            && Array.TrueForAll(recorded, e => live.Find(e.Reference) == replayed.Find(e.Reference));
    });

    [Fact]
    public void Control_what_is_sent_is_not_all_accepted_and_some_of_it_takes_back()
    {
        var (all, accepted, back) = (0, 0, 0);
        ForAnySent(sent =>
        {
            var recorded = Recorded(sent);
            all += sent.Length;
            accepted += recorded.Length;
            back += recorded.Count(e => e.Corrects is not null);
            return true;
        });

        accepted.ShouldBeInRange(all / 20, all * 9 / 10);
        back.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Control_without_the_decision_more_is_taken_back_than_came_in() => Should.Throw<Exception>(
        () => ForAnySent(sent => BudgetState.Fold(sent.DistinctBy(e => e.Reference)).Version >= 0));

    // Few references and months, so that they meet.
    private static void ForAnySent(Func<TransferReceived[], bool> holds)
    {
        var one =
            from reference in Gen.Choose(0, 12)
            from month in Gen.Choose(0, 1)
            from amount in Gen.Choose(-30, 50).Where(a => a != 0)
            from corrected in Gen.Choose(0, 12)
            select new TransferReceived(
                $"{reference}", First + month, new Tenge(amount), First.LastDay,
                amount < 0 ? $"{corrected}" : null);
        Prop.ForAll(Gen.ArrayOf(one).Resize(Most).ToArbitrary(), holds).QuickCheckThrowOnFailure();
    }

    private static Tenge Left(BudgetState state, TransferReceived of) => state.Find(of.Reference)!.Left;

    private static TransferReceived[] Recorded(IEnumerable<TransferReceived> sent)
    {
        var state = new BudgetState();
        var recorded = new List<TransferReceived>();
        foreach (var one in sent.Where(e => TransferDecider.Decide(state, e) is TransferDecision.Accepted))
        {
            state.MoveOn(one);
            recorded.Add(one);
        }

        return [.. recorded];
    }
}
