using System.Text;
using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What is stored of a month is read for ever, and what was frozen has one text.</summary>
public sealed class StoredMonthEventTests
{
    private const string Folder = "MonthEvents";

    private static readonly MonthFigures Figures = new(
        new Month(2026, 2),
        new LedgerPosition(1_048_576),
        [
            new FigureLine(Payer.Republican, null, 3, Tenge.From(15_000.50m), Tenge.From(15_000)),
            new FigureLine(Payer.Local, "75", 1, new Tenge(424_907), Tenge.Zero),
            new FigureLine(Payer.Local, "unknown", 1, new Tenge(1), Tenge.Zero),
        ],
        [new AdjustmentLine(new Month(2026, 1), Payer.Contributors, null, -1, Tenge.Zero, Tenge.Zero)]);

    private static readonly MonthEvent[] All =
    [
        new MonthEvent.MonthClosed(Figures.Position, "5dc401f3c949ba00", Figures.ToText()),
        new MonthEvent.MonthReopened(new LedgerPosition(1_048_600), "Ақпан тізімі кеш келді"),
    ];

    public static TheoryData<string> Names() => [.. MonthEvent.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_event_is_stored_as_in_its_file_and_read_back(string name)
    {
        var happened = All.Single(e => MonthEvent.NameOf(e) == name);
        var stored = MonthEvent.Serialize(happened);

        GoldenFile.ShouldHold(Folder, $"{name}.ndjson", Encoding.UTF8.GetString(stored) + "\n");
        MonthEvent.Deserialize(name, stored).ShouldBe(happened);
    }

    [Fact]
    public void There_is_a_file_for_every_kind_and_no_other() => GoldenFile.Names(Folder).ShouldBe(MonthEvent.Names);

    [Fact]
    public void Figures_that_are_read_have_the_text_they_were_read_from() =>
        MonthFigures.Parse(Figures.ToText()).ToText().ShouldBe(Figures.ToText());

    [Theory]
    [InlineData("month_moved", "{}")]
    [InlineData("month_closed", "{}")]
    [InlineData("month_closed", """{"position":1,"rules":null,"figures":"{}"}""")]
    [InlineData("month_closed", """{"position":1,"rules":"a","figures":"{}","note":"x"}""")]
    [InlineData("month_closed", """{"position":"1","rules":"a","figures":"{}"}""")]
    [InlineData("month_reopened", """{"position":1}""")]
    [InlineData("month_reopened", "null")]
    public void Control_what_is_stored_and_not_understood_is_never_skipped(string name, string data) =>
        Should.Throw<UnknownEventException>(() => MonthEvent.Deserialize(name, Encoding.UTF8.GetBytes(data)));
}
