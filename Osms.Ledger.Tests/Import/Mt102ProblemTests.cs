using Osms.Ledger.Import;
using static Osms.Ledger.Tests.Import.Mt102Text;

namespace Osms.Ledger.Tests.Import;

public class Mt102ProblemTests
{
    private static readonly Mt102Text Good = new();

    [Theory]
    [InlineData("6999,99", "The lines add up to 7000 tenge; :32A: says 6999.99.")]
    [InlineData("7000,01", "The lines add up to 7000 tenge; :32A: says 7000.01.")]
    [InlineData("0,", "The lines add up to 7000 tenge; :32A: says 0.")]
    public async Task A_list_whose_sum_is_wrong_is_refused_whole_with_one_problem(string total, string detail)
    {
        var rows = await Importing.Mt102((Good with { Total = $":32A:261105KZT{total}" }).ToString());
        rows.Short().ShouldBe(["12 Refused: 20 list-sum-differs", "16 Refused"]);
        rows.Details().ShouldBe([detail]);
    }

    [Theory]
    [InlineData(":32B:KZT2750,", ":32B:KZT2750.00")]
    [InlineData(":32B:KZT2750,", ":32B:KZT2750,001")]
    [InlineData(":32B:KZT2750,", ":32B:USD2750,")]
    [InlineData(":32B:KZT2750,", ":32B:KZT-2750,")]
    [InlineData(":32B:KZT2750,", ":32B:KZT 2750,")]
    [InlineData(":32B:KZT2750,", ":32B:KZT,")]
    [InlineData(":32B:KZT2750,", ":32B:KZT")]
    [InlineData(":32B:KZT2750,", ":32B:")]
    [InlineData(":32B:KZT2750,", ":32B:KZT2750,\n:32B:KZT2750,")]
    [InlineData(":32B:KZT2750,", ":72:")]
    public async Task Without_one_amount_the_sum_cannot_be_right_and_the_list_says_which(string good, string bad)
    {
        var rows = await Importing.Mt102(Good.ToString().Replace(good, bad));
        rows.Select(row => row.Kind).ShouldBe([RowKind.Refused, RowKind.Refused]);
        rows[0].Problem!.Code.ShouldBe("list-sum-differs");
        var sum = bad.Contains('\n') ? 7000 : 4250;
        rows.Details().ShouldBe(
            [$"The lines add up to {sum} tenge without the amount of line 16, which cannot be read; :32A: says 7000."]);
    }

