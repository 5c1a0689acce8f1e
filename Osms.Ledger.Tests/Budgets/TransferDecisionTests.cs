using Osms.Ledger.Budgets;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>What a transfer is refused for, one after another; today is 22 November 2026.</summary>
public sealed class TransferDecisionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("republican", "2020-01", 0.01, "2020-01-01", null, "")]
    [InlineData("republican", "2019-12", 1, "2020-01-01", null, "month-out-of-range")]
    [InlineData("75", "2026-01", 1, "2026-01-01", null, "")]
    [InlineData("75", "2025-12", 1, "2026-01-01", null, "month-out-of-range")]
    [InlineData("75", "2028-11", 1, "2026-11-22", null, "")]
    [InlineData("75", "2028-12", 1, "2026-11-22", null, "month-out-of-range")]
    [InlineData("republican", "2026-01", 1, "2026-11-23", null, "date-in-future")]
    [InlineData("republican", "2020-01", 1, "2019-12-31", null, "date-too-early")]
    [InlineData("unknown", "2026-02", 1, "2026-02-01", null, "payer-unknown")]
    [InlineData("Republican", "2026-02", 1, "2026-02-01", null, "payer-unknown")]
    [InlineData("02", "2026-02", 1, "2026-02-01", null, "payer-unknown")]
    [InlineData("75", "2026-02", 0, "2026-02-01", null, "amount-zero")]
    [InlineData("75", "2026-02", 0, "2026-02-01", "T", "amount-zero")]
    [InlineData("75", "2026-02", 0.001, "2026-02-01", null, "amount-precision")]
    [InlineData("75", "2026-02", -1, "2026-02-01", null, "correction-unclear")]
    [InlineData("75", "2026-02", 1, "2026-02-01", "T", "correction-unclear")]
    [InlineData("75", "2026-02", -1, "2026-02-01", "T", "")]
    [InlineData(
        "x", "2019-12", -0.001, "2026-11-23", null,
        "payer-unknown correction-unclear amount-precision date-in-future month-out-of-range")]
    public void A_request_is_refused_for_all_that_is_wrong_with_it(
        string payer, string month, double amount, string receivedOn, string? corrects, string codes)
    {
        var (_, happened, refusals) = TransferCheck.Of(
            Transfers.Of("R", payer, month, (decimal)amount, receivedOn, corrects), RuleBook.Embedded, Today);

        string.Join(' ', refusals.Select(r => r.CodeText)).ShouldBe(codes);
        (happened is null).ShouldBe(codes.Length > 0);
    }

    [Fact]
    public void A_stream_takes_back_what_is_left_and_no_more()
    {
        (RecordTransfer Sent, string Outcome)[] told =
        [
            (Of("A", "2026-02", 100), "accepted"),
            (Of("A", "2026-02", 100), "repeated 1"),
            (Of("A", "2026-02", 100.01m), "transfer-differs (amount)"),
            (Of("A", "2026-03", 1, "2026-03-02"), "transfer-differs (month, amount, receivedOn)"),
            (Of("A", "2026-02", -100, corrects: "A"), "transfer-differs (amount, corrects)"),
            (Of("B", "2026-02", -1, corrects: "C"), "transfer-unknown (corrects)"),
            (Of("B", "2026-03", -1, corrects: "A"), "correction-differs (month)"),
            (Of("B", "2026-02", -100.01m, corrects: "A"), "correction-exceeds (amount)"),
            (Of("B", "2026-02", -60, corrects: "A"), "accepted"),
            (Of("B", "2026-02", -60, corrects: "A"), "repeated 2"),
            (Of("C", "2026-02", -40.01m, corrects: "A"), "correction-exceeds (amount)"),
            (Of("C", "2026-02", -40, corrects: "A"), "accepted"),
            (Of("D", "2026-02", -0.01m, corrects: "A"), "correction-exceeds (amount)"),
            (Of("D", "2026-02", -0.01m, corrects: "B"), "correction-exceeds (amount)"),
            (Of("D", "2026-02", -0.01m, corrects: "D"), "transfer-unknown (corrects)"),
            (Of("D", "2026-03", 100), "accepted"),
        ];

        var state = new BudgetState();
        told.Select(one => Outcome(state, one.Sent)).ShouldBe(told.Select(one => one.Outcome));
    }

    [Fact]
    public void More_than_fits_is_not_taken_for_one_month_whatever_was_taken_back()
    {
        const decimal Most = 1_000_000_000_000_000;
        (RecordTransfer Sent, string Outcome)[] told =
        [
            (Of("A", "2026-02", Most), "accepted"),
            (Of("B", "2026-02", Most - 0.01m), "accepted"),
            (Of("C", "2026-02", 0.02m), "month-sum-exceeds (amount)"),
            (Of("D", "2026-02", 0.01m), "accepted"),
            (Of("E", "2026-02", -Most, corrects: "A"), "accepted"),
            (Of("F", "2026-02", 0.01m), "month-sum-exceeds (amount)"),
            (Of("A", "2026-02", Most), "repeated 1"),
            (Of("F", "2026-03", Most, "2026-03-02"), "accepted"),
        ];

        var state = new BudgetState();
        told.Select(one => Outcome(state, one.Sent)).ShouldBe(told.Select(one => one.Outcome));
    }

    [Fact]
    public void A_full_stream_can_still_be_taken_back()
    {
        var state = new BudgetState();
        for (var n = 0; n < TransferDecider.MostTransfers; n++)
        {
            Outcome(state, Of($"{n}", "2026-02", 2)).ShouldBe("accepted");
        }

        Outcome(state, Of("more", "2026-02", 1)).ShouldBe("history-full (payer)");
        Outcome(state, Of("back", "2026-02", -1, corrects: "7")).ShouldBe("accepted");
        Outcome(state, Of("7", "2026-02", 2)).ShouldBe("repeated 8");
    }

    private static RecordTransfer Of(
        string reference, string month, decimal amount, string receivedOn = "2026-03-01", string? corrects = null) =>
        Transfers.Of(reference, "75", month, amount, receivedOn, corrects);

    private static string Outcome(BudgetState state, RecordTransfer sent)
    {
        var asked = TransferCheck.Of(sent, RuleBook.Embedded, Today).Event.ShouldNotBeNull();
        switch (TransferDecider.Decide(state, asked))
        {
            case TransferDecision.Accepted:
                state.MoveOn(asked);
                return "accepted";
            case TransferDecision.Repeated repeated:
                return $"repeated {repeated.Version}";
            case TransferDecision.Refused { Why: var why }:
                return $"{why.CodeText} ({why.Field})";
            case var other:
                throw new InvalidOperationException($"{other}");
        }
    }
}
