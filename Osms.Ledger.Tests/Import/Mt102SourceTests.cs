using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using static Osms.Ledger.Tests.Import.Mt102Text;

namespace Osms.Ledger.Tests.Import;

public class Mt102SourceTests
{
    private static readonly Month October = new(2026, 10);
    private static readonly DateOnly PaidOn = new(2026, 11, 5);

    private static readonly InsuredCommand.RecordPayment[] Expected =
    [
        new(Ivan, $"{Sender}/261105/ZP2610/1", "employee", October, 4250m, PaidOn, Sender),
        new(Dana, $"{Sender}/261105/ZP2610/2", "employee", October, 2750m, PaidOn, Sender),
    ];

    [Fact]
    public async Task A_list_becomes_a_payment_for_every_person()
    {
        var rows = await Importing.Mt102(new Mt102Text().ToString());
        rows.Short().ShouldBe(["12 Command", "16 Command"]);
        rows.Select(row => row.Command).ShouldBe(Expected);
    }

    [Fact]
    public async Task Line_ends_encoding_and_byte_order_mark_change_nothing()
    {
        var text = new Mt102Text().ToString();
        var windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n")),
            Encoding.UTF8.GetBytes($"\uFEFF{text}"),
            windows1251.GetBytes(text),
            windows1251.GetBytes(text.Replace("\n", "\r\n")),
        ];
        foreach (var file in files)
        {
            (await Importing.Rows(ImportFormat.Mt102, file)).Select(row => row.Command).ShouldBe(Expected);
        }
    }

    [Fact]
    public async Task A_reference_in_cyrillic_is_the_same_in_both_encodings()
    {
        var text = new Mt102Text { Reference = ":20:ЗП-10" }.ToString();
        var windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        foreach (var file in new[] { Encoding.UTF8.GetBytes(text), windows1251.GetBytes(text) })
        {
            (await Importing.Rows(ImportFormat.Mt102, file)).Select(row => row.Command!.Reference)
                .ShouldBe([$"{Sender}/261105/ЗП-10/1", $"{Sender}/261105/ЗП-10/2"]);
        }
    }

    [Fact]
    public async Task Blocks_and_code_words_may_stand_on_lines_of_their_own()
    {
        var rows = await Importing.Mt102($"""
            {"{1:F01K059140000000010001000117}"}
            {"{2:I102SGROSS000000U3003}"}

            {"{4:"}
              :20: ZP2610{" "}
            :50:/D/KZ869261501100000117
            /IDN/{Sender}
            :52B:KCJBKZKX
            :70:
            /NUM/117 /DATE/261105 /KNP/122 /ASSIGN/x
            :21:00001
            :32B:KZT7000
            :70:
            //FM/Ахметов
            //NM/
            //IDN/{Ivan}
            //PERIOD/102026
            :32A:261105KZT7000,00
            {"-}{5:{MAC:00000000}}"}
            """);
        rows.Short().ShouldBe(["11 Command"]);
        rows[0].Command.ShouldBe(Expected[0] with { Amount = 7000m });
    }

    [Fact]
    public async Task A_file_holds_many_lists_and_one_that_is_refused_leaves_the_others_alone()
    {
        var good = new Mt102Text().ToString();
        var wrong = new Mt102Text { Total = ":32A:261105KZT7000,01" }.ToString();
        var rows = await Importing.Mt102($"{good}\n{wrong}{good.TrimEnd()}{good}");
        rows.Short().ShouldBe(
        [
            "12 Command",
            "16 Command",
            "34 Refused: 42 list-sum-differs",
            "38 Refused",
            "55 Command",
            "59 Command",
            "75 Command",
            "79 Command",
        ]);
    }

    [Theory]
    [InlineData("121", Sender, OwnKind.Self, "employer")]
    [InlineData("121", Ivan, OwnKind.Entrepreneur, "employer")]
    [InlineData("122", Sender, OwnKind.Self, "employee")]
    [InlineData("122", Sender, OwnKind.Entrepreneur, "employee")]
    [InlineData("122", Dana, OwnKind.Self, "employee")]
    [InlineData("122", Ivan, OwnKind.Self, "self")]
    [InlineData("122", Ivan, OwnKind.Entrepreneur, "entrepreneur")]
    public async Task The_kind_follows_from_purpose_and_sender(string purpose, string sender, OwnKind own, string kind)
    {
        var text = new Mt102Text
        {
            SenderField = $"/IDN/{sender}",
            Purpose = $"/KNP/{purpose}",
            People = [Person(1, Ivan, "7000,")],
        };
        var rows = await Importing.Mt102(text.ToString(), Importing.Options with { OwnKind = own });
        var payment = rows.ShouldHaveSingleItem().Command.ShouldBeOfType<InsuredCommand.RecordPayment>();
        payment.Kind.ShouldBe(kind);
        payment.Payer.ShouldBe(sender);
        Code<PaymentKind>.TryParse(payment.Kind, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0,01", "0,02", "0,03")]
    [InlineData("0,5", "0,50", "1,")]
    [InlineData("0,", "0,", "0,")]
    [InlineData("99999999999999,", "0,99", "99999999999999,99", false)]
    [InlineData("99999999999999,", "1,", "100000000000000")]
    [InlineData("999999999999,99", "0,01", "1000000000000,0")]
    public async Task Sums_are_exact_to_the_tiyn(string first, string second, string total, bool fits = true)
    {
        var text = new Mt102Text
        {
            People = [Person(1, Ivan, first), Person(2, Dana, second)],
            Total = $":32A:261105KZT{total}",
        };
        (await Importing.Mt102(text.ToString())).All(row => row.Kind == RowKind.Command).ShouldBe(fits);
    }

    [Fact]
    public async Task A_payer_with_the_control_digit_wrong_and_an_impossible_iin_are_left_to_the_decider()
    {
        var text = new Mt102Text { People = [Person(1, "000000000000", "7000,")] };
        var rows = await Importing.Mt102(text.ToString());
        rows.ShouldHaveSingleItem().Command!.Iin.ShouldBe("000000000000");
    }

    [Fact]
    public async Task The_total_may_stand_before_the_lines_too()
    {
        var text = new Mt102Text { Reference = ":20:ZP2610\n:32A:261105KZT7000,", Total = ":72:x" };
        (await Importing.Mt102(text.ToString())).Select(row => row.Command).ShouldBe(Expected);
    }
}
