using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Import;

public class ImportFormatTests
{
    [Theory]
    [InlineData("register.ndjson", ImportFormat.Ndjson)]
    [InlineData("register.JSONL", ImportFormat.Ndjson)]
    [InlineData("/home/bank/list.mt102", ImportFormat.Mt102)]
    [InlineData("list.MT", ImportFormat.Mt102)]
    [InlineData("list.txt", ImportFormat.Mt102)]
    [InlineData("payments.csv", ImportFormat.Csv)]
    [InlineData("payments.csv.gz", ImportFormat.Csv)]
    [InlineData("list.MT102.GZ", ImportFormat.Mt102)]
    [InlineData("payments.xlsx", null)]
    [InlineData(".gz", null)]
    [InlineData("ndjson", null)]
    [InlineData("", null)]
    public void A_file_name_tells_the_format(string name, ImportFormat? expected) =>
        ImportFormats.OfFileName(name).ShouldBe(expected);

    [Theory]
    [InlineData("{1:F01K059140000000010001000117}", ImportFormat.Mt102)]
    [InlineData("\uFEFF\r\n {1:F01", ImportFormat.Mt102)]
    [InlineData("{4:\n:20:1", ImportFormat.Mt102)]
    [InlineData("{\"command\":", ImportFormat.Ndjson)]
    [InlineData("\uFEFF\n\t{ \"command\":", ImportFormat.Ndjson)]
    [InlineData("{}", ImportFormat.Ndjson)]
    [InlineData("{1}", null)]
    [InlineData("{1", null)]
    [InlineData("{", null)]
    [InlineData("{ ", null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("[{\"command\":", null)]
    [InlineData("reference,iin", ImportFormat.Csv)]
    [InlineData("\uFEFF\n\"paid_on\";amount", ImportFormat.Csv)]
    [InlineData("iin,", ImportFormat.Csv)]
    [InlineData("reference,payer,month,amount,received_on\nT1,", ImportFormat.Transfers)]
    [InlineData("payer;\"corrects\"", ImportFormat.Transfers)]
    [InlineData("payer,amount\nmonth,", ImportFormat.Csv)]
    [InlineData("iin", null)]
    [InlineData("iin\n,", null)]
    [InlineData("name,iin", null)]
    [InlineData("region,iin", null)]
    public void The_first_bytes_tell_the_format(string start, ImportFormat? expected) =>
        ImportFormats.OfContent(Encoding.UTF8.GetBytes(start)).ShouldBe(expected);

    [Theory]
    [InlineData("ndjson", ImportFormat.Ndjson)]
    [InlineData("mt102", ImportFormat.Mt102)]
    [InlineData("csv", ImportFormat.Csv)]
    [InlineData("transfers", ImportFormat.Transfers)]
    [InlineData("MT102", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_tells_the_format(string? code, ImportFormat? expected) =>
        ImportFormats.OfCode(code).ShouldBe(expected);

    [Fact]
    public void Own_kinds_are_kinds_of_payment()
    {
        Code<OwnKind>.All.ShouldBe(["self", "entrepreneur"]);
        Code<OwnKind>.All.ShouldBeSubsetOf(Code<PaymentKind>.All);
    }

    [Fact]
    public void The_purposes_that_a_list_may_have_are_those_of_the_law() =>
        RuleBook.Embedded.PaymentPurposes.Keys.ShouldBe(Importing.Options.KnownPurposes, ignoreOrder: true);
}
