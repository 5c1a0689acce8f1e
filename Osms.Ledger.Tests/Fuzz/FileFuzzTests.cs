using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>Good rows between damaged ones: every good one is read, once and in order.</summary>
public sealed partial class FileFuzzTests
{
    private const int Files = 3_000;

    [Fact]
    public void Good_lines_of_NDJSON_are_not_lost() => Cases.ForEach(Files, random =>
    {
        var file = new MemoryStream();
        var good = new List<InsuredCommand>();
        for (var line = 0; line < 8; line++)
        {
            var at = random.Next(Corpus.Commands.Count);
            var isGood = line % 2 == 0;
            var text = isGood ? Corpus.Lines[at] : Damage.Of(Corpus.Lines[at], random, Corpus.All);
            good.AddRange(isGood ? [Corpus.Commands[at]] : []);
            file.Write(text);
            file.Write(random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
        }

        ShouldHold(Read(ImportFormat.Ndjson, file, random), good);
    });

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void Good_records_of_CSV_are_not_lost(char separator) => Cases.ForEach(Files, random =>
    {
        var payments = Corpus.Commands.OfType<InsuredCommand.RecordPayment>().ToList();
        var file = new MemoryStream();
        var good = new List<InsuredCommand>();
        file.Write(Encoding.UTF8.GetBytes(CsvText.Header.Replace(',', separator) + "\n"));
        for (var line = 0; line < 8; line++)
        {
            var payment = random.Pick(payments);
            var isGood = line % 2 == 0;
            var text = Encoding.UTF8.GetBytes(Record(payment, separator));
            good.AddRange(isGood ? [payment] : []);

            // A quote that is never closed takes what follows with it, as it must.
            file.Write(isGood ? text : [.. Damage.Of(text, random, Corpus.All).Where(b => b != '"')]);
            file.Write(random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
        }

        ShouldHold(Read(ImportFormat.Csv, file, random), good);
    });

    [Fact]
    public void Good_lists_of_MT102_are_not_lost() => Cases.ForEach(Files, random =>
    {
        var file = new MemoryStream();
        var good = new List<string>();
        for (var list = 0; list < 4; list++)
        {
            var reference = $"L{random.Next(1_000_000)}";
            var text = Encoding.UTF8.GetBytes(
                new Mt102Text { Reference = $":20:{reference}" }.ToString().ReplaceLineEndings(
                    random.Next(2) == 0 ? "\n" : "\r\n"));
            var isGood = list % 2 == 0;
            good.AddRange(isGood ? [$"{reference}/1 4250", $"{reference}/2 2750"] : []);
            file.Write(isGood ? text : [.. Damage.Of(text, random, Corpus.All), (byte)'\n']);
        }

        var read = Read(ImportFormat.Mt102, file, random).Select(row => row.Command)
            .OfType<InsuredCommand.RecordPayment>()
            .Select(p => $"{p.Reference.Split('/', 3)[2]} {p.Amount:0.##}");
        good.ShouldBeSubsetOf(read);
    });

    [Fact]
    public void A_damaged_gzip_is_never_taken_for_a_whole_one() => Cases.ForEach(Files, random =>
    {
        var packed = Corpus.Files[^1];
        var damaged = Damage.Of(packed, random, []);
        var file = new MemoryStream(damaged);
        if (Gzip.IsAsync(file, default).GetAwaiter().GetResult()
            && Gzip.CheckAsync(file, 10, default).GetAwaiter().GetResult() == GzipState.Whole)
        {
            using var content = Gzip.Open(file);
            using var unpacked = new MemoryStream();
            content.CopyTo(unpacked);
            using var original = Gzip.Open(new MemoryStream(packed));
            using var whole = new MemoryStream();
            original.CopyTo(whole);

            // Only what says nothing of the content (a name, a time) may differ, or the file is there twice.
            var times = unpacked.Length / whole.Length;
            unpacked.ToArray().ShouldBe(Enumerable.Repeat(whole.ToArray(), (int)times).SelectMany(b => b));
        }
    });

    private static List<ImportRow> Read(ImportFormat format, MemoryStream file, Random random)
    {
        // As the network gives it: in pieces that end anywhere.
        using var pieces = new TricklingStream(file.ToArray(), random.Next(3) == 0 ? random.Next(1, 200) : 1 << 20);
        var rows = Importing.Rows(format, pieces).GetAwaiter().GetResult();
        rows.ShouldHoldTogether();
        rows.Select(row => row.Line).ShouldBeInOrder();
        foreach (var detail in rows.Details())
        {
            detail.Length.ShouldBeLessThan(4_000);

            // Nothing of what was sent is repeated, it could be an IIN; only lists name the sum they come to.
            (format != ImportFormat.Mt102 && Number().IsMatch(detail)).ShouldBeFalse(detail);
        }

        return rows;
    }

    private static void ShouldHold(List<ImportRow> rows, List<InsuredCommand> good)
    {
        var next = 0;
        foreach (var row in rows)
        {
            next += next < good.Count && good[next].Equals(row.Command) ? 1 : 0;
        }

        next.ShouldBe(good.Count, string.Join('\n', rows.Short()));
    }

    private static string Record(InsuredCommand.RecordPayment p, char separator) => string.Join(separator,
    [
        $"\"{p.Reference.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", p.Iin, p.Kind, p.Period.ToString(),
        p.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{p.PaidOn:yyyy-MM-dd}", p.Payer,
    ]);

    [GeneratedRegex("[0-9]{12}")]
    private static partial Regex Number();
}