    [Theory]
    [InlineData($"//IDN/{Dana}", "", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}", "//IDN/", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}", "//IDN/91070240013", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}", "//IDN/9107024001311", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}", "//IDN/91070240013X", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}", $"//IDN/{Dana}//IDN/{Dana}", "Expected one //IDN/ with 12 digits.")]
    [InlineData($"//IDN/{Dana}//PERIOD/102026", $"//IDN/{Dana}", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData($"{Dana}//PERIOD/102026", $"{Dana}//PERIOD/132026", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData($"{Dana}//PERIOD/102026", $"{Dana}//PERIOD/002026", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData($"{Dana}//PERIOD/102026", $"{Dana}//PERIOD/202610", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData($"{Dana}//PERIOD/102026", $"{Dana}//PERIOD/100000", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData($"{Dana}//PERIOD/102026", $"{Dana}//PERIOD/10.2026", "Expected one //PERIOD/ with a month as MMYYYY.")]
    [InlineData(":21:2", ":21:", "Expected a number from 1 to 999999999 in :21:.")]
    [InlineData(":21:2", ":21:0", "Expected a number from 1 to 999999999 in :21:.")]
    [InlineData(":21:2", ":21:-2", "Expected a number from 1 to 999999999 in :21:.")]
    [InlineData(":21:2", ":21:A2", "Expected a number from 1 to 999999999 in :21:.")]
    [InlineData(":21:2", ":21:1000000000", "Expected a number from 1 to 999999999 in :21:.")]
    [InlineData(":21:2", ":21:1", "Expected a number in :21: that no line before it in this list has.")]
    [InlineData(":21:2", ":21:01", "Expected a number in :21: that no line before it in this list has.")]
    public async Task A_bad_line_is_unreadable_alone_and_its_amount_counts_in_the_sum(
        string good, string bad, string detail)
    {
        var rows = await Importing.Mt102(Good.ToString().Replace(good, bad));
        rows.Short().ShouldBe(["12 Command", "16 Unreadable: 16 unreadable"]);
        rows.Details().ShouldBe([detail]);
        rows.Details().ShouldNotContain(text => text.Contains(Dana));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_line_is_said_at_once()
    {
        var text = Good.ToString().Replace(":21:2", ":21:x").Replace($"//IDN/{Dana}//PERIOD/102026", "//");
        var rows = await Importing.Mt102(text);
        rows.Details().ShouldBe(
        [
            "Expected a number from 1 to 999999999 in :21:. Expected one //IDN/ with 12 digits. "
                + "Expected one //PERIOD/ with a month as MMYYYY.",
        ]);
    }

    [Fact]
    public async Task The_same_person_twice_in_a_list_is_two_payments() =>
        (await Importing.Mt102(Good.ToString().Replace(Dana, Ivan))).Short().ShouldBe(["12 Command", "16 Command"]);

    [Theory]
    [InlineData("123")]
    [InlineData("124")]
    public async Task Every_line_of_a_list_of_penalties_is_refused_for_itself(string purpose)
    {
        var rows = await Importing.Mt102((Good with { Purpose = $"/KNP/{purpose}" }).ToString());
        rows.Short().ShouldBe(
            ["12 Refused: 12 purpose-not-a-contribution", "16 Refused: 16 purpose-not-a-contribution"]);
    }

    [Theory]
    [InlineData("/KNP/010")]
    [InlineData("/KNP/")]
    [InlineData("/KNP/121 122")]
    public async Task A_list_with_an_unknown_purpose_is_refused_whole(string purpose)
    {
        var rows = await Importing.Mt102((Good with { Purpose = purpose }).ToString());
        rows.Short().ShouldBe(["12 Refused: 10 purpose-unknown", "16 Refused"]);
        rows.Details().ShouldBe(["Expected one of these in /KNP/: 121, 122, 123, 124."]);
    }

    [Theory]
    [InlineData("-}", "", "The list that begins here breaks off: no -} ends it.")]
    [InlineData(":32A:261105KZT7000,\n-}", "", "The list that begins here breaks off: no -} ends it.")]
    [InlineData(":32A:261105KZT7000,", "", "The list that begins here has no total (:32A:).")]
    [InlineData(":20:ZP2610", "", "The list that begins here has no reference (:20:).")]
    [InlineData($"/IDN/{Sender}", "", "The list that begins here has no sender (/IDN/ in :50:).")]
    [InlineData(":50:", ":52B:", "The list that begins here has no sender (/IDN/ in :50:).")]
    [InlineData("/KNP/122", "", "The list that begins here has no purpose (/KNP/ in :70:).")]
    public async Task A_list_that_lacks_what_all_lines_need_is_refused_whole(string good, string bad, string detail)
    {
        var rows = await Importing.Mt102(Good.ToString().Replace(good, bad));
        rows.Short().ShouldBe(["12 Refused: 1 list-incomplete", "16 Refused"]);
        rows.Details().ShouldBe([detail]);
    }

    [Theory]
    [InlineData(":20:ZP2610", ":20:", 2)]
    [InlineData(":20:ZP2610", ":20:A\u0001B", 2)]
    [InlineData(":20:ZP2610", ":20:12345678901234567890123456789012345678901234567890123456789012345", 2)]
    [InlineData("/DATE/261105", ":20:SECOND", 9)]
    [InlineData($"/IDN/{Sender}", "/IDN/12044000345", 5)]
    [InlineData($"/IDN/{Sender}", $"/IDN/{Sender}/IDN/{Sender}", 5)]
    [InlineData("/DATE/261105", "/KNP/122", 10)]
    [InlineData(":32A:261105KZT7000,", ":32A:261131KZT7000,", 20)]
    [InlineData(":32A:261105KZT7000,", ":32A:26110KZT7000,", 20)]
    [InlineData(":32A:261105KZT7000,", ":32A:261105KZT7 000,", 20)]
    [InlineData(":32A:261105KZT7000,", ":32A:261105KZT7000,\n:32A:261105KZT7000,", 21)]
    [InlineData(":32A:261105KZT7000,", ":32A:", 20)]
    public async Task A_header_that_cannot_be_read_makes_its_whole_list_unreadable(string good, string bad, int line)
    {
        var rows = await Importing.Mt102(Good.ToString().Replace(good, bad));
        rows.Short().ShouldBe([$"12 Unreadable: {line} unreadable", "16 Unreadable"]);
        rows.Details().ShouldNotContain(text => text.Contains(Sender));
    }

    [Fact]
    public async Task A_list_that_breaks_off_before_the_next_one_does_not_swallow_it()
    {
        var broken = (Good with { Total = "", End = "" }).ToString();
        (await Importing.Mt102(broken + Good)).Short()
            .ShouldBe(["12 Refused: 1 list-incomplete", "16 Refused", "33 Command", "37 Command"]);
    }

    [Fact]
    public async Task A_list_without_lines_is_one_row()
    {
        var empty = (Good with { People = [], Total = ":32A:261105KZT0," }).ToString();
        (await Importing.Mt102(empty)).Short().ShouldBe(["1 Refused: 1 list-incomplete"]);
        (await Importing.Mt102("{1:F01}\n{2:I102}\n")).Short().ShouldBe(["1 Refused: 1 list-incomplete"]);
        (await Importing.Mt102("{1:F01}\n{1:F01}{4:")).Short()
            .ShouldBe(["1 Refused: 1 list-incomplete", "2 Refused: 2 list-incomplete"]);
    }

    [Fact]
    public async Task Lines_outside_lists_are_one_row_a_run_and_one_a_person()
    {
        var rows = await Importing.Mt102(
            $"Register\nof payments\n\n{Good}trailer\n{Person(1, Ivan, "1,")}\n{Person(2, Dana, "1,")}\n");
        rows.Short().ShouldBe(
        [
            "1 Unreadable: 1 unreadable",
            "15 Command",
            "19 Command",
            "25 Unreadable: 25 unreadable",
            "26 Unreadable: 26 unreadable",
            "30 Unreadable: 30 unreadable",
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\r\n \r\n")]
    [InlineData("{5:{MAC:00000000}}")]
    public async Task A_file_without_lists_has_no_rows(string text) =>
        (await Importing.Mt102(text)).ShouldBeEmpty();

    [Fact]
    public async Task A_line_that_is_too_long_spoils_only_what_it_belongs_to()
    {
        var options = Importing.Options with { MaxLineBytes = 150 };
        var name = $"//NM/{new string('x', 200)}";
        var inPerson = Good.ToString().Replace($"//IDN/{Dana}", $"{name}\n//IDN/{Dana}");
        var rows = await Importing.Mt102(inPerson, options);
        rows.Short().ShouldBe(["12 Command", "16 Unreadable: 16 line-too-long"]);
        rows.Details().ShouldBe(["The line is longer than 150 bytes."]);

        var inHeader = Good.ToString().Replace("/NAME/", $"/NAME/{name}");
        (await Importing.Mt102(inHeader, options)).Short().ShouldBe(
            ["12 Unreadable: 4 line-too-long", "16 Unreadable"]);
    }
}
