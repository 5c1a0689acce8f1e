using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.Bench;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Regulation;
using Osms.Ledger.Tests.Simulation;

namespace Osms.Ledger.Tests.Bench;

/// <summary>Who measures the wrong thing is told so: a ledger that loses or answers wrongly has no figure.</summary>
public sealed class BenchFailureTests
{
    // Two months of grace fewer: others are insured than by the law.
    private static readonly RuleBook AnotherLaw = RuleFileText.With(data =>
    {
        foreach (var grace in data.At("figures.graceMonths").AsArray())
        {
            grace!["value"] = JsonValue.Create(1);
        }

        foreach (var rate in data.At("figures.stateRate").AsArray())
        {
            rate!["value"] = 0.5;
        }
    });

    public static TheoryData<string> Rows => [.. BenchRun.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Answers_by_another_law_are_noticed(string row)
    {
        var failure = await Should.ThrowAsync<BenchFailedException>(() => ScratchBench.RunAsync(
            row, services => services.AddSingleton(AnotherLaw)));

        failure.Message.ShouldMatch(
            "^(What holds|What budgets owe|Since and through|Insured|The basis of an answer): expected ");
    }

    [Theory]
    [InlineData("backfill", "Events in the ledger")]
    [InlineData("rebuild", "Events in the ledger")]
    [InlineData("monthly", "Payments of the month in the ledger")]
    public async Task An_event_that_an_import_loses_is_noticed(string row, string what)
    {
        var failure = await Should.ThrowAsync<BenchFailedException>(() => ScratchBench.RunAsync(
            row, ScratchBench.InFront(LosingStore.InFrontOf)));

        failure.Message.ShouldStartWith($"{what}: expected ");
    }

    [Theory]
    [InlineData(Fault.Forgets, "Commands in the ledger: expected 60, found ")]
    [InlineData(Fault.Doubles, "Commands in the ledger: expected 60, found 1")]
    [InlineData(Fault.LeavesRowsBehind, "Rows of the read model behind their streams: expected 0, found ")]
    public async Task A_store_that_goes_wrong_under_commands_is_noticed(Fault fault, string why)
    {
        var failure = await Should.ThrowAsync<BenchFailedException>(() => ScratchBench.RunAsync(
            "command", ScratchBench.InFront(store => BrokenStore.InFrontOf(store, fault))));

        failure.Message.ShouldStartWith(why);
    }

    [Fact]
    public async Task A_store_that_sees_the_future_is_noticed_where_the_past_is_asked_about()
    {
        var failure = await Should.ThrowAsync<BenchFailedException>(() => ScratchBench.RunAsync(
            "coverage-known-at", ScratchBench.InFront(FutureStore.InFrontOf)));

        failure.Message.ShouldMatch("^(What holds|Since and through): expected ");
    }
}
