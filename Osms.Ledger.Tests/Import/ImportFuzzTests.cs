using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Fuzz;

namespace Osms.Ledger.Tests.Import;

/// <summary>Files with seeded damage: nothing throws, and every row is accounted for.</summary>
public class ImportFuzzTests
{
    private const int Files = 5_000;
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly ImportOptions Small = Importing.Options with { MaxLineBytes = 200, MaxListLines = 5 };

    [Fact]
    public async Task Damaged_ndjson_never_throws_and_every_line_is_a_row()
    {
        var register = Encoding.UTF8.GetBytes(string.Join('\n', SampleFiles.Lines("register.ndjson").Take(12)));
        foreach (var seed in Cases.Seeds(Files))
        {
            var file = Damaged(register, seed);
            var rows = await Checked(ImportFormat.Ndjson, file, seed);
            rows.Select(row => row.Line).ShouldBe(NonBlankLines(file), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public async Task Damaged_csv_never_throws_and_every_line_outside_quotes_is_a_row(char separator)
    {
        var rows = Enumerable.Range(1, 12).Select(n => CsvText.With("reference", n % 3 == 0 ? $"\"{n}\"" : $"{n}"));
        var text = string.Join('\n', [CsvText.Header, .. rows]).Replace(',', separator);
        var register = Encoding.UTF8.GetBytes(text);
        foreach (var seed in Cases.Seeds(Files))
        {
            var file = Damaged(register, seed);
            var read = (await Checked(ImportFormat.Csv, file, seed)).Select(row => row.Line).ToList();
            var lines = NonBlankLines(file);
            read.ShouldBeInOrder(SortDirection.Ascending, $"seed {seed}");
            read.ShouldBeUnique($"seed {seed}");
            read.ShouldBeSubsetOf(lines, $"seed {seed}");

            // Without quotes every line is a row, save a right header.
            if (!file.Contains((byte)'"'))
            {
                lines.Count.ShouldBeInRange(read.Count, read.Count + 1, $"seed {seed}");
            }
        }
    }

    [Fact]
    public async Task Damaged_mt102_never_throws_and_every_persons_line_is_one_row()
    {
        var lists = Encoding.UTF8.GetBytes($"{new Mt102Text()}{new Mt102Text { Purpose = "/KNP/121" }}");
        foreach (var seed in Cases.Seeds(Files))
        {
            var file = Damaged(lists, seed);
            var rows = await Checked(ImportFormat.Mt102, file, seed);
            var people = PeopleLines(file);
            rows.Select(row => row.Line).Intersect(people).ShouldBe(people, ignoreOrder: true, $"seed {seed}");

            // What is no person's line is a row only to tell of something else.
            rows.Where(row => !people.Contains(row.Line)).ShouldAllBe(row => row.Problem != null, $"seed {seed}");
            rows.Select(row => row.Line).ShouldBeInOrder();
            EveryFallenRowHasItsProblemBefore(rows, seed);
        }
    }

    private static async Task<List<ImportRow>> Checked(ImportFormat format, byte[] file, int seed)
    {
        try
        {
            var rows = await Importing.Rows(format, file, Small);
            rows.ShouldHoldTogether();
            foreach (var command in rows.Select(row => row.Command).OfType<InsuredCommand>())
            {
                // What is read can be decided: no value gets through that the next step chokes on.
                var (happened, refusals) = RequestCheck.Of(command, RuleBook.Embedded, Today);
                (happened is null).ShouldBe(refusals.Count > 0);
            }

            return rows;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{format} file with seed {seed}", e);
        }
    }

    private static void EveryFallenRowHasItsProblemBefore(List<ImportRow> rows, int seed)
    {
        var told = false;
        foreach (var row in rows)
        {
            if (row.Problem is not null)
            {
                told = true;
            }
            else if (row.Kind == RowKind.Command)
            {
                told = false;
            }
            else
            {
                told.ShouldBeTrue($"seed {seed}");
            }
        }
    }

    internal static byte[] Damaged(byte[] original, int seed) => Damage.Of(original, new Random(seed), Corpus.All);

    // Of a line that is too long nobody can say that it is blank.
    internal static List<long> NonBlankLines(byte[] file) => LinesWhere(file, line =>
        line.Trim(" \t\r"u8).Length > 0
        || (line is [.. var content, (byte)'\r'] ? content : line).Length > Small.MaxLineBytes);

    private static List<long> PeopleLines(byte[] file) =>
        LinesWhere(file, line => line.TrimStart(" \t"u8).StartsWith(":21:"u8));

    private delegate bool IsWanted(ReadOnlySpan<byte> line);

    private static List<long> LinesWhere(byte[] file, IsWanted wanted)
    {
        var found = new List<long>();
        var number = 0L;
        foreach (var range in file.AsSpan().Split((byte)'\n'))
        {
            number++;
            var line = file.AsSpan()[range];
            if (number == 1 && line.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }

            if (wanted(line))
            {
                found.Add(number);
            }
        }

        return found;
    }
}
