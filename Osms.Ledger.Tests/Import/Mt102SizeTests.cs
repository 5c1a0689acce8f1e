using System.Globalization;
using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using static Osms.Ledger.Tests.Import.Mt102Text;

namespace Osms.Ledger.Tests.Import;

public class Mt102SizeTests
{
    private const int Most = 100_000;

    [Fact]
    public async Task A_list_may_have_as_many_lines_as_the_limit()
    {
        var rows = await Importing.Mt102(List(3), Importing.Options with { MaxListLines = 3 });
        rows.Short().ShouldBe(["12 Command", "16 Command", "20 Command"]);
    }

    [Fact]
    public async Task A_list_with_one_line_more_is_refused_whole_with_one_problem()
    {
        var rows = await Importing.Mt102(List(5), Importing.Options with { MaxListLines = 3 });
        rows.Short().ShouldBe(["12 Refused: 24 list-too-long", "16 Refused", "20 Refused", "24 Refused", "28 Refused"]);
        rows.Details().ShouldBe(["Expected at most 3 lines in a list; this is one more."]);
    }

    [Fact]
    public async Task What_is_wrong_beside_the_length_adds_no_problem()
    {
        var text = List(5).Replace("-}", "").Replace(":32A:", ":33A:").Replace(":21:2\n", ":21:1\n");
        var rows = await Importing.Mt102(text, Importing.Options with { MaxListLines = 3 });
        rows.Short().ShouldBe(["12 Refused: 24 list-too-long", "16 Refused", "20 Refused", "24 Refused", "28 Refused"]);
    }

    [Fact]
    public async Task The_default_limit_is_a_hundred_thousand_lines()
    {
        (await Count(Most)).ShouldBe((Most, 0, 0));
        (await Count(Most + 1)).ShouldBe((0, Most + 1, 1));
    }

    private static async Task<(int Commands, int Refused, int Problems)> Count(int lines)
    {
        var (commands, refused, problems) = (0, 0, 0);
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(List(lines)));
        await foreach (var row in Mt102Source.ReadAsync(file, Importing.Options, CancellationToken.None))
        {
            commands += row.Command is InsuredCommand.RecordPayment ? 1 : 0;
            refused += row.Kind == RowKind.Refused ? 1 : 0;
            problems += row.Problem is null ? 0 : 1;
        }

        return (commands, refused, problems);
    }

    internal static string List(int lines) => new Mt102Text
    {
        People = [.. Enumerable.Range(1, lines).Select(n => Person(n, Ivan, "4250,"))],
        Total = string.Create(CultureInfo.InvariantCulture, $":32A:261105KZT{lines * 4250L},"),
    }.ToString();
}
