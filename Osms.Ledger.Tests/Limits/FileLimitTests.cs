using System.Text;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Limits;

/// <summary>How large a file may be, as it is sent and unpacked; of one that is larger nothing is recorded.</summary>
public sealed class FileLimitTests
{
    private const int AlwaysUnpacked = 16 << 20;
    private static readonly string Iin = TestIin.Grown(1);
    private static readonly string Line = CommandCallTests.Payment(Iin).ReplaceLineEndings("") + "\n";

    [Theory]
    [InlineData(0, true, 200)]
    [InlineData(0, false, 200)]
    [InlineData(1, true, 413)]
    [InlineData(1, false, 413)]
    public async Task A_file_may_be_as_large_as_is_set_and_no_larger(int over, bool saysLength, int status)
    {
        const int most = 10_000;
        await using var api = await NarrowApi.OpenAsync(null, $"MaxUploadBytes={most}");
        var file = Encoding.UTF8.GetBytes(Line.PadRight(most + over, '\n'));
        foreach (var (call, type) in ((string, string)[])
            [("/v1/imports", "application/x-ndjson"), ("/v1/coverage/batch", "application/x-ndjson")])
        {
            var head = RawCall.Head(
                $"POST {call} HTTP/1.1", "Host: x", $"Content-Type: {type}",
                saysLength ? $"Content-Length: {file.Length}" : "Transfer-Encoding: chunked");
            byte[] body = saysLength
                ? file
                : [.. Encoding.UTF8.GetBytes($"{file.Length:x}\r\n"), .. file, .. "\r\n0\r\n\r\n"u8];

            var reply = await RawCall.AskAsync(api.Address, [.. Encoding.UTF8.GetBytes(head), .. body]);

            if (status == 200)
            {
                reply.ShouldBe(200);
            }
            else
            {
                reply.ShouldBeProblem(413, "body-too-large");
            }
        }

        (await FactsAsync(api)).ShouldBe(status == 200 ? 1 : 0);
    }

    [Theory]
    [InlineData(1, 0, 200)]
    [InlineData(1, 1, 413)]
    [InlineData(2_000, 1, 200)]
    public async Task A_compressed_file_may_grow_so_many_times_and_no_further(int ratio, int over, int status)
    {
        await using var api = await NarrowApi.OpenAsync(null, $"MaxGzipRatio={ratio}");
        var file = GzipTests.Pack(Encoding.UTF8.GetBytes(Line.PadRight(AlwaysUnpacked + over, '\n')));
        file.Length.ShouldBeLessThan(AlwaysUnpacked / 200);

        var reply = await api.ImportAsync(file, "?format=ndjson");

        if (status == 200)
        {
            reply.ShouldBe(200)["accepted"].GetInt32().ShouldBe(1);
        }
        else
        {
            reply.ShouldBeProblem(413, "unpacked-too-large");
        }

        (await FactsAsync(api)).ShouldBe(status == 200 ? 1 : 0);
    }

    [Theory]
    [InlineData("/v1/imports?fromat=ndjson")]
    [InlineData("/v1/imports?dry_run=true")]
    public async Task A_parameter_that_is_not_known_keeps_a_file_from_being_imported(string call)
    {
        await using var api = await NarrowApi.OpenAsync(null);

        (await api.SendAsync(HttpMethod.Post, call, Encoding.UTF8.GetBytes(Line), "application/x-ndjson", []))
            .ShouldBeProblem(400, "unreadable");

        (await FactsAsync(api)).ShouldBe(0);
    }

    private static async Task<int> FactsAsync(NarrowApi api) =>
        (await api.PostAsync("/v1/history", $$"""{"iin":"{{Iin}}"}"""))["events"].GetArrayLength();
}
