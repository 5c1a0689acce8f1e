using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Golden;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Every command that was tried while histories were made up, decided once more from the text alone.</summary>
public sealed class DeciderAgainstNaiveTests
{
    private const int People = 3_000;

    [Fact]
    public void Every_command_is_decided_the_same()
    {
        foreach (var who in RandomPeople.Several(People))
        {
            foreach (var attempt in who.Attempts)
            {
                var known = Known(who, attempt);
                var real = NaiveVerdict.Of(attempt.Decision);
                if (real != Naive(known, attempt.Command))
                {
                    known = Smallest.History(
                        known, fewer => Real(fewer, attempt.Command) != Naive(fewer, attempt.Command));
                    Assert.Fail($"Seed {who.Seed}: {CommandText.Of(attempt.Command)}"
                        + $"\nThe ledger: {Real(known, attempt.Command)}"
                        + $"\nnaive: {Naive(known, attempt.Command)}\n{Smallest.Text(who.Iin, known)}");
                }
            }
        }
    }

    [Fact]
    public void Without_the_history_a_decision_is_the_same_or_asks_for_it()
    {
        var alone = 0;
        foreach (var who in RandomPeople.Several(People))
        {
            foreach (var attempt in who.Attempts)
            {
                var decision = InsuredDecider.Decide(
                    who.States[attempt.Version], null, attempt.Command, RuleBook.Embedded, RandomPerson.Today);
                if (decision is not Decision.NeedsHistory)
                {
                    alone++;
                    NaiveVerdict.Of(decision).ShouldBe(
                        NaiveVerdict.Of(attempt.Decision), $"Seed {who.Seed}: {CommandText.Of(attempt.Command)}");
                }
            }
        }

        alone.ShouldBeGreaterThan(10 * People, "Decisions from the state alone are the rule.");
    }

    [Fact]
    public void Whatever_was_recorded_is_repeated_when_it_is_sent_again()
    {
        foreach (var who in RandomPeople.Several(People))
        {
            var version = 0;
            foreach (var attempt in who.Attempts.Where(a => a.Decision is Decision.Accepted))
            {
                var again = InsuredDecider.Decide(
                    who.States[^1], who.Events, attempt.Command, RuleBook.Embedded, RandomPerson.Today);
                again.ShouldBe(new Decision.Repeated(++version), $"Seed {who.Seed}: {CommandText.Of(attempt.Command)}");
            }
        }
    }

    [Fact]
    public void The_made_up_commands_meet_every_outcome()
    {
        var seen = RandomPeople.Several(People)
            .SelectMany(who => who.Attempts).SelectMany(a => Outcomes(a.Decision)).Distinct().Order();
        // Whether a stream is archived is for the store to say, nobody here has a full history, and a budget's transfer
        // is no fact about a person.
        var codes = Enum.GetValues<RefusalCode>()
            .Except([RefusalCode.StreamArchived, RefusalCode.HistoryFull])
            .Except([.. Refusals.OfTransfers.Keys.Except(Refusals.All.Keys)]);
        string[] all = ["accepted", "repeated", .. codes.Select(c => $"{c}")];
        seen.ShouldBe(all.Order());
    }

    private static IEnumerable<string> Outcomes(Decision decision) => decision switch
    {
        Decision.Accepted => ["accepted"],
        Decision.Repeated => ["repeated"],
        Decision.Refused refused => refused.Refusals.Select(r => $"{r.Code}"),
        _ => [],
    };

    private static List<InsuredEvent> Known(RandomPerson who, Attempt attempt) => [.. who.Events.Take(attempt.Version)];

    private static NaiveVerdict Naive(IReadOnlyList<InsuredEvent> known, InsuredCommand command) =>
        NaiveDecider.Decide(known, command, RuleBook.Embedded, RandomPerson.Today);

    private static NaiveVerdict Real(IReadOnlyList<InsuredEvent> known, InsuredCommand command) => NaiveVerdict.Of(
        InsuredDecider.Decide(InsuredState.Fold(known), known, command, RuleBook.Embedded, RandomPerson.Today));
}
