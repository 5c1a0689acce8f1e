using System.Security.Cryptography;
using System.Text;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Api;

/// <summary>CSV and gzip as bodies.</summary>
public sealed class ImportedCsvTests : LedgerApi
{
    private static readonly string Content = string.Join('\n',
    [
        CsvText.Header,
        .. Enumerable.Range(1, 20).Select(n => CsvText.With("iin", TestIin.Grown(n))),
        "nonsense",
    ]);

    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(Content);
    private static readonly byte[] Packed = GzipTests.Pack(Plain);

    [Fact]
    public async Task A_CSV_is_accepted_once_and_repeated_as_itself_or_compressed()
    {
        Counts(await ImportAsync(Plain, "", "text/csv; charset=utf-8"), Plain).ShouldBe("21 = 20 + 0 + 0 + 1");
        Counts(await ImportAsync(Plain, "?format=csv"), Plain).ShouldBe("21 = 0 + 20 + 0 + 1");
        Counts(await ImportAsync(Plain), Plain).ShouldBe("21 = 0 + 20 + 0 + 1");

        // The id is that of the file as it was sent.
        Counts(await ImportAsync(Packed), Packed).ShouldBe("21 = 0 + 20 + 0 + 1");
        var encoded = await ImportAsync(Packed, "", "text/csv", ("Content-Encoding", "gzip"));
        Counts(encoded, Packed).ShouldBe("21 = 0 + 20 + 0 + 1");
    }

    [Fact]
    public async Task A_wrong_header_leaves_every_row_unreadable_with_one_problem()
    {
        var file = Encoding.UTF8.GetBytes(Content.Replace("payer", "who", StringComparison.Ordinal));
        var report = await ImportAsync(file);
        Counts(report, file).ShouldBe("22 = 0 + 0 + 0 + 22");
        report["problemsTotal"].GetInt32().ShouldBe(1);
        report["problems"][0].GetProperty("line").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=csv")]
    public async Task A_gzip_that_breaks_off_is_refused_and_nothing_of_it_is_recorded(string query)
    {
        foreach (var length in (int[])[2, 12, Packed.Length / 2, Packed.Length - 1])
        {
            (await ImportAsync(Packed[..length], query)).ShouldBeProblem(400, "unreadable").Errors
                .ShouldBe([": unreadable"]);
        }

        Counts(await ImportAsync(Packed, query), Packed).ShouldBe("21 = 20 + 0 + 0 + 1");
    }

    [Fact]
    public async Task A_gzip_of_no_known_format_is_refused_whole() =>
        (await ImportAsync(GzipTests.Pack([1, 2, 3]))).ShouldBeProblem(415, "format-unknown");

    private static string Counts(Reply reply, byte[] file)
    {
        reply.ShouldBe(200);
        reply["id"].GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        return $"{reply["rows"]} = {reply["accepted"]} + {reply["repeated"]} + {reply["refused"]} + "
            + $"{reply["unreadable"]}";
    }
}
